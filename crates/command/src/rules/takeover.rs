//! How a machine is taken over or cut off: more rights for good, the way in, the way it starts.

use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use FactKind::{Contacts, Deletes, Hides, Loads, Secrets, System, Wraps, Writes};
use Severity::{High, Note};
use domain::action::{FactKind, Severity};

/// A program, the words of which one has to be there (none: any), and what that means.
type Row = (&'static str, &'static [&'static str], FactKind, Severity, &'static str);

const ROWS: &[Row] = &[
    ("setcap", &[], System, High, "Gives a program rights of root"),
    (
        "mount",
        &["--bind", "--rbind", "--move", "bind", "-b"],
        System,
        High,
        "Lays one directory over another",
    ),
    (
        "cryptsetup",
        &[
            "luksformat",
            "lukserase",
            "erase",
            "reencrypt",
            "lukskillslot",
            "luksremovekey",
            "luksaddkey",
        ],
        Deletes,
        High,
        "Loses what an encrypted disk holds, or changes who can read it",
    ),
    (
        "efibootmgr",
        &["-b", "-o", "-n", "-c", "-a", "-d"],
        System,
        High,
        "Changes how the machine starts",
    ),
    ("grubby", &[], System, High, "Changes how the machine starts"),
    ("dracut", &[], System, High, "Changes how the machine starts"),
    (
        "logrotate",
        &["-f", "--force"],
        Wraps,
        High,
        "Rotates logs at once, and runs what the settings name",
    ),
    (
        "nmcli",
        &["down", "off", "delete", "modify", "disconnect", "d", "mod"],
        System,
        High,
        "Changes the network",
    ),
    ("ifdown", &[], System, High, "Changes the network"),
    ("killall5", &[], System, High, "Stops every process"),
    ("openssl", &["enc"], Writes, Note, "Encrypts or decrypts"),
    ("disable-adaccount", &[], System, High, "Turns an account off"),
    ("set-adaccountpassword", &[], System, High, "Changes a password"),
    ("add-adgroupmember", &[], System, High, "Gives an account more rights"),
    ("disable-netadapter", &[], System, High, "Cuts the machine off the network"),
    ("rename-computer", &[], System, High, "Changes the machine's name"),
    ("remove-item", &["hklm:\\", "hkcu:\\"], Deletes, High, "Deletes from the registry"),
    ("new-psdrive", &[], Contacts, Note, "Connects a drive"),
    ("get-clipboard", &[], Secrets, Note, "Reads the clipboard, which often holds secrets"),
    (
        "certutil",
        &["-urlcache", "/urlcache"],
        Contacts,
        High,
        "Fetches a file through a tool for certificates",
    ),
    (
        "bitsadmin",
        &["/transfer", "/addfile"],
        Contacts,
        High,
        "Fetches a file through a tool for updates",
    ),
    ("setx", &[], Loads, Note, "Sets a variable for good"),
];

/// Groups whose members can become root or administrator.
const GROUPS: [&str; 11] = [
    "sudo",
    "wheel",
    "docker",
    "admin",
    "root",
    "lxd",
    "disk",
    "shadow",
    "adm",
    "libvirt",
    "administrators",
];

/// Services that people reach a machine by, or that guard it.
const NEEDED: [&str; 14] = [
    "ssh",
    "sshd",
    "firewalld",
    "ufw",
    "nftables",
    "iptables",
    "networking",
    "networkmanager",
    "systemd-networkd",
    "systemd-resolved",
    "fail2ban",
    "apparmor",
    "mpssvc",
    "winrm",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let args = simple.args();
    let lower: Vec<String> = args.iter().map(|arg| arg.to_ascii_lowercase()).collect();
    let any = |words: &[&str]| lower.iter().any(|arg| words.contains(&arg.as_str()));
    let all = args.join(" ");
    let mut add = |kind, severity, what: &str| {
        facts.add(kind, severity, simple.line, format!("{what}: {name} {all}").trim_end());
    };
    for (_, words, kind, severity, what) in ROWS.iter().filter(|(row, ..)| *row == name) {
        if words.is_empty() || any(words) {
            add(*kind, *severity, what);
        }
    }
    let root = lower
        .windows(2)
        .any(|pair| matches!(pair[0].as_str(), "-u" | "--uid" | "-ou") && pair[1] == "0");
    let group = lower.iter().any(|arg| arg.split([',', '=']).any(|group| GROUPS.contains(&group)));
    match name {
        "useradd" | "adduser" | "usermod" if root || any(&["--uid=0", "-u0", "-ou0"]) => {
            add(System, High, "Gives an account the rights of root");
        }
        "useradd" | "adduser" | "usermod" | "gpasswd" | "addgroup" if group && args.len() > 1 => {
            add(System, High, "Gives an account more rights");
        }
        "kill" if args.len() > 1 && args.last() == Some(&"-1") => {
            add(System, High, "Stops every process");
        }
        "systemctl" | "service" | "stop-service" | "set-service" | "sc" | "net" => {
            let stops = name.ends_with("-service")
                || any(&["stop", "disable", "mask", "kill", "delete", "config"]);
            let needed = |arg: &String| {
                NEEDED.contains(&arg.trim_end_matches(".service").trim_end_matches(".socket"))
            };
            if stops && lower.iter().any(needed) {
                add(System, High, "Stops what people reach the machine by, or what guards it");
            }
        }
        "mount"
            if lower
                .iter()
                .any(|arg| arg.split(',').any(|option| matches!(option, "bind" | "rbind"))) =>
        {
            add(System, High, "Lays one directory over another");
        }
        "icacls" if lower.iter().any(|arg| arg.starts_with("everyone:") || arg == "/t") => {
            add(System, High, "Changes who may use files, widely");
        }
        _ if name.ends_with("::setenvironmentvariable") => {
            add(Loads, High, "Sets a variable for other programs");
        }
        _ => {}
    }
    if lower.iter().any(|arg| arg.contains(r"\currentversion\run")) && !name.starts_with("get-") {
        add(Hides, High, "Names what runs at each logon");
    }
    ways(simple, name, facts);
}

/// `ssh -R` and its like open a way that stays.
fn ways(simple: &Simple, name: &str, facts: &mut Facts) {
    if !matches!(name, "ssh" | "autossh") {
        return;
    }
    let host = simple
        .operands("bcDEeFIiJLlmOopQRSWw")
        .first()
        .map_or_else(|| "a host".to_owned(), |host| super::contacts::host_of(host));
    for arg in simple.words.iter().skip(1).map(show) {
        let (severity, what) = match arg.get(..2) {
            Some("-R") => (High, "Opens a way in from"),
            Some("-L" | "-D" | "-w") => (Note, "Opens a way to"),
            _ => continue,
        };
        facts.add(Contacts, severity, simple.line, &format!("{what} {host}, which stays open"));
    }
}
