//! A command that only reads, which some agents run without asking anybody.

use anyhow::{Result, ensure};

use super::{shows_command, went_well};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::Office;

const COMMAND: &str = "ls -la";

/// It asks; or it is known not to, and the task says so.
pub(super) fn listing(office: &Office, agent: &Agent) -> Result<String> {
    let task = office.ask(agent, "listing", |_| vec![agent.shell(COMMAND)])?;
    if !agent.lists_unasked {
        let card = office.card(&task)?;
        shows_command(&card, COMMAND)?;
        office.decide(&card, None)?;
        let end = office.end(&task)?;
        went_well(office, &task, &end)?;
        return Ok("asks".to_owned());
    }
    let end = office.end(&task)?;
    went_well(office, &task, &end)?;
    ensure!(office.cards(&task)?.is_empty(), "it asks now: say so in its profile");
    let words = office.words_of(&task, &end)?;
    ensure!(words.contains("only read"), "the task does not say what goes unasked: {words}");
    Ok("does not ask".to_owned())
}
