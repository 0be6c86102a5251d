//! Colours in a diff say something about characters, and change none of them.

#[path = "../../../crates/domain/tests/display/corpus.rs"]
mod corpus;

use crate::made::html;
use app::parts::{
    diff::{self, Shown},
    syntax::Patience,
    word_diff::{Side, coloured, marked},
};
use domain::change::{ChangeKind, FileChange};
use std::time::Duration;

/// What a reader gets: the page without its elements.
fn text(html: &str) -> String {
    let html = html.replace("<!>", "");
    let after = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    after.collect()
}

fn page(path: &str, body: &str, split: bool, patience: Duration) -> String {
    let file = FileChange {
        path: path.into(),
        change: ChangeKind::Modified,
        old_path: None,
        additions: 1,
        deletions: 1,
        diff: body.into(),
        binary: false,
        truncated: false,
    };
    let shown = Shown { split, most: usize::MAX, ..Shown::default() };
    html(move || diff::file(&file, &shown, None, &mut Patience::of(patience)))
}

/// Lines that a grammar has much to say about, each with something hidden in it.
fn diff_with(hidden: &[char]) -> String {
    let mut lines =
        vec!["-let key = \"old\"; // why".to_owned(), "+let key = \"new\"; // why not".to_owned()];
    for (at, sign) in hidden.iter().enumerate() {
        let text = match at % 4 {
            0 => format!("fn na{sign}me(a: u8) -> u8 {{ 12{sign} }} // t{sign}x"),
            1 => format!("let s = \"a{sign}b\\n\"; if x{sign}== 3.5 {{ return; }}\t "),
            2 => format!("key: {sign}\"value\" # comment {sign}{sign}"),
            _ => format!("<a href=\"{sign}\">&amp; {sign}</a> /* {sign} */  "),
        };
        let mark = [' ', '-', '+'][at % 3];
        lines.push(format!("{mark}{text}"));
    }
    format!("@@ -1,9 +1,9 @@ fn context()\n{}\n", lines.join("\n"))
}

#[test]
fn a_page_with_colours_holds_the_same_text_as_one_without() {
    let hidden = corpus::hidden();
    // Line ends end lines of a diff, and are no part of one.
    let sample: Vec<char> =
        hidden.iter().copied().filter(|sign| *sign != '\r').step_by(97).collect();
    let diff = diff_with(&sample);
    for path in
        ["a.rs", "a.py", "a.ts", "a.sh", "a.yaml", "a.json", "a.html", "a.sql", "Dockerfile"]
    {
        for split in [false, true] {
            let plain = page(path, &diff, split, Duration::ZERO);
            let colourful = page(path, &diff, split, Duration::MAX);
            assert!(!plain.contains("class=\"syn-"), "no time, no colours");
            assert!(colourful.contains("class=\"syn-"), "{path} has colours");
            assert_eq!(text(&plain), text(&colourful), "{path}");
            let raw = sample.iter().find(|sign| colourful.contains(**sign));
            assert_eq!(raw, None, "{path}: a character that cannot be seen is in the page");
            let marks = |html: &str| html.matches("class=\"hidden-char\"").count();
            assert_eq!(marks(&plain), marks(&colourful), "{path}");
        }
    }
}

#[test]
fn wherever_a_colour_begins_and_ends_every_character_stays() {
    use app::parts::syntax::Kind;
    let line = "x \u{202e}\u{456}日本\t \u{e000}\u{1f642} \r<&>";
    let whole = text(&html(move || marked(line, &[], Side::New)));
    let bounds: Vec<usize> = (0..=line.len()).filter(|at| line.is_char_boundary(*at)).collect();
    for start in &bounds {
        for end in bounds.iter().filter(|end| *end > start) {
            let spans = vec![(*start..*end, Kind::String)];
            let changed = [std::ops::Range { start: 2, end: 5 }];
            let shown = html(move || coloured(line, &[], Side::New, &spans));
            assert_eq!(text(&shown), whole, "{start}..{end}");
            let spans = vec![(*start..*end, Kind::Comment)];
            let shown = html(move || coloured(line, &changed, Side::New, &spans));
            assert_eq!(text(&shown), whole, "{start}..{end} with a change");
            assert!(shown.contains("<ins>"), "what changed stays marked: {shown}");
        }
    }
}
