//! The conversation: one turn after the other, what people say in between, and the wait for a decision.

use super::{
    model::{Answer, Model},
    prompt,
};
use crate::agent::{
    desk::{Desk, News, Said},
    driver::Finish,
    end::words,
    file::LlmAgent,
    tools::Eyes,
};
use domain::{
    usage::Usage,
    wire::{Action, Problem},
};
use genai::chat::{ChatMessage, ChatRequest, Tool};

/// How often a turn may make no sense before a person is told.
const PATIENCE: u32 = 3;

/// What was used since a person last let the agent go on.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) turns: u32,
    pub(super) tokens: u64,
}

/// One task's conversation.
pub(super) struct Talk<'a> {
    pub(super) model: &'a Model,
    settings: &'a LlmAgent,
    pub(super) eyes: Eyes,
    pub(super) chat: ChatRequest,
    pub(super) usage: Usage,
    pub(super) round: Round,
    /// The action that waits for a decision while the agent talks.
    pub(super) waiting: Option<String>,
    /// Whether anything was ever proposed.
    pub(super) proposed: bool,
    /// Whether a person's words still have no answer.
    asked: bool,
    /// Whether the model was just told that its answer alone does not end the task.
    nudged: bool,
    /// Turns in a row that made no sense.
    odd: u32,
}

/// What the model is told before its first turn.
pub(super) struct Opening {
    /// Who it is and how it works here.
    pub(super) system: String,
    /// What it is asked to do.
    pub(super) task: String,
    /// What it can call.
    pub(super) tools: Vec<Tool>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        model: &'a Model,
        settings: &'a LlmAgent,
        eyes: Eyes,
        opening: Opening,
    ) -> Self {
        let Opening { system, task, tools } = opening;
        let chat =
            ChatRequest::new(vec![ChatMessage::user(task)]).with_system(system).with_tools(tools);
        let usage = Usage { model: settings.model.clone(), ..Usage::default() };
        Self {
            model,
            settings,
            eyes,
            chat,
            usage,
            round: Round::default(),
            waiting: None,
            proposed: false,
            asked: false,
            nudged: false,
            odd: 0,
        }
    }

    /// Talks until the agent ends. Fails when the server does not take what it says.
    pub(super) async fn go(
        &mut self,
        content: &str,
        desk: &mut Desk<'_>,
    ) -> Result<Finish, Problem> {
        // What was written before the agent came belongs to the task; it is not an interruption.
        let early = desk.heard().await?;
        self.take(early.into_iter().filter(|said| said.text != content).collect());
        self.asked = false;
        loop {
            let said = desk.heard().await?;
            self.take(said);
            if self.waiting.is_some() && !self.asked {
                self.listen(desk).await?;
            }
            if let Some(limit) = self.limit() {
                desk.say(&limit).await?;
                self.rest(desk, false).await?;
                self.round = Round::default();
            }
            let Some(answer) = self.ask(desk).await? else { continue };
            if let Some(finish) = self.turn(answer, desk).await? {
                return Ok(finish);
            }
        }
    }

    async fn turn(
        &mut self,
        answer: Answer,
        desk: &mut Desk<'_>,
    ) -> Result<Option<Finish>, Problem> {
        let Answer { text, calls, message, cut, .. } = answer;
        let said = !text.trim().is_empty();
        if !said && calls.is_empty() {
            self.tell("Your answer was empty. Write a text, use a tool, or call finish.");
            self.odd(desk).await?;
            return Ok(None);
        }
        self.chat.messages.push(message);
        if said {
            desk.say(&text).await?;
        }
        if !calls.is_empty() {
            if said && self.waiting.is_none() {
                self.asked = false;
            }
            self.nudged = false;
            return self.use_tools(calls, desk).await;
        }
        self.odd = 0;
        let answered = std::mem::take(&mut self.asked);
        if cut {
            self.tell("Your answer was cut at its length limit. Go on where it stopped.");
        } else if self.waiting.is_some() {
            // The wait for the decision goes on.
        } else if asks(&text) {
            self.rest(desk, true).await?;
        } else if answered && !self.nudged {
            self.nudged = true;
            self.tell(prompt::NUDGE);
        } else {
            return Ok(Some(Finish { output: text, succeeded: true, expected: None }));
        }
        Ok(None)
    }

    /// Waits for the decision, or for a person's words.
    async fn listen(&mut self, desk: &mut Desk<'_>) -> Result<(), Problem> {
        let Some(id) = self.waiting.clone() else { return Ok(()) };
        match desk.wait(&id).await? {
            News::Over(action) => self.decided(&action),
            News::Said(said) => self.take(said),
        }
        Ok(())
    }

    /// Does nothing until a person writes; or, if that is enough, decides.
    pub(super) async fn rest(
        &mut self,
        desk: &mut Desk<'_>,
        decision_wakes: bool,
    ) -> Result<(), Problem> {
        loop {
            let Some(id) = self.waiting.clone() else {
                let said = desk.hear().await?;
                self.take(said);
                return Ok(());
            };
            match desk.wait(&id).await? {
                News::Over(action) => {
                    self.decided(&action);
                    if decision_wakes {
                        return Ok(());
                    }
                }
                News::Said(said) => {
                    self.take(said);
                    return Ok(());
                }
            }
        }
    }

    fn decided(&mut self, action: &Action) {
        self.waiting = None;
        let text = prompt::decision(&action.id, &words(action, prompt::data));
        self.tell(&text);
    }

    pub(super) fn take(&mut self, said: Vec<Said>) {
        for said in said {
            self.asked = true;
            self.chat.messages.push(ChatMessage::user(prompt::said(&said.name, &said.text)));
        }
    }

    /// Mission Control's own words to the model.
    pub(super) fn tell(&mut self, text: &str) {
        self.chat.messages.push(ChatMessage::user(format!("[Mission Control] {text}")));
    }

    /// The model made no sense. After some turns of that a person is told.
    pub(super) async fn odd(&mut self, desk: &mut Desk<'_>) -> Result<(), Problem> {
        self.odd += 1;
        if self.odd < PATIENCE {
            return Ok(());
        }
        self.odd = 0;
        let times = PATIENCE;
        desk.say(&format!(
            "The model {} answered nonsense {times} times in a row: nothing, or tool calls that cannot be read. Write \
             anything here to try again, or cancel the task.",
            self.settings.model
        ))
        .await?;
        self.rest(desk, true).await
    }

    pub(super) fn sensible(&mut self) {
        self.odd = 0;
    }

    fn limit(&self) -> Option<String> {
        let LlmAgent { max_turns, max_tokens, .. } = *self.settings;
        let (turns, tokens) = (self.round.turns, self.round.tokens);
        let reached = if turns >= max_turns {
            format!("I have used {turns} turns of my model, which is my limit")
        } else if tokens >= max_tokens {
            format!("I have used about {tokens} tokens; my limit is {max_tokens}")
        } else {
            return None;
        };
        Some(format!(
            "{reached}. Write anything here to let me go on for as much again, or cancel the task."
        ))
    }
}

/// Whether a text ends in a question to people.
fn asks(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "*_`\"')]".contains(c));
    text.ends_with(['?', '？'])
}
