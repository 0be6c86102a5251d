//! The stop switch: nothing of an agent, or nothing at all, starts until somebody lets it go on. What runs goes on running,
//! and everything can be read and decided.

use crate::{Error, MissionControl, change::Draft, store::Write};
use domain::{
    Actor, Refusal, Stopper, Task, TaskState,
    event::{EventKind, NewEvent},
    stop::{Stop, Stops},
    wire,
};

impl MissionControl {
    /// What is stopped now.
    pub async fn stops(&self, actor: &Actor) -> Result<wire::StopList, Error> {
        actor.reader()?;
        self.stop_list().await
    }

    /// Stops everything, or one agent, at once: whoever claims work from now on gets none. Stopping twice changes nothing.
    pub async fn stop(&self, actor: &Actor, body: wire::StopWork) -> Result<wire::StopList, Error> {
        let by = actor.stopper()?;
        let agent = self.stoppable(body.agent).await?;
        let draft = self.switched(&by, agent.as_deref(), true);
        let stop = Stop { agent, at: draft.at, by: draft.party() };
        self.commit_switch(draft, Write::InsertStop(stop)).await
    }

    /// Lets everything, or one agent, go on. An agent that is stopped itself stays stopped when everything goes on.
    pub async fn resume(
        &self,
        actor: &Actor,
        body: wire::StopWork,
    ) -> Result<wire::StopList, Error> {
        let by = actor.stopper()?;
        let agent = self.stoppable(body.agent).await?;
        let draft = self.switched(&by, agent.as_deref(), false);
        self.commit_switch(draft, Write::DeleteStop(agent)).await
    }

    async fn commit_switch(&self, mut draft: Draft, write: Write) -> Result<wire::StopList, Error> {
        draft.write(write);
        self.commit(draft.change).await?;
        self.stop_list().await
    }

    fn switched(&self, by: &Stopper, agent: Option<&str>, stopped: bool) -> Draft {
        let at = self.clock.now();
        let event = NewEvent::new(EventKind::SettingsChanged, at)
            .with("stopped", stopped)
            .with("agent", agent.map(str::to_owned))
            .with("by", by.party().name.clone());
        let mut draft = Draft::new(by.party().clone(), at);
        draft.event(event);
        let verb = if stopped { "work.stop" } else { "work.resume" };
        draft.audit(
            verb,
            if agent.is_some() { "agent" } else { "workspace" },
            agent.unwrap_or("all"),
            None,
        );
        draft
    }

    async fn stop_list(&self) -> Result<wire::StopList, Error> {
        let Stops(stops) = self.store.stops().await?;
        Ok(wire::StopList { items: stops.into_iter().map(Into::into).collect() })
    }

    /// Refuses work of this agent while it, or everything, is stopped; and guards it in the draft, since that may be so by
    /// the time it is committed.
    pub(crate) async fn may_begin(&self, draft: &mut Draft, agent: &str) -> Result<(), Error> {
        self.store.stops().await?.let_go(agent)?;
        draft.write(Write::ExpectGoing(Some(agent.to_owned())));
        Ok(())
    }

    /// The same for a task that an external agent works on as soon as it is committed.
    pub(crate) async fn may_begin_task(&self, draft: &mut Draft, task: &Task) -> Result<(), Error> {
        match (&task.state, &task.external_agent) {
            (TaskState::Running(_), Some(agent)) => self.may_begin(draft, agent).await,
            _ => Ok(()),
        }
    }

    /// A name that nobody has would stop nothing, and nobody would notice. An empty one would mean everything.
    async fn stoppable(&self, name: Option<String>) -> Result<Option<String>, Error> {
        let Some(name) = name else { return Ok(None) };
        if name.trim().is_empty() {
            let why = "It is empty. Leave it out to mean everything.";
            return Err(Refusal::invalid("agent", why).into());
        }
        let stopped = self.store.stops().await?.agent(&name).is_some();
        let agents = self.agents(&self.console()).await?;
        if stopped || agents.iter().any(|agent| agent.name == name) {
            return Ok(Some(name));
        }
        Err(Refusal::not_found("agent", name).into())
    }
}
