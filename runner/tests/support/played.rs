//! A runner with one agent, which plays a script.

use crate::{stage::Stage, support};
use domain::wire::TaskWork;
use runner::agent;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A task at work.
pub struct Played {
    pub stage: Stage,
}

impl Played {
    /// With these turns, and nothing else out of the ordinary.
    pub async fn turns(turns: Value) -> Self {
        Self::script(json!({ "turns": turns })).await
    }

    /// With this whole script.
    pub async fn script(script: Value) -> Self {
        let me = Self::idle(script, "").await;
        me.begin(|_| {});
        me
    }

    /// The agent is there, and has nothing to do yet. `settings` are lines of the agents file.
    pub async fn idle(script: Value, settings: &str) -> Self {
        let settings = settings.to_owned();
        let stage = Stage::with(|dir| {
            let mut script = script;
            script["log"] = json!(dir.path().join("heard.jsonl"));
            let path = dir.path().join("script.json");
            std::fs::write(&path, script.to_string()).unwrap();
            let program = support::launcher().program;
            let command = json!([program, "acp", path]);
            let text = format!(
                "[[agent]]\nname = \"Ada\"\ndriver = \"acp\"\ncommand = {command}\n{settings}\n"
            );
            let path = dir.path().join("agents.toml");
            std::fs::write(&path, text).unwrap();
            agent::load(&path).unwrap()
        })
        .await;
        Self { stage }
    }

    pub fn begin(&self, change: impl FnOnce(&mut TaskWork)) {
        self.stage.office.prompt("Ada", "Make the note.", change);
    }

    /// The task's own directory.
    pub fn dir(&self) -> PathBuf {
        self.stage.workspace().join("tasks/7")
    }

    /// Everything that the agent heard.
    pub fn heard(&self) -> Vec<Value> {
        let log = std::fs::read_to_string(self.stage.dir.path().join("heard.jsonl"));
        let whole = log.unwrap_or_default();
        whole.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// What it was prompted, without its check.
    pub fn prompts(&self) -> Vec<String> {
        let heard = self.heard();
        let of = heard.iter().filter(|message| message["method"] == "session/prompt");
        let texts =
            of.map(|prompt| prompt["params"]["prompt"][0]["text"].as_str().unwrap().to_owned());
        texts.filter(|text| !text.contains("mission-control-canary")).collect()
    }

    /// What its requests were answered, without its check.
    pub fn answers(&self) -> Vec<Value> {
        let heard = self.heard();
        let task = heard.iter().position(|message| {
            message["params"]["prompt"][0]["text"]
                .as_str()
                .is_some_and(|text| text.contains("Make the note."))
        });
        let of = heard
            .iter()
            .skip(task.unwrap_or(usize::MAX))
            .filter(|message| message["method"].is_null());
        of.map(|message| {
            let outcome = &message["result"]["outcome"];
            match (outcome["optionId"].as_str(), outcome["outcome"].as_str()) {
                (Some(option), _) => json!(option),
                (None, Some(outcome)) => json!(outcome),
                (None, None) => message["error"]["code"].clone(),
            }
        })
        .collect()
    }

    /// How many times it was checked.
    pub fn canaries(&self) -> usize {
        self.heard()
            .iter()
            .filter(|message| message.to_string().contains("> mission-control-canary-"))
            .count()
    }
}

/// A request for permission to run this, told of before, as agents do.
pub fn ask(id: &str, command: &str) -> Value {
    json!({ "toolCall": { "toolCallId": id, "name": "Bash", "title": format!("Runs {id}"), "kind": "execute",
        "rawInput": { "command": command } }, "run": command })
}

/// That a call begins, of which an update will say how it ended.
pub fn begins(id: &str) -> Value {
    json!({ "update": { "sessionUpdate": "tool_call", "toolCallId": id, "title": format!("Runs {id}"),
        "kind": "execute", "status": "pending" } })
}

/// A turn that asks for one thing.
pub fn wants(command: &str) -> Value {
    json!([begins("c1"), { "ask": [ask("c1", command)] }, { "say": "That was all." }])
}
