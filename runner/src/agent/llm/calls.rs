//! Does what the model's calls say: looks at once, proposals through the desk, one after the other.

use super::{model::Call, prompt, talk::Talk, wish};
use crate::agent::{
    desk::{Desk, News},
    driver::Finish,
    end::words,
    tools::Look,
};
use domain::wire::Problem;
use genai::chat::{ChatMessage, MessageContent, ToolResponse};
use serde_json::Value;

/// What one call leads to.
enum Then {
    /// The next call.
    Next(String),
    /// The calls after it are not done: the model has to think again first.
    Halt(String),
    /// As `Halt`, and then a person's words are waited for.
    Rest(String),
    /// The end of the task.
    End(Finish),
}

impl Talk<'_> {
    /// Answers every call, in order.
    pub(super) async fn use_tools(
        &mut self,
        calls: Vec<Call>,
        desk: &mut Desk<'_>,
    ) -> Result<Option<Finish>, Problem> {
        let alone = calls.len() == 1;
        let mut results = Vec::new();
        let (mut halted, mut rest, mut unreadable) = (false, false, false);
        let mut said = Vec::new();
        for Call { id, name, arguments } in calls {
            let then = match arguments {
                _ if halted => Then::Next(prompt::NOT_DONE.to_owned()),
                Err(text) => {
                    unreadable = true;
                    Then::Next(prompt::not_json(&text))
                }
                Ok(arguments) => match name.as_str() {
                    "propose_action" => self.propose(&arguments, desk, &mut said).await?,
                    "finish" => self.finish(&arguments, alone),
                    "withdraw_action" => self.withdraw(desk).await?,
                    "wait_for_person" => Then::Rest("A person wrote; see below.".to_owned()),
                    name => Then::Next(self.look(name, &arguments, desk).await),
                },
            };
            let text = match then {
                Then::Next(text) => text,
                Then::Halt(text) => {
                    halted = true;
                    text
                }
                Then::Rest(text) => {
                    (halted, rest) = (true, true);
                    text
                }
                Then::End(finish) => return Ok(Some(finish)),
            };
            results.push(ToolResponse::new(id, text));
        }
        let results = MessageContent::from_tool_responses(results);
        self.chat.messages.push(ChatMessage::tool(results));
        self.take(said);
        if unreadable {
            self.odd(desk).await?;
        } else {
            self.sensible();
        }
        if rest {
            self.rest(desk, true).await?;
        }
        Ok(None)
    }

    async fn look(&self, name: &str, arguments: &Value, desk: &mut Desk<'_>) -> String {
        let look = match Look::parse(name, arguments) {
            Ok(look) => look,
            Err(reason) => return format!("This call cannot be done: {reason}."),
        };
        desk.note(&look.remark());
        match self.eyes.look(look).await {
            Ok(found) => prompt::data(&desk.without_secrets(&found)),
            Err(reason) => format!("Nothing to see: {reason}."),
        }
    }

    async fn propose(
        &mut self,
        arguments: &Value,
        desk: &mut Desk<'_>,
        said: &mut Vec<crate::agent::desk::Said>,
    ) -> Result<Then, Problem> {
        if self.waiting.is_some() {
            return Ok(Then::Next(prompt::ONE_WAITS.to_owned()));
        }
        let change = match wish::read(arguments) {
            Ok(change) => change,
            Err(reason) => return Ok(Then::Halt(format!("Not proposed: {reason}."))),
        };
        let remark = change.title.clone().or_else(|| change.description.clone());
        let action = match desk.propose(change).await {
            Ok(action) => action,
            Err(problem) => {
                let Problem { title, detail, code, .. } = problem;
                return Ok(Then::Halt(format!("Not proposed: {title} {detail} (code {code})")));
            }
        };
        self.proposed = true;
        let remark = remark.unwrap_or_default();
        desk.note(&format!("propose_action {}", remark.lines().next().unwrap_or_default()));
        match desk.wait(&action.id).await? {
            News::Over(action) if action.state == "succeeded" => {
                Ok(Then::Next(words(&action, prompt::data)))
            }
            News::Over(action) => Ok(Then::Halt(words(&action, prompt::data))),
            News::Said(heard) => {
                let text = prompt::still_waits(&action.id);
                self.waiting = Some(action.id);
                *said = heard;
                Ok(Then::Halt(text))
            }
        }
    }

    async fn withdraw(&mut self, desk: &mut Desk<'_>) -> Result<Then, Problem> {
        let Some(id) = &self.waiting else {
            return Ok(Then::Next("No action of yours waits.".to_owned()));
        };
        Ok(Then::Next(match desk.withdraw(id).await {
            Ok(()) => "Withdrawn; the decision message follows.".to_owned(),
            Err(problem) => format!("Not withdrawn: {} {}", problem.title, problem.detail),
        }))
    }

    fn finish(&self, arguments: &Value, alone: bool) -> Then {
        if self.waiting.is_some() {
            return Then::Next(prompt::ONE_WAITS.to_owned());
        }
        if !alone {
            return Then::Next("Not finished: read the other results first.".to_owned());
        }
        match wish::last(arguments) {
            Ok(finish) => Then::End(finish),
            Err(reason) => Then::Next(format!("Not finished: {reason}.")),
        }
    }
}
