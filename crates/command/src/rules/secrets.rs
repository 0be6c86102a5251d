//! What is usually secret.

use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity, Word};

/// Parts of paths that hold keys, passwords or tokens.
const PLACES: [&str; 34] = [
    "/.ssh",
    ".ssh/",
    "id_rsa",
    "id_ed25519",
    "id_ecdsa",
    "/etc/shadow",
    "/etc/gshadow",
    "/etc/sudoers",
    ".aws/",
    ".azure/",
    ".config/gcloud",
    ".kube/config",
    ".docker/config.json",
    ".netrc",
    ".pgpass",
    ".my.cnf",
    ".npmrc",
    ".pypirc",
    ".git-credentials",
    ".gnupg",
    ".vault-token",
    "/environ",
    "credentials",
    "_history",
    "login data",
    "cookies.sqlite",
    "ntds.dit",
    "config/sam",
    ".kdbx",
    ".pem",
    ".pfx",
    ".p12",
    "secrets.",
    "/run/secrets",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let mut add = |text: &str| facts.add(FactKind::Secrets, Severity::Note, simple.line, text);
    let values = simple
        .words
        .iter()
        .skip(1)
        .chain(simple.sends.iter().map(|send| &send.to))
        .chain(&simple.takes);
    for word in values {
        let text = show(word);
        if secret(text) {
            add(&format!("Names {text}, which is usually secret"));
        } else if let Some(store) = drive(simple, word) {
            add(&format!("Reads {store}, which often holds secrets"));
        }
    }
    let args = simple.args();
    match name {
        "printenv" => add("Reads the environment, which often holds secrets"),
        "env" | "set" | "export" if args.is_empty() || args == ["-p"] || args == ["-0"] => {
            add("Reads the environment, which often holds secrets");
        }
        "get-credential" | "cmdkey" | "vaultcmd" | "mimikatz" | "secretsdump" => {
            add(&format!("Reads credentials with {name}"));
        }
        "pass" | "op" | "gpg" | "security" | "secret-tool" | "vault" | "bw" | "keyctl" => {
            add(&format!("Works with secrets through {name}"));
        }
        "kubectl"
            if args
                .iter()
                .any(|arg| matches!(*arg, "secret" | "secrets") || arg.starts_with("secret/")) =>
        {
            add("Reads secrets of the cluster");
        }
        "docker" | "podman" if args.first() == Some(&"inspect") => {
            add("Reads the settings of a container, its environment too");
        }
        "gh" | "gcloud" | "az"
            if args
                .iter()
                .any(|arg| matches!(*arg, "token" | "print-access-token" | "get-access-token")) =>
        {
            add(&format!("Reads a token with {name}"));
        }
        "reg"
            if args.iter().any(|arg| {
                ["hklm\\sam", "hklm\\security", "hklm\\system"]
                    .contains(&arg.to_ascii_lowercase().as_str())
            }) =>
        {
            add("Reads the machine's accounts from the registry");
        }
        _ => {}
    }
}

pub(super) fn secret(text: &str) -> bool {
    // `/etc//shadow` and `/etc/./shadow` are the same file.
    let mut path = text.to_ascii_lowercase().replace('\\', "/").replace("/./", "/");
    while path.contains("//") && !path.contains("://") {
        path = path.replace("//", "/");
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    let dotenv = last == ".env"
        || (last.starts_with(".env.") && !last.ends_with("example") && !last.ends_with("sample"));
    dotenv || last == ".ssh" || PLACES.iter().any(|place| path.contains(place))
}

/// PowerShell's drives of variables and certificates.
fn drive(simple: &Simple, word: &Word) -> Option<&'static str> {
    if simple.dialect != crate::simple::Dialect::Powershell {
        return None;
    }
    let text = show(word).to_ascii_lowercase();
    let drives =
        [("env:", "the environment"), ("variable:", "all variables"), ("cert:", "certificates")];
    drives
        .iter()
        .find(|(drive, _)| text.starts_with(drive) && text.len() <= drive.len() + 2)
        .map(|(_, what)| *what)
}
