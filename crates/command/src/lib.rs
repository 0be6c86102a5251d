//! Reads a command from its own text: the simple commands it is made of, and what they do. It must never run, fetch or
//! look up anything, and never calls a part known that it could not read to the letter.

mod bash;
mod facts;
mod powershell;
mod reader;
mod rules;
mod shape;
mod shells;
mod simple;
mod wrappers;

use domain::action::{Code, Interpreter, Reading, Word};
use reader::Reader;
use simple::{Dialect, Simple};

/// Reads a command. `parts` is `None` when the code does not parse, when a program's name is known only at run time,
/// when a shell is given code that is not there to read, or when the code defines functions or aliases that could stand
/// for a program. The facts are what could be found even so: worst first, at most 50, each text one line of at most 200
/// characters.
pub fn read(interpreter: Interpreter, code: &Code) -> Reading {
    let mut reader = Reader::default();
    match code {
        Code::Argv(argv) => {
            let words = argv.iter().cloned().map(Word::Literal).collect();
            reader.simple(Simple::new(Dialect::None, words, 1));
        }
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
    reader.finish()
}
