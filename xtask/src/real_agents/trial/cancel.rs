//! A task that is cancelled while its command waits for an answer.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{came_to_nothing, shows_command, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::Office;
use crate::real_agents::process;

/// How long an agent may take to be gone.
const GONE: Duration = Duration::from_secs(10);

/// Ten seconds later no process of it is left, and its card asks nobody any more.
pub(super) fn cancel(office: &Office, agent: &Agent) -> Result<String> {
    let before = office.processes()?;
    let task = office.ask(agent, "cancel", |dir| vec![agent.shell(&writes(dir))])?;
    let card = office.card(&task)?;
    shows_command(&card, &writes(&task.dir))?;
    let own = office.processes()?.into_iter().filter(|id| !before.contains(id));
    let own: Vec<u32> = own.collect();
    ensure!(own.len() > 1, "the agent's processes were not found");
    let began = Instant::now();
    office.cancel(&task)?;
    let left = loop {
        let mut left: Vec<u32> = own.iter().copied().filter(|id| process::lives(*id)).collect();
        left.extend(process::working_in(&task.dir)?);
        if left.is_empty() || began.elapsed() > GONE {
            break left;
        }
        thread::sleep(Duration::from_millis(50));
    };
    let took = began.elapsed();
    ensure!(left.is_empty(), "{} s later these were left: {left:?}", GONE.as_secs());
    let end = office.end(&task)?;
    came_to_nothing(&task, &end)?;
    ensure!(end["status"] == "cancelled", "the task is {}", end["status"]);
    let state = office.action(&card)?["state"].clone();
    ensure!(state == "withdrawn", "the action is {state}");
    Ok(format!("gone after {:.1} s", took.as_secs_f64()))
}
