//! Actions as doors show them.

use crate::{Error, MissionControl, store::ApprovalRecord, views};
use domain::{
    Action, ActionState, Actor, Approval, Timestamp,
    action::{ActionRun, Code, Deed},
    change::FileChange,
    desktop::Desktop,
    limits,
    log::Stream,
    task::RunReport,
    wire,
};

impl MissionControl {
    /// An action with what came back.
    pub(crate) async fn view_action(
        &self,
        action: &Action,
        desktop: &Desktop,
    ) -> Result<wire::Action, Error> {
        let approval = match action.approval() {
            Some(id) => self.store.approval(id).await?.map(|record| record.approval),
            None => None,
        };
        let mut view = summary(action, approval.as_ref(), desktop, self.clock.now());
        if let Some(run) = action.state.run() {
            view.result = Some(self.result(action, run).await?);
        }
        Ok(view)
    }

    /// The same for somebody who may read everything: with the files it runs by name. Agents learn nothing of files in this
    /// way, not even whether they are there.
    pub(crate) async fn view_action_for(
        &self,
        actor: &Actor,
        action: &Action,
        desktop: &Desktop,
    ) -> Result<wire::Action, Error> {
        let mut view = self.view_action(action, desktop).await?;
        if actor.reader().is_ok() {
            view.operands.clone_from(&action.operands);
        }
        Ok(view)
    }

    /// The action an approval is about, with what came back.
    pub(crate) async fn view_action_of(
        &self,
        actor: &Actor,
        record: &ApprovalRecord,
    ) -> Result<Option<wire::Action>, Error> {
        match &record.action {
            Some(action) => Ok(Some(self.view_action_for(actor, action, &record.desktop).await?)),
            None => Ok(None),
        }
    }

    async fn result(&self, action: &Action, run: &ActionRun) -> Result<wire::ActionResult, Error> {
        let limit = limits::ACTION_OUTPUT;
        let (stdout, stdout_bytes) =
            self.store.action_output(&action.id, Stream::Stdout, limit).await?;
        let (stderr, stderr_bytes) =
            self.store.action_output(&action.id, Stream::Stderr, limit).await?;
        let (outcome, reason, exit_code) = match &run.report {
            RunReport::Exited(code) => (wire::ActionOutcome::Exited, None, Some(*code)),
            RunReport::Killed(signal) => {
                (wire::ActionOutcome::Killed, Some(format!("Ended by signal {signal}.")), None)
            }
            RunReport::TimedOut => (wire::ActionOutcome::TimedOut, None, None),
            RunReport::Cancelled | RunReport::Lost => (wire::ActionOutcome::Cancelled, None, None),
            RunReport::NotStarted(why) => {
                (wire::ActionOutcome::NotStarted, Some(why.clone()), None)
            }
        };
        Ok(wire::ActionResult {
            outcome,
            reason,
            exit_code,
            stdout: String::from_utf8_lossy(&stdout).into_owned(),
            stderr: String::from_utf8_lossy(&stderr).into_owned(),
            stdout_bytes,
            stderr_bytes,
            truncated: run.truncated
                || stdout_bytes > stdout.len() as u64
                || stderr_bytes > stderr.len() as u64,
            started_at: run.started_at,
            finished_at: run.finished_at,
            matches_expected: run.findings.as_ref().map(domain::action::Findings::matches),
            differences: run.findings.clone().unwrap_or_default(),
            files: run.files.clone(),
        })
    }
}

/// The list of changed files as a run keeps it: without the diffs, which are stored once.
pub(crate) fn without_diffs(files: Vec<FileChange>) -> Vec<FileChange> {
    files.into_iter().map(|file| FileChange { diff: String::new(), ..file }).collect()
}

/// An action without what came back.
pub(crate) fn summary(
    action: &Action,
    approval: Option<&Approval>,
    desktop: &Desktop,
    now: Timestamp,
) -> wire::Action {
    let proposal = &action.proposal;
    let (script, argv) = match &proposal.code {
        Code::Script(script) => (Some(script.clone()), None),
        Code::Argv(argv) => (None, Some(argv.clone())),
        Code::Deed(_) => (None, None),
    };
    let own = proposal.own.as_ref();
    let judgement = &action.judgement;
    let state = &action.state;
    wire::Action {
        id: action.id.to_string(),
        task_id: action.task.to_string(),
        approval_id: action.approval().map(ToString::to_string),
        kind: if own.is_some() { wire::AGENT_PERMISSION } else { wire::DEVICE_ACTION }.into(),
        state: state.as_str().into(),
        revision: action.revision,
        attempt: action.attempt,
        previous_id: action.previous.as_ref().map(ToString::to_string),
        superseded_by: match state {
            ActionState::Superseded { by, .. } => Some(by.to_string()),
            _ => None,
        },
        digest: action.digest().to_string(),
        interpreter: proposal.interpreter,
        script,
        argv,
        tool: own.map(|own| own.tool.clone()),
        exact: own.and_then(|_| exact(&proposal.code)),
        editable: own.is_some_and(|own| own.editable),
        cwd: proposal.cwd.clone(),
        env: proposal.env.clone(),
        timeout_seconds: proposal.timeout_seconds,
        run_as: action.run_as.clone(),
        title: proposal.title.clone(),
        description: proposal.description.clone(),
        expected: proposal.expected.clone(),
        facts: action.facts.clone(),
        operands: Vec::new(),
        risk: action.risk,
        policy: wire::JudgementView {
            level: judgement.level,
            rule_id: judgement.rule.clone(),
            version: judgement.version,
            reason: judgement.reason.clone(),
        },
        desktop: views::desktop_ref(desktop, now),
        requested_by: action.requested_by.clone(),
        edited_by: action.edited_by.clone(),
        proposed_at: action.proposed_at,
        decide_by: approval.and_then(|approval| approval.decide_by),
        execute_by: match state {
            ActionState::Approved { execute_by, .. } => Some(*execute_by),
            _ => None,
        },
        started_at: match state {
            ActionState::Running { started_at, .. }
            | ActionState::OutcomeUnknown { started_at, .. } => Some(*started_at),
            _ => state.run().map(|run| run.started_at),
        },
        ended_at: match state {
            ActionState::Expired { at, .. }
            | ActionState::Withdrawn { at, .. }
            | ActionState::Superseded { at, .. }
            | ActionState::Revoked { at, .. }
            | ActionState::Released { at, .. }
            | ActionState::Lapsed { at, .. } => Some(*at),
            ActionState::OutcomeUnknown { since, .. } => Some(*since),
            _ => None,
        },
        decision: state.decision().map(Into::into),
        taken_back_by: match state {
            ActionState::Withdrawn { by, .. } | ActionState::Revoked { by, .. } => Some(by.clone()),
            _ => None,
        },
        result: None,
        closed: match state {
            ActionState::OutcomeUnknown { closed: Some(closed), .. } => Some(closed.into()),
            _ => None,
        },
        asked_again_by: match state {
            ActionState::Rejected { asked_again, .. } => asked_again.clone(),
            _ => None,
        },
    }
}

/// What an agent would do itself, as it disclosed it.
fn exact(code: &Code) -> Option<wire::Exact> {
    Some(match code {
        Code::Script(script) => wire::Exact::Command(script.clone()),
        Code::Argv(argv) => wire::Exact::Argv(argv.clone()),
        Code::Deed(Deed::Edits(edits)) => wire::Exact::Edits(edits.clone()),
        // It was made from JSON, and is erased with all else.
        Code::Deed(Deed::Input(input)) => {
            wire::Exact::Input(serde_json::from_str(input).unwrap_or_else(|_| input.clone().into()))
        }
        Code::Deed(Deed::Question(text)) => wire::Exact::Question(text.clone()),
        Code::Deed(Deed::Undisclosed) => return None,
    })
}
