//! `propose_action`: one exact command, for a person to decide about.

use domain::action::Interpreter;
use domain::wire::{Propose, ReviseAction};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Call, Outcome};
use crate::mcp::{arguments, wait};

pub(super) const NAME: &str = "propose_action";

const DESCRIPTION: &str = "Propose one exact command for a desktop. Nothing runs until a human approves it; then exactly \
    these bytes run there and the result comes back. If the status is pending, call wait_for_decision with the action_id. \
    If it is rejected, propose something else; do not retry the same command.";

/// What the agent says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The exact script to run, at most 64 KiB. It runs exactly as it is.
    command: String,
    /// What it does and what it returns, in plain language, for the person who decides. At most 4 KiB.
    description: String,
    /// The name or id of the desktop. May be left out when there is only one.
    #[serde(default)]
    device: Option<String>,
    /// Where it runs, inside the desktop's workspace. Where you work when left out.
    #[serde(default)]
    cwd: Option<String>,
    /// What reads the command. The desktop's own shell when left out.
    #[serde(default)]
    interpreter: Option<Shell>,
    /// How long it may run, in seconds; 3600 when left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 604_800))]
    timeout_s: Option<u32>,
    /// A short title for the card.
    #[serde(default)]
    title: Option<String>,
    /// The running task it belongs to. When left out, your task on that desktop.
    #[serde(default)]
    task_id: Option<String>,
    /// How long this call waits for the decision and the result, in seconds; 45 when left out.
    #[serde(default)]
    #[schemars(range(max = 45))]
    wait_seconds: Option<u32>,
}

/// What reads a command.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Shell {
    Bash,
    Sh,
    Powershell,
}

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(false).destructive(true).open_world(true);
    super::tool::<Arguments>(NAME, "Propose an action", DESCRIPTION, hints)
}

impl Call<'_> {
    pub(super) async fn propose_action(&self, arguments: JsonObject) -> Outcome {
        let said: Arguments = arguments::read(arguments)?;
        let at_most = wait::seconds(said.wait_seconds)?;
        let interpreter = said.interpreter.map(|shell| match shell {
            Shell::Bash => Interpreter::Bash,
            Shell::Sh => Interpreter::Sh,
            Shell::Powershell => Interpreter::Powershell,
        });
        let change = ReviseAction {
            interpreter,
            script: Some(said.command),
            cwd: said.cwd.or_else(|| self.caller.cwd.clone()),
            timeout_seconds: said.timeout_s,
            title: said.title,
            description: Some(said.description),
            ..ReviseAction::default()
        };
        let device = self.caller.device(said.device.as_deref(), said.task_id.as_deref());
        let body = Propose { task_id: said.task_id, change, ..Propose::default() };
        let (mission, actor) = (&self.state.mission, &self.caller.actor);
        let action = mission.propose_here(actor, device, body).await?;
        self.answer(&action.id, at_most).await
    }
}
