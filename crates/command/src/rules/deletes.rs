//! What it removes.

use super::named;
use crate::{
    facts::Facts,
    simple::{Dialect, Simple},
};
use domain::action::{FactKind, Severity};

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let mut add = |severity, text: &str| facts.add(FactKind::Deletes, severity, simple.line, text);
    let windows = matches!(simple.dialect, Dialect::Cmd | Dialect::Powershell);
    match name {
        "rm" | "remove-item" => {
            let deep =
                simple.has("rR", &["--recursive"]) && !simple.has("", &["-Filter"]) && name == "rm"
                    || name == "remove-item"
                        && (simple.parameter("recurse")
                            || simple.args().iter().any(|arg| matches!(*arg, "-rf" | "-fr")));
            let what = named(&simple.operands(""), "what comes in");
            let below = if deep { ", with everything below it" } else { "" };
            add(Simple::weight(deep), &format!("Deletes {what}{below}"));
        }
        "rmdir" | "rd" | "del" | "erase" => {
            let deep = windows && simple.has("", &["/s", "/S"]);
            let what = named(&simple.operands("p"), "what comes in");
            let below = if deep { ", with everything below it" } else { "" };
            add(Simple::weight(deep), &format!("Deletes {what}{below}"));
        }
        "unlink" => {
            add(Severity::Note, &format!("Deletes {}", named(&simple.operands(""), "a file")));
        }
        "shred" | "srm" | "wipe" | "sdelete" | "cipher" => {
            if name != "cipher"
                || simple.args().iter().any(|arg| arg.to_ascii_lowercase().starts_with("/w"))
            {
                add(
                    Severity::High,
                    &format!("Overwrites {} for good", named(&simple.operands("n"), "free space")),
                );
            }
        }
        "find" if simple.args().contains(&"-delete") => {
            let what = named(simple.operands("").get(..1).unwrap_or_default(), ".");
            add(Severity::High, &format!("Deletes what it finds in {what}"));
        }
        "rsync" if simple.args().iter().any(|arg| arg.starts_with("--delete")) => {
            let target = simple.operands("e").last().copied().unwrap_or("the target").to_owned();
            add(Severity::High, &format!("Deletes from {target} what the source does not have"));
        }
        "robocopy"
            if simple
                .args()
                .iter()
                .any(|arg| matches!(arg.to_ascii_lowercase().as_str(), "/mir" | "/purge")) =>
        {
            add(Severity::High, "Deletes from the target what the source does not have");
        }
        "truncate" => {
            add(Severity::High, &format!("Cuts {}", named(&simple.operands("sr"), "a file")));
        }
        "clear-content" => {
            add(Severity::High, &format!("Empties {}", named(&simple.operands(""), "a file")));
        }
        "clear-recyclebin" => add(Severity::High, "Empties the recycle bin"),
        "clear-disk" | "remove-partition" | "format-volume" | "initialize-disk" | "wipefs"
        | "blkdiscard" => {
            add(Severity::High, &format!("Erases {}", named(&simple.operands("oi"), "a disk")));
        }
        "format" if windows => {
            add(Severity::High, &format!("Erases {}", named(&simple.operands(""), "a disk")));
        }
        "diskpart" | "fdisk" | "parted" | "sgdisk" | "sfdisk"
            if !simple.has("l", &["--list", "print"]) =>
        {
            add(
                Severity::High,
                &format!("Changes the partitions of {}", named(&simple.operands(""), "a disk")),
            );
        }
        "vssadmin" if simple.args().iter().any(|arg| arg.eq_ignore_ascii_case("delete")) => {
            add(Severity::High, "Deletes shadow copies, which backups rest on");
        }
        "remove-itemproperty"
        | "remove-psdrive"
        | "remove-aduser"
        | "remove-adgroup"
        | "remove-vm"
        | "remove-computer" => {
            add(
                Severity::High,
                &format!("Deletes {}", named(&simple.operands(""), "what is named")),
            );
        }
        _ if name.starts_with("mkfs") || matches!(name, "mke2fs" | "mkswap") => {
            add(
                Severity::High,
                &format!(
                    "Erases {} with a new file system",
                    named(&simple.operands("tLO"), "a disk")
                ),
            );
        }
        _ => method(name, &mut add),
    }
}

/// .NET methods, by their last words.
fn method(name: &str, add: &mut impl FnMut(Severity, &str)) {
    if name.ends_with("::delete") || name == ".delete" {
        add(Severity::High, &format!("Deletes through {name}"));
    }
}
