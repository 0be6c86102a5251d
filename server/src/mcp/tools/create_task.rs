//! `create_task`: work on a desktop, for a person to see and to review.

use domain::wire::CreateTask;
use domain::{Refusal, TaskType};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Call, Outcome};
use crate::mcp::arguments;

pub(super) const NAME: &str = "create_task";

const DESCRIPTION: &str = "Create a task on a desktop: a prompt, which you work on yourself by proposing actions with its \
    task_id, or a command. A command does not run until a human approves it. The workspace's approval mode decides whether \
    the result waits for a human too; it cannot be lowered here.";

/// What the agent says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// What to call it, at most 200 characters.
    title: String,
    /// What is to be done, in words. Either this or command.
    #[serde(default)]
    prompt: Option<String>,
    /// The exact command to run once a human approved it. Either this or prompt.
    #[serde(default)]
    command: Option<String>,
    /// The name or id of the desktop. May be left out when there is only one.
    #[serde(default)]
    desktop: Option<String>,
    /// Whether the result waits for a human, whatever the workspace's approval mode says.
    #[serde(default)]
    requires_approval: bool,
}

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(false).destructive(false).open_world(false);
    super::tool::<Arguments>(NAME, "Create a task", DESCRIPTION, hints)
}

impl Call<'_> {
    pub(super) async fn create_task(&self, arguments: JsonObject) -> Outcome {
        let said: Arguments = arguments::read(arguments)?;
        let (kind, content) = match (said.prompt, said.command) {
            (Some(prompt), None) => (TaskType::Prompt, prompt),
            (None, Some(command)) => (TaskType::Command, command),
            (None, None) | (Some(_), Some(_)) => {
                let why = "Send a prompt or a command: one of them.";
                return Err(Refusal::invalid("prompt", why).into());
            }
        };
        let body = CreateTask {
            kind,
            content,
            desktop_id: String::new(),
            title: Some(said.title),
            requires_approval: said.requires_approval,
            approve_before_run: kind == TaskType::Command,
            depends_on: Vec::new(),
            agent: None,
            external_agent: None,
            cwd: None,
            timeout_seconds: None,
            run: true,
            external_ref: None,
            interpreter: None,
        };
        let (mission, actor) = (&self.state.mission, &self.caller.actor);
        let task = mission
            .create_task_here(actor, self.caller.device(said.desktop.as_deref(), None), body)
            .await?;
        Ok(self.told_of(&task))
    }
}
