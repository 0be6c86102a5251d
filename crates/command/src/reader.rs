//! Collects parts and facts while the code is walked.

use crate::{
    Stop, bash,
    facts::Facts,
    operands::Operands,
    powershell,
    rules::{self, Downloads},
    simple::{Dialect, Feed, Simple},
    wrappers,
};
use domain::action::{FactKind, Part, Reading, Severity, Word};

/// How deep code may hold code.
const DEEPEST: usize = 12;
/// How many parts are kept.
const MOST: usize = 10_000;

/// What has been read so far.
pub(crate) struct Reader {
    /// Whether to give up.
    pub stop: Stop,
    parts: Vec<Part>,
    /// What the code says it does.
    pub facts: Facts,
    downloads: Downloads,
    /// The files it runs by name.
    pub operands: Operands,
    unclear: bool,
    depth: usize,
}

impl Reader {
    /// Has read nothing yet.
    pub(crate) fn new(stop: Stop) -> Self {
        Self {
            stop,
            parts: Vec::new(),
            facts: Facts::default(),
            downloads: Downloads::default(),
            operands: Operands::default(),
            unclear: false,
            depth: 0,
        }
    }

    /// Reads a script that stands at a line.
    pub(crate) fn script(&mut self, dialect: Dialect, text: &str, line: u32) {
        if !self.enter(line) {
            return;
        }
        match dialect {
            Dialect::Powershell => powershell::read(self, text, line),
            _ => bash::read(self, text, line),
        }
        self.depth -= 1;
    }

    /// Takes in one simple command, and what it wraps.
    pub(crate) fn simple(&mut self, simple: Simple) {
        if !self.enter(simple.line) {
            return;
        }
        if self.parts.len() >= MOST {
            self.unclear(Severity::High, simple.line, "It has too many commands to read.");
        } else {
            let more = simple.more || !simple.sets.is_empty() || !simple.sends.is_empty();
            let part = Part { words: simple.words.clone(), more, line: simple.line };
            self.parts.push(part);
            let outer = self.facts.look_at(&simple);
            if let Some(Word::Dynamic(name)) = simple.words.first() {
                let text = format!("Which program {name} is, is known only when it runs");
                self.unclear(Severity::High, simple.line, &text);
            }
            self.operands.program(&simple);
            rules::apply(&simple, &mut self.facts);
            if let Some(file) = self.downloads.look(&simple, &mut self.facts) {
                let text = format!("What {file} does is known only when it is fetched");
                self.unclear(Severity::High, simple.line, &text);
            }
            let before = self.operands.enter(&simple);
            wrappers::open(self, &simple);
            self.operands.leave(before);
            self.facts.look_back(outer);
        }
        self.depth -= 1;
    }

    /// Notes blanks and line ends beyond ASCII: a shell may part words or lines there, our parsers see letters.
    pub(crate) fn blanks(&mut self, text: &str, line: u32) {
        let odd = |char: char| {
            !char.is_ascii() && char.is_whitespace()
                || matches!(char, '\u{180e}' | '\u{200b}' | '\u{feff}')
        };
        let why =
            "It holds blanks or line ends beyond ASCII, which a shell may read in another way";
        self.unclear_where(|line| line.contains(odd), Severity::High, (text, line), why);
    }

    /// Notes that a text which begins on a line cannot be read to the letter, with the first such line. Nothing where there
    /// is none.
    pub(crate) fn unclear_where(
        &mut self,
        odd: impl Fn(&str) -> bool,
        severity: Severity,
        (text, line): (&str, u32),
        why: &str,
    ) {
        if let Some(at) = text.split('\n').position(odd) {
            let line = line.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            self.unclear(severity, line, why);
        }
    }

    /// Notes that the parts are not all known, and why.
    pub(crate) fn unclear(&mut self, severity: Severity, line: u32, why: &str) {
        self.unclear = true;
        self.facts.add(FactKind::Unreadable, severity, line, why);
    }

    /// There is nothing that a shell would take apart, so its parts are not known.
    pub(crate) const fn not_a_command(&mut self) {
        self.unclear = true;
    }

    /// Notes that this code is for a shell that may not be bash, if it says what only bash reads as we do.
    pub(crate) fn other_shell(&mut self, text: &str, line: u32) {
        if let Some(piece) = bash::only_bash(text) {
            let why = format!(
                "It has {piece}, which only bash reads like this; sh may run something else"
            );
            self.unclear(Severity::High, line, &why);
        }
    }

    /// Notes that a shell gets code that cannot be read here.
    pub(crate) fn unread(&mut self, simple: &Simple) {
        let shell = simple.name();
        let text = match (&simple.piped, &simple.feed) {
            (Some(from), _) => format!("Hands what {from} prints to {shell}, unread"),
            (None, Feed::Nothing) => format!("Gives {shell} code that is known only when it runs"),
            (None, _) => format!("Hands its input to {shell}, unread"),
        };
        self.facts.add(FactKind::PipesToShell, Severity::High, simple.line, &text);
        let text = format!("What {shell} runs is known only when it runs");
        self.unclear(Severity::High, simple.line, &text);
    }

    /// How many parts were found.
    pub(crate) const fn count(&self) -> usize {
        self.parts.len()
    }

    /// What was read. `lead` is the folder that it all goes to first, as in [`crate::operands::lead`].
    pub(crate) fn finish(self, lead: Option<(&str, bool)>) -> Reading {
        Reading {
            parts: (!self.unclear).then_some(self.parts),
            facts: self.facts.finish(),
            operands: self.operands.finish(lead),
        }
    }

    fn enter(&mut self, line: u32) -> bool {
        if self.stop.called() {
            self.unclear(Severity::High, line, "It takes too long to be read");
            return false;
        }
        if self.depth >= DEEPEST {
            self.unclear(Severity::High, line, "It is nested too deeply to be read");
            return false;
        }
        self.depth += 1;
        true
    }
}
