//! What runs inside a container.

use crate::{
    reader::Reader,
    simple::{Dialect, Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// Options of `docker run` that take no word.
const FLAGS: [&str; 14] = [
    "--rm",
    "--detach",
    "--interactive",
    "--tty",
    "--init",
    "--privileged",
    "--read-only",
    "--publish-all",
    "--quiet",
    "--no-healthcheck",
    "--oom-kill-disable",
    "--sig-proxy",
    "--disable-content-trust",
    "--replace",
];

/// Reads what a container is told to run.
pub(super) fn open(reader: &mut Reader, simple: &Simple) {
    let args = simple.args();
    let verb =
        |names: &[&str]| args.iter().position(|arg| names.contains(arg)).filter(|place| *place < 3);
    if let Some(place) = verb(&["exec"]) {
        exec(reader, simple, place);
    } else if let Some(place) = verb(&["run", "create", "debug"]) {
        match simple.name().as_str() {
            "docker" | "podman" if !args[..place].contains(&"compose") => {
                run(reader, simple, place);
            }
            // Pods are made from what is said here, and from what the cluster adds.
            _ if args[place] == "run" || args[place] == "debug" => {
                reader.unclear(
                    Severity::Note,
                    simple.line,
                    "Runs something in a container of its own",
                );
            }
            _ => {}
        }
    }
}

/// `docker run OPTIONS IMAGE COMMAND`.
fn run(reader: &mut Reader, simple: &Simple, place: usize) {
    let args = simple.args();
    let mut at = place + 1;
    let mut host = false;
    while let Some(arg) = args.get(at).filter(|arg| arg.starts_with('-')) {
        let (name, value) =
            arg.split_once('=').map_or((*arg, None), |(name, value)| (name, Some(value)));
        let flags = name.starts_with("--") && FLAGS.contains(&name)
            || !name.starts_with("--") && name[1..].chars().all(|letter| "ditPq".contains(letter));
        let value =
            value.or_else(|| args.get(at + 1).copied().filter(|_| !flags)).unwrap_or_default();
        host |= matches!(
            name,
            "--privileged" | "--device" | "--cap-add" | "--security-opt" | "--volumes-from"
        ) || (matches!(name, "--pid" | "--net" | "--network" | "--ipc" | "--userns")
            && value == "host")
            || (matches!(name, "-v" | "--volume") && value.starts_with(['/', '.', '~', '$', '"']))
            || (name == "--mount" && value.contains("bind"))
            || (name.starts_with("-v") && name.get(2..3) == Some("/"));
        at += 1 + usize::from(
            (name.starts_with("--") || name.len() <= 2) && !arg.contains('=') && !flags,
        );
    }
    if host {
        let text = "Gives a container parts of the machine itself";
        reader.facts.add(FactKind::Wraps, Severity::High, simple.line, text);
        reader.unclear(
            Severity::High,
            simple.line,
            "What a container does to the machine is not read",
        );
    }
    let words: Vec<Word> = simple.words.get(at + 2..).unwrap_or_default().to_vec();
    if let Some(first) = words.first() {
        let text = format!("Runs {} inside a new container", show(first));
        reader.facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
        let why = "What a command is in that image is not known to our rules";
        reader.unclear(Severity::Note, simple.line, why);
        reader.simple(simple.inner(Dialect::None, words));
    }
}

/// `docker exec … NAME COMMAND`, `kubectl exec NAME -- COMMAND`.
fn exec(reader: &mut Reader, simple: &Simple, place: usize) {
    let args = simple.args();
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
