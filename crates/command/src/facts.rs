//! The facts found so far: no two alike, worst first.

use crate::simple::{Simple, show};
use domain::action::{Fact, FactKind, Severity, Word};

/// More than anybody reads; the worst are kept.
const MOST: usize = 50;
/// Characters in a fact's text.
const LONGEST: usize = 200;
/// Enough to sort by weight, and a bound on the work.
const HELD: usize = 5_000;

/// Characters in a word that a fact points at; a longer one is not pointed at.
const LONGEST_WORD: usize = 120;

/// A list that grows.
#[derive(Default)]
pub(crate) struct Facts {
    found: Vec<Fact>,
    words: Words,
}

/// The words of the command that is looked at: a fact that is found meanwhile points at one of them.
#[derive(Default)]
pub(crate) struct Words {
    program: Option<String>,
    /// The files its output goes to, and the variables it sets: what they are is the point of a fact that names them.
    around: Vec<String>,
    arguments: Vec<String>,
}

impl Words {
    fn of(simple: &Simple) -> Self {
        let known = |word: &Word| word.literal().map(str::to_owned);
        let sends = simple.sends.iter().filter_map(|send| known(&send.to));
        Self {
            program: simple.words.first().map(|word| show(word).to_owned()),
            around: sends.chain(simple.sets.iter().cloned()).collect(),
            arguments: simple.words.iter().skip(1).filter_map(known).collect(),
        }
    }

    /// What a fact is about: what stands around the command where its text names it, the file whose secrets are read, else
    /// the program.
    fn point(&self, kind: FactKind, text: &str) -> Option<String> {
        let named = |word: &&String| !word.is_empty() && text.contains(word.as_str());
        let argument = || match kind {
            FactKind::Secrets => self.arguments.iter().find(named),
            _ => None,
        };
        let word = self.around.iter().find(named).or_else(argument).or(self.program.as_ref())?;
        let short = !word.is_empty() && word.chars().count() <= LONGEST_WORD;
        (short && !word.contains(char::is_whitespace)).then(|| word.clone())
    }
}

impl Facts {
    /// From now on a fact is about this command. Answers what it was about, to go back to.
    pub(crate) fn look_at(&mut self, simple: &Simple) -> Words {
        std::mem::replace(&mut self.words, Words::of(simple))
    }

    /// Goes back to what facts were about before.
    pub(crate) fn look_back(&mut self, before: Words) {
        self.words = before;
    }

    /// Adds a fact, unless it is there already. The heavier of two stays.
    pub(crate) fn add(&mut self, kind: FactKind, severity: Severity, line: u32, text: &str) {
        let text = one_line(text);
        let alike = |fact: &&mut Fact| fact.kind == kind && fact.text == text;
        if let Some(known) = self.found.iter_mut().find(alike) {
            known.severity = known.severity.max(severity);
        } else if self.found.len() < HELD {
            let word = self.words.point(kind, &text);
            self.found.push(Fact { kind, text, severity, line: Some(line), word });
        }
    }

    /// The worst ones, then by line.
    pub(crate) fn finish(mut self) -> Vec<Fact> {
        self.found.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.line.cmp(&b.line)));
        self.found.truncate(MOST);
        self.found
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
