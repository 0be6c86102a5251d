//! After a tool was used, and after a session: what came of it is told.

use super::{
    Hook,
    input::{Event, Input},
    session::Session,
};
use crate::permission::{Desk, Trouble};
use domain::{
    limits,
    wire::{ActionOutcome, FinishTask, ReportAction},
};
use std::time::Duration;

/// How long a server that is away is tried again: Claude waits for this.
const TELLING: Duration = Duration::from_secs(5);

/// Says how a call ended that was let go on.
pub(super) async fn report(hook: &Hook, desk: &Desk, input: &Input) -> anyhow::Result<()> {
    let call = input.call().unwrap_or_default();
    let session = Session::open(&hook.state, &input.session_id).await?;
    let Some(known) = session.known.calls.get(call).filter(|known| !known.over) else {
        return Ok(());
    };
    let (Some(lease), action) = (known.lease.clone(), known.action.clone()) else { return Ok(()) };
    drop(session);
    desk.report(&action, &of(input, lease, hook.output), TELLING).await?;
    let mut session = Session::open(&hook.state, &input.session_id).await?;
    if let Some(known) = session.known.calls.get_mut(call) {
        known.over = true;
    }
    session.keep()
}

fn of(input: &Input, lease: String, output: bool) -> ReportAction {
    let failed = input.event == Event::PostToolUseFailure;
    let interrupted = input.is_interrupt
        || input.tool_response.get("interrupted") == Some(&serde_json::Value::Bool(true));
    let error = input.error.as_deref().unwrap_or_default();
    let (outcome, exit_code) = match (interrupted, failed) {
        (true, _) => (ActionOutcome::Cancelled, None),
        (false, true) => (ActionOutcome::Exited, Some(exit_code(error))),
        (false, false) => (ActionOutcome::Exited, Some(0)),
    };
    let printed = || {
        let text = |name: &str| input.tool_response.get(name).and_then(|text| text.as_str());
        let texts = [text("stdout"), text("stderr"), Some(error)];
        let texts: Vec<&str> =
            texts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let text = texts.join("\n");
        let over = text.len().saturating_sub(limits::ACTION_OUTPUT);
        text[text.ceil_char_boundary(over)..].to_owned()
    };
    let output = output.then(printed);
    ReportAction { exit_code, output, ..ReportAction::of(lease, outcome) }
}

/// Claude says it in words: `Exit code 3`, then what was printed. A tool that is no command has none, and failed.
fn exit_code(error: &str) -> i32 {
    let code = error.strip_prefix("Exit code ");
    let code = code.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    code.unwrap_or(1)
}

/// Ends the session's task, unless something of it still waits: then the session goes on later.
pub(super) async fn finish(hook: &Hook, desk: &Desk, input: &Input) -> anyhow::Result<()> {
    let session = Session::open(&hook.state, &input.session_id).await?;
    let Some(task) = session.known.task.clone() else { return Ok(()) };
    if session.known.calls.values().any(|call| !call.over) {
        return Ok(());
    }
    let count = session.known.calls.len();
    let output = match count {
        1 => "The session is over. One call was asked about.".to_owned(),
        _ => format!("The session is over. {count} calls were asked about."),
    };
    let finish =
        FinishTask { outcome: "succeeded".to_owned(), output: Some(output), expected: None };
    match desk.finish(&task, &finish, TELLING).await {
        // It is over already, or nobody knows it any more.
        Err(Trouble::Refused(problem)) if problem.code != "action_running" => {}
        other => other?,
    }
    session.remove()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn told(
        event: &str,
        more: Value,
        output: bool,
    ) -> (ActionOutcome, Option<i32>, Option<String>) {
        let mut input =
            json!({"session_id": "s", "cwd": "/", "hook_event_name": event, "tool_use_id": "t"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let input = Input::read(input.to_string().as_bytes()).unwrap();
        let report = of(&input, "lease".into(), output);
        (report.outcome, report.exit_code, report.output)
    }

    #[test]
    fn how_it_ended_is_read_from_what_claude_says() {
        let well = json!({"tool_response": {"stdout": "hi", "stderr": "", "interrupted": false}});
        assert_eq!(
            told("PostToolUse", well.clone(), false),
            (ActionOutcome::Exited, Some(0), None)
        );
        assert_eq!(told("PostToolUse", well, true).2.as_deref(), Some("hi"));
        let failed = json!({"error": "Exit code 3\nno such file", "is_interrupt": false});
        assert_eq!(
            told("PostToolUseFailure", failed, false),
            (ActionOutcome::Exited, Some(3), None)
        );
        let other = json!({"error": "File has not been read yet"});
        assert_eq!(told("PostToolUseFailure", other, false).1, Some(1));
        let stopped = json!({"error": "x", "is_interrupt": true});
        assert_eq!(
            told("PostToolUseFailure", stopped, false),
            (ActionOutcome::Cancelled, None, None)
        );
    }
}
