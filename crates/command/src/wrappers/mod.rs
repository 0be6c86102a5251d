//! Programs that run another one: what they run is read as well.

mod container;
mod hidden;
mod programs;
mod table;

use crate::{
    reader::Reader,
    shells,
    simple::{Dialect, Simple, show},
};
use domain::action::{FactKind, Severity, Word};
use table::{FLAGS, WRAPPERS};

/// Reads what a command runs inside, if it does.
pub(crate) fn open(reader: &mut Reader, simple: &Simple) {
    let name = simple.name();
    hidden::open(reader, simple, &name);
    if shells::open(reader, simple, &name) {
        return;
    }
    match name.as_str() {
        "find" | "fd" | "fdfind" => find(reader, simple),
        "env" if split_at(&simple.args()).is_some() => split(reader, simple),
        "command" if simple.has("vV", &[]) => {}
        "docker" | "podman" | "kubectl" | "lxc" => container::open(reader, simple),
        "start-process" => start_process(reader, simple),
        _ => {
            let known = WRAPPERS.iter().find(|(wrapper, ..)| *wrapper == name);
            if let Some((_, valued, skipped)) = known {
                plain(reader, simple, &name, valued, *skipped);
            }
        }
    }
}

fn plain(reader: &mut Reader, simple: &Simple, name: &str, valued: &[&str], skipped: usize) {
    let mut at = 1;
    let mut sets = simple.sets.clone();
    let mut left = skipped;
    while let Some(word) = simple.words.get(at) {
        let arg = show(word);
        if arg == "--" {
            at += 1;
            break;
        } else if arg.len() > 1 && arg.starts_with('-') {
            let known = arg.contains('=') || valued.contains(&arg) || FLAGS.contains(&arg);
            if arg.starts_with("--") && !known {
                let why = format!("Whether {arg} takes the next word is not known to our rules");
                reader.unclear(Severity::Note, simple.line, &why);
            }
            at += 1 + usize::from(takes_next(arg, valued));
        } else if matches!(name, "env" | "sudo" | "doas") && arg.contains('=') {
            sets.push(arg.to_owned());
            at += 1;
        } else if left > 0 {
            left -= 1;
            at += 1;
        } else {
            break;
        }
    }
    // After `--` the words that a wrapper takes for itself still come first.
    at += left;
    let mut words: Vec<Word> = simple.words.get(at..).unwrap_or_default().to_vec();
    let Some(first) = words.first() else { return };
    let text = format!("Runs {} through {name}", show(first));
    reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
    if matches!(name, "xargs" | "parallel") {
        for word in words.iter_mut().filter(|word| show(word).contains("{}")) {
            *word = Word::Dynamic(show(word).to_owned());
        }
        words.push(Word::Dynamic("what comes in".to_owned()));
    }
    let dialect = if simple.dialect == Dialect::Posix { Dialect::None } else { simple.dialect };
    let mut inner = simple.inner(dialect, words);
    inner.sets = sets;
    inner.more = simple.more || !simple.sends.is_empty();
    reader.simple(inner);
}

/// Whether an option takes the next word: `-u` does, and `-iu`, but not `-uapp`.
fn takes_next(arg: &str, valued: &[&str]) -> bool {
    if arg.starts_with("--") {
        return valued.contains(&arg);
    }
    let takes = |letter: char| valued.contains(&format!("-{letter}").as_str());
    arg.find(|letter| letter != '-' && takes(letter))
        .is_some_and(|at| arg[at..].chars().count() == 1)
}

/// Where `-S` stands among the options of `env`, before the program.
fn split_at(args: &[&str]) -> Option<usize> {
    let mut at = 0;
    while let Some(arg) = args.get(at).filter(|arg| arg.starts_with('-') && **arg != "--") {
        let letters = arg.split('S').next().unwrap_or_default();
        let cluster = !arg.starts_with("--") && arg.contains('S') && !letters.contains(['u', 'C']);
        if cluster || arg.starts_with("--split-string") {
            return Some(at);
        }
        at += 1 + usize::from(takes_next(arg, &["-u", "-C", "--unset", "--chdir"]));
    }
    None
}

/// `env -S 'a b'`: one word that is taken apart.
fn split(reader: &mut Reader, simple: &Simple) {
    let args = simple.args();
    let Some(place) = split_at(&args) else {
        reader.unread(simple);
        return;
    };
    let attached =
        args[place].split_once('=').map(|(_, code)| code).filter(|_| args[place].starts_with("--"));
    let attached = attached
        .or_else(|| args[place].split_once('S').map(|(_, code)| code))
        .filter(|code| !code.is_empty());
    let (code, rest) = match attached {
        Some(code) => {
            (simple.words.get(place + 1).and_then(Word::literal).map(|_| code), place + 2)
        }
        None => (simple.words.get(place + 2).and_then(Word::literal), place + 3),
    };
    // Its own quoting and `${…}` differ from a shell's: only plain words are taken to the letter.
    let Some(code) = code.filter(|code| !code.contains(['\\', '\'', '"', '$', '#'])) else {
        reader.unread(simple);
        return;
    };
    let mut words = vec![Word::Literal("env".to_owned())];
    words.extend(code.split_ascii_whitespace().map(|word| Word::Literal(word.to_owned())));
    words.extend(simple.words.get(rest..).unwrap_or_default().iter().cloned());
    reader.simple(simple.inner(Dialect::None, words));
}

fn find(reader: &mut Reader, simple: &Simple) {
    let runs = ["-exec", "-execdir", "-ok", "-okdir", "-x", "-X", "--exec", "--exec-batch"];
    let mut at = 1;
    while at < simple.words.len() {
        if runs.contains(&show(&simple.words[at])) {
            let rest = &simple.words[at + 1..];
            let end =
                rest.iter().position(|word| matches!(show(word), ";" | "+")).unwrap_or(rest.len());
            let words: Vec<Word> = rest[..end]
                .iter()
                .map(|word| {
                    if show(word).contains("{}") {
                        Word::Dynamic(show(word).to_owned())
                    } else {
                        word.clone()
                    }
                })
                .collect();
            if let Some(first) = words.first() {
                let text = format!("Runs {} for each file that find finds", show(first));
                reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
                reader.simple(simple.inner(Dialect::None, words));
            }
            at += end + 1;
        }
        at += 1;
    }
}

fn start_process(reader: &mut Reader, simple: &Simple) {
    let file = simple.value_of("filepath").or_else(|| simple.words.get(1));
    let Some(file) = file.filter(|file| !show(file).starts_with('-')) else {
        reader.unclear(Severity::Note, simple.line, "What it starts is not known to our rules");
        return;
    };
    let mut words = vec![file.clone()];
    let list = simple
        .value_of("argumentlist")
        .or_else(|| simple.words.get(2))
        .filter(|word| !show(word).starts_with('-'));
    match list {
        Some(Word::Literal(list)) => {
            words.extend(list.split_whitespace().map(|word| Word::Literal(word.to_owned())));
        }
        Some(Word::Dynamic(list)) => words.extend(list.split(',').map(|word| {
            match crate::powershell::unquote(word.trim()) {
                Word::Literal(word) => Word::Literal(word),
                Word::Dynamic(word) => Word::Dynamic(word),
            }
        })),
        None => {}
    }
    let text = format!("Starts {}", show(file));
    reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
    reader.simple(simple.inner(Dialect::None, words));
}
