//! A command that a person says no to, and why.

use anyhow::{Result, ensure};

use super::{came_to_nothing, shows_command, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::Office;

const FEEDBACK: &str = "Not here: use the staging directory.";

/// Nothing ran, the model was told in the person's words, and the task does not pass for done.
pub(super) fn reject(office: &Office, agent: &Agent) -> Result<String> {
    let task = office.ask(agent, "reject", |dir| vec![agent.shell(&writes(dir))])?;
    let card = office.card(&task)?;
    shows_command(&card, &writes(&task.dir))?;
    office.decide(&card, Some(FEEDBACK))?;
    let end = office.end(&task)?;
    came_to_nothing(&task, &end)?;
    ensure!(office.action(&card)?["state"] == "rejected", "the action is not rejected");
    let told = office.llm.heard().iter().any(|asked| asked.prompt_holds(FEEDBACK));
    ensure!(told, "no prompt at the model holds the feedback");
    Ok("yes".to_owned())
}
