//! Reading actions, and everything that ends one but its run.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    messages::{proposer, speaker},
    store::{ActionRecord, ApprovalRecord},
};
use domain::{
    Action, ActionId, ActionState, Actor, Approval, Refusal, Task, TaskId, Timestamp,
    approval::ApprovalState, desktop::Desktop, event::EventKind, log::LogChunk, wire,
};

impl MissionControl {
    /// An action. With a wait it answers when the action is over, of what its agent does itself also when it may go on, at most that many seconds (50 at most) later.
    pub async fn action(
        &self,
        actor: &Actor,
        id: &str,
        wait_seconds: u32,
    ) -> Result<wire::Action, Error> {
        if let Actor::Person { .. } = actor {
            actor.reader()?;
        }
        let mut poll = self.feed.long_poll(id, wait_seconds);
        loop {
            let record = self.load_action(&ActionId::new(id)).await?;
            self.readable_task(actor, record.task.id.as_str()).await?;
            if is_answered(&record.action) || !poll.again().await {
                return self.view_action_for(actor, &record.action, &record.desktop).await;
            }
        }
    }

    /// One stream of an action's output, whole.
    pub async fn action_output(
        &self,
        actor: &Actor,
        id: &str,
        stream: domain::log::Stream,
    ) -> Result<Vec<u8>, Error> {
        if let Actor::Person { .. } = actor {
            actor.reader()?;
        }
        let record = self.load_action(&ActionId::new(id)).await?;
        self.readable_task(actor, record.task.id.as_str()).await?;
        Ok(self.store.action_output(&record.action.id, stream, usize::MAX).await?.0)
    }

    /// The end of what an action has written so far, in pieces: at most so many.
    pub async fn action_output_end(
        &self,
        actor: &Actor,
        id: &str,
        pieces: u32,
    ) -> Result<Vec<LogChunk>, Error> {
        if let Actor::Person { .. } = actor {
            actor.reader()?;
        }
        let record = self.load_action(&ActionId::new(id)).await?;
        self.readable_task(actor, record.task.id.as_str()).await?;
        Ok(self.store.action_log_end(&record.action.id, pieces).await?)
    }

    /// Its agent takes an action back. Refused once it runs.
    pub async fn withdraw_action(&self, actor: &Actor, id: &str) -> Result<wire::Action, Error> {
        proposer(actor)?;
        let id = ActionId::new(id);
        until_fresh!(async {
            let record = self.load_action(&id).await?;
            let by = speaker(actor, &record.task)?;
            let mut draft = Draft::new(by.clone(), self.clock.now());
            let after = record.action.clone().withdraw(by, draft.at)?;
            draft.update_action(&record.action, &after, "action.withdraw");
            if let Some(approval) = &record.approval {
                let withdrawn = approval.clone().withdraw(draft.party(), draft.at)?;
                draft.update_approval(
                    approval,
                    &withdrawn,
                    EventKind::ApprovalSuperseded,
                    "approval.withdraw",
                );
            }
            self.commit(draft.change).await?;
            self.view_action(&after, &record.desktop).await
        })
    }

    /// A person looked at the machine and says whether an action of unknown outcome ran. Nothing runs by it.
    pub async fn close_action(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::CloseAction,
    ) -> Result<wire::Action, Error> {
        let by = actor.reviewer()?;
        let id = ActionId::new(id);
        until_fresh!(async {
            let record = self.load_action(&id).await?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.must_decide(&mut draft, &by).await?;
            let after = record.action.clone().close(&by, body.ran, draft.at)?;
            draft.update_action_quietly(&record.action, &after);
            draft.audit("action.close", "action", &after.id, Some(after.digest()));
            let said = if body.ran {
                "Looked at the machine: the action of unknown outcome ran."
            } else {
                "Looked at the machine: the action of unknown outcome did not run."
            };
            draft.say(self.message(&record.task, draft.party(), draft.at, said.into()));
            self.commit(draft.change).await?;
            self.view_action(&after, &record.desktop).await
        })
    }

    /// A person asks the agent for the same again. Nothing runs by it: the agent proposes, and a person decides.
    pub async fn ask_again(&self, actor: &Actor, id: &str) -> Result<wire::Action, Error> {
        let by = actor.operator()?;
        let id = ActionId::new(id);
        until_fresh!(async {
            let record = self.load_action(&id).await?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let after = record.action.clone().ask_again(by.party())?;
            if after != record.action {
                draft.update_action_quietly(&record.action, &after);
            }
            draft.audit("action.ask_again", "action", &after.id, Some(after.digest()));
            let title = after.proposal.title.as_deref();
            let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
            let text = format!("Propose the same action again{title}.");
            draft.say(self.message(&record.task, draft.party(), draft.at, text));
            self.commit(draft.change).await?;
            self.view_action(&after, &record.desktop).await
        })
    }

    pub(crate) async fn load_action(&self, id: &ActionId) -> Result<ActionRecord, Error> {
        self.store.action(id).await?.ok_or_else(|| Refusal::not_found("action", id).into())
    }

    /// What a decided approval does to its action. A yes counts for the machine that was shown, or not at all.
    pub(crate) fn decide_action(
        &self,
        draft: &mut Draft,
        record: &ApprovalRecord,
        after: &Approval,
    ) -> Result<(), Error> {
        let (Some(action), Some(decision)) = (&record.action, after.state.decision()) else {
            return Err(Refusal::not_found("action", &after.id).into());
        };
        if matches!(after.state, ApprovalState::Approved { .. }) {
            same_target(action, &record.desktop)?;
            same_digest(action, after)?;
        }
        let decided =
            action.clone().decided(decision).map_err(|_| Error::moved_on("action", &action.id))?;
        let verb = match decision.verdict {
            domain::Verdict::Approve => "action.approve",
            domain::Verdict::Reject => "action.reject",
        };
        draft.update_action(action, &decided, verb);
        self.permit_action(draft, &decided, Some(after));
        Ok(())
    }

    /// A task is over or called off: what its agent asked for is no longer asked, and what runs is stopped.
    pub(crate) async fn end_actions(&self, draft: &mut Draft, task: &Task) -> Result<(), Error> {
        for action in self.store.actions_of(&task.id).await? {
            match &action.state {
                ActionState::Pending { .. } | ActionState::Approved { .. } => {
                    let after = action.clone().withdraw(draft.party(), draft.at)?;
                    draft.update_action(&action, &after, "action.withdraw");
                    self.withdraw_approval_of(draft, &action).await?;
                }
                ActionState::Running { stopping: false, .. } => {
                    let after = action.clone().stop()?;
                    draft.update_action(&action, &after, "action.stop");
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn withdraw_approval_of(&self, draft: &mut Draft, action: &Action) -> Result<(), Error> {
        let Some(id) = action.approval() else { return Ok(()) };
        let Some(record) = self.store.approval(id).await? else { return Ok(()) };
        let (by, at) = (draft.party(), draft.at);
        if let Ok(withdrawn) = record.approval.clone().withdraw(by, at) {
            let kind = EventKind::ApprovalSuperseded;
            draft.update_approval(&record.approval, &withdrawn, kind, "approval.withdraw");
        }
        Ok(())
    }

    pub(crate) async fn has_running_action(&self, task: &TaskId) -> Result<bool, Error> {
        let actions = self.store.actions_of(task).await?;
        Ok(actions.iter().any(|action| matches!(action.state, ActionState::Running { .. })))
    }

    /// Ends what time has ended: a run whose runner fell silent, and a yes that no runner used.
    pub(crate) async fn end_overdue_action(&self, action: &Action) -> Result<(), Error> {
        until_fresh!(async {
            let record = self.load_action(&action.id).await?;
            let (before, now) = (record.action, self.clock.now());
            if let ActionState::Running { .. } = &before.state {
                if !self.wiping.leases_count(now) {
                    return Ok(());
                }
                // Its runner was heard of again, or reported, since it was looked up.
                let Ok(after) = before.clone().lose(now) else { return Ok(()) };
                return self.commit_unknown(&record.task, &before, &after, now).await;
            }
            // An approval's own time ends both.
            if let Some(approval) = record.approval {
                return self.expire_approval(&approval).await;
            }
            let Ok(after) = before.clone().lapse(now) else { return Ok(()) };
            let mut draft = Draft::new(domain::Party::system(), now);
            draft.update_action(&before, &after, "action.lapse");
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// Commits an unknown outcome, and says so in the thread.
    pub(crate) async fn commit_unknown(
        &self,
        task: &Task,
        before: &Action,
        after: &Action,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.update_action(before, after, "action.lose");
        let text = "Contact was lost while an action ran. It may have run, in whole or in part. It is not run again by itself.";
        draft.say(self.message(task, domain::Party::system(), now, text.into()));
        self.commit(draft.change).await?;
        Ok(())
    }
}

/// Whether whoever waits for it has something to do now.
fn is_answered(action: &Action) -> bool {
    let may_go = matches!(action.state, ActionState::Approved { .. });
    action.state.is_over() || action.is_its_agents_own() && may_go
}

/// The machine must be the one that was shown: neither removed nor enrolled anew since.
pub(crate) fn same_target(action: &Action, desktop: &Desktop) -> Result<(), Refusal> {
    if desktop.removed_at.is_some() || desktop.enrolment != action.enrolment {
        return Err(Refusal::TargetChanged { desktop: desktop.name.clone() });
    }
    Ok(())
}

/// What was decided about must be what is stored: the digest is made again from what would go out.
pub(crate) fn same_digest(action: &Action, approval: &Approval) -> Result<(), Refusal> {
    let current = action.digest();
    if approval.digest != current {
        return Err(Refusal::DigestMismatch { current });
    }
    Ok(())
}
