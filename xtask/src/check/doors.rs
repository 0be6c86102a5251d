//! Doors hold no rule: who asks, one call of the service, map the answer.
//!
//! A door that names a state, or makes the proof of a right itself, is about to decide something. Words that doors must
//! not contain are added to `FORBIDDEN`, each with its reason.

use anyhow::{Result, ensure};

use super::source::sources;
use crate::workspace;

const FORBIDDEN: [(&str, &str); 6] = [
    ("TaskState", "a state is the service's business; doors pass on wire bodies"),
    ("ApprovalState", "a state is the service's business; doors pass on wire bodies"),
    (".reviewer(", "only the service asks whether an actor may decide"),
    (".operator(", "only the service asks whether an actor may create and run"),
    (".admin(", "only the service asks whether an actor may administer"),
    ("store::", "doors reach the database through the service alone"),
];

pub(super) fn check() -> Result<()> {
    let mut wrong = Vec::new();
    for source in sources(&[api_place(), "server/src/rest"])? {
        for (number, line) in &source.lines {
            let found = FORBIDDEN.iter().filter(|(word, _)| line.contains(word));
            wrong.extend(
                found.map(|(word, reason)| {
                    format!("  {}:{number}: `{word}`: {reason}", source.path)
                }),
            );
        }
    }
    ensure!(wrong.is_empty(), "doors that hold a rule:\n{}", wrong.join("\n"));
    Ok(())
}

/// The server functions, as one file or as a directory.
fn api_place() -> &'static str {
    if workspace::root().join("app/src/api").is_dir() { "app/src/api" } else { "app/src/api.rs" }
}
