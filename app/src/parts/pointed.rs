//! The words of a command that a fact points at, underlined where they stand.
//!
//! It works on pieces that are safe already: a piece is only parted, so nothing gets onto the page that would not stand
//! there without a mark. A word with a character that is shown as a block is in two pieces, and is not found.

use super::safe_text;
use domain::{
    action::{Fact, Severity},
    display::{Line, Segment},
};
use leptos::prelude::*;

/// One line of a command, with the words marked that its facts point at.
pub fn pointed(line: &Line, facts: &[Fact]) -> AnyView {
    let words = words(line.number, facts);
    if words.is_empty() {
        return safe_text::line(line);
    }
    let pieces = line.segments.iter().map(|segment| match segment {
        Segment::Text(text) => marked(text, &words),
        Segment::Mark(_) => safe_text::segments(std::slice::from_ref(segment)),
    });
    pieces.collect_view().into_any()
}

/// The words that facts about this line point at, the heaviest of two about the same one. Info is no reason to stop at a
/// word.
fn words(line: usize, facts: &[Fact]) -> Vec<(&str, Severity)> {
    let mut words: Vec<(&str, Severity)> = Vec::new();
    for fact in facts.iter().filter(|fact| fact.line.is_some_and(|at| at as usize == line)) {
        let Some(word) = fact.word.as_deref().filter(|word| !word.is_empty()) else { continue };
        if fact.severity == Severity::Info {
            continue;
        }
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, severity)) => *severity = (*severity).max(fact.severity),
            None => words.push((word, fact.severity)),
        }
    }
    words
}

/// A text in pieces: those that are one of the words, and what stands between them.
fn marked(text: &str, words: &[(&str, Severity)]) -> AnyView {
    let mut rest = text;
    let mut before = None;
    let mut pieces: Vec<AnyView> = Vec::new();
    while let Some((at, word, severity)) = first(rest, before, words) {
        let (head, tail) = rest.split_at(at);
        let (word, tail) = tail.split_at(word.len());
        if !head.is_empty() {
            pieces.push(head.to_owned().into_any());
        }
        let weight = if severity == Severity::High { "high" } else { "note" };
        let word_shown = word.to_owned();
        pieces.push(
            view! { <mark class="fact-mark" data-weight=weight>{word_shown}</mark> }.into_any(),
        );
        before = word.chars().next_back();
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned().into_any());
    }
    pieces.collect_view().into_any()
}

/// Where the first of the words stands whole: not inside a longer one. The longest wins where several begin.
fn first<'w>(
    text: &str,
    before: Option<char>,
    words: &[(&'w str, Severity)],
) -> Option<(usize, &'w str, Severity)> {
    let found = words.iter().filter_map(|(word, severity)| {
        let whole = |at: &usize| {
            let left = text[..*at].chars().next_back().or(before);
            let right = text[*at + word.len()..].chars().next();
            let (begins, ends) = (word.chars().next(), word.chars().next_back());
            !joined(left, begins) && !joined(ends, right)
        };
        let at = text.match_indices(word).map(|(at, _)| at).find(whole)?;
        Some((at, *word, *severity))
    });
    found.min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())))
}

/// Whether two signs beside each other belong to one word.
fn joined(left: Option<char>, right: Option<char>) -> bool {
    let part = |sign: Option<char>| {
        sign.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'))
    };
    part(left) && part(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{action::FactKind, display::SafeText};

    fn fact(line: u32, word: &str, severity: Severity) -> Fact {
        let text = "Something".into();
        let word = Some(word.into());
        Fact { kind: FactKind::Deletes, text, severity, line: Some(line), word }
    }

    fn shown(code: &str, facts: &[Fact]) -> String {
        let lines = SafeText::code(code).lines();
        let html: Vec<String> =
            lines.iter().map(|line| pointed(line, facts).into_any().to_html()).collect();
        html.join("\n").replace("<!>", "").replace(" class=\"fact-mark\"", "")
    }

    #[test]
    fn a_word_is_marked_where_it_stands_whole_and_on_its_line_only() {
        let rm = [fact(2, "rm", Severity::High)];
        assert_eq!(
            shown("rm a\nformat; rm -rf a-rm arm rm", &rm),
            "rm a\nformat; <mark data-weight=\"high\">rm</mark> -rf a-rm arm \
             <mark data-weight=\"high\">rm</mark>"
        );
        let both = [fact(1, "tee", Severity::Note), fact(1, "tee", Severity::High)];
        assert_eq!(shown("tee x", &both), "<mark data-weight=\"high\">tee</mark> x");
        assert_eq!(shown("tee x", &[fact(1, "tee", Severity::Info)]), "tee x");
        assert_eq!(shown("é rm é", &[fact(1, "", Severity::High)]), "é rm é");
    }

    #[test]
    fn nothing_gets_onto_the_page_by_a_mark() {
        let evil = "<script>\u{202e}";
        let html = shown(&format!("rm {evil}"), &[fact(1, evil, Severity::High)]);
        assert!(!html.contains('\u{202e}') && !html.contains("<script"), "{html}");
        let html = shown("rm <b>x", &[fact(1, "<b>x", Severity::High)]);
        assert!(html.contains("&lt;b&gt;x</mark>"), "{html}");
        // A name with an unseen character in it is no longer the name that is looked for.
        let html = shown("r\u{200b}m x", &[fact(1, "rm", Severity::High)]);
        assert!(!html.contains("<mark"), "{html}");
    }
}
