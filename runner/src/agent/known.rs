//! The agents this runner can start.

use super::{
    acp::{Acp, AcpAgent, Checked},
    driver::Driver,
    file::LlmAgent,
    llm::Llm,
    script::{Script, Scripted},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// The agents of one runner, by name.
#[derive(Clone, Debug, Default)]
pub struct Agents {
    known: Vec<Agent>,
    /// How many of them wait for people now.
    waiting: Arc<AtomicUsize>,
    /// What was found out about agents that ask before they act.
    checked: Checked,
}

#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Acp(Arc<AcpAgent>),
    Llm(Arc<LlmAgent>),
    Script(Arc<Script>),
}

impl Agents {
    /// No agent: prompts are refused.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the built-in scripted agent "Tour", which shows how an approval works and needs no model.
    #[must_use]
    pub fn with_tour(mut self) -> Self {
        if self.find(Some(Script::TOUR)).is_none() {
            let kind = Kind::Script(Arc::new(Script::tour()));
            self.known.push(Agent { name: Script::TOUR.to_owned(), kind });
        }
        self
    }

    /// Adds the agent that environment variables describe, if they do: see `docs/agents.md`.
    pub fn with_environment(
        mut self,
        look: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        if let Some(agent) = super::file::from_environment(look)? {
            self.add(agent)?;
        }
        Ok(self)
    }

    /// The names, as the runner announces them.
    pub fn names(&self) -> Vec<String> {
        self.known.iter().map(|agent| agent.name.clone()).collect()
    }

    /// How many agents wait for people now: a task that only waits must not keep others from running.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Counts as waiting until the answer is dropped.
    pub(super) fn wait(&self) -> Waiting {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(Arc::clone(&self.waiting))
    }

    /// Gets the agent of this name ready for one task. The reason why it cannot is for people.
    pub(super) fn hire(&self, name: Option<&str>) -> Result<Box<dyn Driver>, String> {
        let agent = self.find(name).ok_or_else(|| match name {
            Some(name) => format!("This runner has no agent called {name}."),
            None => "This runner has no agent that could work on a prompt.".to_owned(),
        })?;
        agent.hire(&self.checked)
    }

    pub(super) fn add(&mut self, agent: Agent) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.find(Some(&agent.name)).is_none(),
            "two agents are called {:?}",
            agent.name
        );
        self.known.push(agent);
        Ok(())
    }

    /// The agent of this name, or the first when the task names none.
    fn find(&self, name: Option<&str>) -> Option<&Agent> {
        match name {
            Some(name) => self.known.iter().find(|agent| agent.name.eq_ignore_ascii_case(name)),
            None => self.known.first(),
        }
    }
}

/// One agent that waits for people.
#[derive(Debug)]
pub(super) struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Agent {
    fn hire(&self, checked: &Checked) -> Result<Box<dyn Driver>, String> {
        Ok(match &self.kind {
            Kind::Acp(settings) => {
                Box::new(Acp::new(&self.name, Arc::clone(settings), checked.clone()))
            }
            Kind::Llm(settings) => Box::new(Llm::new(&self.name, Arc::clone(settings))?),
            Kind::Script(script) => Box::new(Scripted(Arc::clone(script))),
        })
    }
}
