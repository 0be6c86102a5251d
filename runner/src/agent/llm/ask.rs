//! Asks the model until there is an answer. Short trouble is waited out; for the rest a person is told plainly, and the
//! conversation is kept until somebody writes.

use super::{
    model::Answer,
    talk::Talk,
    trouble::{Kind, Trouble},
};
use crate::agent::desk::Desk;
use domain::wire::Problem;
use genai::chat::{ContentPart, ToolResponse};
use std::time::Duration;

/// How often a question is asked again by itself.
const TRIES: u32 = 3;
/// The wait before the first of them; it doubles.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest wait that an endpoint is granted without telling anybody.
const LONGEST: Duration = Duration::from_mins(1);
/// What is left of a long result that has to make room.
const STUMP: usize = 400;

impl Talk<'_> {
    /// The model's next turn; none when there was trouble and somebody has answered to it since.
    pub(super) async fn ask(&mut self, desk: &mut Desk<'_>) -> Result<Option<Answer>, Problem> {
        let mut tries = 0;
        let trouble = loop {
            let trouble = match self.model.ask(&self.chat).await {
                Ok(answer) => {
                    self.count(desk, &answer).await;
                    return Ok(Some(answer));
                }
                Err(trouble) => trouble,
            };
            let Some(pause) = pause(&trouble, tries) else { break trouble };
            tries += 1;
            desk.note(&format!("{} Trying again in {:.1} s.", trouble.why, pause.as_secs_f64()));
            tokio::time::sleep(pause).await;
        };
        self.tell_trouble(&trouble, desk).await?;
        self.rest(desk, true).await?;
        if trouble.kind == Kind::TooLong {
            self.shorten();
        }
        Ok(None)
    }

    async fn tell_trouble(
        &mut self,
        trouble: &Trouble,
        desk: &mut Desk<'_>,
    ) -> Result<(), Problem> {
        let ran = if self.proposed { "Nothing more ran." } else { "Nothing ran." };
        let waits =
            if self.waiting.is_some() { " The action still waits for a decision." } else { "" };
        let again = match trouble.kind {
            Kind::TooLong => "go on without the older contents of files",
            _ => "try again",
        };
        let text = format!(
            "{} {ran}{waits} Write anything here to {again}, or cancel the task.",
            trouble.why
        );
        desk.note(&trouble.why);
        desk.say(&text).await
    }

    async fn count(&mut self, desk: &mut Desk<'_>, answer: &Answer) {
        let (sent, received) = answer.usage.unwrap_or((0, 0));
        self.usage.turns += 1;
        self.usage.input_tokens += sent;
        self.usage.output_tokens += received;
        self.round.turns += 1;
        // An endpoint that does not count is held to its limit all the same: a token is about four bytes.
        self.round.tokens += match answer.usage {
            Some((sent, received)) => sent + received,
            None => {
                (self.chat.messages.iter().map(genai::chat::ChatMessage::size).sum::<usize>()
                    + answer.message.size()) as u64
                    / 4
            }
        };
        desk.count(&self.usage).await;
    }

    /// Makes room: long results of tools are left out, but for the newest.
    fn shorten(&mut self) {
        let older = self.chat.messages.len().saturating_sub(4);
        for message in &mut self.chat.messages[..older] {
            for part in &mut message.content {
                if let ContentPart::ToolResponse(ToolResponse { content, .. }) = part
                    && content.len() > 2 * STUMP
                {
                    content.truncate(content.floor_char_boundary(STUMP));
                    content.push_str(
                        "\n[the rest was left out to make room; look again if you need it]",
                    );
                }
            }
        }
    }
}

fn pause(trouble: &Trouble, tries: u32) -> Option<Duration> {
    let Kind::Passing(after) = trouble.kind else { return None };
    let pause = (PAUSE * 2_u32.pow(tries)).max(after.unwrap_or_default());
    (tries < TRIES && pause <= LONGEST).then_some(pause)
}
