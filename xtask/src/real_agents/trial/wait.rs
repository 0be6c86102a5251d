//! A person who takes eleven minutes.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;

use super::approve::let_it_run;
use super::{shows_command, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::{Office, Task};

/// Longer than every limit that was found in an agent.
const LONG: Duration = Duration::from_mins(11);

/// An agent that waits. Others can be tried meanwhile.
pub(in crate::real_agents) struct Wait {
    task: Task,
    card: Value,
    since: Instant,
}

impl Wait {
    pub(in crate::real_agents) fn begin(office: &Office, agent: &Agent) -> Result<Self> {
        let task = office.ask(agent, "wait", |dir| vec![agent.shell(&writes(dir))])?;
        let card = office.card(&task)?;
        shows_command(&card, &writes(&task.dir))?;
        Ok(Self { task, card, since: Instant::now() })
    }

    /// Lets it run when the time is up, and holds that it went on.
    pub(in crate::real_agents) fn end(self, office: &Office) -> Result<String> {
        thread::sleep(LONG.saturating_sub(self.since.elapsed()));
        let waited = self.since.elapsed();
        let_it_run(office, &self.task, &self.card)?;
        Ok(format!("{} s", waited.as_secs()))
    }
}
