//! Commands that only read, so that Balanced lets them run. What is not listed here asks.

use super::cmdlet;
use crate::action::{Interpreter, Part, Reading};

/// Programs that only read, whatever their options.
const POSIX: [&str; 26] = [
    "arch", "basename", "cat", "cut", "df", "dirname", "du", "echo", "false", "free", "grep",
    "head", "id", "ls", "lsblk", "nproc", "pwd", "readlink", "realpath", "stat", "tail", "true",
    "uname", "uptime", "wc", "whoami",
];

/// Cmdlets that only read, in lower case.
const CMDLETS: [&str; 24] = [
    "format-list",
    "format-table",
    "get-childitem",
    "get-computerinfo",
    "get-content",
    "get-date",
    "get-disk",
    "get-host",
    "get-hotfix",
    "get-item",
    "get-location",
    "get-netadapter",
    "get-netipaddress",
    "get-process",
    "get-service",
    "get-volume",
    "measure-object",
    "out-string",
    "select-object",
    "sort-object",
    "test-path",
    "where-object",
    "write-host",
    "write-output",
];

/// Whether every part of it does nothing but read, and every word of it is known.
pub(super) fn only_reads(interpreter: Interpreter, reading: &Reading) -> bool {
    let Some(parts) = reading.parts.as_deref() else { return false };
    !parts.is_empty() && parts.iter().all(|part| reads(interpreter, part))
}

fn reads(interpreter: Interpreter, part: &Part) -> bool {
    let words: Option<Vec<&str>> = part.words.iter().map(|word| word.literal()).collect();
    let Some((program, args)) = words.as_deref().and_then(<[&str]>::split_first) else {
        return false;
    };
    // Reading a device can do something: a watchdog restarts the machine.
    if part.more || args.iter().any(|arg| arg.contains("/dev/") && *arg != "/dev/null") {
        return false;
    }
    if !args.iter().all(|arg| stays_inside(arg)) {
        return false;
    }
    match interpreter {
        Interpreter::Powershell => cmdlet_reads(program, args),
        _ => POSIX.contains(program) || reads_with(program, args),
    }
}

/// Whether a word can only name something below the working directory, which lies in the workspace. Outside of it are
/// other people's files, and this product's own.
fn stays_inside(arg: &str) -> bool {
    // An option may carry a path: `--file=/etc/shadow`, `-f/etc/shadow`.
    let path = arg.split_once('=').map_or(arg, |(_, value)| value);
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    let rooted = path.starts_with(['/', '\\', '~']) || arg.contains("/..") || arg.contains("::");
    let drive = path.get(1..2) == Some(":");
    let attached = arg.starts_with('-') && arg.contains('/');
    arg == "/dev/null" || !(climbs || rooted || drive || attached)
}

/// Programs that only read with some of their options.
fn reads_with(program: &str, args: &[&str]) -> bool {
    let none_of = |words: &[&str]| !args.iter().any(|arg| words.contains(arg));
    let flags = |letters: &str| args.iter().all(|arg| cluster(arg, letters));
    match program {
        // Anything else may set the clock.
        "date" => match args {
            ["-d" | "--date", _] | ["-d", _, _] => {
                args.get(2).is_none_or(|arg| arg.starts_with('+'))
            }
            _ => {
                args.iter().all(|arg| arg.starts_with('+') || matches!(*arg, "-u" | "--utc" | "-R"))
            }
        },
        "file" => args
            .iter()
            .all(|arg| !arg.starts_with("--c") && (!arg.starts_with('-') || !arg.contains('C'))),
        "find" => args.iter().all(|arg| {
            !["-delete", "-exec", "-ok", "-fprint", "-fls"]
                .iter()
                .any(|action| arg.starts_with(action))
        }),
        // A word without a dash sets the name.
        "hostname" => flags("fsiIdA"),
        // `-v` sets a variable.
        "printf" => none_of(&["-v"]) && !args.first().is_some_and(|arg| arg.starts_with("-v")),
        // A bare `e` shows the environment of every process.
        "ps" => args.iter().all(|arg| arg.starts_with('-') || !arg.contains('e')),
        // `-o` writes, and `--compress-program` runs.
        "sort" => args.iter().all(|arg| !arg.starts_with('-') || cluster(arg, "bdfghinrRuVz")),
        "which" => args.iter().all(|arg| !arg.starts_with('-') || *arg == "-a"),
        "[" | "test" => tests_only(args),
        _ => false,
    }
}

/// The operators of `test` that look at text and files. Others evaluate their words: `-v 'a[$(reboot)]'` runs it.
fn tests_only(args: &[&str]) -> bool {
    const OPERATORS: [&str; 15] =
        ["-e", "-f", "-d", "-r", "-w", "-x", "-s", "-L", "-h", "-z", "-n", "=", "==", "!=", "!"];
    let args = args.strip_suffix(&["]"]).unwrap_or(args);
    args.iter().all(|arg| {
        let operator = arg.starts_with('-') || arg.contains(['=', '!', '<', '>']);
        (!operator || OPERATORS.contains(arg)) && !arg.contains(['[', '$', '`', '('])
    })
}

fn cluster(arg: &str, letters: &str) -> bool {
    let rest = arg.strip_prefix('-').unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|letter| letters.contains(letter))
}

fn cmdlet_reads(program: &str, args: &[&str]) -> bool {
    // They would ask another machine.
    let remote = ["-co", "-cn", "-ci", "-se"];
    let local = !args.iter().any(|arg| {
        let arg = arg.to_ascii_lowercase();
        arg.starts_with(r"\\") || remote.iter().any(|remote| arg.starts_with(remote))
    });
    // Where there is no such short name, the system's own program runs, and that one can write.
    let name = if program.eq_ignore_ascii_case("sort") { None } else { cmdlet(program) };
    let name = name.unwrap_or(program).to_ascii_lowercase();
    let native = args.is_empty() && matches!(name.as_str(), "whoami" | "hostname");
    local && (native || CMDLETS.contains(&name.as_str()))
}
