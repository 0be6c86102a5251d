//! Many answers in one request: each names what was read and stands alone.

use crate::{Error, MissionControl, store::ApprovalRecord};
use domain::{
    Action, Actor, ApprovalId, ApprovalState, Gate, Refusal, Task, Verdict,
    action::{Code, Expected, Operand, Seen},
    approval::Risk,
    change::FileChange,
    display::{Printed, SafeText},
    limits,
    wire::{BulkAnswer, BulkItem, BulkResolve, BulkResult, Resolve, Resolved},
};
use futures::{StreamExt, TryStreamExt, stream};

/// How many answers of one request are on their way at a time: enough to become durable together, and fewer than the tries
/// that each has when they all release the same task.
const AT_ONCE: usize = crate::change::TRIES / 2;

impl MissionControl {
    /// Answers many approvals, each on its own: one that is refused changes nothing about the others. What takes a look of
    /// its own is not approved here.
    pub async fn resolve_many(
        &self,
        actor: &Actor,
        body: BulkResolve,
    ) -> Result<BulkAnswer, Error> {
        actor.reviewer()?;
        if !(1..=limits::BATCH).contains(&body.items.len()) {
            return Err(Refusal::invalid("items", "Send 1 to 100 answers.").into());
        }
        // Where an answer counts by those before it, each waits for the one before.
        let one_by_one = self.store.settings().await?.attention.second_person;
        let answers = body.items.into_iter().map(|item| self.result_of_many(actor, item));
        let answers = stream::iter(answers).buffered(if one_by_one { 1 } else { AT_ONCE });
        Ok(BulkAnswer { items: answers.try_collect().await? })
    }

    async fn result_of_many(&self, actor: &Actor, item: BulkItem) -> Result<BulkResult, Error> {
        let id = item.id.clone();
        match Box::pin(self.one_of_many(actor, item)).await {
            Ok(resolved) => {
                Ok(BulkResult { id, status: 200, approval: Some(resolved.approval), problem: None })
            }
            Err(Error::Refused(refusal)) => Ok(BulkResult {
                id,
                status: refusal.status(),
                approval: None,
                problem: Some((&refusal).into()),
            }),
            Err(broken) => Err(broken),
        }
    }

    async fn one_of_many(&self, actor: &Actor, item: BulkItem) -> Result<Resolved, Error> {
        if Verdict::parse(&item.decision)? == Verdict::Approve {
            let record = self.load_approval(&ApprovalId::new(&item.id)).await?;
            // What is decided already says by whom.
            if matches!(record.approval.state, ApprovalState::Pending)
                && (alone(&record) || self.result_hides(&record).await?)
            {
                return Err(Refusal::NotInBatch.into());
            }
        }
        let one = Resolve {
            decision: item.decision,
            feedback: item.feedback,
            digest: Some(item.digest),
            checklist: None,
            reason: None,
            desktop: None,
            password: None,
        };
        self.resolve(actor, &item.id, one).await
    }

    /// Whether what came back takes a look of its own: what it printed, as far as it is shown, or a file that it changed, has
    /// characters that cannot be seen.
    pub(crate) async fn result_hides(&self, record: &ApprovalRecord) -> Result<bool, Error> {
        if record.approval.gate != Gate::AfterRun {
            return Ok(false);
        }
        let task = &record.task.id;
        let (output, _) = self.store.output(task, limits::INLINE_OUTPUT).await?;
        if Printed::of(&output).has_hidden() {
            return Ok(true);
        }
        let files = self.store.files(task).await?;
        let hides = |file: &FileChange| {
            let old = file.old_path.as_deref();
            code_hides(&file.path) || old.is_some_and(code_hides) || text_hides(&file.diff)
        };
        Ok(files.iter().any(hides))
    }
}

/// Whether a yes to it takes a look of its own, by what is asked. What came back is looked at by
/// [`MissionControl::result_hides`].
pub(crate) fn alone(record: &ApprovalRecord) -> bool {
    record.approval.risk == Risk::High
        || match &record.action {
            Some(action) => action_hides(action),
            None => task_hides(&record.task),
        }
}

/// Everything that is shown of a task, and that decides what runs.
fn task_hides(task: &Task) -> bool {
    let said = [Some(&task.title), task.previous_feedback.as_ref()];
    code_hides(&task.content)
        || task.cwd.as_deref().is_some_and(code_hides)
        || said.into_iter().flatten().any(|text| text_hides(text))
}

/// The same of an action.
fn action_hides(action: &Action) -> bool {
    let proposal = &action.proposal;
    let code = match &proposal.code {
        Code::Script(script) => code_hides(script),
        Code::Argv(argv) => argv.iter().any(|argument| code_hides(argument)),
        Code::Deed(deed) => code_hides(&deed.text()),
    };
    let shown = [proposal.cwd.as_deref(), Some(&action.run_as)];
    let pairs = proposal.env.iter().chain(&proposal.source);
    let said = [Some(&proposal.description), proposal.title.as_ref()];
    code || shown.into_iter().flatten().any(code_hides)
        || pairs.into_iter().any(|(name, value)| code_hides(name) || code_hides(value))
        || action.operands.iter().any(operand_hides)
        || proposal.expected.as_ref().is_some_and(expected_hides)
        || said.into_iter().flatten().any(|text| text_hides(text))
}

fn operand_hides(operand: &Operand) -> bool {
    let text = match &operand.seen {
        Seen::File { text, .. } => text.as_deref(),
        Seen::NotYet | Seen::Missing | Seen::Unknown { .. } => None,
    };
    code_hides(&operand.path) || text.is_some_and(text_hides)
}

fn expected_hides(expected: &Expected) -> bool {
    let checks = match expected {
        Expected::Text(_) => false,
        Expected::Checks { output_pattern, files, .. } => {
            let paths = files.iter().flatten();
            output_pattern.iter().chain(paths).any(|text| code_hides(text))
        }
    };
    checks || expected.text().is_some_and(text_hides)
}

fn code_hides(text: &str) -> bool {
    SafeText::code(text).has_hidden()
}

/// Of what is read and of files: a carriage return before a line feed ends a line there, and hides nothing.
fn text_hides(text: &str) -> bool {
    SafeText::prose(&text.replace("\r\n", "\n")).has_hidden()
}
