//! Evidence of one approval: everything that was shown, decided and run, in one signed statement that anybody can check
//! without a server.

use super::{Action, AuditItem, CheckpointItem};
use crate::{
    DesktopId, Digest, Gate, Party, SignedPermit, TaskType, Timestamp, Verdict,
    action::{Bound, Code, Deed, Interpreter},
    approval::{Decision, Risk},
    audit::{AuditRow, Chain},
    task::{Branch, Purged, ResultBound, Run, RunBound},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is signed begins with this line; nothing else that the server signs does.
pub const EVIDENCE: &str = "mission-control/evidence/v1\n";

/// `GET /approvals/{id}/evidence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// A statement as JSON text: exactly these bytes are signed, after the line `mission-control/evidence/v1`.
    pub statement: String,
    /// Ed25519, in base64.
    pub signature: String,
    /// The key that signed it, in base64.
    pub public_key: String,
}

/// What the evidence states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement {
    /// When it was made.
    pub made_at: Timestamp,
    /// The request and who answered it.
    pub approval: ApprovalEvidence,
    /// Its task: what runs, and what came of it.
    pub task: TaskEvidence,
    /// The action, at the action gate.
    pub action: Option<ActionEvidence>,
    /// The signed word that it may run, once it was used.
    pub permit: Option<SignedPermit>,
    /// The rows of the audit log about all of this, in order.
    pub rows: Vec<AuditItem>,
    /// How far the log had come.
    pub checkpoint: CheckpointItem,
    /// Up to which row the log was archived by then, if at all: rows about this up to there stand in the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<i64>,
}

/// A request and who answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalEvidence {
    /// Opaque.
    pub id: String,
    /// Which gate asked.
    pub gate: Gate,
    /// Where it stands.
    pub state: String,
    /// Which version of what was asked.
    pub revision: i64,
    /// SHA-256 over exactly what was decided.
    pub digest: Digest,
    /// Who asked.
    pub requested_by: Party,
    /// When.
    pub requested_at: Timestamp,
    /// Until when somebody could decide.
    pub decide_by: Option<Timestamp>,
    /// How many people had to say yes.
    pub required: u32,
    /// How much could go wrong, by our rules.
    pub risk: Risk,
    /// Everybody who answered, with what they said.
    pub votes: Vec<Decision>,
}

/// What a task runs, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskEvidence {
    /// Opaque.
    pub id: String,
    /// The number people use.
    pub number: i64,
    /// What people call it.
    pub title: String,
    /// A command or a prompt.
    #[serde(rename = "type")]
    pub kind: TaskType,
    /// The command or the prompt.
    pub content: String,
    /// The machine.
    pub desktop: DesktopId,
    /// What it is called now.
    pub desktop_name: String,
    /// The working directory that was asked for.
    pub cwd: Option<String>,
    /// How long it may run, in seconds.
    pub timeout_seconds: u32,
    /// What reads a command.
    pub interpreter: Option<Interpreter>,
    /// The desktop's own agent.
    pub agent: Option<String>,
    /// The program that works on it.
    pub external_agent: Option<String>,
    /// What the reviewer of the earlier attempt said.
    pub previous_feedback: Option<String>,
    /// Its random text, which goes into what is decided; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub salt: String,
    /// That its texts were erased since: then what was decided about cannot be compared any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged: Option<Purged>,
    /// Its run, once it is over.
    pub run: Option<RunEvidence>,
}

/// What an action runs, as it was shown, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionEvidence {
    /// Everything that decides what runs.
    pub bound: Bound,
    /// The card: description, facts, policy, files. None where the action binds something else by now.
    pub card: Option<Action>,
    /// Its run, once it is over.
    pub run: Option<RunEvidence>,
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunEvidence {
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// How a command ended by itself.
    pub exit_code: Option<i32>,
    /// SHA-256 over the output.
    pub output_digest: Digest,
    /// SHA-256 over the list of changed files.
    pub files_digest: Digest,
    /// Whether output was left out because there was too much.
    pub output_truncated: bool,
    /// The branch that the changed files lie on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
}

impl From<&Run> for RunEvidence {
    fn from(run: &Run) -> Self {
        Self {
            started_at: run.started_at,
            finished_at: run.finished_at,
            exit_code: run.exit_code,
            output_digest: run.output_digest,
            files_digest: run.files_digest,
            output_truncated: run.output_truncated,
            branch: run.branch.clone(),
        }
    }
}

impl TaskEvidence {
    fn run_digest(&self) -> Digest {
        RunBound {
            task: &self.id,
            desktop: &self.desktop,
            kind: self.kind,
            content: &self.content,
            cwd: self.cwd.as_deref(),
            timeout_seconds: self.timeout_seconds,
            agent: self.agent.as_deref(),
            external_agent: self.external_agent.as_deref(),
            interpreter: self.interpreter,
            title: &self.title,
            previous_feedback: self.previous_feedback.as_deref(),
            salt: &self.salt,
        }
        .digest()
    }

    fn result_digest(&self) -> Option<Digest> {
        let run = self.run.as_ref()?;
        let bound = ResultBound {
            task: &self.id,
            run: self.run_digest(),
            finished_at: run.finished_at,
            exit_code: run.exit_code,
            output: run.output_digest,
            files: run.files_digest,
            branch: run.branch.as_ref(),
        };
        Some(bound.digest())
    }
}

impl Statement {
    /// Whether its parts agree: the digest is that of what is stated, every row of the log is what was written, and each
    /// answer stands in it. Signatures are the caller's to check. The error is a sentence for people.
    pub fn check(&self) -> Result<(), String> {
        let approval = &self.approval;
        let rows = self.rows()?;
        if let Some(purged) = &self.task.purged {
            self.check_purge(purged, &rows)?;
        } else {
            self.check_content()?;
        }
        self.check_answers()?;
        let about = |row: &&AuditRow| row.entry.subject_id == approval.id;
        let asked = rows.iter().filter(about).any(|row| {
            row.entry.action == "approval.request" && row.entry.digest == Some(approval.digest)
        });
        if !asked {
            return Err("the log does not say that this was asked".to_owned());
        }
        for vote in &approval.votes {
            let verbs: &[&str] = match vote.verdict {
                Verdict::Approve => &["approval.approve", "approval.vote"],
                Verdict::Reject => &["approval.reject"],
            };
            let said = rows.iter().filter(about).any(|row| {
                let entry = &row.entry;
                verbs.contains(&entry.action.as_str())
                    && (&entry.actor, entry.at) == (&vote.by, vote.at)
                    && entry.digest == Some(approval.digest)
            });
            if !said {
                return Err(format!("the log does not hold the answer of {}", vote.by.name));
            }
        }
        Ok(())
    }

    /// Whether what is stated is what was decided, and the card shows it.
    fn check_content(&self) -> Result<(), String> {
        let approval = &self.approval;
        let digest = match (approval.gate, &self.action) {
            (Gate::Action, Some(action)) => Some(action.bound.digest()),
            (Gate::Action, None) => None,
            (Gate::BeforeRun, _) => Some(self.task.run_digest()),
            (Gate::AfterRun, _) => self.task.result_digest(),
        };
        if digest != Some(approval.digest) {
            return Err("what it states is not what was decided: its digest is another".to_owned());
        }
        self.check_card()
    }

    /// Whether the log says that the texts were erased, by whom and when.
    fn check_purge(&self, purged: &Purged, rows: &[AuditRow]) -> Result<(), String> {
        let said = rows.iter().any(|row| {
            let entry = &row.entry;
            (entry.action.as_str(), entry.subject_id.as_str())
                == ("task.purge", self.task.id.as_str())
                && (&entry.actor, entry.at) == (&purged.by, purged.at)
        });
        let empty = self.task.content.is_empty() && self.action.is_none();
        match (said, empty) {
            (true, true) => Ok(()),
            (true, false) => Err("it states what it says was purged".to_owned()),
            (false, _) => Err("the log does not say that its texts were purged".to_owned()),
        }
    }

    /// Whether what people said comes to the state that is told.
    fn check_answers(&self) -> Result<(), String> {
        let (votes, required) = (&self.approval.votes, self.approval.required as usize);
        let yes = votes.iter().filter(|vote| vote.verdict == Verdict::Approve);
        let yes: BTreeSet<&str> = yes.map(|vote| vote.by.id.as_str()).collect();
        let no = votes.iter().filter(|vote| vote.verdict == Verdict::Reject).count();
        let right = match self.approval.state.as_str() {
            "approved" | "revoked" | "lapsed" => yes.len() >= required && no == 0,
            "rejected" => no == 1 && votes.last().is_some_and(|v| v.verdict == Verdict::Reject),
            "pending" | "expired" | "superseded" => yes.len() < required && no == 0,
            // Also what was approved and not used.
            "withdrawn" => no == 0,
            _ => false,
        };
        if right { Ok(()) } else { Err("its state is not what the answers come to".to_owned()) }
    }

    /// Whether the card shows what is bound.
    fn check_card(&self) -> Result<(), String> {
        let Some(ActionEvidence { bound, card: Some(card), .. }) = &self.action else {
            return Ok(());
        };
        let shown = match &bound.code {
            Code::Script(script) => card.script.as_ref() == Some(script) && card.argv.is_none(),
            Code::Argv(argv) => card.argv.as_ref() == Some(argv) && card.script.is_none(),
            Code::Deed(deed) => card.deed().unwrap_or(Deed::Undisclosed) == *deed,
        };
        let same = shown
            && card.id == bound.action.as_str()
            && (&card.cwd, &card.env) == (&bound.cwd, &bound.env)
            && card.interpreter == bound.interpreter
            && card.tool.as_ref() == bound.own.as_ref().map(|own| &own.tool);
        if same { Ok(()) } else { Err("its card does not show what is bound".to_owned()) }
    }

    /// The digest that a permit for this names: of the action, else of the task's run. None where it cannot be known any
    /// more: what ran before a result that was decided and then purged.
    pub fn permitted_digest(&self) -> Option<Digest> {
        match (&self.task.purged, self.approval.gate) {
            (Some(_), Gate::AfterRun) => None,
            (Some(_), _) => Some(self.approval.digest),
            (None, _) => Some(
                self.action
                    .as_ref()
                    .map_or_else(|| self.task.run_digest(), |action| action.bound.digest()),
            ),
        }
    }

    /// The rows, each of which is what was written.
    fn rows(&self) -> Result<Vec<AuditRow>, String> {
        let mut rows: Vec<AuditRow> = Vec::with_capacity(self.rows.len());
        for item in &self.rows {
            let number = item.seq;
            let row = AuditRow::try_from(item.clone())
                .map_err(|why| format!("row {number} cannot be read: {why}"))?;
            Chain::from(number - 1, row.prev_hash.clone())
                .add(&row)
                .map_err(|why| why.to_string())?;
            if let Some(before) = rows.last() {
                let follows = before.seq + 1 != row.seq || before.hash == row.prev_hash;
                if before.seq >= row.seq || !follows {
                    return Err(format!("row {number} does not follow the one before it"));
                }
            }
            rows.push(row);
        }
        Ok(rows)
    }
}
