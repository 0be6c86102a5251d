//! Programs that run something else when some of their words say so, in ways our rules do not read.

use super::programs;
use crate::{
    reader::Reader,
    shells::letters,
    simple::{Feed, Simple},
};
use domain::action::{FactKind, Severity};

/// When a program runs something of its own.
enum When {
    /// Always.
    Always,
    /// With one of these words, in any case.
    Words(&'static [&'static str]),
    /// With a word that holds one of these, in any case.
    Holding(&'static [&'static str]),
    /// With one of these letters (before one of the others, which take a value) or long options.
    Options(&'static str, &'static str, &'static [&'static str]),
}
use When::{Always, Holding, Options, Words};

/// Names, and when they run something.
const TABLE: &[(&[&str], When)] = &[
    (
        &["vim", "vi", "ex", "view", "nvim", "gvim", "vimdiff", "rvim"],
        Options("cSsu", "", &["--cmd", "+", "--listen", "--remote-send", "--remote-expr"]),
    ),
    (
        &["gdb", "lldb"],
        Options(
            "pxosS",
            "",
            &["-ex", "-iex", "-x", "--eval-command", "--command", "--pid", "-batch"],
        ),
    ),
    (
        &["make", "gmake"],
        Options("f", "CIjlo", &["--file", "--makefile", "--eval", "SHELL=", ".SHELLFLAGS="]),
    ),
    (&["ansible", "salt", "pssh", "parallel-ssh", "clush", "pdsh", "dsh"], Always),
    (&["socat"], Holding(&["exec:", "system:", "shell:"])),
    (
        &["nc", "ncat", "netcat"],
        Options("ec", "pswxiIXTPqOVmG", &["--exec", "--sh-exec", "--lua-exec"]),
    ),
    (
        &["tar", "gtar", "bsdtar"],
        Options(
            "IF",
            "fCTXbgKNVHL",
            &[
                "--checkpoint-action",
                "--to-command",
                "--use-compress-program",
                "--info-script",
                "--new-volume-script",
                "--rsh-command",
            ],
        ),
    ),
    (&["sort"], Options("", "", &["--compress-program"])),
    (&["split"], Options("", "", &["--filter"])),
    (&["zip"], Options("", "", &["-TT", "--unzip-command"])),
    (&["tcpdump"], Options("z", "iwrcCGsWFEyTB", &[])),
    (&["man"], Options("PH", "CRLmMSserE", &["--pager", "--html"])),
    (&["ssh", "scp", "sftp"], Holding(&["proxycommand", "localcommand", "knownhostscommand"])),
    (&["scp", "sftp"], Options("SD", "cFiJloPXBbR", &[])),
    (
        &["tmux"],
        Words(&[
            "new",
            "new-session",
            "send-keys",
            "send",
            "run",
            "run-shell",
            "if",
            "if-shell",
            "neww",
            "new-window",
            "splitw",
            "split-window",
            "respawn-pane",
            "pipe-pane",
            "source",
            "source-file",
        ]),
    ),
    (&["screen"], Options("Xdm", "Sctsphe", &[])),
    (
        &["xterm", "gnome-terminal", "konsole", "urxvt", "x-terminal-emulator"],
        Options("ex", "", &["--execute", "--"]),
    ),
    (&["ld.so", "ld-linux.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"], Always),
    (&["rundll32", "regsvr32", "mshta", "wscript", "cscript", "msbuild", "installutil"], Always),
    (&["regasm", "regsvcs", "cmstp", "odbcconf", "forfiles", "pcalua"], Always),
    (&["wmic"], Words(&["call", "create", "delete"])),
    (&["wmic"], Holding(&["/format:", "/node:"])),
    (&["schtasks"], Words(&["/create", "/change"])),
    (
        &[
            "start-job",
            "start-threadjob",
            "invoke-command",
            "enter-pssession",
            "register-objectevent",
        ],
        Always,
    ),
    (
        &[
            "invoke-wmimethod",
            "invoke-cimmethod",
            "add-type",
            "invoke-item",
            "register-scheduledjob",
        ],
        Always,
    ),
];

/// Reads what such a program says it runs. Where that can be anything, the command is not clear.
pub(super) fn open(reader: &mut Reader, simple: &Simple, name: &str) {
    let runs = TABLE.iter().any(|(names, when)| names.contains(&name) && holds(when, simple));
    let runs = runs
        || match name {
            "git" => programs::git(simple),
            "rsync" => programs::rsync(simple),
            "awk" | "gawk" | "mawk" | "nawk" => programs::awk(simple),
            "sed" | "gsed" => programs::sed(simple),
            "foreach-object" => programs::each(simple),
            // `tar xIf …`, without a dash.
            "tar" => simple
                .args()
                .first()
                .is_some_and(|arg| !arg.starts_with('-') && letters(&format!("-{arg}"), "IF", "")),
            "at" | "batch" | "ed" | "red" => simple.piped.is_some() || simple.feed != Feed::Nothing,
            _ => false,
        };
    if runs {
        let text = format!("Runs what is handed to {name}, which our rules do not read");
        reader.facts.add(FactKind::Wraps, Severity::High, simple.line, &text);
        let why = format!("What {name} runs is not read");
        reader.unclear(Severity::High, simple.line, &why);
    }
}

fn holds(when: &When, simple: &Simple) -> bool {
    let args = simple.args();
    let mut lower = args.iter().map(|arg| arg.to_ascii_lowercase());
    match when {
        Always => !args.is_empty(),
        Words(words) => lower.any(|arg| words.contains(&arg.as_str())),
        Holding(pieces) => lower.any(|arg| pieces.iter().any(|piece| arg.contains(piece))),
        Options(wanted, valued, longs) => args
            .iter()
            .take_while(|arg| **arg != "--" || longs.contains(arg))
            .any(|arg| letters(arg, wanted, valued) || longs.iter().any(|long| is_long(arg, long))),
    }
}

/// Whether a word is a long option, with a value or shortened as most programs allow.
fn is_long(arg: &str, long: &str) -> bool {
    if long.ends_with(['=', '+']) {
        return arg.starts_with(long);
    }
    let name = arg.split('=').next().unwrap_or(arg);
    name == long || (name.len() >= 6 && name.starts_with("--") && long.starts_with(name))
}
