//! `wait_for_decision`: what became of an action.

use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;
use std::time::Duration;

use super::{Call, Outcome};
use crate::mcp::wait::Waited;
use crate::mcp::{arguments, wait};

pub(super) const NAME: &str = "wait_for_decision";

const DESCRIPTION: &str = "Wait for the human decision about an action that you proposed, and for its result. Call it again \
    while the status is pending, approved or running. Nothing runs until a human approves.";

/// What the agent says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The action_id that propose_action or request_approval returned.
    action_id: String,
    /// How long this call waits, in seconds; 45 when left out.
    #[serde(default)]
    #[schemars(range(max = 45))]
    wait_seconds: Option<u32>,
}

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(true).open_world(false);
    super::tool::<Arguments>(NAME, "Wait for a decision", DESCRIPTION, hints)
}

impl Call<'_> {
    pub(super) async fn wait_for_decision(&self, arguments: JsonObject) -> Outcome {
        let said: Arguments = arguments::read(arguments)?;
        self.answer(&said.action_id, wait::seconds(said.wait_seconds)?).await
    }

    /// Waits, and says where the action stands then. It stays what it is when the client hangs up.
    pub(super) async fn answer(&self, id: &str, at_most: Duration) -> Outcome {
        match self.wait(id, at_most).await? {
            Waited::Over(action) | Waited::NotYet(action) => Ok(self.told(&action)),
            // Nobody reads it.
            Waited::Gone => Ok(CallToolResult::success(Vec::new())),
        }
    }
}
