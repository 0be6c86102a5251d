//! Deciding an approval, and taking a yes back: one `decide_once` behind every door.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    renew::{RENEWED, was_renewed},
    store::Write,
};
use domain::{
    Actor, Approval, ApprovalId, Gate, PersonId, Refusal, Reviewer, Task, Verdict,
    approval::{Answer, Care, Reply},
    event::EventKind,
    wire,
};

impl MissionControl {
    /// Takes a yes back, as long as nothing ran on it. The task is a draft again.
    pub async fn revoke(&self, actor: &Actor, id: &str) -> Result<wire::Resolved, Error> {
        let by = actor.reviewer()?;
        let id = ApprovalId::new(id);
        until_fresh!(async {
            let record = self.load_approval(&id).await?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.must_decide(&mut draft, &by).await?;
            let after = record.approval.clone().revoke(&by, draft.at)?;
            draft.update_approval(
                &record.approval,
                &after,
                EventKind::ApprovalRevoked,
                "approval.revoke",
            );
            if let Some(action) = &record.action {
                let revoked = action.clone().revoked(&by, draft.at)?;
                draft.update_action(action, &revoked, "action.revoke");
            } else {
                let task = record.task.clone().approval_revoked()?;
                draft.update_task(&record.task, &task, "task.unqueue");
            }
            self.commit(draft.change).await?;
            self.view_resolved(actor, &id, &record.task.id, false).await
        })
    }

    /// The one place where a decision is made.
    pub(crate) async fn decide_once(
        &self,
        actor: &Actor,
        (by, confirmed): (&Reviewer, bool),
        id: &ApprovalId,
        reply: &Reply,
    ) -> Result<wire::Resolved, Error> {
        let record = self.load_approval(id).await?;
        let now = self.clock.now();
        let mut draft = Draft::new(by.party().clone(), now);
        self.must_decide(&mut draft, by).await?;
        let settings = self.store.settings().await?;
        draft.write(Write::ExpectSettings(settings.version));
        let mut terms = self.terms(&settings, &record.task, &record.approval).await?;
        terms.care = actor
            .is_at_a_browser()
            .then(|| Care { desktop: record.desktop.name.clone(), confirmed });
        let rule = settings.attention;
        let counted = self.attention_of(&PersonId::new(&by.party().id), &rule).await?;
        terms.hurried = counted.hurried();
        let gone = self.who_no_longer_counts(&mut draft, &terms, &record.approval).await?;
        let asked = record.approval.clone().counting(|by| !gone.contains(&by.id));
        let note = reply.feedback.clone();
        let (drafts, feedback) = self.with_drafts(by, &record.task, &record.approval, note).await?;
        let reply = &Reply { feedback, ..reply.clone() };
        let answer = asked.decide(reply.clone(), by, &terms, now)?;
        let renewed = was_renewed(&record.task, &record.approval, &record.desktop);
        if reply.verdict == Verdict::Approve && renewed && !matches!(answer, Answer::Replayed(_)) {
            let why = RENEWED.to_owned();
            self.ask_task_anew(&record.task, &record.approval, why).await?;
            return Err(Refusal::TargetChanged { desktop: record.desktop.name }.into());
        }
        let verdict = reply.verdict;
        let after = match answer {
            Answer::Replayed(same) => {
                return self.view_resolved(actor, &same.id, &same.task, true).await;
            }
            Answer::Voted(after) => {
                counted.keep(&mut draft, &after, reply.verdict, &rule);
                self.send_drafts(&mut draft, &record.task, &record.approval, verdict, &drafts);
                let kind = EventKind::ApprovalVoted;
                draft.update_approval(&record.approval, &after, kind, "approval.vote");
                self.commit(draft.change).await?;
                return self.view_resolved(actor, id, &record.task.id, false).await;
            }
            Answer::Decided(after) => after,
        };
        counted.keep(&mut draft, &after, verdict, &rule);
        self.send_drafts(&mut draft, &record.task, &record.approval, verdict, &drafts);
        let action = match verdict {
            Verdict::Approve => "approval.approve",
            Verdict::Reject => "approval.reject",
        };
        draft.update_approval(&record.approval, &after, EventKind::ApprovalDecided, action);
        if after.gate == Gate::Action {
            self.decide_action(&mut draft, &record, &after)?;
        } else {
            // A pending approval whose task has moved on was read between two commits.
            let task = Self::task_after(&record.task, &after)
                .map_err(|_| Error::moved_on("task", &record.task.id))?;
            draft.update_task(&record.task, &task, "task.decide");
            if after.gate == Gate::BeforeRun && task.external_agent.is_none() {
                self.permit_approved_task(&mut draft, &task, &record.desktop, &after);
            }
            self.release_dependants(&mut draft, &task).await?;
        }
        self.commit(draft.change).await?;
        self.view_resolved(actor, id, &record.task.id, false).await
    }

    /// What a decided approval does to its task.
    fn task_after(task: &Task, approval: &Approval) -> Result<Task, Refusal> {
        let Some(decision) = approval.state.decision() else { return Err(Refusal::Superseded) };
        match approval.gate {
            Gate::BeforeRun => task.clone().before_run_decided(decision),
            Gate::AfterRun => task.clone().result_decided(decision),
            // It changes its action, not its task.
            Gate::Action => Err(Refusal::not_found("task", &approval.id)),
        }
    }
}
