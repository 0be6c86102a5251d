//! What it decodes.

use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity};

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let args = simple.args();
    let lower: Vec<String> = args.iter().map(|arg| arg.to_ascii_lowercase()).collect();
    let decodes = match name {
        "base64" | "base32" | "basenc" => simple.has("dD", &["--decode"]),
        "xxd" => simple.has("r", &["-revert"]),
        "uudecode" => true,
        "openssl" => lower.iter().any(|arg| arg == "-d"),
        "certutil" => lower.iter().any(|arg| arg.contains("decode")),
        _ => false,
    };
    let method = simple
        .words
        .iter()
        .map(show)
        .any(|word| word.to_ascii_lowercase().contains("frombase64string"));
    if decodes || method {
        let text = if decodes {
            format!("Decodes something with {name}")
        } else {
            "Decodes something with FromBase64String".to_owned()
        };
        facts.add(FactKind::Decodes, Severity::Note, simple.line, &text);
    }
    if name.ends_with("process]::start") {
        let text = "Starts a program through .NET";
        facts.add(FactKind::Wraps, Severity::Note, simple.line, text);
    }
    if name.contains("[scriptblock]::create") || name.ends_with(".invokescript") {
        facts.add(
            FactKind::PipesToShell,
            Severity::High,
            simple.line,
            "Runs a text as PowerShell code",
        );
    }
}
