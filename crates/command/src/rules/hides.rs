//! What it hides: its own traces, its window, the eyes of others.

use super::named;
use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity};

/// Programs whose output, thrown away, hides a loss.
const LOSSES: [&str; 9] =
    ["rm", "dd", "shred", "mkfs", "truncate", "remove-item", "del", "wipefs", "format-volume"];

/// Services that watch.
const WATCHERS: [&str; 14] = [
    "auditd",
    "rsyslog",
    "syslog",
    "systemd-journald",
    "windefend",
    "eventlog",
    "sysmon",
    "falcon-sensor",
    "clamav",
    "ossec",
    "osqueryd",
    "wazuh-agent",
    "mpssvc",
    "sense",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let mut add = |text: &str| facts.add(FactKind::Hides, Severity::High, simple.line, text);
    let args = simple.args();
    let lower: Vec<String> = args.iter().map(|arg| arg.to_ascii_lowercase()).collect();
    let has = |word: &str| lower.iter().any(|arg| arg == word);
    let history = |text: &str| {
        text.contains("HISTFILE") || text.contains("HISTSIZE") || text.contains("HISTCONTROL")
    };
    if simple.sets.iter().any(|set| history(set))
        || (matches!(name, "unset" | "export" | "declare") && args.iter().any(|arg| history(arg)))
    {
        add("Keeps its commands out of the shell's history");
    }
    match name {
        "history" if simple.has("cdw", &[]) => add("Clears the shell's history"),
        "clear-history" => add("Clears the shell's history"),
        "set" if args.windows(2).any(|pair| pair == ["+o", "history"]) => {
            add("Keeps its commands out of the shell's history");
        }
        "set-psreadlineoption" if has("savenothing") => {
            add("Keeps its commands out of the shell's history");
        }
        "touch" if simple.has("tdr", &["--date", "--reference"]) => {
            add(&format!(
                "Sets the date of {} back or forth",
                named(&simple.operands("tdr"), "a file")
            ));
        }
        "wevtutil" if has("cl") || has("clear-log") => add("Clears the event log"),
        "clear-eventlog" | "remove-eventlog" | "limit-eventlog" => add("Clears the event log"),
        "journalctl"
            if args.iter().any(|arg| arg.starts_with("--vacuum") || *arg == "--rotate") =>
        {
            add("Removes journal entries");
        }
        "auditctl" if simple.has("De", &[]) => add("Turns auditing off or changes it"),
        "auditpol" if has("/clear") || has("/remove") || has("/set") => {
            add("Turns auditing off or changes it");
        }
        "setenforce" if has("0") || has("permissive") => add("Turns SELinux off"),
        "set-mppreference" | "add-mppreference" => add("Changes what the virus scanner looks at"),
        "netsh" if has("off") => add("Turns the firewall off"),
        "set-netfirewallprofile" if has("false") || has("$false") => add("Turns the firewall off"),
        "ufw" if has("disable") => add("Turns the firewall off"),
        "attrib" if has("+h") || has("+s") => add("Hides files"),
        "systemctl" | "service" | "sc" | "net" | "stop-service" | "set-service" | "pkill"
        | "killall" => {
            let stops = name.starts_with("pkill")
                || name == "killall"
                || name == "stop-service"
                || name == "set-service"
                || ["stop", "disable", "mask", "delete", "config"].iter().any(|verb| has(verb));
            let service = lower.iter().find(|arg| {
                WATCHERS.iter().any(|watcher| arg.trim_end_matches(".service") == *watcher)
            });
            if let Some(service) = service.filter(|_| stops) {
                add(&format!("Stops {service}, which watches the machine"));
            }
        }
        _ => {}
    }
    if logs_lost(simple, name, &args) {
        add("Removes logs");
    }
    if simple.silent && (LOSSES.contains(&name) || name.starts_with("mkfs")) {
        add(&format!("Throws away what {name} says"));
    }
    if args.windows(2).any(|pair| {
        let option = pair[0].trim_start_matches('-').to_ascii_lowercase();
        pair[0].starts_with('-')
            && option.len() > 1
            && "windowstyle".starts_with(&option)
            && pair[1].to_ascii_lowercase().starts_with("hid")
    }) {
        add("Runs in a hidden window");
    }
}

fn logs_lost(simple: &Simple, name: &str, args: &[&str]) -> bool {
    let log = |path: &str| {
        let path = path.to_ascii_lowercase();
        path.contains("/var/log")
            || path.contains("_history")
            || path.contains(".evtx")
            || path.contains("winevt")
            || path.ends_with("wtmp")
            || path.ends_with("lastlog")
            || path.contains("consolehost_history")
    };
    let removes = ["rm", "shred", "truncate", "unlink", "remove-item", "del", "clear-content"]
        .contains(&name);
    (removes && args.iter().any(|arg| log(arg)))
        || simple.sends.iter().any(|send| !send.append && log(show(&send.to)))
}
