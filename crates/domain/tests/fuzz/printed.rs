//! Output as it is shown: no control character gets out, what is text stays in its order, and how it was cut on its way
//! makes no difference.

use domain::display::{Needle, Printed, Row, Segment, Terminal, unescape};

use crate::display::none_is_raw;

/// Put between any two characters, none of these may take or hide one.
const SEQUENCES: [&str; 14] = [
    "",
    "\u{1B}[31m",
    "\u{1B}[8m",
    "\u{1B}[30;40m",
    "\u{1B}[38;2;9;9;9;48;2;9;9;9m",
    "\u{1B}[m",
    "\u{1B}]0;title\u{7}",
    "\u{1B}]8;;https://evil.example\u{1B}\\",
    "\u{1B}[2J",
    "\u{1B}[10;20H",
    "\u{1B}[?25l",
    "\u{1B}P1$r0m\u{1B}\\",
    "\u{1B}_private\u{1B}\\",
    "\u{1B}(B",
];

#[test]
fn what_is_printed_is_seen_in_its_order_and_nothing_else_gets_out() {
    fuzz!("printed", 4_000, |bytes: &[u8]| {
        let printed = Printed::of(bytes);
        let source = String::from_utf8_lossy(bytes);
        printed.rows().iter().for_each(check);
        none_is_raw(&printed.to_plain(), &['\n', '\t']);
        // No sequence, ended or not, takes a line with it.
        let ended = source.matches('\n').count();
        assert!([ended, ended + 1].contains(&printed.rows().len()), "{ended}");
        in_order(&source, &unescape(&printed.to_plain()));
        cut_anywhere(bytes, &printed);

        let text = source.replace(['\u{1B}', '\r', '\u{8}'], "");
        let plain = Printed::of(&text).to_plain();
        let ended = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        assert_eq!(unescape(&plain), format!("{text}{ended}"));
        let before = |at: usize, c: char| SEQUENCES[(at + c as usize) % SEQUENCES.len()];
        let woven: String =
            text.chars().enumerate().flat_map(|(at, c)| before(at, c).chars().chain([c])).collect();
        assert_eq!(Printed::of(woven).to_plain(), plain);
    });
}

/// Where nothing goes back on its line, each character stands in the source too, after the ones before it. The line
/// feed after a last line is ours.
fn in_order(source: &str, shown: &str) {
    if source.contains(['\r', '\u{8}']) {
        return;
    }
    let mut rest = source.chars();
    for c in shown.strip_suffix('\n').unwrap_or(shown).chars() {
        assert!(rest.any(|other| other == c), "{c:?} of {shown:?} is not there in {source:?}");
    }
}

fn cut_anywhere(bytes: &[u8], whole: &Printed) {
    for size in [1, 2, 3, 7] {
        let (mut terminal, mut rows) = (Terminal::default(), Vec::new());
        for piece in bytes.chunks(size) {
            terminal.feed(piece, &mut rows);
        }
        terminal.finish(&mut rows);
        assert_eq!(rows, whole.rows(), "in pieces of {size}");
        let counts = (terminal.removed(), terminal.overwritten());
        assert_eq!(counts, (whole.removed(), whole.overwritten()));
    }
}

fn shown(row: &Row, places: &[std::ops::Range<usize>]) -> String {
    let mut all = String::new();
    for piece in row.pieces(places) {
        assert!(piece.place.is_none_or(|place| place < places.len()));
        match piece.segment {
            Segment::Text(text) => {
                none_is_raw(&text, &['\t']);
                assert!(!text.is_empty());
                all.push_str(&text);
            }
            Segment::Mark(mark) => {
                none_is_raw(&mark.shown, &[]);
                none_is_raw(&mark.name, &[]);
                all.push_str(&mark.shown);
            }
        }
    }
    all
}

/// What is found cuts a line, and takes nothing out of it.
fn check(row: &Row) {
    let whole = shown(row, &[]);
    let needle: String = whole.chars().skip(1).take(2).collect();
    let Some(needle) = Needle::new(&needle) else { return };
    let places = row.find(&needle);
    assert!(places.is_sorted_by(|before, after| before.end <= after.start));
    assert_eq!(shown(row, &places), whole);
}
