//! Variables that make other programs load or run something.

use crate::{facts::Facts, simple::Simple};
use domain::action::{Fact, FactKind, Severity};
use std::collections::BTreeMap;

/// What a loader, a shell or a language runs or loads because a variable says so.
const LOADS: [&str; 26] = [
    "LD_PRELOAD",
    "LD_LIBRARY_PATH",
    "LD_AUDIT",
    "DYLD_INSERT_LIBRARIES",
    "DYLD_LIBRARY_PATH",
    "BASH_ENV",
    "ENV",
    "PROMPT_COMMAND",
    "SHELLOPTS",
    "BASHOPTS",
    "IFS",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PERL5LIB",
    "PERL5OPT",
    "RUBYOPT",
    "RUBYLIB",
    "NODE_OPTIONS",
    "JAVA_TOOL_OPTIONS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_EXEC_PATH",
    "GIT_CONFIG_GLOBAL",
    "EDITOR",
    "PAGER",
    "PSModulePath",
];

/// In the command itself.
pub(super) fn find(simple: &Simple, program: &str, facts: &mut Facts) {
    let declared =
        matches!(program, "export" | "declare" | "typeset" | "readonly" | "local" | "env");
    let declared = simple.args().into_iter().filter(|_| declared);
    for set in simple.sets.iter().map(String::as_str).chain(declared) {
        let (name, value) = set.split_once('=').unwrap_or((set, ""));
        let name = name.trim_end_matches('+');
        let name = match name.get(..5) {
            Some(drive) if drive.eq_ignore_ascii_case("$env:") => &name[5..],
            _ => name,
        };
        if let Some((severity, text)) = said(name, value) {
            facts.add(FactKind::Loads, severity, simple.line, &text);
        }
    }
}

/// In the environment that is handed in beside the command.
pub(crate) fn beside(env: &BTreeMap<String, String>) -> Vec<Fact> {
    let found = env.iter().filter_map(|(name, value)| said(name, value));
    found
        .map(|(severity, text)| Fact {
            kind: FactKind::Loads,
            text,
            severity,
            line: None,
            word: None,
        })
        .collect()
}

fn said(name: &str, value: &str) -> Option<(Severity, String)> {
    let upper = name.to_ascii_uppercase();
    let value: String =
        value.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if upper == "PATH" {
        return Some((Severity::Note, format!("Loads programs from {value}, through PATH")));
    }
    let known = LOADS.iter().any(|known| known.eq_ignore_ascii_case(name));
    (known || upper.starts_with("LD_") || upper.starts_with("BASH_FUNC_"))
        .then(|| (Severity::High, format!("Loads what {name} names: {value}")))
}
