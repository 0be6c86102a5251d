//! Shells inside the command: code handed to one is read too, where it is there to read.

use crate::{
    reader::Reader,
    simple::{Dialect, Feed, Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// Programs that take a shell's code.
const POSIX: [&str; 8] = ["sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash"];
/// Other interpreters, and the options that take code.
const OTHERS: [(&str, &[&str]); 9] = [
    ("python", &["-c"]),
    ("perl", &["-e", "-E", "-ne", "-pe", "-i"]),
    ("ruby", &["-e"]),
    ("node", &["-e", "--eval", "-p"]),
    ("php", &["-r"]),
    ("lua", &["-e"]),
    ("osascript", &["-e"]),
    ("fish", &["-c"]),
    ("tclsh", &[]),
];

/// Reads what a shell is given. False when the program is no shell.
pub(crate) fn open(reader: &mut Reader, simple: &Simple, name: &str) -> bool {
    match name {
        "eval" | "trap" => words_as_code(reader, simple, 1, usize::from(name == "trap")),
        "." | "source" => {
            let file = simple.args().first().copied().unwrap_or("a file").to_owned();
            let why = format!("Runs what {file} holds in the same shell");
            reader.unclear(Severity::Note, simple.line, &why);
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
        "watch" => watch(reader, simple),
        "ssh" => remote(reader, simple),
        "su" => match code_after(simple, &["-c", "--command"]) {
            Some(Some(code)) => nested(reader, simple, Dialect::Posix, &code),
            Some(None) => reader.unread(simple),
            None => {
                if simple.piped.is_some() || simple.feed != Feed::Nothing {
                    reader.unread(simple);
                }
            }
        },
        "script" | "flock" | "runuser" if simple.has("c", &["--command"]) => {
            match code_after(simple, &["-c", "--command", "-qc", "-ec"]) {
                Some(Some(code)) => nested(reader, simple, Dialect::Posix, &code),
                _ => reader.unread(simple),
            }
        }
        "powershell" | "pwsh" => powershell(reader, simple),
        "cmd" => cmd(reader, simple),
        "invoke-expression" => match simple.words.get(1..).unwrap_or_default() {
            [word] | [_, word] if word.literal().is_some() => {
                nested(reader, simple, Dialect::Powershell, show(word));
            }
            _ => reader.unread(simple),
        },
        _ if POSIX.contains(&name) => shell(reader, simple),
        _ => return other(reader, simple, name),
    }
    true
}

fn nested(reader: &mut Reader, simple: &Simple, dialect: Dialect, code: &str) {
    let text = format!("Runs code inside {}", simple.name());
    reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
    // Its lines are not lines of the whole, unless a here-document holds them.
    reader.script(dialect, code, simple.line);
}

/// The word after an option: `None` without the option, `Some(None)` when the word is not known.
fn code_after(simple: &Simple, options: &[&str]) -> Option<Option<String>> {
    let place = simple.args().iter().position(|arg| options.contains(arg))?;
    Some(simple.words.get(place + 2).and_then(Word::literal).map(str::to_owned))
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
    let mut at = 1;
    while let Some(word) = simple.words.get(at) {
        let arg = show(word);
        let cluster = arg.starts_with('-') && !arg.starts_with("--");
        if matches!(arg, "--version" | "--help") {
            return;
        } else if cluster && arg.contains('c') {
            // The code is the first word that is no option.
            let code =
                simple.words.iter().skip(at + 1).find(|word| !show(word).starts_with(['-', '+']));
            match code.and_then(Word::literal) {
                Some(code) => nested(reader, simple, Dialect::Posix, code),
                None => reader.unread(simple),
            }
            return;
        } else if matches!(arg, "-s" | "-") {
            break;
        } else if matches!(arg, "-o" | "+o" | "-O" | "+O" | "--rcfile" | "--init-file") {
            at += 2;
        } else if arg.starts_with(['-', '+']) {
            at += 1;
        } else {
            match word {
                Word::Literal(file) if file != "/dev/stdin" => {
                    let text = format!("Runs the script {file}, which is not shown here");
                    reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
                }
                _ => reader.unread(simple),
            }
            return;
        }
    }
    match &simple.feed {
        Feed::Text(code) if simple.words.iter().all(|word| word.literal().is_some()) => {
            nested(reader, simple, Dialect::Posix, code);
        }
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
    // The host, then the words that its shell reads.
    if simple.words.len() > at + 1 {
        words_as_code(reader, simple, at + 1, 0);
    } else if simple.piped.is_some() || simple.feed != Feed::Nothing {
        reader.unread(simple);
    }
}

fn powershell(reader: &mut Reader, simple: &Simple) {
    let args = simple.args();
    for (place, arg) in args.iter().enumerate() {
        let rest = simple.words.get(place + 2..).unwrap_or_default();
        let option = arg.strip_prefix(['-', '/']).map(str::to_ascii_lowercase);
        match option.as_deref() {
            Some("-version" | "version" | "v" | "help" | "?") => return,
            Some("ec" | "enc") => return encoded(reader, simple, rest.first()),
            Some(name) if name.starts_with('e') && "encodedcommand".starts_with(name) => {
                return encoded(reader, simple, rest.first());
            }
            Some(name) if !name.is_empty() && "command".starts_with(name) => {
                return joined(reader, simple, rest);
            }
            Some(name) if !name.is_empty() && "file".starts_with(name) => {
                return file(reader, simple, rest.first());
            }
            Some(_) => {}
            // The value of an option before it.
            None if place > 0 && args[place - 1].starts_with('-') && !switch(args[place - 1]) => {}
            None if arg.to_ascii_lowercase().ends_with(".ps1") => {
                return file(reader, simple, simple.words.get(place + 1));
            }
            None => return joined(reader, simple, &simple.words[place + 1..]),
        }
    }
    match &simple.feed {
        Feed::Text(code) => nested(reader, simple, Dialect::Powershell, code),
        _ => reader.unread(simple),
    }
}

fn switch(option: &str) -> bool {
    let option = option.trim_start_matches('-').to_ascii_lowercase();
    ["noprofile", "nop", "noninteractive", "noni", "nologo", "noexit", "sta", "mta"]
        .contains(&option.as_str())
}

fn joined(reader: &mut Reader, simple: &Simple, words: &[Word]) {
    if let [Word::Dynamic(block)] = words
        && let Some(inner) = block.strip_prefix('{').and_then(|block| block.strip_suffix('}'))
    {
        // A script block, in PowerShell itself.
        return nested(reader, simple, Dialect::Powershell, inner);
    }
    let known: Option<Vec<&str>> = words.iter().map(Word::literal).collect();
    match known {
        Some(words) if !words.is_empty() && words != ["-"] => {
            nested(reader, simple, Dialect::Powershell, &words.join(" "));
        }
        _ => reader.unread(simple),
    }
}

fn file(reader: &mut Reader, simple: &Simple, word: Option<&Word>) {
    match word {
        Some(Word::Literal(file)) if file != "-" => {
            let text = format!("Runs the script {file}, which is not shown here");
            reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
        }
        _ => reader.unread(simple),
    }
}

fn encoded(reader: &mut Reader, simple: &Simple, word: Option<&Word>) {
    let text = "Decodes and runs an encoded command";
    reader.facts.add(FactKind::Decodes, Severity::High, simple.line, text);
    let bytes = word
        .and_then(Word::literal)
        .and_then(|code| data_encoding::BASE64.decode(code.as_bytes()).ok());
    let code = bytes.filter(|bytes| bytes.len() % 2 == 0).and_then(|bytes| {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    });
    match code {
        Some(code) => {
            let text = format!("The encoded command says: {code}");
            reader.facts.add(FactKind::Decodes, Severity::High, simple.line, &text);
            nested(reader, simple, Dialect::Powershell, &code);
        }
        None => reader.unread(simple),
    }
}

fn cmd(reader: &mut Reader, simple: &Simple) {
    let place = simple.args().iter().position(|arg| {
        let arg = arg.to_ascii_lowercase();
        arg == "/c" || arg == "/k"
    });
    let words = place.map_or(&[][..], |place| simple.words.get(place + 2..).unwrap_or_default());
    let known: Option<Vec<&str>> = words.iter().map(Word::literal).collect();
    let Some(code) = known.filter(|words| !words.is_empty()).map(|words| words.join(" ")) else {
        return reader.unread(simple);
    };
    if code.contains(['&', '|', '<', '>', '^', '%', '!', '"', '(', '\n']) {
        let why = "Its code for cmd.exe is not taken apart";
        reader.unclear(Severity::High, simple.line, why);
    }
    for part in code.split(['&', '|', '\n']) {
        let words: Vec<Word> =
            part.split_whitespace().map(|word| Word::Literal(word.to_owned())).collect();
        if !words.is_empty() {
            reader.simple(simple.inner(Dialect::Cmd, words));
        }
    }
}

fn other(reader: &mut Reader, simple: &Simple, name: &str) -> bool {
    let bare = name.trim_end_matches(|char: char| char.is_ascii_digit() || char == '.');
    let Some((_, options)) = OTHERS.iter().find(|(other, _)| *other == bare) else { return false };
    if simple.args().iter().any(|arg| options.contains(arg)) {
        let text = format!("Runs {name} code, which our rules do not read");
        reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
    } else if let Some(file) = simple.operands("mWX").first().filter(|file| **file != "-") {
        let text = format!("Runs the {name} program {file}, which is not shown here");
        reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
    } else if simple.piped.is_some() || simple.feed != Feed::Nothing {
        let from = simple.piped.as_deref().unwrap_or("its input");
        let text = format!("Hands what {from} prints to {name}, unread");
        reader.facts.add(FactKind::PipesToShell, Severity::High, simple.line, &text);
        reader.unclear(
            Severity::High,
            simple.line,
            &format!("What {name} runs is known only when it runs"),
        );
    }
    true
}
