//! Small languages inside of words: whether they run or write something.

mod awk;
mod sed;

use crate::simple::{Simple, show};
use domain::action::Word;

pub(super) use awk::runs as awk;
pub(super) use sed::runs as sed;

/// Settings of git that run nothing, by how they begin. Any other that is handed over may name a program.
const SETTINGS: [&str; 17] = [
    "user.",
    "color.",
    "http.",
    "safe.",
    "init.",
    "advice.",
    "i18n.",
    "log.",
    "push.",
    "pull.",
    "status.",
    "column.",
    "commit.",
    "fetch.",
    "gc.",
    "merge.conflictstyle",
    "core.autocrlf",
];

/// Verbs of git with the words that make them run something.
const VERBS: [(&str, &[&str]); 12] = [
    ("clone", &["-u", "--upload-pack", "-c", "--config", "--template"]),
    ("fetch", &["--upload-pack"]),
    ("pull", &["--upload-pack"]),
    ("ls-remote", &["--upload-pack", "--exec"]),
    ("push", &["--receive-pack", "--exec"]),
    ("archive", &["--exec"]),
    ("rebase", &["-x", "--exec"]),
    ("bisect", &["run"]),
    ("submodule", &["foreach"]),
    ("grep", &["-O", "--open-files-in-pager"]),
    ("difftool", &["-x", "--extcmd"]),
    ("filter-branch", &[]),
];

/// Whether a file is one, rather than what comes in.
fn there(file: &str) -> bool {
    file != "-" && !file.starts_with("/dev/") && !file.starts_with("/proc/")
}

/// Whether git is told to run a program.
pub(super) fn git(simple: &Simple) -> bool {
    let args = simple.args();
    let names_program = |setting: &str| {
        let setting = setting.to_ascii_lowercase();
        !SETTINGS.iter().any(|known| setting.starts_with(known))
    };
    let mut at = 0;
    while let Some(arg) = args.get(at).filter(|arg| arg.starts_with('-')) {
        let takes = matches!(*arg, "-c" | "-C" | "--git-dir" | "--work-tree" | "--namespace");
        let value = args.get(at + 1).copied().unwrap_or_default();
        if arg.starts_with("--exec-path=")
            || arg.starts_with("--config-env")
            || (*arg == "-c" && names_program(value))
        {
            return true;
        }
        at += 1 + usize::from(takes);
    }
    let Some((verb, rest)) = args.get(at..).and_then(<[&str]>::split_first) else { return false };
    let words: Vec<&str> = rest.iter().copied().filter(|arg| !arg.starts_with('-')).collect();
    let reads = words.first().is_some_and(|word| matches!(*word, "get" | "list"));
    if *verb == "config" && words.len() > 1 && !reads && names_program(words[0]) {
        return true;
    }
    let told = |word: &str, arg: &str| {
        let long = word.starts_with("--");
        arg.strip_prefix(word).is_some_and(|rest| rest.is_empty() || !long || rest.starts_with('='))
    };
    rest.iter().any(|arg| arg.starts_with("ext::"))
        || VERBS.iter().filter(|(known, _)| known == verb).any(|(_, words)| {
            words.is_empty() || rest.iter().any(|arg| words.iter().any(|word| told(word, arg)))
        })
}

/// Whether rsync is told to reach the other side through anything but plain ssh.
pub(super) fn rsync(simple: &Simple) -> bool {
    let args = simple.args();
    let plain = |through: &str| {
        (through == "ssh" || through.starts_with("ssh "))
            && !through.to_ascii_lowercase().contains("command")
    };
    args.iter().enumerate().any(|(place, arg)| {
        let long = arg.strip_prefix("--rsh=");
        let next = matches!(*arg, "--rsh" | "-e")
            || crate::shells::letters(arg, "e", "fTBM") && arg.ends_with('e');
        let value = long.or_else(|| next.then(|| args.get(place + 1).copied().unwrap_or_default()));
        arg.starts_with("--rsync-path") || value.is_some_and(|value| !plain(value))
    })
}

/// Whether `ForEach-Object` calls a method by its name, or runs a block that is not there to read.
pub(super) fn each(simple: &Simple) -> bool {
    simple.words.iter().skip(1).any(|word| {
        let text = show(word).trim();
        let block = matches!(word, Word::Dynamic(_)) && text.starts_with('{');
        let parameter = ["-process", "-begin", "-end", "-parallel", "-throttlelimit"]
            .contains(&text.to_ascii_lowercase().as_str());
        let number = text.parse::<u32>().is_ok();
        !(block || parameter || number)
    })
}
