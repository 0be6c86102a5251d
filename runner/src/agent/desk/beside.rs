//! What goes on beside an agent's own work: several cards that wait at once, words that are heard meanwhile, and actions that
//! the agent does itself.

use super::{Desk, LEAST};
use crate::agent::{api::Api, known::Waiting};
use domain::{
    limits,
    wire::{ActionOutcome, MessageItem, NoteAgent, NoteCanary, Problem, ReportAction},
};
use std::time::{Duration, Instant};

/// How long telling what an agent is may take.
const TOLD: Duration = Duration::from_secs(5);

impl Desk<'_> {
    /// The routes, for what goes on while the agent works.
    pub(in crate::agent) fn api(&self) -> Api {
        self.api.clone()
    }

    /// Counts the task as waiting for people until the answer is dropped.
    pub(in crate::agent) fn waiting(&self) -> Waiting {
        self.agents.wait()
    }

    /// Waits until something new is written in the thread, while the agent works. [`Self::take`] reads it.
    pub(in crate::agent) fn listening(
        &self,
    ) -> impl Future<Output = Result<Vec<MessageItem>, Problem>> + Send + 'static {
        let (api, heard) = (self.api.clone(), self.heard);
        async move {
            loop {
                let asked = Instant::now();
                let items = api.messages(heard, true).await?;
                if !items.is_empty() {
                    return Ok(items);
                }
                tokio::time::sleep(LEAST.saturating_sub(asked.elapsed())).await;
            }
        }
    }

    /// An action may wait for a decision from now on, so it is taken back when the agent ends.
    pub(in crate::agent) fn opened(&mut self, id: &str) {
        self.open.push(id.to_owned());
    }

    /// It does not wait any more.
    pub(in crate::agent) fn closed(&mut self, id: &str) {
        self.open.retain(|open| open != id);
    }

    /// Says which program the agent is, and how its check went if there was one. That nobody could be told keeps no agent
    /// from working.
    pub(in crate::agent) async fn seen(
        &mut self,
        client: &str,
        version: &str,
        canary: Option<NoteCanary>,
    ) {
        let some = |text: &str| {
            let text: String =
                text.chars().filter(|c| !c.is_control()).take(limits::NAME).collect();
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let (client, version) = (some(client), some(version));
        let Some(agent) = self.work.agent.clone() else { return };
        let note = NoteAgent { agent, client, version, canary };
        match tokio::time::timeout(TOLD, self.api.note_agent(&note)).await {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => {
                tracing::warn!(code = problem.code, "what the agent is was not taken");
            }
            Err(_) => tracing::warn!("the server could not be told what the agent is"),
        }
    }

    /// The agent goes on with an action, and will tell how that ended.
    pub(in crate::agent) fn goes_on(&mut self, action: &str, lease: &str) {
        self.going.push((action.to_owned(), lease.to_owned()));
    }

    /// It told.
    pub(in crate::agent) fn has_ended(&mut self, action: &str) {
        self.going.retain(|(going, _)| going != action);
    }

    /// Says of whatever the agent still had under way that it was stopped: to be called once nothing of it is left.
    pub(in crate::agent) async fn cut_short(&mut self) {
        for (action, lease) in std::mem::take(&mut self.going) {
            let report = ReportAction::of(lease, ActionOutcome::Cancelled);
            if let Err(problem) = self.api.report(&action, &report).await {
                tracing::debug!(action, code = problem.code, "an end was not taken");
            }
        }
    }
}
