//! What the agent says, joined from pieces to messages and brought to the thread in order, while the agent works on.

use super::disclosed::readable;
use crate::agent::{
    api::Api,
    desk::{Desk, pieces},
};
use domain::{limits, wire::Problem};
use futures::future::BoxFuture;
use serde_json::Value;
use std::collections::VecDeque;

/// How much of one task's agent goes to the thread, in bytes. The rest is left out.
const MOST: usize = 512 * 1024;

/// One agent's voice.
pub(super) struct Speech {
    api: Api,
    /// The message that is being said, and its id.
    text: String,
    id: Option<String>,
    /// Messages that are not in the thread yet.
    queue: VecDeque<String>,
    saying: Option<BoxFuture<'static, Result<(), Problem>>>,
    said: usize,
    /// The last whole message.
    pub(super) last: String,
}

impl Speech {
    pub(super) fn new(api: Api) -> Self {
        let (text, last, queue) = (String::new(), String::new(), VecDeque::new());
        Self { api, text, id: None, queue, saying: None, said: 0, last }
    }

    /// Takes a piece of a message.
    pub(super) fn chunk(&mut self, update: &Value, desk: &mut Desk<'_>) {
        let id = update["messageId"].as_str();
        if id != self.id.as_deref() || self.text.len() >= limits::MESSAGE {
            self.pause(desk);
            self.id = id.map(str::to_owned);
        }
        match update["content"]["text"].as_str() {
            Some(text) => self.text.push_str(text),
            None => desk.note("agent: something that is no text"),
        }
    }

    /// The message that was being said is whole.
    pub(super) fn pause(&mut self, desk: &mut Desk<'_>) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.say(text.trim(), desk);
        }
    }

    /// Says a whole message.
    pub(super) fn say(&mut self, text: &str, desk: &mut Desk<'_>) {
        let text = readable(text);
        text.clone_into(&mut self.last);
        let text = desk.without_secrets(&text);
        if self.said > MOST {
            return;
        }
        self.said += text.len();
        self.queue.extend(pieces(&text, limits::MESSAGE).into_iter().map(str::to_owned));
        if self.said > MOST {
            self.queue
                .push_back("I have written so much here that the rest is left out.".to_owned());
        }
    }

    /// Brings what was said to the thread; waits for ever once there is nothing more. May be dropped and called again.
    pub(super) async fn bring(&mut self) {
        while self.step().await {}
        std::future::pending::<()>().await;
    }

    /// Brings all of it to the thread.
    pub(super) async fn finish(&mut self) {
        while self.step().await {}
    }

    async fn step(&mut self) -> bool {
        if self.saying.is_none()
            && let Some(text) = self.queue.pop_front()
        {
            let api = self.api.clone();
            self.saying = Some(Box::pin(async move { api.say(&text).await }));
        }
        let Some(saying) = &mut self.saying else { return false };
        if let Err(problem) = saying.await {
            tracing::warn!(code = problem.code, "the thread does not take what the agent says");
        }
        self.saying = None;
        true
    }
}
