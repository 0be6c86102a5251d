//! An agent that somebody starts by its bare command, in whatever mode it begins.

use anyhow::{Result, ensure};

use super::{came_to_nothing, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::Office;

/// It is not given the task at all: its model is asked nothing, and the task says what to write in the agents file.
pub(in crate::real_agents) fn bare(office: &Office, agent: &Agent) -> Result<String> {
    let before = office.llm.heard().len();
    let task = office.ask(agent, "bare", |dir| vec![agent.shell(&writes(dir))])?;
    let end = office.end(&task)?;
    came_to_nothing(&task, &end)?;
    ensure!(office.cards(&task)?.is_empty(), "a card was made");
    let asked = office.llm.heard().split_off(before);
    ensure!(
        asked.is_empty(),
        "the model was asked {} times, first over {}",
        asked.len(),
        asked[0].api
    );
    let words = office.words_of(&task, &end)?;
    let fix = format!("profile = \"{}\"", agent.profile);
    ensure!(words.contains(&fix), "the task does not say {fix}: {words}");
    Ok("refused".to_owned())
}
