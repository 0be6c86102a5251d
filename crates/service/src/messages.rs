//! A task's thread.

use crate::{
    Error, MissionControl,
    change::Draft,
    store::Write,
    tasks::{page, page_limit},
    text, views,
};
use domain::{
    Actor, MessageId, Refusal,
    event::{EventKind, NewEvent},
    limits,
    message::Message,
    wire,
};

impl MissionControl {
    /// Messages after a place in the thread.
    pub async fn messages(
        &self,
        actor: &Actor,
        id: &str,
        after: i64,
        limit: Option<u32>,
    ) -> Result<wire::Page<wire::MessageItem>, Error> {
        let record = self.readable_task(actor, id).await?;
        let limit = page_limit(limit, limits::PAGE)?;
        let messages = self.store.messages(&record.task.id, after, limit + 1).await?;
        let (messages, next_cursor) = page(messages, limit, |m| m.seq.to_string());
        Ok(wire::Page { items: messages.iter().map(views::message).collect(), next_cursor })
    }

    /// Writes in the thread: whoever may create tasks, and the external agent that works on this one.
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
        let task = self.load_task(&domain::TaskId::new(id)).await?.task;
        match actor.agent() {
            Ok(agent) if task.external_agent.as_ref() == Some(&agent.party().name) => {}
            Ok(_) => return Err(Refusal::NotYourTask.into()),
            Err(_) => drop(actor.operator()?),
        }
        let mut draft = Draft::new(actor.party(), self.clock.now());
        let message = Message {
            id: MessageId::new(self.ids.id(MessageId::PREFIX)),
            task: task.id.clone(),
            seq: 0,
            at: draft.at,
            author: actor.party(),
            text: body.text,
        };
        draft.write(Write::AppendMessage(message.clone()));
        draft.event(
            NewEvent::new(EventKind::MessagePosted, draft.at)
                .task(&task.id)
                .with("messageId", message.id.to_string()),
        );
        self.commit(draft.change).await?;
        let after = self.store.messages(&task.id, 0, u32::MAX).await?;
        let stored = after.iter().rev().find(|m| m.id == message.id).unwrap_or(&message);
        Ok(views::message(stored))
    }
}
