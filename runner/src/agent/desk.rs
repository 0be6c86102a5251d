//! An agent's one way to the people: its task's thread, its proposals, and the task's log.

mod beside;

use super::{
    api::Api,
    known::{Agents, Waiting},
};
use crate::{client::Client, clock, logs::Recorder, secrets::Secrets};
use domain::{
    PartyKind, limits,
    log::Stream,
    usage::Usage,
    wire::{Action, MessageItem, Problem, Propose, PushUsage, ReviseAction, TaskWork},
};
use std::time::{Duration, Instant};

/// The least time between two polls that bring nothing, should the server answer at once.
const LEAST: Duration = Duration::from_millis(500);

/// What a person wrote in the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) name: String,
    pub(super) text: String,
}

/// What ends a wait for a decision.
#[derive(Debug)]
pub(super) enum News {
    /// The action is over, in whatever way.
    Over(Box<Action>),
    /// People wrote first; the action still waits.
    Said(Vec<Said>),
}

/// One task's desk.
pub(super) struct Desk<'a> {
    agents: &'a Agents,
    api: Api,
    work: &'a TaskWork,
    recorder: &'a mut Recorder,
    /// The last message that was read.
    heard: i64,
    /// Actions that may still wait for a decision.
    open: Vec<String>,
    /// Actions that a person changed, and what they became.
    changed: Vec<(String, String)>,
    /// Actions that the agent was let go on with and whose end it will tell: each with the right to do so.
    going: Vec<(String, String)>,
    /// What nobody may read.
    hidden: Vec<String>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        agents: &'a Agents,
        client: &Client,
        work: &'a TaskWork,
        recorder: &'a mut Recorder,
    ) -> Self {
        let api = Api::new(client, &work.id);
        let (open, changed, going) = (Vec::new(), Vec::new(), Vec::new());
        Self { agents, api, work, recorder, heard: 0, open, changed, going, hidden: Vec::new() }
    }

    /// From now on this text is left out of whatever is said or noted.
    pub(super) fn hide(&mut self, secret: &str) {
        if !secret.is_empty() {
            self.hidden.push(secret.to_owned());
        }
    }

    /// The text as it may leave this machine: without the agent's own key and the desktop's secrets.
    pub(super) fn without_secrets(&self, text: &str) -> String {
        let text = self.recorder.secrets().hide_text(text);
        self.hidden.iter().fold(text, |text, hidden| text.replace(hidden, "[key]"))
    }

    /// The desktop's secrets.
    pub(super) fn secrets(&self) -> &Secrets {
        self.recorder.secrets()
    }

    /// Writes in the thread, in several messages if it is long.
    pub(super) async fn say(&mut self, text: &str) -> Result<(), Problem> {
        let text = self.without_secrets(text);
        for piece in pieces(text.trim(), limits::MESSAGE) {
            self.api.say(piece).await?;
        }
        Ok(())
    }

    /// A remark in the task's log.
    pub(super) fn note(&mut self, text: &str) {
        let text = self.without_secrets(text);
        self.recorder.remark(&text, clock::now());
    }

    /// What the agent's own program writes beside the conversation.
    pub(super) fn stderr(&mut self, bytes: &[u8]) {
        let text = self.without_secrets(&String::from_utf8_lossy(bytes));
        self.recorder.bytes(Stream::Stderr, text.as_bytes(), (Instant::now(), clock::now()));
    }

    /// The task's output.
    pub(super) fn output(&mut self, text: &str) {
        let mut text = self.without_secrets(text.trim_end());
        if text.is_empty() {
            return;
        }
        text.push('\n');
        self.recorder.bytes(Stream::Stdout, text.as_bytes(), (Instant::now(), clock::now()));
    }

    /// What people wrote since the last time, at once.
    pub(super) async fn heard(&mut self) -> Result<Vec<Said>, Problem> {
        let items = self.api.messages(self.heard, false).await?;
        Ok(self.take(items))
    }

    /// Waits until a person writes.
    pub(super) async fn hear(&mut self) -> Result<Vec<Said>, Problem> {
        let _waiting: Waiting = self.agents.wait();
        loop {
            let asked = Instant::now();
            let items = self.api.messages(self.heard, true).await?;
            let said = self.take(items);
            if !said.is_empty() {
                return Ok(said);
            }
            tokio::time::sleep(LEAST.saturating_sub(asked.elapsed())).await;
        }
    }

    /// What people wrote among these messages, without what was read before.
    pub(super) fn take(&mut self, items: Vec<MessageItem>) -> Vec<Said> {
        let mut said = Vec::new();
        for item in items {
            if item.seq <= self.heard {
                continue;
            }
            self.heard = self.heard.max(item.seq);
            if item.author.kind == PartyKind::Person && item.action.is_none() {
                said.push(Said { name: item.author.name, text: item.text });
            }
        }
        said
    }

    /// Proposes a change and gives the action that now waits, or was let run.
    pub(super) async fn propose(&mut self, change: ReviseAction) -> Result<Action, Problem> {
        let proposal = Propose {
            task_id: Some(self.work.id.clone()),
            desktop_id: None,
            kind: None,
            change: ReviseAction {
                // The task's directory is where its agent works, so its changes are made there too.
                cwd: change.cwd.or_else(|| self.work.cwd.clone()),
                ..change
            },
        };
        // While its work is stopped it waits for people, and holds up nobody else.
        let waiting: Waiting = self.agents.wait();
        let action = self.api.propose(&proposal).await?;
        drop(waiting);
        self.open.push(action.id.clone());
        Ok(action)
    }

    /// Waits until the action is over or a person writes. Where a person changed it, that is the action that counts.
    pub(super) async fn wait(&mut self, id: &str) -> Result<News, Problem> {
        let _waiting: Waiting = self.agents.wait();
        loop {
            let asked = Instant::now();
            let id = &self.newest(id).to_owned();
            let (api, heard) = (self.api.clone(), self.heard);
            // A person's decision counts before a person's words, if both are there.
            let news = tokio::select! {
                biased;
                action = api.action(id) => Ok(Box::new(action?)),
                items = api.messages(heard, true) => Err(items?),
            };
            match news {
                Ok(action) if action.is_over() => {
                    self.open.retain(|open| open != id);
                    let Some(next) = action.superseded_by.clone() else {
                        return Ok(News::Over(action));
                    };
                    self.open.push(next.clone());
                    self.changed.push((id.clone(), next));
                }
                Ok(_) => {}
                Err(items) => {
                    let said = self.take(items);
                    if !said.is_empty() {
                        return Ok(News::Said(said));
                    }
                }
            }
            tokio::time::sleep(LEAST.saturating_sub(asked.elapsed())).await;
        }
    }

    /// Takes a proposal back. One that was decided meanwhile is left as it is.
    pub(super) async fn withdraw(&mut self, id: &str) -> Result<(), Problem> {
        let id = self.newest(id).to_owned();
        self.api.withdraw(&id).await
    }

    /// The action that a person made of this one, else this one.
    fn newest<'i>(&'i self, id: &'i str) -> &'i str {
        let next = |id: &str| self.changed.iter().find(|(old, _)| old == id).map(|(_, next)| next);
        std::iter::successors(next(id), |id| next(id)).last().map_or(id, String::as_str)
    }

    /// Takes back whatever still waits.
    pub(super) async fn clear(&mut self) {
        for id in std::mem::take(&mut self.open) {
            if let Err(problem) = self.api.withdraw(&id).await {
                tracing::debug!(id, code = problem.code, "an action was not taken back");
            }
        }
    }

    /// Says what the model used so far, over the whole task.
    pub(super) async fn count(&mut self, usage: &Usage) {
        let push = PushUsage { lease: self.work.lease.clone(), usage: usage.clone() };
        if let Err(problem) = self.api.usage(&push).await {
            tracing::warn!(task = self.work.id, code = problem.code, "the usage was not taken");
        }
    }
}

/// Cuts a text into pieces of at most this many bytes, between lines where that is possible.
pub(super) fn pieces(mut text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    while text.len() > most {
        let end = text.floor_char_boundary(most);
        let cut = text[..end].rfind('\n').filter(|cut| *cut > most / 2).unwrap_or(end);
        pieces.push(&text[..cut]);
        text = text[cut..].trim_start_matches('\n');
    }
    pieces.push(text);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_long_text_is_cut_between_lines_and_never_inside_a_character() {
        assert_eq!(pieces("", 10), Vec::<&str>::new());
        assert_eq!(pieces("one\ntwo", 10), ["one\ntwo"]);
        assert_eq!(pieces("one two\nthree", 10), ["one two", "three"]);
        assert_eq!(pieces("äöüäöü", 5), ["äö", "üä", "öü"]);
    }
}
