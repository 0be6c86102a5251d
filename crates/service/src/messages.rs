//! A task's thread.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    store::{TaskRecord, Write},
    tasks::{page, page_limit},
    text, views,
};
use domain::{
    Actor, MessageId, Party, Refusal, Task, TaskId, TaskState, TaskType, Timestamp,
    key::Scope,
    limits,
    message::Message,
    task::{Running, Worker},
    wire,
};

impl MissionControl {
    /// Messages after a place in the thread. With a wait it answers when there is one, at most that many seconds (50 at
    /// most) later.
    pub async fn messages(
        &self,
        actor: &Actor,
        id: &str,
        after: i64,
        limit: Option<u32>,
        wait_seconds: u32,
    ) -> Result<wire::Page<wire::MessageItem>, Error> {
        let mut poll = self.feed.long_poll(id, wait_seconds);
        let record = self.readable_task(actor, id).await?;
        let limit = page_limit(limit, limits::PAGE)?;
        loop {
            let messages = self.store.messages(&record.task.id, after, limit + 1).await?;
            if messages.is_empty() && poll.again().await {
                continue;
            }
            let (messages, next_cursor) = page(messages, limit, |m| m.seq.to_string());
            let items = self.view_messages(actor, &record, &messages).await?;
            return Ok(wire::Page { items, next_cursor });
        }
    }

    /// Messages with the cards and tasks they show.
    async fn view_messages(
        &self,
        actor: &Actor,
        record: &TaskRecord,
        messages: &[Message],
    ) -> Result<Vec<wire::MessageItem>, Error> {
        let mut items = Vec::with_capacity(messages.len());
        let mut actions = Vec::new();
        if messages.iter().any(|message| message.action.is_some()) {
            actions = self.store.actions_of(&record.task.id).await?;
        }
        for message in messages {
            let mut item = views::message(message);
            if let Some(id) = &message.action
                && let Some(action) = actions.iter().find(|action| action.id == *id)
            {
                item.action = Some(self.view_action_for(actor, action, &record.desktop).await?);
            }
            if let Some(id) = &message.mentions
                && let Some(other) = self.store.task(id).await?
            {
                item.mentions = Some(wire::MentionedTask {
                    id: other.task.id.to_string(),
                    number: other.task.number,
                    title: other.task.title.clone(),
                    status: other.task.status(),
                });
            }
            items.push(item);
        }
        Ok(items)
    }

    /// Writes in the thread: whoever may create tasks, and the agent that works on this one, itself or through the
    /// runner that holds the task.
    pub async fn post_message(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PostMessage,
    ) -> Result<wire::MessageItem, Error> {
        if body.text.trim().is_empty() {
            return Err(Refusal::invalid("text", "It is empty. Write something.").into());
        }
        text::note("text", &body.text, limits::MESSAGE)?;
        until_fresh!(self.post_once(actor, id, &body.text))
    }

    async fn post_once(
        &self,
        actor: &Actor,
        id: &str,
        said: &str,
    ) -> Result<wire::MessageItem, Error> {
        let record = self.load_task(&TaskId::new(id)).await?;
        let author = match actor {
            Actor::Agent { .. } | Actor::TaskAgent { .. } | Actor::Runner { .. } => {
                speaker(actor, &record.task)?
            }
            Actor::Person { .. } => actor.operator()?.party().clone(),
        };
        if let Some(purged) = &record.task.purged {
            return Err(Refusal::Purged { at: purged.at }.into());
        }
        let mut draft = Draft::new(author.clone(), self.clock.now());
        // A purge that commits first would never see it.
        draft.write(Write::ExpectTexts(record.task.id.clone()));
        let message = self.message(&record.task, author, draft.at, said.to_owned());
        draft.say(message.clone());
        self.commit(draft.change).await?;
        // Its place in the thread is given by the commit.
        let stored = self.store.message(&message.id).await?;
        Ok(views::message(&stored.unwrap_or(message)))
    }

    /// A message about to be said.
    pub(crate) fn message(
        &self,
        task: &Task,
        author: Party,
        at: Timestamp,
        text: String,
    ) -> Message {
        Message {
            id: MessageId::new(self.ids.id(MessageId::PREFIX)),
            task: task.id.clone(),
            seq: 0,
            at,
            author,
            text,
            action: None,
            mentions: None,
        }
    }
}

/// Only agents propose: those with a key of their own, and those a runner started.
pub(crate) fn proposer(actor: &Actor) -> Result<(), Refusal> {
    match actor {
        Actor::Agent { .. } | Actor::TaskAgent { .. } | Actor::Runner { .. } => Ok(()),
        Actor::Person { .. } => Err(Refusal::InsufficientScope { needs: Scope::Propose }),
    }
}

/// Which agent speaks, for a key that is an agent and for the runner that holds the task. Refused for any other task.
pub(crate) fn speaker(actor: &Actor, task: &Task) -> Result<Party, Refusal> {
    let held =
        matches!(&task.state, TaskState::Running(Running { worker: Worker::Runner { .. }, .. }));
    match actor {
        Actor::Agent { .. } => {
            let agent = actor.agent()?;
            if task.external_agent.as_ref() != Some(&agent.party().name) {
                return Err(Refusal::NotYourTask);
            }
            Ok(agent.party().clone())
        }
        Actor::TaskAgent { task: own, name } => {
            if *own != task.id || !held {
                return Err(Refusal::NotYourTask);
            }
            Ok(Party::task_agent(name))
        }
        Actor::Runner { desktop, name, .. } => {
            if task.desktop != *desktop || task.kind != TaskType::Prompt || !held {
                return Err(Refusal::NotYourTask);
            }
            Ok(Party::task_agent(task.agent.as_ref().unwrap_or(name)))
        }
        Actor::Person { .. } => Err(Refusal::InsufficientScope { needs: Scope::Propose }),
    }
}
