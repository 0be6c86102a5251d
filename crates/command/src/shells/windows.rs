//! The shells of Windows.

use super::nested;
use crate::{
    reader::Reader,
    simple::{Dialect, Feed, Simple},
};
use domain::action::{FactKind, Severity, Word};

/// `powershell` and `pwsh`, by their options.
pub(super) fn powershell(reader: &mut Reader, simple: &Simple) {
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
            let text = format!("Runs the script {file}, whose text is not in the command");
            reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
            reader.operands.add(file);
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

/// `cmd.exe`, whose quoting our rules do not read.
pub(super) fn cmd(reader: &mut Reader, simple: &Simple) {
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
