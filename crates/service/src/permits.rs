//! Signs what may run, at the moment somebody says so, from what they saw: whatever happens to the database afterwards, a
//! runner starts nothing else.

use crate::{Error, MissionControl, change::Draft, renew::RENEWED, store::Write};
use domain::{
    Action, ActionState, Approval, Decision, DesktopId, Digest, Grant, KeyId, Party, Permit,
    SignedPermit, Task, Timestamp,
    action::Allowed,
    approval::ApprovalState,
    desktop::Desktop,
    limits,
    task::{Pending, TaskState},
};

/// Said when something was let go before approvals were signed, or the signed word is gone.
pub(crate) const UNSIGNED: &str = "This had been allowed to run, but the signed permit that its desktop asks for is not there. It did \
                        not run. It waits for a person again.";

/// Said when a task that no gate holds did not begin within [`limits::START_WITHIN`].
const OVER: &str = "Its desktop did not take it within 30 days after it was asked to run, so it did not run. Run it again \
                    if it is still wanted.";

/// Said when the stored bytes are not those that were approved: somebody changed the database beside the product.
pub(crate) const ALTERED: &str = "What is stored is not what was approved: the database was changed by something else. It \
                                  did not run. A person is asked again.";

/// What a permit is about.
struct Work<'a> {
    id: &'a str,
    digest: Digest,
    desktop: &'a DesktopId,
    enrolment: &'a KeyId,
}

impl MissionControl {
    /// Adds the permit of an action that may run now, by a person's word or the policy's.
    pub(crate) fn permit_action(
        &self,
        draft: &mut Draft,
        action: &Action,
        approval: Option<&Approval>,
    ) {
        let ActionState::Approved { allowed, at, execute_by } = &action.state else { return };
        let grants = match (allowed, approval) {
            (_, Some(approval)) => approved(approval),
            (Allowed::Person { decision, .. }, None) => {
                vec![Grant::Approved { by: decision.by.id.clone(), at: decision.at }]
            }
            (Allowed::Policy { rule, version }, None) => {
                vec![Grant::Allowed { version: *version, rule: rule.clone(), at: *at }]
            }
        };
        let work = Work {
            id: action.id.as_str(),
            digest: action.digest(),
            desktop: &action.desktop,
            enrolment: &action.enrolment,
        };
        self.sign(draft, &work, grants, *execute_by);
    }

    /// Adds the permit of a task that a person approved to run.
    pub(crate) fn permit_approved_task(
        &self,
        draft: &mut Draft,
        task: &Task,
        desktop: &Desktop,
        approval: &Approval,
    ) {
        if let ApprovalState::Approved { execute_by: Some(execute_by), .. } = &approval.state
            && task.state.is_let_go()
        {
            self.sign(draft, &of_task(task, desktop), approved(approval), *execute_by);
        }
    }

    /// Adds the permit of a task that was asked to run and that no gate holds before.
    pub(crate) fn permit_asked_task(
        &self,
        draft: &mut Draft,
        task: &Task,
        desktop: &Desktop,
        by: &Party,
    ) {
        if task.state.is_let_go() && !task.approve_before_run && task.external_agent.is_none() {
            let grants = vec![Grant::Asked { by: by.id.clone(), at: draft.at }];
            let until = draft.at.plus_seconds(limits::START_WITHIN);
            self.sign(draft, &of_task(task, desktop), grants, until);
        }
    }

    /// The permit that goes out with this work. One that another key signed is as good as none: no desktop would take it.
    pub(crate) async fn permit_of(&self, work: &str) -> Result<Option<SignedPermit>, Error> {
        let own = self.signer.public_key();
        let permit = self.store.permit(work).await?;
        Ok(permit.filter(|permit| permit.seal().is_none_or(|(key, _)| key == own)))
    }

    fn sign(&self, draft: &mut Draft, work: &Work<'_>, grants: Vec<Grant>, until: Timestamp) {
        let permit = Permit {
            work: work.id.to_owned(),
            digest: work.digest,
            desktop: work.desktop.clone(),
            enrolment: work.enrolment.clone(),
            grants,
            until: Some(until),
            nonce: Permit::nonce_of(self.ids.secret()),
        };
        let text = permit.text();
        let (key, signature) = (self.signer.public_key(), self.signer.sign(text.as_bytes()));
        let permit = Box::new(SignedPermit::new(text, &key, &signature));
        let at = draft.at;
        draft.write(Write::PutPermit { work: work.id.to_owned(), permit, at });
    }

    /// The permit that a task goes out with now. Without one a person is asked once more, or has to ask once more, and the
    /// answer is none.
    pub(crate) async fn permit_or_ask(
        &self,
        task: &Task,
        now: Timestamp,
    ) -> Result<Option<SignedPermit>, Error> {
        let permit = self.permit_of(task.id.as_str()).await?;
        let desktop = self.store.desktop(&task.desktop).await?;
        let why = match &permit {
            None => UNSIGNED,
            Some(permit) if desktop.is_some_and(|desktop| is_for_other(permit, &desktop)) => {
                RENEWED
            }
            Some(permit) if waits_unasked(task) && is_over(permit, now) => OVER,
            Some(_) => return Ok(permit),
        };
        let mut recalled = crate::Recalled::default();
        self.recall_task(&Party::system(), task, why, &mut recalled).await?;
        Ok(None)
    }
}

/// Whether nobody was asked about it. Where somebody was, the approval says when it is over.
const fn waits_unasked(task: &Task) -> bool {
    matches!(task.state, TaskState::Pending(Pending::Queued { approval: None, .. }))
}

/// Whether no runner would start by it any more.
fn is_over(permit: &SignedPermit, now: Timestamp) -> bool {
    let until = Permit::parse(&permit.text).and_then(|permit| permit.until);
    until.is_none_or(|until| now >= until)
}

/// Whether it names another enrolment of the desktop: its runner would not start by it.
fn is_for_other(permit: &SignedPermit, desktop: &Desktop) -> bool {
    Permit::parse(&permit.text).is_some_and(|permit| permit.enrolment != desktop.enrolment)
}

fn of_task<'a>(task: &'a Task, desktop: &'a Desktop) -> Work<'a> {
    Work {
        id: task.id.as_str(),
        digest: task.run_digest(),
        desktop: &task.desktop,
        enrolment: &desktop.enrolment,
    }
}

/// Everybody whose yes counts.
fn approved(approval: &Approval) -> Vec<Grant> {
    let grant = |yes: &Decision| Grant::Approved { by: yes.by.id.clone(), at: yes.at };
    approval.yeses().map(grant).collect()
}
