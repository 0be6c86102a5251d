//! The trials: what each agent is made to want, what the person answers, and what has to be seen then.

mod approve;
mod bare;
mod cancel;
mod edit;
mod listing;
mod propose;
mod reject;
mod wait;

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::agent::Agent;
use super::office::{Office, Task, text};

pub(super) use bare::bare;
pub(super) use wait::Wait;

/// A trial's column in the table, and how it is made. What it answers is a word for the table.
pub(super) type Trial = (&'static str, fn(&Office, &Agent) -> Result<String>);

/// Those that take seconds, in the table's order.
pub(super) const TRIALS: [Trial; 6] = [
    ("Approve", approve::approve),
    ("Reject with feedback", reject::reject),
    ("Cancel", cancel::cancel),
    ("File edit", edit::edit),
    ("MCP", propose::propose),
    ("`ls`", listing::listing),
];

/// The column of the one that takes eleven minutes.
pub(super) const WAIT: &str = "11-minute wait";

/// The column of the one that starts the agent by its bare command.
pub(super) const BARE: &str = "Without its profile";

/// What the trials make an agent write.
const HELLO: &str = "hello\n";

/// A command that leaves [`HELLO`] in `out.txt` of the task's directory.
fn writes(dir: &Path) -> String {
    format!("echo hello > {}; echo it ran", dir.join("out.txt").display())
}

/// Holds that a card shows this command, byte for byte, as something the agent does itself.
fn shows_command(card: &Value, command: &str) -> Result<()> {
    let action = &card["action"];
    ensure!(action["kind"] == "agent_permission", "the card is no agent's permission: {action}");
    let shown = text(&action["exact"], "command")?;
    ensure!(shown == command, "the card shows {shown:?}, the agent was to run {command:?}");
    Ok(())
}

/// Holds that the task is not a success, and that its file was never written.
fn came_to_nothing(task: &Task, end: &Value) -> Result<()> {
    ensure!(!task.dir.join("out.txt").exists(), "the command ran although nobody let it");
    ensure!(!is_success(end), "the task reports success: {}", end["status"]);
    Ok(())
}

/// Holds that the task says it went well: its result waits for a person then, as every result does at first.
fn went_well(office: &Office, task: &Task, end: &Value) -> Result<()> {
    ensure!(is_success(end), "{}", office.words_of(task, end)?);
    Ok(())
}

fn is_success(end: &Value) -> bool {
    end["status"] == "review" || end["status"] == "done"
}
