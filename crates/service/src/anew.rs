//! What was allowed and not yet taken is looked at once more when it is taken: whoever said yes must still be one who
//! may (rule R9), and the policy must still let it run. Where that no longer holds, a person is asked.

use crate::{
    Error, MissionControl,
    change::Draft,
    proposal::{asking, reading},
    store::{ActionRecord, Write},
};
use domain::{
    Action, ActionState, Approval, ApprovalId, Party, Task,
    action::Allowed,
    approval::ApprovalState,
    event::EventKind,
    policy::{Case, Judgement, Level},
};

/// Why an allowed action has to ask after all, and what the policy says of it now.
pub(crate) struct Anew {
    pub(crate) why: String,
    pub(crate) judgement: Judgement,
}

impl Anew {
    /// For this reason, and as the policy judged it before.
    pub(crate) fn as_before(why: impl Into<String>, action: &Action) -> Self {
        Self { why: why.into(), judgement: action.judgement.clone() }
    }
}

impl MissionControl {
    /// Whether an allowed action may no longer run as it is. What the answer rests on is guarded in the draft.
    pub(crate) async fn no_longer_allowed(
        &self,
        draft: &mut Draft,
        record: &ActionRecord,
    ) -> Result<Option<Anew>, Error> {
        let action = &record.action;
        let ActionState::Approved { allowed, .. } = &action.state else { return Ok(None) };
        match allowed {
            Allowed::Person { decision, .. } if action.has_unseen() => {
                Ok(Some(Anew::as_before(blind(&decision.by), action)))
            }
            Allowed::Person { .. } => {
                let Some(approval) = &record.approval else { return Ok(None) };
                let why = self.lapsed_yes(draft, &record.task, approval).await?;
                Ok(why.map(|why| Anew::as_before(why, action)))
            }
            Allowed::Policy { version, .. } => {
                let policy = self.store.policy().await?;
                draft.write(Write::ExpectPolicy(policy.version));
                if policy.version.0 == *version {
                    return Ok(None);
                }
                let reading = reading(&action.proposal).await?;
                let case = Case {
                    agent: &action.requested_by.name,
                    desktop: &action.desktop,
                    interpreter: action.proposal.interpreter,
                    reading: &reading,
                };
                let judgement = policy.judge(&case, draft.at);
                let why = "The policy changed before it ran. A person is asked.".to_owned();
                Ok((judgement.level != Level::Runs).then_some(Anew { why, judgement }))
            }
        }
    }

    /// Takes the yes away and asks again, in one commit.
    pub(crate) async fn ask_action_anew(
        &self,
        record: &ActionRecord,
        anew: Anew,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let mut draft = Draft::new(Party::system(), now);
        let id = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
        let enrolment = record.desktop.enrolment.clone();
        let after = record.action.clone().ask_anew(id.clone(), anew.judgement, enrolment)?;
        draft.update_action(&record.action, &after, "action.ask_anew");
        if let Some(approval) = &record.approval {
            void(&mut draft, approval)?;
        }
        let settings = self.store.settings().await?;
        draft.insert_approval(&asking(&after, &id, &settings, now));
        draft.say(self.message(&record.task, Party::system(), now, anew.why));
        self.commit(draft.change).await?;
        Ok(())
    }

    /// The same for a task that was to run on an approval, or waits for one.
    pub(crate) async fn ask_task_anew(
        &self,
        before: &Task,
        approval: &Approval,
        why: String,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let mut draft = Draft::new(Party::system(), now);
        let id = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
        let after = before.clone().ask_anew(id, now)?;
        draft.update_task(before, &after, "task.ask_anew");
        void(&mut draft, approval)?;
        self.ask_before_run(&mut draft, &after).await?;
        draft.say(self.message(before, Party::system(), now, why));
        self.commit(draft.change).await?;
        Ok(())
    }
}

/// The question that another takes the place of, answered or not.
fn void(draft: &mut Draft, approval: &Approval) -> Result<(), Error> {
    match approval.state {
        ApprovalState::Approved { .. } => {
            let after = approval.clone().void(draft.at)?;
            draft.update_approval(approval, &after, EventKind::ApprovalRevoked, "approval.void");
        }
        ApprovalState::Pending => {
            let after = approval.clone().supersede(draft.at)?;
            let kind = EventKind::ApprovalSuperseded;
            draft.update_approval(approval, &after, kind, "approval.supersede");
        }
        _ => {}
    }
    Ok(())
}

/// Why a yes from before its desktop had looked at the files that it runs by name is not used.
fn blind(by: &Party) -> String {
    format!(
        "{} approved this before the files that it runs had been looked at. It did not run. A person is asked again, \
         with them.",
        by.name
    )
}

/// Why a yes of somebody who may not decide any more is not used.
pub(crate) fn no_longer(by: &Party) -> String {
    format!(
        "{} approved this and may no longer decide. It did not run. A person is asked again.",
        by.name
    )
}
