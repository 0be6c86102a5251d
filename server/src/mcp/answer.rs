//! What a tool answers: one object, as structure and as text, since models are shown the one or the other. A refusal is an
//! answer too, with what is wrong and what to do; only faults of the protocol are errors of the protocol.

use domain::approval::Reason;
use domain::wire::{Action, ActionResult};
use rmcp::model::CallToolResult;
use serde_json::{Map, Value, json};

use super::tools::Call;
use crate::problem::Problem;

/// A refusal.
pub(super) fn refused(problem: &Problem) -> CallToolResult {
    let problem = problem.body();
    let mut body = json!({
        "status": "refused",
        "code": problem.code,
        "problem": problem.title,
        "what_to_do": problem.detail,
        "retryable": problem.retryable,
    });
    if let Value::Object(body) = &mut body {
        let mut put = |name: &str, value: Option<Value>| {
            body.extend(value.map(|value| (name.to_owned(), value)));
        };
        put("argument", problem.field.clone().map(Value::from));
        put("retry_after_seconds", problem.retry_after.map(Value::from));
        put("reference", problem.reference.clone().map(Value::from));
    }
    CallToolResult::structured_error(body)
}

impl Call<'_> {
    /// Where an action stands, for its agent. Nobody's data but its own, and of a person only the name.
    pub(super) fn told(&self, action: &Action) -> CallToolResult {
        let decision = action.decision.as_ref();
        let mut body = Map::new();
        let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
        put("action_id", action.id.clone().into());
        put("task_id", action.task_id.clone().into());
        put("status", action.state.clone().into());
        put("decided_by", decision.map(|decision| decision.by.name.clone()).into());
        put("reason", decision.and_then(|decision| decision.reason).map(Reason::label).into());
        put("feedback", decision.and_then(|decision| decision.feedback.clone()).into());
        put("result", action.result.as_ref().map_or(Value::Null, result));
        if let Some(by) = &action.edited_by {
            put("changed_by", by.name.clone().into());
            put("command", action.code().into());
        }
        if action.state == "pending" {
            let path = action.approval_id.as_ref().map(|id| format!("/approvals/{id}"));
            put("decide_at", path.and_then(|path| self.caller.link(self.state, &path)).into());
        }
        put("next", next(action).into());
        let body = Value::Object(body);
        match action.state.as_str() {
            "failed" | "outcome_unknown" => CallToolResult::structured_error(body),
            _ => CallToolResult::structured(body),
        }
    }
}

fn result(result: &ActionResult) -> Value {
    json!({
        "outcome": result.outcome,
        "exit_code": result.exit_code,
        "reason": result.reason,
        "stdout": result.stdout,
        "stderr": result.stderr,
        "truncated": result.truncated,
        "started_at": result.started_at,
        "finished_at": result.finished_at,
        "matches_expected": result.matches_expected,
        "files_changed": result.files.iter().map(|file| &file.path).collect::<Vec<_>>(),
    })
}

/// What the agent does now.
fn next(action: &Action) -> &'static str {
    match action.state.as_str() {
        "pending" => "Nothing has run. Call wait_for_decision with this action_id.",
        "approved" => {
            "Approved; it has not started yet. Call wait_for_decision with this action_id."
        }
        "running" => "It runs. Call wait_for_decision with this action_id.",
        "succeeded" => "It ran and ended well. Go on.",
        "released" => "A person said yes. Go on.",
        "failed" => {
            "It ran and did not end well. Read the result before you propose something else."
        }
        "outcome_unknown" => {
            "Contact with the desktop was lost while it ran. It may have run in part. Find out before you propose it again."
        }
        "rejected" => {
            "Nothing ran. Read the feedback and propose something else; do not retry the same command."
        }
        "expired" => "Nothing ran: nobody decided in time. Propose it again if it is still needed.",
        "revoked" => {
            "Nothing ran: the yes was taken back. Ask a person before you propose it again."
        }
        "lapsed" => {
            "Nothing ran: the desktop did not take it within an hour of the yes. Propose it again if it is still needed."
        }
        "withdrawn" => "Nothing ran: it was taken back. Propose it again if it is still needed.",
        _ => "Nothing more happens to this action.",
    }
}
