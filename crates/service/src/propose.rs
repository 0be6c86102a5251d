//! An agent proposes an action, or changes one that waits. Nothing of it is trimmed, repaired or quoted again.

use crate::{
    Error, MissionControl,
    actions::same_target,
    change::{Draft, until_fresh},
    messages::{proposer, speaker},
    own,
    proposal::{Place, asking, held, place_after, proposal, reading},
    store::{ActionRecord, TaskRecord, Write},
    text,
};
use domain::{
    Action, ActionId, ActionState, Actor, ApprovalId, Digest, Party, PartyKind, Refusal, RuleId,
    Task, TaskId, TaskState, Version,
    action::{Allowed, Code, Deed, Proposal},
    event::EventKind,
    limits,
    policy::{Case, Level},
    task::Running,
    wire,
};

impl MissionControl {
    /// An agent proposes an action for a running task of its own, or for one that is made for it.
    pub async fn propose(&self, actor: &Actor, body: wire::Propose) -> Result<wire::Action, Error> {
        proposer(actor)?;
        let proposal = match body.kind.as_deref() {
            None | Some(wire::DEVICE_ACTION) => proposal(body.change)?,
            Some(wire::AGENT_PERMISSION) => own::proposal(body.change)?,
            Some(_) => {
                let why = "It is device_action or agent_permission.";
                return Err(Refusal::invalid("kind", why).into());
            }
        };
        match (body.task_id, body.desktop_id) {
            (Some(_), Some(_)) => {
                Err(Refusal::invalid("desktopId", "Send taskId or desktopId, not both.").into())
            }
            (Some(task), None) => {
                let task = TaskId::new(task);
                let outcome = until_fresh!(Box::pin(self.propose_once(actor, &task, &proposal)));
                Box::pin(self.tell_of_flood(actor, &task, &outcome)).await?;
                if let Ok(action) = &outcome {
                    Box::pin(self.driver_proposed(actor, action)).await?;
                }
                outcome
            }
            (None, Some(desktop)) => {
                let task = self.task_for(actor, &desktop, &proposal).await?;
                until_fresh!(Box::pin(self.propose_once(actor, &task, &proposal)))
            }
            (None, None) => Err(Refusal::invalid(
                "taskId",
                "Name the running task, or a desktopId and a title for a new one.",
            )
            .into()),
        }
    }

    /// An agent changes a proposal that waits: a new revision with a new digest. The old one can no longer be approved.
    pub async fn revise_action(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ReviseAction,
    ) -> Result<wire::Action, Error> {
        proposer(actor)?;
        let id = ActionId::new(id);
        // What an agent does itself stays so, and what its desktop runs does.
        let proposal = if self.load_action(&id).await?.action.is_its_agents_own() {
            own::proposal(body)?
        } else {
            proposal(body)?
        };
        until_fresh!(Box::pin(async {
            let record = self.load_action(&id).await?;
            let by = speaker(actor, &record.task)?;
            let next = ActionId::new(self.ids.id(ActionId::PREFIX));
            let mut draft = Draft::new(by.clone(), self.clock.now());
            supersede(&mut draft, &record, &next)?;
            let place = Place::revision_of(&record.action, None);
            let task = self.load_task(&record.task.id).await?;
            let actions = self.store.actions_of(&task.task.id).await?;
            self.add_action(draft, (&task, &actions), next, by, &proposal, place).await
        }))
    }

    async fn propose_once(
        &self,
        actor: &Actor,
        task: &TaskId,
        proposal: &Proposal,
    ) -> Result<wire::Action, Error> {
        let record = self.load_task(task).await?;
        let by = speaker(actor, &record.task)?;
        let by = match (&record.task.agent, proposal.source.get("agent")) {
            // A runner's task says which agent it is; where it does not, the agent may.
            (None, Some(name)) if by.id.starts_with("agent:") => {
                Party { id: format!("agent:{name}"), name: name.clone(), kind: PartyKind::Agent }
            }
            _ => by,
        };
        let actions = self.store.actions_of(task).await?;
        if actions.len() >= limits::ACTIONS {
            return Err(Refusal::TooManyWaiting.into());
        }
        let now = self.clock.now();
        let minute = actions.iter().rev().take_while(|a| now.seconds_since(a.proposed_at) < 60);
        if minute.count() >= limits::ACTIONS_A_MINUTE {
            return Err(Refusal::RateLimited { retry_after: 60 }.into());
        }
        let waiting = actions.iter().filter(|a| !a.state.is_over()).count();
        if waiting >= limits::WAITING_ACTIONS {
            return Err(Refusal::TooManyWaiting.into());
        }
        let place = place_after(&actions, &by);
        let id = ActionId::new(self.ids.id(ActionId::PREFIX));
        let draft = Draft::new(by.clone(), self.clock.now());
        self.add_action(draft, (&record, &actions), id, by, proposal, place).await
    }

    /// Judges the proposal and adds it to its task, which has these actions already: asked about, allowed, or refused.
    pub(crate) async fn add_action(
        &self,
        mut draft: Draft,
        (record, actions): (&TaskRecord, &[Action]),
        id: ActionId,
        by: Party,
        proposal: &Proposal,
        place: Place,
    ) -> Result<wire::Action, Error> {
        let (task, desktop) = (&record.task, &record.desktop);
        match &task.state {
            TaskState::Running(Running { cancel: None, .. }) => {}
            other => return Err(Refusal::NotRunning(other.status()).into()),
        }
        if let Some(cwd) = proposal.cwd.as_ref().filter(|_| proposal.own.is_none()) {
            text::cwd(cwd, desktop.workspace.as_deref())?;
        }
        if let Some(name) =
            proposal.secrets().into_iter().find(|name| !desktop.secrets.iter().any(|s| s == name))
        {
            let (name, known) = (name.to_owned(), desktop.secrets.clone());
            return Err(Refusal::NoSuchSecret { name, desktop: desktop.name.clone(), known }.into());
        }
        let mut proposal = proposal.clone();
        proposal.cwd = proposal.cwd.or_else(|| task.cwd.clone());
        let reading = reading(&proposal).await?;
        let policy = self.store.policy().await?;
        let case = Case {
            agent: &by.name,
            desktop: &desktop.id,
            interpreter: proposal.interpreter,
            reading: &reading,
        };
        let judgement = held(policy.judge(&case, draft.at), &proposal, place.edited_by.is_some());
        let approval = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
        let state = match judgement.level {
            Level::Runs => ActionState::Approved {
                allowed: Allowed::Policy {
                    rule: judgement.rule.clone(),
                    version: judgement.version,
                },
                at: draft.at,
                execute_by: draft.at.plus_seconds(limits::EXECUTE_WITHIN),
            },
            Level::Asks | Level::Blocked => ActionState::Pending { approval: approval.clone() },
        };
        let system = desktop.system.as_ref();
        let action = Action {
            id,
            version: Version::FIRST,
            task: task.id.clone(),
            task_number: task.number,
            desktop: desktop.id.clone(),
            enrolment: desktop.enrolment.clone(),
            run_as: system.map(|system| system.user.clone()).unwrap_or_default(),
            revision: place.revision,
            attempt: place.attempt,
            previous: place.previous,
            salt: Digest::salt(self.ids.secret()),
            risk: reading.risk(),
            facts: reading.facts,
            operands: reading.operands,
            proposal,
            requested_by: by,
            edited_by: place.edited_by,
            proposed_at: draft.at,
            judgement,
            state,
        };
        same_target(&action, desktop)?;
        self.may_begin(&mut draft, &action.requested_by.name).await?;
        refuse_repeat(&action, actions)?;
        if action.judgement.level == Level::Blocked {
            return self.block(task, &action).await;
        }
        draft.expect_task(task);
        draft.write(Write::ExpectPolicy(policy.version));
        draft.insert_action(&action);
        self.permit_action(&mut draft, &action, None);
        if let Some(rule) = &action.judgement.rule {
            draft.write(Write::TouchRule { id: RuleId::new(rule), at: draft.at });
        }
        if let ActionState::Pending { approval } = &action.state {
            let settings = self.store.settings().await?;
            draft.insert_approval(&asking(&action, approval, &settings, draft.at));
        }
        let text = match action.edited_by {
            Some(_) => edited_words(&action),
            None => action.proposal.description.clone(),
        };
        let mut message = self.message(task, draft.party(), draft.at, text);
        message.action = Some(action.id.clone());
        draft.say(message);
        self.commit(draft.change).await?;
        self.view_action(&action, desktop).await
    }

    /// Nothing is stored of a blocked action but that it was tried: in the log and in the thread.
    async fn block(&self, task: &Task, action: &Action) -> Result<wire::Action, Error> {
        let judgement = &action.judgement;
        let by = action.edited_by.as_ref().unwrap_or(&action.requested_by).clone();
        let mut draft = Draft::new(by, self.clock.now());
        draft.audit("action.blocked", "task", &task.id, Some(action.digest()));
        if let Some(rule) = &judgement.rule {
            draft.write(Write::TouchRule { id: RuleId::new(rule), at: draft.at });
        }
        let changed = action
            .edited_by
            .as_ref()
            .map(|by| format!(" as {} changed it", by.name))
            .unwrap_or_default();
        let text = format!(
            "The policy blocked an action of {}{changed}. Nothing ran. {} (policy version {})",
            action.requested_by.name, judgement.reason, judgement.version
        );
        draft.say(self.message(task, Party::system(), draft.at, text));
        self.commit(draft.change).await?;
        let rule = judgement.rule.clone();
        Err(Refusal::Blocked { rule, version: judgement.version }.into())
    }
}

/// The action before, and what was asked about it, make room for the next revision. Refused once it was answered.
pub(crate) fn supersede(
    draft: &mut Draft,
    record: &ActionRecord,
    next: &ActionId,
) -> Result<(), Error> {
    let old = record.action.clone().supersede(next.clone(), draft.at)?;
    draft.update_action(&record.action, &old, "action.supersede");
    if let Some(approval) = &record.approval {
        let after = approval.clone().supersede(draft.at)?;
        let kind = EventKind::ApprovalSuperseded;
        draft.update_approval(approval, &after, kind, "approval.supersede");
    }
    Ok(())
}

/// What stands in the thread beside the card of a changed command: its agent reads it there.
fn edited_words(action: &Action) -> String {
    format!(
        "Changed the command that {} proposed. Revision {} has what was changed; nothing runs before a person approves it.",
        action.requested_by.name, action.revision
    )
}

/// The same change that a person rejected is refused, until a person asks for it again.
fn refuse_repeat(action: &Action, before: &[Action]) -> Result<(), Refusal> {
    // Two that say nothing need not be the same.
    if action.proposal.code == Code::Deed(Deed::Undisclosed) {
        return Ok(());
    }
    let content = action.content_digest();
    for rejected in before {
        if let ActionState::Rejected { asked_again: None, decision, .. } = &rejected.state
            && rejected.content_digest() == content
        {
            let feedback = decision.said();
            return Err(Refusal::AlreadyRejected { action: rejected.id.clone(), feedback });
        }
    }
    Ok(())
}
