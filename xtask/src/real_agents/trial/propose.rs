//! Mission Control's own tool, given to the agent with its session.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::json;

use super::{HELLO, went_well, writes};
use crate::real_agents::agent::Agent;
use crate::real_agents::office::Office;

/// There is one card and not two for the same thing, and the runner runs it, not the agent.
pub(super) fn propose(office: &Office, agent: &Agent) -> Result<String> {
    let task = office.ask(agent, "propose", |dir| {
        let input = json!({"command": writes(dir), "description": "Writes a greeting"});
        vec![agent.own_tool("propose_action", input)]
    })?;
    let card = office.card(&task)?;
    let action = &card["action"];
    ensure!(action["kind"] == "device_action", "the card is about the call of the tool: {action}");
    ensure!(action["script"] == writes(&task.dir).as_str(), "the card shows {}", action["script"]);
    office.decide(&card, None)?;
    let end = office.end(&task)?;
    went_well(office, &task, &end)?;
    ensure!(
        fs::read_to_string(task.dir.join("out.txt"))? == HELLO,
        "the runner wrote something else"
    );
    let action = office.action(&card)?;
    ensure!(
        action["state"] == "succeeded" && action["result"].is_object(),
        "the runner ran nothing: {action}"
    );
    ensure!(office.cards(&task)?.len() == 1, "there were more cards than proposals");
    let told = office.llm.heard().iter().any(|asked| asked.result_holds("it ran"));
    ensure!(told, "the model was not told what came of it");
    Ok("yes".to_owned())
}
