//! What it writes or overwrites.

use super::named;
use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity};

/// Cmdlets that write what they are given a path of.
const CMDLETS: [&str; 13] = [
    "set-content",
    "add-content",
    "out-file",
    "new-item",
    "copy-item",
    "move-item",
    "rename-item",
    "set-item",
    "set-itemproperty",
    "new-itemproperty",
    "export-csv",
    "expand-archive",
    "tee-object",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    for send in &simple.sends {
        let to = show(&send.to);
        let verb = if send.append { "Adds to" } else { "Overwrites" };
        let severity = Simple::weight(grave(to));
        facts.add(FactKind::Writes, severity, simple.line, &format!("{verb} {to}"));
    }
    let mut add = |severity, text: &str| facts.add(FactKind::Writes, severity, simple.line, text);
    let operands = simple.operands("tSgmo");
    let last = operands.last().copied().unwrap_or("a file");
    match name {
        "cp" | "mv" | "install" | "ln" | "copy" | "move" | "xcopy" | "robocopy" | "rename"
        | "ren" | "rsync" => {
            let verb = match name {
                "ln" => "Links",
                "mv" | "move" | "rename" | "ren" => "Moves",
                _ => "Copies",
            };
            let from = named(
                operands.get(..operands.len().saturating_sub(1)).unwrap_or_default(),
                "files",
            );
            // What is moved away is gone from where it was.
            let gone = verb == "Moves" && operands.iter().any(|from| grave(from));
            add(Simple::weight(gone || grave(last)), &format!("{verb} {from} to {last}"));
        }
        "tee" | "touch" | "mkdir" | "mkfifo" | "sponge" | "md" => {
            let grave = operands.iter().any(|to| grave(to)) && name != "mkdir";
            add(Simple::weight(grave), &format!("Writes {}", named(&operands, "a file")));
        }
        "dd" => {
            if let Some(to) = operands.iter().find_map(|arg| arg.strip_prefix("of=")) {
                add(Simple::weight(grave(to)), &format!("Overwrites {to}"));
            }
        }
        "sed" | "perl" | "ruby" if simple.args().iter().any(|arg| in_place(arg)) => {
            let grave = operands.iter().any(|file| grave(file));
            add(Simple::weight(grave), &format!("Changes {last} in place"));
        }
        "sort" | "curl" | "wget" | "gcc" => {
            let args = simple.args();
            let options: &[&str] =
                if name == "wget" { &["-O", "--output-document"] } else { &["-o", "--output"] };
            let place = args.iter().position(|arg| options.contains(arg));
            let attached = args.iter().find_map(|arg| arg.strip_prefix("--output="));
            let to = place.and_then(|place| args.get(place + 1).copied()).or(attached);
            if let Some(to) = to.filter(|to| !matches!(*to, "-" | "/dev/null")) {
                add(Simple::weight(grave(to)), &format!("Writes {to}"));
            }
        }
        "tar" | "unzip" | "7z" | "gunzip" | "gzip" | "patch" | "cpio" => {
            let lists = simple.has("tl", &["--list"])
                || operands.first().is_some_and(|word| name == "tar" && word.contains('t'));
            if !lists {
                add(
                    Severity::Note,
                    &format!("Unpacks or packs {}", named(&operands, "an archive")),
                );
            }
        }
        "invoke-webrequest" | "invoke-restmethod" => {
            if let Some(to) = simple.value_of("outfile") {
                add(Severity::Note, &format!("Writes {}", show(to)));
            }
        }
        _ if CMDLETS.contains(&name) => {
            let named = named(&operands, "a file");
            add(Simple::weight(operands.iter().any(|to| grave(to))), &format!("Writes {named}"));
        }
        _ if name.contains("::write") || name.contains("::copy") || name.contains("::move") => {
            add(Severity::Note, &format!("Writes through {name}"));
        }
        _ => {}
    }
}

fn in_place(arg: &str) -> bool {
    arg.starts_with("--in-place")
        || (arg.starts_with('-') && !arg.starts_with("--") && arg.contains('i'))
}

/// Whether a place is costly to lose: a device, the system's settings, what a login or a schedule runs.
pub(crate) fn grave(path: &str) -> bool {
    const PLACES: [&str; 16] = [
        "/etc/",
        "/boot/",
        "/usr/",
        "/bin/",
        "/sbin/",
        "/lib/",
        "/proc/",
        "/sys/",
        "/var/spool/cron",
        ".ssh/",
        ".bashrc",
        ".profile",
        ".bash_profile",
        ".zshrc",
        "system32",
        "/.git/hooks/",
    ];
    let lower = path.to_ascii_lowercase().replace('\\', "/");
    let device = lower.starts_with("/dev/")
        && !matches!(lower.as_str(), "/dev/stdout" | "/dev/stderr" | "/dev/tty" | "/dev/null");
    device || PLACES.iter().any(|place| lower.contains(place))
}
