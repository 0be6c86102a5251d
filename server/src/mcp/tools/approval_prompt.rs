//! `approval_prompt`: what a program asks that holds its own agent, such as Claude Code with `--permission-prompt-tool`. The
//! agent does it itself, so it can only be answered with yes or no: there is no "pending" here, and what nobody reads any
//! more is withdrawn.

use std::time::Duration;

use domain::wire::{Action, TakeAction};
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use super::prompted::Arguments;
use super::{Call, Outcome};
use crate::mcp::arguments;
use crate::mcp::wait::Waited;
use crate::problem::Problem;

pub(super) const NAME: &str = "approval_prompt";

const DESCRIPTION: &str = "For a program that asks before it lets its agent use a tool, such as Claude Code with \
    --permission-prompt-tool. A model does not call it: use propose_action. Nothing is allowed until a human approves it.";

/// How long a client waits that hears progress: it goes on for as long as it does.
const WITH_PROGRESS: Duration = Duration::from_hours(1);
/// And one that does not: it gives up after five minutes.
const WITHOUT: Duration = Duration::from_mins(4);

/// What the configuration can say that a call cannot.
const NAME_IT: &str = " Add ?device=NAME to this server's address in the program's configuration.";

pub(super) fn tool() -> Tool {
    let hints = ToolAnnotations::new().read_only(false).destructive(false).open_world(false);
    super::tool::<Arguments>(NAME, "Ask before a tool is used", DESCRIPTION, hints)
}

impl Call<'_> {
    /// Whatever goes wrong is a no: the program would take an error for a reason to ask another way.
    pub(super) async fn approval_prompt(&self, arguments: JsonObject) -> Outcome {
        let answer = match self.prompted(arguments).await {
            Ok(answer) => answer,
            Err(problem) => {
                let problem = problem.body();
                let device = problem.field.as_deref() == Some("device");
                let how = if device { NAME_IT } else { "" };
                denied(&format!("{} {}{how}", problem.title, problem.detail))
            }
        };
        Ok(CallToolResult::success(vec![ContentBlock::text(answer.to_string())]))
    }

    async fn prompted(&self, arguments: JsonObject) -> Result<Value, Problem> {
        let said: Arguments = arguments::read(arguments)?;
        let (mission, actor) = (&self.state.mission, &self.caller.actor);
        let asked =
            mission.propose_here(actor, self.caller.device(None, None), said.proposal()).await?;
        let hears = self.context.meta.get_progress_token().is_some();
        let at_most = if hears { WITH_PROGRESS } else { WITHOUT };
        let action = match self.wait_for_yes(&asked.id, at_most).await? {
            Waited::Over(action) => action,
            Waited::NotYet(action) => {
                mission.withdraw_action(actor, &action.id).await?;
                return Ok(denied("Nobody decided in time. Nothing was allowed; ask again later."));
            }
            Waited::Gone => {
                let last = mission.followed_action(actor, &asked.id, 0).await?;
                mission.withdraw_action(actor, &last.id).await?;
                return Ok(denied("Nobody reads this."));
            }
        };
        if action.state != "approved" {
            return Ok(denied(&why_not(&action)));
        }
        // A yes that is taken back before this moment wins.
        mission.take_action(actor, &action.id, TakeAction { reports: false }).await?;
        let mut input = said.input;
        if action.edited_by.is_some() {
            input.insert("command".to_owned(), action.code().into());
        }
        Ok(json!({"behavior": "allow", "updatedInput": input}))
    }
}

fn denied(why: &str) -> Value {
    json!({"behavior": "deny", "message": why})
}

fn why_not(action: &Action) -> String {
    let Some(decision) = &action.decision else {
        return format!("It was not approved: it is {}. Nothing was allowed.", action.state);
    };
    let said = decision.said().unwrap_or_else(|| "Propose something else.".to_owned());
    format!("{} rejected it. {said}", decision.by.name)
}
