//! What becomes of a request for permission: the agent hears what was decided, or that nobody decides any more.

use super::{
    asks::Pending,
    calls::{Call, CallId},
    disclosed,
    options::cancelled,
    permission::{Verdict, decided, refused},
    turns::{Done, Running, Turns},
};
use agent_client_protocol_schema::v1::RequestId;
use domain::wire::{Action, ActionOutcome, Problem, ReportAction};

impl Turns<'_, '_> {
    /// Something beside the conversation is over.
    pub(super) async fn done(&mut self, done: Done) {
        match done {
            Done::Proposed(id, made) => self.proposed(&id, made).await,
            Done::Decided(id, verdict) => self.decided(&id, verdict).await,
            Done::Told => {}
        }
    }

    async fn proposed(&mut self, id: &RequestId, made: Result<Box<Action>, Box<Problem>>) {
        let Some(pending) = self.pending.iter_mut().find(|pending| pending.id == *id) else {
            // Nobody waits for it any more.
            if let Ok(action) = made {
                self.withdraw(action.id);
            }
            return;
        };
        match made {
            Ok(action) => {
                pending.action = Some(action.id.clone());
                let (what, reports, id) = (pending.title.clone(), pending.reports, id.clone());
                self.desk.opened(&action.id);
                let api = self.desk.api();
                self.chores.push(Box::pin(async move {
                    Done::Decided(id, decided(api, *action, what, reports).await)
                }));
            }
            Err(problem) => {
                let words = refused(&pending.title, &problem);
                self.decided(id, Verdict::No(words)).await;
            }
        }
    }

    async fn decided(&mut self, id: &RequestId, verdict: Verdict) {
        let Some(at) = self.pending.iter().position(|pending| pending.id == *id) else {
            if let Verdict::Go { action, lease: Some(lease), .. } = verdict {
                self.report(action, not_begun(lease));
            }
            return;
        };
        let Pending { call, options, title, action, .. } = self.pending.remove(at);
        if let Some(action) = &action {
            self.desk.closed(action);
        }
        match (verdict, options.allow()) {
            (Verdict::Go { action, lease, by_person }, Some(yes)) => {
                self.refused &= !by_person;
                if let Some(lease) = lease {
                    self.desk.goes_on(&action, &lease);
                    self.running.push(Running { call, action, lease });
                }
                self.note(&format!("the agent goes on with: {title}"));
                self.peer.answer(id, &yes).await;
            }
            (Verdict::No(words), _) => {
                self.refused = true;
                self.note(&format!("the agent is told no: {title}"));
                self.queue.push(self.desk.without_secrets(&words));
                self.peer.answer(id, &options.reject()).await;
            }
            // Without a yes to give nothing is ever proposed.
            (Verdict::Go { .. }, None) => self.peer.answer(id, &cancelled()).await,
        }
        self.waiting.take_if(|_| self.pending.is_empty());
    }

    /// The agent told more about a call. Says whether a request of it waits: one that is not any more what its card shows
    /// does not.
    pub(super) async fn still_waits(&mut self, id: &CallId, call: &Call) -> bool {
        let exact = disclosed::exact(call, self.command_in());
        let changed = |pending: &&Pending| pending.call == *id && pending.exact != exact;
        let changed: Vec<_> = self.pending.iter().filter(changed).map(|p| p.id.clone()).collect();
        for id in changed {
            self.drop_one(&id, "The agent changed what it asks for after its card was made.").await;
        }
        self.pending.iter().any(|pending| pending.call == *id)
    }

    /// Nobody waits for this request any more: its card is taken back, and the agent hears that nobody answers.
    pub(super) async fn drop_one(&mut self, id: &RequestId, why: &str) {
        let Some(at) = self.pending.iter().position(|pending| pending.id == *id) else { return };
        let Pending { title, action, .. } = self.pending.remove(at);
        self.note(&format!("{why} It was: {title}"));
        if let Some(action) = action {
            self.withdraw(action);
        }
        self.peer.answer(id, &cancelled()).await;
        self.waiting.take_if(|_| self.pending.is_empty());
    }

    /// Nobody waits for any request any more.
    pub(super) async fn abandon(&mut self, why: &str) {
        for id in self.pending.iter().map(|pending| pending.id.clone()).collect::<Vec<_>>() {
            self.drop_one(&id, why).await;
        }
    }

    /// Tells the server how something ended that the agent was let go on with.
    pub(super) fn report(&mut self, action: String, report: ReportAction) {
        self.desk.has_ended(&action);
        let api = self.desk.api();
        self.chores.push(Box::pin(async move {
            if let Err(problem) = api.report(&action, &report).await {
                tracing::warn!(action, code = problem.code, "an end was not taken");
            }
            Done::Told
        }));
    }

    fn withdraw(&mut self, action: String) {
        self.desk.closed(&action);
        let api = self.desk.api();
        self.chores.push(Box::pin(async move {
            if let Err(problem) = api.withdraw(&action).await {
                tracing::debug!(action, code = problem.code, "an action was not taken back");
            }
            Done::Told
        }));
    }
}

/// The agent did not hear the yes any more.
fn not_begun(lease: String) -> ReportAction {
    let reason = Some("The agent did not wait for the answer any more.".to_owned());
    ReportAction { reason, ..ReportAction::of(lease, ActionOutcome::NotStarted) }
}
