//! Shells inside the command: code handed to one is read too, where it is there to read.

mod inline;
mod windows;

use crate::{
    reader::Reader,
    simple::{Dialect, Feed, Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// Programs that take a shell's code.
const POSIX: [&str; 8] = ["sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash"];
/// Reads what a shell is given. False when the program is no shell.
pub(crate) fn open(reader: &mut Reader, simple: &Simple, name: &str) -> bool {
    match name {
        "eval" | "trap" => words_as_code(reader, simple, 1, usize::from(name == "trap")),
        "." | "source" => {
            let file = simple.args().first().copied().unwrap_or("a file").to_owned();
            let why = format!("Runs what {file} holds in the same shell");
            reader.unclear(Severity::Note, simple.line, &why);
            if let Some(Word::Literal(file)) = simple.words.get(1) {
                reader.operands.sourced(file);
            }
        }
        "alias" if simple.words.len() > 1 => {
            reader.unclear(
                Severity::Note,
                simple.line,
                "Defines aliases, which may then stand for a program",
            );
        }
        "set-alias" | "new-alias" | "enable" | "hash" if simple.words.len() > 1 => {
            reader.unclear(Severity::Note, simple.line, "Changes what a program's name stands for");
        }
        "using" if simple.dialect == Dialect::Powershell => {
            let why = "Loads modules, or changes what the names of types stand for";
            reader.unclear(Severity::High, simple.line, why);
        }
        "watch" => watch(reader, simple),
        "ssh" => remote(reader, simple),
        "su" => match code_after(simple) {
            Some(Word::Literal(code)) => nested(reader, simple, Dialect::Posix, &code),
            Some(Word::Dynamic(_)) => reader.unread(simple),
            None => {
                if simple.piped.is_some() || simple.feed != Feed::Nothing {
                    reader.unread(simple);
                }
            }
        },
        "script" | "flock" | "runuser" if simple.has("c", &["--command"]) => {
            match code_after(simple) {
                Some(Word::Literal(code)) => nested(reader, simple, Dialect::Posix, &code),
                _ => reader.unread(simple),
            }
        }
        "powershell" | "pwsh" => windows::powershell(reader, simple),
        "cmd" => windows::cmd(reader, simple),
        "invoke-expression" => match simple.words.get(1..).unwrap_or_default() {
            [word] | [_, word] if word.literal().is_some() => {
                nested(reader, simple, Dialect::Powershell, show(word));
            }
            _ => reader.unread(simple),
        },
        _ if POSIX.contains(&name) => shell(reader, simple),
        _ => return inline::open(reader, simple, name),
    }
    true
}

fn nested(reader: &mut Reader, simple: &Simple, dialect: Dialect, code: &str) {
    let text = format!("Runs code inside {}", simple.name());
    reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
    if dialect == Dialect::Posix && simple.name() != "bash" {
        reader.other_shell(code, simple.line);
    }
    // Its lines are not lines of the whole, unless a here-document holds them.
    reader.script(dialect, code, simple.line);
}

/// The word that `-c` takes, alone, in a cluster or attached. One that is not there is not known.
fn code_after(simple: &Simple) -> Option<Word> {
    for (place, arg) in simple.args().into_iter().enumerate() {
        let attached = arg.strip_prefix("--command=").or_else(|| {
            let cluster = arg.strip_prefix('-').filter(|rest| !rest.starts_with('-'))?;
            cluster.split_once('c').map(|(_, rest)| rest)
        });
        if arg == "--command" || attached == Some("") {
            let missing = || Word::Dynamic(String::new());
            return Some(simple.words.get(place + 2).cloned().unwrap_or_else(missing));
        } else if let Some(code) = attached {
            let known = simple.words.get(place + 1).is_some_and(|word| word.literal().is_some());
            let code = code.to_owned();
            return Some(if known { Word::Literal(code) } else { Word::Dynamic(code) });
        }
    }
    None
}

fn words_as_code(reader: &mut Reader, simple: &Simple, from: usize, dropped: usize) {
    let words = simple.words.get(from..).unwrap_or_default();
    let words = if dropped > 0 { words.get(..1).unwrap_or_default() } else { words };
    if words.is_empty()
        || (dropped > 0
            && words[0].literal().is_some_and(|code| code.is_empty() || code.starts_with('-')))
    {
        return;
    }
    let known: Option<Vec<&str>> = words.iter().map(Word::literal).collect();
    match known {
        Some(words) => nested(reader, simple, Dialect::Posix, &words.join(" ")),
        None => reader.unread(simple),
    }
}

fn shell(reader: &mut Reader, simple: &Simple) {
    let (mut at, mut code, mut input) = (1, false, false);
    while let Some(arg) = simple.words.get(at).map(show).filter(|arg| arg.starts_with(['-', '+'])) {
        at += 1;
        match arg {
            "--version" | "--help" => return,
            "--" | "-" => break,
            "--rcfile" | "--init-file" => {
                if let Some(Word::Literal(file)) = simple.words.get(at) {
                    reader.operands.add(file);
                }
                at += 1;
            }
            _ if arg.starts_with("--") => {}
            _ => {
                code |= arg.starts_with('-') && arg.contains('c');
                input |= arg.starts_with('-') && arg.contains('s');
                at += arg.matches(['o', 'O']).count();
            }
        }
    }
    let operand = simple.words.get(at);
    if code {
        match operand.and_then(Word::literal) {
            Some(code) => nested(reader, simple, Dialect::Posix, code),
            None => reader.unread(simple),
        }
        return;
    }
    match (operand.filter(|_| !input), &simple.feed) {
        (Some(Word::Literal(file)), _)
            if !file.starts_with("/dev/") && !file.starts_with("/proc/") =>
        {
            let text = format!("Runs the script {file}, whose text is not in the command");
            reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
            reader.operands.add(file);
        }
        (None, Feed::Text(code)) => nested(reader, simple, Dialect::Posix, code),
        _ => reader.unread(simple),
    }
}

fn watch(reader: &mut Reader, simple: &Simple) {
    let operands = simple.operands("ndq");
    let start = simple.words.iter().skip(1).position(|word| Some(&show(word)) == operands.first());
    if let Some(start) = start {
        words_as_code(reader, simple, start + 1, 0);
    }
}

fn remote(reader: &mut Reader, simple: &Simple) {
    let valued = "bcDEeFIiJLlmOopQRSWw";
    let mut at = 1;
    while let Some(arg) = simple.words.get(at).map(show).filter(|arg| arg.starts_with('-')) {
        at += 1 + usize::from(arg.len() == 2 && valued.contains(&arg[1..]));
    }
    at += usize::from(simple.words.get(at).map(show) == Some("--"));
    // The host, then the words that its shell reads.
    let dashes = simple.words.get(at + 1).map(show) == Some("--");
    at += usize::from(dashes);
    if simple.words.len() > at + 1 {
        words_as_code(reader, simple, at + 1, 0);
    } else if simple.piped.is_some() || simple.feed != Feed::Nothing {
        reader.unread(simple);
    }
}

/// Whether a cluster such as `-lne` holds one of some letters, before a letter whose value is the rest.
pub(crate) fn letters(arg: &str, wanted: &str, valued: &str) -> bool {
    let Some(cluster) = arg.strip_prefix('-').filter(|rest| !rest.starts_with('-')) else {
        return false;
    };
    let first = cluster.chars().find(|letter| wanted.contains(*letter) || valued.contains(*letter));
    first.is_some_and(|letter| wanted.contains(letter))
}
