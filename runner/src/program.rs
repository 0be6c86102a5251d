//! Which program runs a piece of code, found before anything is written or run.

use crate::{environment, execute::Plan, platform};
use domain::action::{Code, Interpreter};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// A program that is on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// It reads the script from a file.
    Reader {
        /// The program.
        file: PathBuf,
        /// What it is told before the script's path.
        args: &'static [&'static str],
        /// How the script's file name ends.
        ending: &'static str,
    },
    /// It is run with the arguments as they are.
    Itself(PathBuf),
}

/// How PowerShell is told to run a script: no profile, no questions, no policy that refuses files without a signature.
const POWERSHELL: &[&str] =
    &["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"];

/// Finds the program, or says to people why it cannot be run here.
pub(crate) fn find(plan: &Plan, dir: &Path) -> Result<Program, String> {
    match (&plan.code, plan.interpreter) {
        (Code::Script(_), Some(Interpreter::Exec)) => {
            Err("A script needs an interpreter that reads it.".to_owned())
        }
        (Code::Script(script), Some(interpreter)) => reader(interpreter, script),
        (Code::Script(script), None) => {
            let found = platform::SHELLS.iter().map(|shell| reader(*shell, script));
            found.reduce(Result::or).unwrap_or_else(|| Err("There is no shell.".to_owned()))
        }
        (Code::Argv(argv), Some(Interpreter::Exec)) => itself(plan, argv, dir),
        (Code::Deed(_), _) => {
            Err("Only its agent can do this: a runner starts commands.".to_owned())
        }
        (Code::Argv(_), _) => Err("Arguments are run as they are: no shell reads them.".to_owned()),
    }
}

fn reader(interpreter: Interpreter, script: &str) -> Result<Program, String> {
    let lacking = match interpreter {
        Interpreter::Powershell => "pwsh/powershell",
        other => other.as_str(),
    };
    // Never from a `PATH` that came with the work: the interpreter is what was shown, and not a file of that name.
    let file = platform::interpreter(interpreter, &environment::path())
        .ok_or_else(|| format!("{lacking} is not installed on this desktop."))?;
    let old = file.file_stem().is_some_and(|name| name.eq_ignore_ascii_case("powershell"));
    if interpreter == Interpreter::Powershell && old && !script.is_ascii() {
        // It takes a file for text of the machine's code page, where some bytes of UTF-8 are quotation marks.
        return Err("Windows PowerShell would read other letters than those that were shown, as some are not ASCII. \
             Install PowerShell 7 (pwsh) on this desktop."
            .to_owned());
    }
    Ok(match interpreter {
        Interpreter::Powershell => Program::Reader { file, args: POWERSHELL, ending: "ps1" },
        _ => Program::Reader { file, args: &[], ending: "sh" },
    })
}

fn itself(plan: &Plan, argv: &[String], dir: &Path) -> Result<Program, String> {
    let Some(name) = argv.first().filter(|name| !name.is_empty()) else {
        return Err("There is no program to run.".to_owned());
    };
    if argv.iter().any(|argument| argument.contains('\0')) {
        return Err("No program can be given an argument with a zero byte in it.".to_owned());
    }
    let path = Path::new(name);
    if path.is_absolute() {
        return Ok(Program::Itself(path.to_owned()));
    }
    if name.contains(std::path::is_separator) {
        return Ok(Program::Itself(dir.join(path)));
    }
    let env = environment::of(&plan.work, plan.number, &plan.env);
    let found = platform::look_up(OsStr::new(name), environment::path_of(&env));
    found
        .map(Program::Itself)
        .ok_or_else(|| format!("There is no program {name:?} in this run's PATH."))
}
