//! A command taken apart: what the policy matches against.

use super::{Fact, Operand, Severity};
use crate::approval::Risk;
use serde::{Deserialize, Serialize};

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Known to the letter.
    Literal(String),
    /// Known only when it runs: a variable, a substitution, a pattern.
    Dynamic(String),
}

impl Word {
    /// The word if it is known.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Dynamic(_) => None,
        }
    }
}

/// One simple command inside a script: a program and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The program, then its arguments.
    pub words: Vec<Word>,
    /// Whether it does something beside running its words: it sets variables for it, or sends output to a file.
    pub more: bool,
    /// The line it begins on, from 1.
    pub line: u32,
}

/// What a command task said about itself when a person was asked about it: what its page shows, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Noted {
    /// What it does, by our own rules.
    pub facts: Vec<Fact>,
    /// Whether all of it could be read, and it runs no other file by name: only then does finding nothing say something.
    pub whole: bool,
}

/// What can be read from a command without running it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its simple commands, in order, those inside substitutions and wrappers too; `None` when it cannot be parsed, or
    /// holds something whose commands are not known.
    pub parts: Option<Vec<Part>>,
    /// What it does, by our own rules.
    pub facts: Vec<Fact>,
    /// Files that it runs by name: not looked at, or unknown where the name alone does not tell which file it is.
    pub operands: Vec<Operand>,
}

impl Reading {
    /// How much could go wrong: a change to a machine is at least medium, a weighty fact makes it high.
    pub fn risk(&self) -> Risk {
        let worst = self.facts.iter().map(|fact| fact.severity).max();
        match (worst, &self.parts) {
            (Some(Severity::High), _) => Risk::High,
            _ => Risk::Medium,
        }
    }

    /// What is kept of it beside a request.
    pub fn noted(self) -> Noted {
        let whole = self.parts.is_some() && self.operands.is_empty();
        Noted { facts: self.facts, whole }
    }
}
