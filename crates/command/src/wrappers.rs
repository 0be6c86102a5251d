//! Programs that run another one: what they run is read as well.

use crate::{
    reader::Reader,
    shells,
    simple::{Dialect, Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// A wrapper: its name, the options that take the next word, and how many words come before the program.
const WRAPPERS: [(&str, &[&str], usize); 29] = [
    (
        "sudo",
        &[
            "-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-r", "-t", "-U", "--user", "--group",
            "--host", "--prompt", "--chdir",
        ],
        0,
    ),
    ("doas", &["-u", "-C"], 0),
    ("pkexec", &["--user"], 0),
    ("gsudo", &["-u", "--user"], 0),
    ("runuser", &["-u", "-g", "-G", "--user", "--group"], 0),
    ("env", &["-u", "-C", "--unset", "--chdir"], 0),
    ("nice", &["-n", "--adjustment"], 0),
    ("ionice", &["-c", "-n", "--class", "--classdata"], 0),
    ("chrt", &[], 1),
    ("taskset", &[], 1),
    ("nohup", &[], 0),
    ("setsid", &[], 0),
    ("stdbuf", &["-i", "-o", "-e", "--input", "--output", "--error"], 0),
    ("unbuffer", &[], 0),
    ("timeout", &["-k", "-s", "--kill-after", "--signal"], 1),
    ("time", &["-f", "-o", "--format", "--output"], 0),
    ("command", &[], 0),
    ("builtin", &[], 0),
    ("exec", &["-a"], 0),
    ("coproc", &[], 0),
    (
        "xargs",
        &[
            "-I",
            "-n",
            "-P",
            "-L",
            "-d",
            "-s",
            "-E",
            "-a",
            "--max-args",
            "--max-procs",
            "--replace",
            "--delimiter",
            "--arg-file",
        ],
        0,
    ),
    ("parallel", &["-j", "--jobs"], 0),
    ("chroot", &[], 1),
    ("strace", &["-e", "-o", "-p", "-s"], 0),
    ("busybox", &[], 0),
    ("toybox", &[], 0),
    ("systemd-run", &["-p", "--property", "--unit", "-u"], 0),
    ("flock", &["-w", "--timeout", "-E"], 1),
    ("setpriv", &["--reuid", "--regid", "--groups"], 0),
];

/// Reads what a command runs inside, if it does.
pub(crate) fn open(reader: &mut Reader, simple: &Simple) {
    let name = simple.name();
    if shells::open(reader, simple, &name) {
        return;
    }
    match name.as_str() {
        "find" | "fd" | "fdfind" => find(reader, simple),
        "env" if simple.has("S", &["--split-string"]) => split(reader, simple),
        "command" if simple.has("vV", &[]) => {}
        "docker" | "podman" | "kubectl" | "lxc" => container(reader, simple),
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
            at += 1 + usize::from(valued.contains(&arg));
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
        words.push(Word::Dynamic("what comes in".to_owned()));
    }
    let dialect = if simple.dialect == Dialect::Posix { Dialect::None } else { simple.dialect };
    let mut inner = simple.inner(dialect, words);
    inner.sets = sets;
    inner.more = simple.more || !simple.sends.is_empty();
    reader.simple(inner);
}

/// `env -S 'a b'`: one word that is taken apart.
fn split(reader: &mut Reader, simple: &Simple) {
    let args = simple.args();
    let place = args.iter().position(|arg| {
        arg.starts_with("-S") || arg.starts_with("--split") || arg.starts_with("-vS")
    });
    let Some(place) = place else {
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

/// `docker exec … NAME COMMAND`, `kubectl exec NAME -- COMMAND`.
fn container(reader: &mut Reader, simple: &Simple) {
    let args = simple.args();
    let Some(place) = args.iter().position(|arg| *arg == "exec").filter(|place| *place < 3) else {
        return;
    };
    let dashes = args.iter().position(|arg| *arg == "--");
    let start = if let Some(dashes) = dashes {
        dashes + 2
    } else {
        let valued = [
            "-u",
            "-e",
            "-w",
            "--user",
            "--env",
            "--workdir",
            "-n",
            "-c",
            "--namespace",
            "--container",
        ];
        let mut at = place + 2;
        while let Some(arg) = simple.words.get(at).map(show).filter(|arg| arg.starts_with('-')) {
            at += 1 + usize::from(valued.contains(&arg));
        }
        at + 1
    };
    let words = simple.words.get(start..).unwrap_or_default().to_vec();
    if let Some(first) = words.first() {
        let text = format!("Runs {} inside a container", show(first));
        reader.facts.add(FactKind::Wraps, Severity::Info, simple.line, &text);
        reader.simple(simple.inner(Dialect::None, words));
    }
}

fn start_process(reader: &mut Reader, simple: &Simple) {
    let file = simple.value_of("filepath").or_else(|| simple.words.get(1));
    let Some(file) = file.filter(|file| !show(file).starts_with('-')) else { return };
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
