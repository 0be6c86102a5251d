//! An agent at one door, and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::agent_note::{AgentNote, Canary, Door};
use service::StoreError;

const PASSED: &str = "passed";
const FAILED: &str = "failed";

pub(crate) fn args(note: &AgentNote) -> Vec<Arg> {
    let canary = note.canary.as_ref();
    args![
        note.agent.as_str(),
        note.door.as_str(),
        note.client.as_deref(),
        note.version.as_deref(),
        note.seen_at,
        canary.map(|canary| if canary.passed { PASSED } else { FAILED }),
        canary.map(|canary| canary.at),
        canary.and_then(|canary| canary.note.as_deref()),
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<AgentNote, StoreError> {
    let row = Fields::new(row, "agent_notes", "", "agent");
    let passed = row.maybe_word("canary", |word| match word {
        PASSED => Some(true),
        FAILED => Some(false),
        _ => None,
    })?;
    Ok(AgentNote {
        agent: row.text("agent")?,
        door: row.word("door", Door::parse)?,
        client: row.maybe_text("client")?,
        version: row.maybe_text("version")?,
        seen_at: row.time("seen_at")?,
        canary: match passed {
            Some(passed) => Some(Canary {
                passed,
                at: row.time("canary_at")?,
                note: row.maybe_text("canary_note")?,
            }),
            None => None,
        },
    })
}
