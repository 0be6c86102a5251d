//! Hosts it contacts.

use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity};

/// Programs whose operands name a host.
const CALLERS: [&str; 18] = [
    "curl",
    "wget",
    "nc",
    "ncat",
    "netcat",
    "telnet",
    "ping",
    "ftp",
    "lftp",
    "dig",
    "nslookup",
    "host",
    "invoke-webrequest",
    "invoke-restmethod",
    "test-connection",
    "test-netconnection",
    "nmap",
    "whois",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let mut hosts: Vec<String> = Vec::new();
    for word in simple.words.iter().chain(&simple.takes) {
        hosts.extend(urls(show(word)));
    }
    for send in &simple.sends {
        hosts.extend(urls(show(&send.to)));
    }
    // An option with a value that is counted wrongly would name the wrong host.
    let valued = match name {
        "ssh" | "mosh" | "sftp" => "bcDEeFIiJLlmOopQRSWwBsPX",
        _ => "oHXdAbcFTmeuxirplLD",
    };
    let operands = simple.operands(valued);
    match name {
        _ if CALLERS.contains(&name) && hosts.is_empty() => {
            let host =
                operands.iter().find(|word| word.contains('.') || CALLERS[2..].contains(&name));
            hosts.push(host.map_or_else(|| "a host".to_owned(), |word| host_of(word)));
        }
        "ssh" | "sftp" | "mosh" | "ssh-copy-id" => {
            hosts.extend(operands.first().map(|word| host_of(word)));
        }
        "scp" | "rsync" => {
            hosts.extend(operands.iter().filter(|word| remote(word)).map(|word| host_of(word)));
        }
        "git" => git(simple, &mut hosts),
        "mail" | "mailx" | "mutt" | "sendmail" | "send-mailmessage" => {
            hosts.extend(
                operands.iter().filter(|word| word.contains('@')).map(|to| (*to).to_owned()),
            );
        }
        "enter-pssession" | "invoke-command" | "new-pssession" | "restart-computer"
        | "stop-computer" => {
            hosts.extend(simple.value_of("computername").map(|host| show(host).to_owned()));
        }
        _ => {}
    }
    let sends = match name {
        "curl" => {
            simple.has(
                "dTF",
                &["--data", "--data-raw", "--data-binary", "--upload-file", "--form", "--json"],
            ) || simple.args().windows(2).any(|pair| {
                matches!(pair[0], "-X" | "--request") && !pair[1].eq_ignore_ascii_case("get")
            })
        }
        "wget" => {
            simple.args().iter().any(|arg| arg.starts_with("--post") || arg.starts_with("--body"))
        }
        "invoke-webrequest" | "invoke-restmethod" => simple
            .value_of("method")
            .is_some_and(|method| !show(method).eq_ignore_ascii_case("get")),
        "scp" | "rsync" | "sftp" | "nc" | "ncat" | "netcat" | "mail" | "mailx" | "mutt"
        | "sendmail" | "send-mailmessage" => true,
        "git" => simple.args().contains(&"push"),
        _ => !simple.sends.is_empty() && !hosts.is_empty(),
    };
    let secret = |word: &&domain::action::Word| super::secrets::secret(show(word));
    if let Some(word) = simple.words.iter().skip(1).chain(&simple.takes).find(secret)
        && sends
        && !hosts.is_empty()
    {
        let text = format!("Sends {} away, which is usually secret", show(word));
        facts.add(FactKind::Contacts, Severity::High, simple.line, &text);
    }
    for host in hosts {
        let (severity, text) = if sends {
            (Severity::Note, format!("Sends data to {host}"))
        } else {
            (Severity::Info, format!("Contacts {host}"))
        };
        facts.add(FactKind::Contacts, severity, simple.line, &text);
    }
}

fn git(simple: &Simple, hosts: &mut Vec<String>) {
    let talks = ["clone", "fetch", "pull", "push", "ls-remote", "submodule"];
    let operands = simple.operands("Cc");
    if !hosts.is_empty() || !operands.first().is_some_and(|verb| talks.contains(verb)) {
        return;
    }
    let named = operands.iter().skip(1).find(|word| remote(word)).map(|word| host_of(word));
    let other = operands
        .get(1)
        .map_or_else(|| "its remote".to_owned(), |remote| format!("the remote {remote}"));
    hosts.push(named.unwrap_or(other));
}

/// `user@host:path`, but no `C:\path`.
fn remote(word: &str) -> bool {
    word.split_once(':').is_some_and(|(host, _)| host.len() > 1 && !host.contains('/'))
}

pub(super) fn host_of(word: &str) -> String {
    let word = word.rsplit('@').next().unwrap_or(word);
    let end = word.find([':', '/']).filter(|end| *end > 0).unwrap_or(word.len());
    word[..end].to_owned()
}

/// The hosts of all addresses in a word.
fn urls(word: &str) -> Vec<String> {
    let mut hosts = Vec::new();
    let mut rest = word;
    while let Some(at) = rest.find("://") {
        let after = &rest[at + 3..];
        let end = after.find(|char: char| "/?#\"' )\\,;<>|".contains(char)).unwrap_or(after.len());
        let host = after[..end].rsplit('@').next().unwrap_or_default();
        let scheme = rest[..at].ends_with("file");
        if !host.is_empty() && !scheme {
            hosts.push(host.to_owned());
        }
        rest = after;
    }
    for device in ["/dev/tcp/", "/dev/udp/"] {
        if let Some(after) = word.split(device).nth(1) {
            hosts.push(after.replacen('/', ":", 1));
        }
    }
    if let Some(share) = word.strip_prefix(r"\\").and_then(|share| share.split('\\').next())
        && !share.is_empty()
        && !matches!(share, "." | "?")
    {
        hosts.push(share.to_owned());
    }
    hosts
}
