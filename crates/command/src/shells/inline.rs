//! Other languages: code that is handed over as a word is shown, but our rules do not read it.

use super::letters;
use crate::{
    reader::Reader,
    simple::{Feed, Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// Languages whose first word may be a verb.
const VERBS: [&str; 6] = ["deno", "bun", "emacs", "erl", "elixir", "swipl"];
const UNSURE: &str = "Whether this is the file that it runs is not known to our rules.";

/// A language: its program, the letters and long options that take code, and the letters that take something else.
type Language = (&'static str, &'static str, &'static [&'static str], &'static str);

/// Programs that run code of their own language. Versions at a name's end are no part of it.
const LANGUAGES: [Language; 30] = [
    ("python", "c", &[], "mWXQ"),
    ("pypy", "c", &[], "mWX"),
    ("perl", "eEMm", &[], "iIFxCDV"),
    ("ruby", "e", &[], "iIrCEKxFTW"),
    ("node", "epr", &["--eval", "--print", "--require", "--import", "--loader"], "C"),
    ("nodejs", "epr", &["--eval", "--print", "--require", "--import", "--loader"], "C"),
    ("bun", "ep", &["--eval", "--print"], "r"),
    ("deno", "", &["eval", "repl"], ""),
    ("php", "rBRE", &["--run", "--process-begin", "--process-code", "--process-end"], "dcfzSt"),
    ("lua", "e", &[], "l"),
    ("luajit", "e", &[], "l"),
    ("osascript", "e", &[], "ls"),
    ("fish", "cC", &["--command", "--init-command"], "do"),
    ("tclsh", "", &[], ""),
    ("expect", "c", &[], "f"),
    ("rscript", "e", &[], ""),
    ("r", "e", &[], "f"),
    ("julia", "eEL", &["--eval", "--print", "--load"], "CJtp"),
    ("groovy", "e", &[], ""),
    ("scala", "e", &["-execute"], ""),
    ("elixir", "er", &["--eval", "--rpc-eval"], ""),
    ("erl", "", &["-eval", "-run", "-s"], ""),
    ("ghci", "e", &[], ""),
    ("guile", "c", &[], "lsL"),
    ("sbcl", "", &["--eval", "--load"], ""),
    ("swipl", "gt", &[], ""),
    ("octave", "", &["--eval"], ""),
    ("emacs", "lf", &["--eval", "-eval", "--load", "--funcall", "--script", "--execute"], ""),
    ("nu", "ce", &["--commands", "--execute"], ""),
    ("xonsh", "c", &[], ""),
];

/// Reads what such a program is given. False when the program is none of them.
pub(super) fn open(reader: &mut Reader, simple: &Simple, name: &str) -> bool {
    let bare = name.trim_end_matches(|char: char| char.is_ascii_digit() || char == '.');
    let Some((_, code, longs, valued)) = LANGUAGES.iter().find(|(other, ..)| *other == bare) else {
        return false;
    };
    if let Some(place) = code_at(simple, code, longs, valued) {
        if bare == "python" && prints_only(simple, place) {
            return true;
        }
        let text = format!("Runs {name} code, which our rules do not read");
        reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
        let why = format!("What its {name} code does is not read");
        reader.unclear(Severity::High, simple.line, &why);
        return true;
    }
    let file = simple.operands(valued).first().copied().filter(|file| *file != "-");
    let there = |file: &str| {
        let known = simple.words.iter().any(|word| word.literal() == Some(file));
        known && !file.starts_with("/dev/") && !file.starts_with("/proc/")
    };
    if let Some(file) = file.filter(|file| there(file)) {
        let text = format!("Runs the {name} program {file}, whose text is not in the command");
        reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
        if is_its_file(simple, bare, file) {
            reader.operands.add(file);
        } else {
            reader.operands.unsure(file, UNSURE);
        }
    } else if file.is_some() || simple.piped.is_some() || simple.feed != Feed::Nothing {
        let from = simple.piped.as_deref().or(file).unwrap_or("its input");
        let text = format!("Hands what {from} holds or prints to {name}, unread");
        reader.facts.add(FactKind::PipesToShell, Severity::High, simple.line, &text);
        let why = format!("What {name} runs is known only when it runs");
        reader.unclear(Severity::High, simple.line, &why);
    }
    true
}

/// Whether the first operand is the program's file for sure: no verb, no module, and no option before it that may take
/// it as its value.
fn is_its_file(simple: &Simple, language: &str, file: &str) -> bool {
    let before = simple.args().into_iter().take_while(|arg| *arg != file);
    !VERBS.contains(&language) && before.clone().all(|arg| !arg.starts_with("--") && arg != "-m")
}

/// Where the option stands that takes code. What comes after a program's file is for that program.
fn code_at(simple: &Simple, code: &str, longs: &[&str], valued: &str) -> Option<usize> {
    let mut args = simple.args().into_iter().enumerate().peekable();
    while let Some((place, arg)) = args.next() {
        let long = arg.split('=').next().unwrap_or(arg);
        if longs.contains(&long) || letters(arg, code, valued) {
            return Some(place);
        }
        if arg == "--" || !arg.starts_with('-') || arg == "-" {
            return None;
        }
        // A module takes all that follows; other values stand alone.
        let last = arg.chars().next_back().unwrap_or_default();
        if !arg.starts_with("--") && arg.len() == 2 && valued.contains(last) {
            if last == 'm' {
                return None;
            }
            // Some of them take a value only when it is attached: an option after them is one of its own.
            args.next_if(|(_, value)| !value.starts_with('-'));
        }
    }
    None
}

/// `print(1)`: a call with nothing but plain text in it.
fn prints_only(simple: &Simple, place: usize) -> bool {
    let [Word::Literal(code)] = simple.words.get(place + 2..).unwrap_or_default() else {
        return false;
    };
    let inner = code.strip_prefix("print(").and_then(|rest| rest.strip_suffix(')'));
    let number =
        |text: &str| text.chars().all(|char| char.is_ascii_digit() || " +-".contains(char));
    simple.words.get(place + 1).map(show) == Some("-c") && inner.is_some_and(number)
}
