//! The facts found so far: no two alike, worst first.

use domain::action::{Fact, FactKind, Severity};

/// More than anybody reads; the worst are kept.
const MOST: usize = 50;
/// Characters in a fact's text.
const LONGEST: usize = 200;
/// Enough to sort by weight, and a bound on the work.
const HELD: usize = 5_000;

/// A list that grows.
#[derive(Default)]
pub(crate) struct Facts(Vec<Fact>);

impl Facts {
    /// Adds a fact, unless it is there already. The heavier of two stays.
    pub(crate) fn add(&mut self, kind: FactKind, severity: Severity, line: u32, text: &str) {
        let text = one_line(text);
        if let Some(known) = self.0.iter_mut().find(|fact| fact.kind == kind && fact.text == text) {
            known.severity = known.severity.max(severity);
        } else if self.0.len() < HELD {
            self.0.push(Fact { kind, text, severity, line: Some(line) });
        }
    }

    /// The worst ones, then by line.
    pub(crate) fn finish(mut self) -> Vec<Fact> {
        self.0.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.line.cmp(&b.line)));
        self.0.truncate(MOST);
        self.0
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).collect();
    let line = words.join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
