//! What an agent tells of its work: words, steps, a plan, and the mode that it is in.

use super::{
    calls::{Call, OUTPUT},
    disclosed::{one_line, tool},
    session::refuse,
    turns::{Flow, Running, Turns},
    wire::Incoming,
};
use crate::{agent::driver::Finish, supervise::Patience};
use agent_client_protocol_schema::v1::{RequestId, ToolCallStatus};
use domain::wire::{ActionOutcome, ReportAction};
use serde_json::Value;
use std::fmt::Write as _;

/// Not a moment longer: it may be acting unasked.
const AT_ONCE: Patience = Patience { interrupt_ms: 0, terminate_ms: 0 };
/// How much of a step's output stands in the log, in bytes.
const SHOWN: usize = 2 * 1024;

impl Turns<'_, '_> {
    /// Takes a message that does not end the turn.
    pub(super) async fn message(&mut self, message: Incoming) -> Flow {
        match message {
            Incoming::Request { id, method, params } if method == "session/request_permission" => {
                self.speech.pause(self.desk);
                self.asked(id, &params).await;
            }
            Incoming::Request { id, method, .. } => {
                self.note(&format!(
                    "agent asks for {}, which is not done here",
                    one_line(&method, 100)
                ));
                refuse(self.peer, &id, &method).await;
            }
            Incoming::Notification { method, params } => match method.as_str() {
                "session/update" => return self.update(&params).await,
                "$/cancel_request" => {
                    if let Ok(id) = serde_json::from_value::<RequestId>(params["requestId"].clone())
                    {
                        self.drop_one(&id, "The agent took its request back.").await;
                    }
                }
                _ => {}
            },
            // The answer to something that nobody waits for any more.
            Incoming::Response { .. } => {}
            Incoming::Odd(line) => self.note(&format!("agent, unclear: {line}")),
        }
        Flow::On
    }

    async fn update(&mut self, params: &Value) -> Flow {
        let (session, update) =
            (params["sessionId"].as_str().unwrap_or_default(), &params["update"]);
        let ours = session == self.session.id;
        if ours && let Some(mode) = self.session.held.left_for(update) {
            return self.mode_changed(&mode).await;
        }
        match update["sessionUpdate"].as_str() {
            Some("agent_message_chunk") if ours => self.speech.chunk(update, self.desk),
            Some("tool_call" | "tool_call_update") => return self.step(session, update).await,
            Some("plan") if ours => self.planned(update),
            _ => {}
        }
        Flow::On
    }

    async fn mode_changed(&mut self, mode: &str) -> Flow {
        self.peer.stop(AT_ONCE).await;
        let held =
            self.session.held.mode.clone().unwrap_or_else(|| "the one it started in".to_owned());
        let why = format!(
            "mode_changed: the agent left the mode in which it asks ({held}) for {}. It was stopped at once, with everything \
             it had started.",
            one_line(mode, 200)
        );
        self.over(&why).await
    }

    async fn over(&mut self, why: &str) -> Flow {
        self.speech.pause(self.desk);
        self.abandon("The agent was stopped.").await;
        self.desk.cut_short().await;
        self.note(why);
        self.speech.say(why, self.desk);
        Flow::Over(Finish::failed(why))
    }

    async fn step(&mut self, session: &str, update: &Value) -> Flow {
        self.speech.pause(self.desk);
        let Some((id, call)) = self.calls.told(session, update) else { return Flow::On };
        let call = call.clone();
        let ended = matches!(call.status, ToolCallStatus::Completed | ToolCallStatus::Failed);
        self.log_step(update, &call, ended);
        if self.still_waits(&id, &call).await && ended {
            if call.status == ToolCallStatus::Completed {
                self.peer.stop(AT_ONCE).await;
                let what = one_line(call.title.as_deref().unwrap_or("a tool call"), 200);
                let why = format!(
                    "went_ahead: the agent finished this before anybody had answered its request: {what}. It was stopped at \
                     once."
                );
                return self.over(&why).await;
            }
            let waiting: Vec<_> =
                self.pending.iter().filter(|p| p.call == id).map(|p| p.id.clone()).collect();
            for id in waiting {
                self.drop_one(&id, "The agent gave up what it had asked for.").await;
            }
        }
        if ended {
            let (over, running) =
                std::mem::take(&mut self.running).into_iter().partition(|run| run.call == id);
            self.running = running;
            for run in over {
                self.report_end(run, &call);
            }
        }
        Flow::On
    }

    fn log_step(&mut self, update: &Value, call: &Call, ended: bool) {
        let title = one_line(call.title.as_deref().unwrap_or_default(), 300);
        let name = tool(call).name;
        if update["sessionUpdate"] == "tool_call" {
            self.note(&format!("agent, {name}: {title}"));
        }
        if ended && !update["status"].is_null() {
            let how = if call.status == ToolCallStatus::Failed { "failed" } else { "done" };
            let printed = call.printed();
            let printed = printed[..printed.floor_char_boundary(SHOWN)].trim_end();
            let gap = if printed.is_empty() { "" } else { "\n" };
            self.note(&format!("agent, {name} {how}: {title}{gap}{printed}"));
        }
    }

    /// Tells the server what the agent says of the end.
    fn report_end(&mut self, run: Running, call: &Call) {
        let failed = call.status == ToolCallStatus::Failed;
        let code = call.exit_code().filter(|code| !failed || *code != 0);
        let output = self.desk.without_secrets(&call.printed());
        let output = output[..output.floor_char_boundary(OUTPUT)].to_owned();
        let report = ReportAction {
            exit_code: Some(code.unwrap_or(i32::from(failed))),
            output: Some(output).filter(|output| !output.is_empty()),
            ..ReportAction::of(run.lease, ActionOutcome::Exited)
        };
        self.report(run.action, report);
    }

    fn planned(&mut self, update: &Value) {
        let mut plan = String::new();
        for entry in update["entries"].as_array().into_iter().flatten().take(50) {
            let text = one_line(entry["content"].as_str().unwrap_or_default(), 200);
            let _ = write!(plan, "\n- [{}] {text}", entry["status"].as_str().unwrap_or("?"));
        }
        if plan != self.plan {
            self.note(&format!("agent's plan:{plan}"));
            self.plan = plan;
        }
    }

    /// A remark in the task's log, as long as there is room for more.
    pub(super) fn note(&mut self, text: &str) {
        let Some(left) = self.notes.checked_sub(text.len()) else {
            if std::mem::take(&mut self.notes) > 0 {
                self.desk.note("The agent told of so many steps that the rest is left out.");
            }
            return;
        };
        self.notes = left;
        self.desk.note(text);
    }
}
