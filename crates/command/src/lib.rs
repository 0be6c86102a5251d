//! Reads a command from its own text: the simple commands it is made of, and what they do. It must never run, fetch or
//! look up anything, and never calls a part known that it could not read to the letter.

mod bash;
mod deeds;
mod facts;
mod operands;
mod powershell;
mod reader;
mod rules;
mod secrets;
mod shape;
mod shells;
mod simple;
mod wrappers;

use domain::action::{Code, Fact, Interpreter, Proposal, Reading, Word, names_secret};
use reader::Reader;
use simple::{Dialect, Simple};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Reads a command. `parts` is `None` when the code does not parse, when a program's name is known only at run time,
/// when a shell is given code that is not there to read, or when the code defines functions or aliases that could stand
/// for a program. The facts are what could be found even so: worst first, at most 50, each text one line of at most 200
/// characters.
pub fn read(interpreter: Interpreter, code: &Code) -> Reading {
    read_until(&Stop::default(), interpreter, code)
}

/// What variables that are handed in beside a command make it load.
pub fn read_variables(env: &BTreeMap<String, String>) -> Vec<Fact> {
    rules::beside(env)
}

/// What a proposal is given of its desktop's secrets. Their values are not known here.
pub fn read_secrets(proposal: &Proposal) -> Vec<Fact> {
    secrets::given(proposal)
}

/// Calls a reading off, from another thread. Code can be made so that reading it takes minutes.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whoever reads gives up soon, and says that the code could not be read.
    pub fn call(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn called(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The same, until it is called off.
pub fn read_until(stop: &Stop, interpreter: Interpreter, code: &Code) -> Reading {
    let mut reader = Reader::new(stop.clone());
    match code {
        Code::Argv(argv) => {
            // What a secret is filled into is known only when it runs.
            let word = |text: String| {
                if names_secret(&text) { Word::Dynamic(text) } else { Word::Literal(text) }
            };
            let words = argv.iter().cloned().map(word).collect();
            reader.simple(Simple::new(Dialect::None, words, 1));
        }
        Code::Deed(deed) => deeds::read(&mut reader, deed),
        Code::Script(script) => {
            let dialect = match interpreter {
                Interpreter::Powershell => Dialect::Powershell,
                Interpreter::Bash | Interpreter::Sh => Dialect::Posix,
                Interpreter::Exec => Dialect::None,
            };
            if dialect == Dialect::None {
                reader.simple(Simple::new(dialect, vec![Word::Literal(script.clone())], 1));
            } else {
                if interpreter == Interpreter::Sh {
                    reader.other_shell(script, 1);
                }
                reader.script(dialect, script, 1);
            }
        }
    }
    let lead = match (code, interpreter) {
        (Code::Script(script), Interpreter::Bash | Interpreter::Sh) => operands::lead(script),
        _ => None,
    };
    let mut reading = reader.finish(lead);
    if let Code::Deed(_) = code {
        // It is shown in a form of its own, which has no such lines.
        for fact in &mut reading.facts {
            fact.line = None;
        }
    }
    reading
}
