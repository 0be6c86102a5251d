//! A command that a person lets it run.

use std::fs;
use std::time::{Duration, SystemTime};

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{HELLO, shows_command, went_well, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::{Office, Task};

/// The file is there exactly after the yes, and the card's text was the command's bytes.
pub(super) fn approve(office: &Office, agent: &Agent) -> Result<String> {
    let task = office.ask(agent, "approve", |dir| vec![agent.shell(&writes(dir))])?;
    let card = office.card(&task)?;
    shows_command(&card, &writes(&task.dir))?;
    let_it_run(office, &task, &card)?;
    Ok("yes".to_owned())
}

/// Says yes to a card with the command of [`writes`], and holds that it ran once, after that.
pub(super) fn let_it_run(office: &Office, task: &Task, card: &Value) -> Result<()> {
    let file = task.dir.join("out.txt");
    ensure!(!file.exists(), "the command ran before anybody answered");
    // Clocks of files are coarser than ours by some milliseconds.
    let before = now() - Duration::from_millis(20);
    office.decide(card, None)?;
    let end = office.end(task)?;
    went_well(office, task, &end)?;
    ensure!(fs::read_to_string(&file)? == HELLO, "the file holds something else");
    ensure!(fs::metadata(&file)?.modified()? >= before, "the file is older than the yes");
    ensure!(office.cards(task)?.len() == 1, "there was more than one card");
    let state = office.action(card)?["state"].clone();
    ensure!(state == "succeeded" || state == "released", "the action is {state}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "compared with the clock that stamps files")]
fn now() -> SystemTime {
    SystemTime::now()
}
