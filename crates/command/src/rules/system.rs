//! Services, accounts, and the system's settings.

use crate::{facts::Facts, simple::Simple};
use domain::action::{FactKind, Severity};

/// Programs that change the system whatever their arguments, and how weighty that is.
const ALWAYS: [(&str, Severity, &str); 64] = [
    ("useradd", Severity::Note, "Adds an account"),
    ("adduser", Severity::Note, "Adds an account"),
    ("usermod", Severity::Note, "Changes an account"),
    ("userdel", Severity::High, "Removes an account"),
    ("deluser", Severity::High, "Removes an account"),
    ("groupadd", Severity::Note, "Adds a group"),
    ("groupmod", Severity::Note, "Changes a group"),
    ("groupdel", Severity::High, "Removes a group"),
    ("gpasswd", Severity::Note, "Changes a group"),
    ("passwd", Severity::High, "Changes a password"),
    ("chpasswd", Severity::High, "Changes passwords"),
    ("visudo", Severity::High, "Changes who may become root"),
    ("shutdown", Severity::High, "Shuts the machine down"),
    ("reboot", Severity::High, "Restarts the machine"),
    ("halt", Severity::High, "Stops the machine"),
    ("poweroff", Severity::High, "Stops the machine"),
    ("init", Severity::High, "Changes the run level"),
    ("stop-computer", Severity::High, "Stops the machine"),
    ("restart-computer", Severity::High, "Restarts the machine"),
    ("kill", Severity::Note, "Stops processes"),
    ("pkill", Severity::Note, "Stops processes"),
    ("killall", Severity::Note, "Stops processes"),
    ("stop-process", Severity::Note, "Stops processes"),
    ("taskkill", Severity::Note, "Stops processes"),
    ("iptables", Severity::High, "Changes the firewall"),
    ("ip6tables", Severity::High, "Changes the firewall"),
    ("nft", Severity::High, "Changes the firewall"),
    ("ufw", Severity::High, "Changes the firewall"),
    ("firewall-cmd", Severity::High, "Changes the firewall"),
    ("new-netfirewallrule", Severity::High, "Changes the firewall"),
    ("remove-netfirewallrule", Severity::High, "Changes the firewall"),
    ("set-netfirewallprofile", Severity::High, "Changes the firewall"),
    ("mount", Severity::Note, "Mounts a file system"),
    ("umount", Severity::Note, "Unmounts a file system"),
    ("modprobe", Severity::High, "Loads kernel modules"),
    ("insmod", Severity::High, "Loads kernel modules"),
    ("rmmod", Severity::High, "Removes kernel modules"),
    ("swapoff", Severity::Note, "Turns swap off"),
    ("chattr", Severity::Note, "Changes file attributes"),
    ("setfacl", Severity::Note, "Changes who may use files"),
    ("icacls", Severity::Note, "Changes who may use files"),
    ("takeown", Severity::High, "Takes files over"),
    ("set-acl", Severity::Note, "Changes who may use files"),
    ("set-executionpolicy", Severity::High, "Changes which scripts may run"),
    ("new-service", Severity::Note, "Adds a service"),
    ("remove-service", Severity::High, "Removes a service"),
    ("start-service", Severity::Note, "Starts a service"),
    ("stop-service", Severity::Note, "Stops a service"),
    ("restart-service", Severity::Note, "Restarts a service"),
    ("set-service", Severity::Note, "Changes a service"),
    ("new-localuser", Severity::Note, "Adds an account"),
    ("remove-localuser", Severity::High, "Removes an account"),
    ("set-localuser", Severity::Note, "Changes an account"),
    ("disable-localuser", Severity::Note, "Turns an account off"),
    ("add-localgroupmember", Severity::High, "Gives an account more rights"),
    ("register-scheduledtask", Severity::Note, "Adds a scheduled task"),
    ("unregister-scheduledtask", Severity::Note, "Removes a scheduled task"),
    ("bcdedit", Severity::High, "Changes how the machine starts"),
    ("grub-install", Severity::High, "Changes how the machine starts"),
    ("update-grub", Severity::High, "Changes how the machine starts"),
    ("at", Severity::Note, "Runs something later"),
    ("hostnamectl", Severity::Note, "Reads or changes the machine's name"),
    ("timedatectl", Severity::Note, "Reads or changes the clock"),
    ("set-date", Severity::Note, "Changes the clock"),
];

/// Programs that change the system only with certain words.
const SOMETIMES: [(&str, &[&str], Severity, &str); 12] = [
    (
        "systemctl",
        &["start", "reload", "restart", "enable", "daemon-reload", "edit", "set-property"],
        Severity::Note,
        "Changes services",
    ),
    ("systemctl", &["stop", "disable", "mask", "kill"], Severity::Note, "Stops services"),
    (
        "systemctl",
        &["reboot", "poweroff", "halt", "isolate", "rescue", "emergency"],
        Severity::High,
        "Stops the machine",
    ),
    ("service", &["start", "stop", "restart", "reload"], Severity::Note, "Changes services"),
    (
        "launchctl",
        &["load", "unload", "bootstrap", "bootout", "kickstart"],
        Severity::Note,
        "Changes services",
    ),
    ("sc", &["create", "config", "start", "stop", "delete"], Severity::Note, "Changes services"),
    ("net", &["start", "stop"], Severity::Note, "Changes services"),
    ("net", &["/add", "/delete", "/active:no"], Severity::High, "Changes accounts or shares"),
    ("reg", &["delete"], Severity::High, "Deletes from the registry"),
    ("reg", &["add", "import", "restore", "load"], Severity::Note, "Changes the registry"),
    (
        "schtasks",
        &["/create", "/change", "/delete", "/run"],
        Severity::Note,
        "Changes scheduled tasks",
    ),
    ("netsh", &["set", "add", "delete", "reset"], Severity::High, "Changes the network"),
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let args = simple.args();
    let mut add = |severity, what: &str| {
        let text = format!("{what}: {name} {}", args.join(" "));
        facts.add(FactKind::System, severity, simple.line, text.trim_end());
    };
    let lower: Vec<String> = args.iter().map(|arg| arg.to_ascii_lowercase()).collect();
    if let Some((_, severity, what)) = ALWAYS.iter().find(|(always, ..)| *always == name) {
        let lists = match name {
            "mount" => args.is_empty(),
            "iptables" | "ip6tables" => simple.has("LS", &["--list"]),
            "ufw" => lower.first().is_some_and(|verb| verb == "status"),
            "firewall-cmd" => lower.iter().any(|arg| {
                arg.starts_with("--list") || arg.starts_with("--get") || arg == "--state"
            }),
            "kill" => simple.has("l", &[]),
            "hostnamectl" | "timedatectl" => args.is_empty() || lower[0] == "status",
            _ => false,
        };
        if !lists {
            add(*severity, what);
        }
    }
    for (_, verbs, severity, what) in SOMETIMES.iter().filter(|(sometimes, ..)| *sometimes == name)
    {
        if lower.iter().any(|arg| verbs.contains(&arg.as_str())) {
            add(*severity, what);
        }
    }
    match name {
        "chmod" | "chown" | "chgrp" => {
            let open = args.iter().any(|arg| {
                matches!(*arg, "777" | "0777" | "a+rwx" | "666" | "o+w" | "a+w")
                    || arg.contains("+s")
                    || (arg.len() == 4
                        && arg.starts_with(['4', '2', '6'])
                        && arg.bytes().all(|byte| byte.is_ascii_digit()))
            });
            let deep = simple.has("R", &["--recursive"]);
            add(Simple::weight(open || deep), "Changes who may use files");
        }
        "crontab" if !simple.has("l", &[]) => {
            add(Simple::weight(simple.has("r", &[])), "Changes scheduled commands");
        }
        "date" if simple.has("s", &["--set"]) => add(Severity::Note, "Changes the clock"),
        "hostname" if !simple.operands("F").is_empty() || simple.has("F", &["--file"]) => {
            add(Severity::Note, "Changes the machine's name");
        }
        "sysctl" if simple.has("wp", &[]) || args.iter().any(|arg| arg.contains('=')) => {
            add(Severity::High, "Changes kernel settings");
        }
        "ip" | "ifconfig" | "route"
            if args.iter().any(|arg| {
                matches!(
                    *arg,
                    "add" | "del" | "delete" | "set" | "up" | "down" | "flush" | "replace"
                )
            }) =>
        {
            add(Severity::High, "Changes the network");
        }
        "set-itemproperty" | "new-itemproperty"
            if lower.iter().any(|arg| arg.starts_with("hk")) =>
        {
            add(Severity::Note, "Changes the registry");
        }
        _ => {}
    }
}
