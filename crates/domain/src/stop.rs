//! What a person has stopped: nothing of it starts until somebody lets it go on.

use crate::{Party, Refusal, Timestamp};

/// Something that was stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The agent; none for everything.
    pub agent: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Who stopped it.
    pub by: Party,
}

/// Everything that is stopped now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stops(pub Vec<Stop>);

impl Stops {
    /// What stops everything, if it does.
    pub fn all(&self) -> Option<&Stop> {
        self.0.iter().find(|stop| stop.agent.is_none())
    }

    /// What stops this agent itself.
    pub fn agent(&self, name: &str) -> Option<&Stop> {
        self.0.iter().find(|stop| stop.agent.as_deref() == Some(name))
    }

    /// Refuses what this agent wants to begin while it, or everything, is stopped.
    pub fn let_go(&self, agent: &str) -> Result<(), Refusal> {
        match self.all().or_else(|| self.agent(agent)) {
            None => Ok(()),
            Some(stop) => Err(Refusal::Stopped(Box::new(stop.clone()))),
        }
    }
}
