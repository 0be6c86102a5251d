//! `request_approval`: a question with nothing to run.

use domain::action::ToolRef;
use domain::wire::{Exact, Propose, ReviseAction};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Call, Outcome};
use crate::mcp::{arguments, wait};

pub(super) const NAME: &str = "request_approval";

const DESCRIPTION: &str = "Ask a human whether you may go on, when there is no single command to run: a plan, a choice, a \
    change that you make with your own tools. Do not go on until the status is released. To run a command on a desktop, use \
    propose_action instead: nothing runs there until a human approves it.";

/// What the agent says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The question in one line.
    title: String,
    /// Everything a person has to know to decide, as Markdown. At most 64 KiB.
    details_md: String,
    /// The name or id of the desktop that it is about. May be left out when there is only one.
    #[serde(default)]
    device: Option<String>,
    /// The running task it belongs to. When left out, your task on that desktop.
    #[serde(default)]
    task_id: Option<String>,
    /// How long this call waits for the decision, in seconds; 45 when left out.
    #[serde(default)]
    #[schemars(range(max = 45))]
    wait_seconds: Option<u32>,
}

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(false).destructive(false).open_world(false);
    super::tool::<Arguments>(NAME, "Ask for a yes", DESCRIPTION, hints)
}

impl Call<'_> {
    pub(super) async fn request_approval(&self, arguments: JsonObject) -> Outcome {
        let said: Arguments = arguments::read(arguments)?;
        let at_most = wait::seconds(said.wait_seconds)?;
        let change = ReviseAction {
            tool: Some(ToolRef { name: NAME.to_owned(), kind: None }),
            exact: Some(Exact::Question(said.details_md)),
            description: Some(said.title.clone()),
            title: Some(said.title),
            ..ReviseAction::default()
        };
        let device = self.caller.device(said.device.as_deref(), said.task_id.as_deref());
        let body = Propose { task_id: said.task_id, ..Propose::permission(change) };
        let (mission, actor) = (&self.state.mission, &self.caller.actor);
        let action = mission.propose_here(actor, device, body).await?;
        self.answer(&action.id, at_most).await
    }
}
