//! `get_task`: where a task stands.

use domain::wire::Task;
use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Call, Outcome};
use crate::mcp::arguments;

pub(super) const NAME: &str = "get_task";

const DESCRIPTION: &str = "Read one of your tasks: its state, whether a human has reviewed it, what they said, and its result.";

/// What the agent says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The task_id.
    task_id: String,
}

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(true).open_world(false);
    super::tool::<Arguments>(NAME, "Read a task", DESCRIPTION, hints)
}

impl Call<'_> {
    pub(super) async fn get_task(&self, arguments: JsonObject) -> Outcome {
        let said: Arguments = arguments::read(arguments)?;
        let task = self.state.mission.task(&self.caller.actor, &said.task_id).await?;
        Ok(self.told_of(&task))
    }

    /// A task, for its agent: of a person only the name.
    pub(super) fn told_of(&self, task: &Task) -> CallToolResult {
        let failure = task.failure.as_ref();
        CallToolResult::structured(json!({
            "task_id": task.id,
            "number": task.number,
            "title": task.title,
            "status": task.status,
            "waits_for_a_person": !task.pending_approval_ids.is_empty(),
            "decided_by": task.decided_by.as_ref().map(|by| &by.name),
            "feedback": task.feedback,
            "previous_feedback": task.previous_feedback,
            "failure": failure.map(|failure| &failure.message),
            "result": task.output,
            "result_truncated": task.output_truncated,
            "page": self.caller.link(self.state, &format!("/tasks/{}", task.id)),
        }))
    }
}
