//! Taking the texts out of a task that is over: who decided what and when stays, what was written goes.

use super::{Failure, Run, Task, TaskState};
use crate::{Decision, Digest, Party, Refusal, Timestamp};
use serde::{Deserialize, Serialize};

/// What a task without its texts is called.
const TITLE: &str = "Purged";

/// That the texts of a task were erased, and how much there was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Purged {
    /// Who erased them: a person, or Mission Control when they were kept long enough.
    pub by: Party,
    /// When.
    pub at: Timestamp,
    /// How long the command or the prompt was, in bytes.
    pub content_bytes: u64,
    /// How much its run wrote, in bytes.
    pub output_bytes: u64,
    /// How many files its run changed.
    pub files: u32,
}

impl Task {
    /// The same task at another version: what it held was copied into another attempt, and whoever read it before does not
    /// know of that one.
    #[must_use]
    pub fn tried_again(self) -> Self {
        Self { version: self.version.next(), ..self }
    }

    /// The same task without anything that people, agents or programs wrote in it. Only what is over has no more use for
    /// it: not while nobody has said what a lost command did. What was purged before stays as it is.
    pub fn purge(self, purged: Purged) -> Result<Self, Refusal> {
        if !self.status().is_final() || self.is_unclosed() {
            return Err(Refusal::NotOver { number: self.number, status: self.status() });
        }
        if self.purged.is_some() {
            return Ok(self);
        }
        let state = match self.state {
            TaskState::Done { run, decision } => {
                TaskState::Done { run: silent(run), decision: decision.map(Decision::silent) }
            }
            TaskState::Failed { failure, at, started_at, run, decision, gated, closed } => {
                TaskState::Failed {
                    failure: Failure { message: failure.code.words().to_owned(), ..failure },
                    at,
                    started_at,
                    run: run.map(silent),
                    decision: decision.map(Decision::silent),
                    gated,
                    closed,
                }
            }
            TaskState::Cancelled { cancel, started_at, run } => {
                TaskState::Cancelled { cancel, started_at, run: run.map(silent) }
            }
            other => other,
        };
        Ok(Self {
            version: self.version.next(),
            title: TITLE.to_owned(),
            content: String::new(),
            cwd: None,
            previous_feedback: None,
            salt: String::new(),
            purged: Some(purged),
            state,
            ..self
        })
    }
}

/// The digests of output and files go too: whoever has a guess of a short text could try it out on them.
fn silent(run: Run) -> Run {
    Run {
        output_digest: Digest::ERASED,
        files_digest: Digest::ERASED,
        findings: None,
        branch: None,
        ..run
    }
}
