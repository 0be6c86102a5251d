//! Telling outside systems that a task ended. What is told is written in the commit that ends the task; somebody else
//! sends it, as often as it takes.

use crate::{Error, MissionControl, change::Draft, store::Write, text};
use data_encoding::BASE64;
use domain::{
    Actor, DeliveryId, Refusal, Task, TaskStatus, Timestamp, WebhookId, limits,
    webhook::{Delivery, DeliveryState, Webhook},
    wire,
};

/// How many tellings a webhook's page shows.
const SHOWN: u32 = 10;
/// How many tellings are sent in one round.
const ROUND: u32 = 200;
/// How much of the output is told, in bytes.
const TOLD_OUTPUT: usize = 16 * 1024;

/// One telling that is due, with where it goes.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The telling.
    pub delivery: Delivery,
    /// Where to, and what to sign with.
    pub webhook: Webhook,
}

impl MissionControl {
    /// Webhooks with their last tellings.
    pub async fn webhooks(&self, actor: &Actor) -> Result<Vec<wire::WebhookItem>, Error> {
        actor.admin()?;
        let mut items = Vec::new();
        for webhook in self.store.webhooks().await? {
            let deliveries = self.store.deliveries(&webhook.id, SHOWN).await?;
            items.push(item(&webhook, &deliveries));
        }
        Ok(items)
    }

    /// Adds a webhook. Its secret is in the answer and nowhere else that can be read.
    pub async fn create_webhook(
        &self,
        actor: &Actor,
        body: wire::CreateWebhook,
    ) -> Result<wire::WebhookCreated, Error> {
        let by = actor.admin()?;
        text::line("name", &body.name, limits::NAME)?;
        text::line("url", &body.url, limits::ADDRESS)?;
        // Where it leads is looked at again at each try, by the address it resolves to.
        if !body.url.starts_with("https://") && !body.url.starts_with("http://") {
            return Err(Refusal::invalid("url", "It must be an https or http address.").into());
        }
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let secret = format!("whsec_{}", BASE64.encode(&self.ids.secret()));
        let webhook = Webhook {
            id: WebhookId::new(self.ids.id(WebhookId::PREFIX)),
            name: body.name,
            url: body.url,
            secret: secret.clone(),
            created_by: by.party().clone(),
            created_at: draft.at,
            removed_at: None,
        };
        draft.write(Write::InsertWebhook(Box::new(webhook.clone())));
        draft.audit("webhook.create", "webhook", &webhook.id, None);
        self.commit(draft.change).await?;
        Ok(wire::WebhookCreated { webhook: item(&webhook, &[]), secret })
    }

    /// Nothing is told to a webhook any more.
    pub async fn remove_webhook(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        let by = actor.admin()?;
        let id = WebhookId::new(id);
        let found = self.store.webhook(&id).await?.filter(|found| found.removed_at.is_none());
        found.ok_or_else(|| Refusal::not_found("webhook", &id))?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        draft.write(Write::RemoveWebhook { id: id.clone(), at: draft.at });
        draft.audit("webhook.remove", "webhook", &id, None);
        self.commit(draft.change).await?;
        Ok(())
    }

    /// Adds to a change what is told of a task that is done or failed by it.
    pub(crate) async fn tell_webhooks(&self, draft: &mut Draft, task: &Task) -> Result<(), Error> {
        if !matches!(task.status(), TaskStatus::Done | TaskStatus::Failed) {
            return Ok(());
        }
        let webhooks = self.store.webhooks().await?;
        if webhooks.is_empty() {
            return Ok(());
        }
        let desktop = self.store.desktop(&task.desktop).await?;
        let (output, total) = self.store.output(&task.id, TOLD_OUTPUT).await?;
        let decision = task.state.decision();
        let failure = match &task.state {
            domain::TaskState::Failed { failure, .. } => Some(failure),
            _ => None,
        };
        let told = serde_json::json!({
            "type": format!("task.{}", task.status().as_str()),
            "timestamp": draft.at,
            "data": {
                "id": task.id.as_str(),
                "number": task.number,
                "title": task.title,
                "status": task.status(),
                "failure": failure,
                "desktop": { "id": task.desktop.as_str(), "name": desktop.map(|d| d.name) },
                "agent": task.agent_name(),
                "externalRef": task.external_ref,
                "exitCode": task.state.run().and_then(|run| run.exit_code),
                "output": String::from_utf8_lossy(&output),
                "outputTruncated": total > output.len() as u64,
                "decidedBy": decision.map(|decision| &decision.by.name),
                "feedback": decision.and_then(|decision| decision.feedback.as_ref()),
            },
        });
        for webhook in webhooks {
            let delivery = Delivery {
                id: DeliveryId::new(self.ids.id(DeliveryId::PREFIX)),
                webhook: webhook.id,
                task: task.id.clone(),
                body: told.to_string(),
                created_at: draft.at,
                state: DeliveryState::Waiting { tries: 0, next_at: draft.at, error: None },
            };
            draft.write(Write::InsertDelivery(Box::new(delivery)));
        }
        Ok(())
    }

    /// The tellings that are due. One sender works at a time.
    pub async fn due_tellings(&self) -> Result<Vec<Telling>, Error> {
        let mut due = Vec::new();
        for delivery in self.store.due_deliveries(self.clock.now(), ROUND).await? {
            if let Some(webhook) = self.store.webhook(&delivery.webhook).await? {
                due.push(Telling { delivery, webhook });
            }
        }
        Ok(due)
    }

    /// Writes down how a try went: it arrived, or why not.
    pub async fn told(&self, telling: Telling, outcome: Result<(), String>) -> Result<(), Error> {
        let now = self.clock.now();
        let delivery = match outcome {
            Ok(()) => telling.delivery.delivered(now),
            Err(why) => telling.delivery.failed(why, now),
        };
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.write(Write::UpdateDelivery(Box::new(delivery)));
        self.commit(draft.change).await?;
        Ok(())
    }

    /// Waits until something happened that may have to be told, at most this long.
    pub async fn until_news(&self, at_most: std::time::Duration) {
        self.feed.listen().wait(at_most).await;
    }
}

fn item(webhook: &Webhook, deliveries: &[Delivery]) -> wire::WebhookItem {
    wire::WebhookItem {
        id: webhook.id.to_string(),
        name: webhook.name.clone(),
        url: webhook.url.clone(),
        created_by: webhook.created_by.clone(),
        created_at: webhook.created_at,
        deliveries: deliveries.iter().map(delivery_item).collect(),
    }
}

fn delivery_item(delivery: &Delivery) -> wire::DeliveryItem {
    let (state, next_at, error): (_, Option<Timestamp>, _) = match &delivery.state {
        DeliveryState::Waiting { next_at, error, .. } => ("waiting", Some(*next_at), error.clone()),
        DeliveryState::Delivered { .. } => ("delivered", None, None),
        DeliveryState::GivenUp { error, .. } => ("given_up", None, Some(error.clone())),
    };
    wire::DeliveryItem {
        id: delivery.id.to_string(),
        task_id: delivery.task.to_string(),
        state: state.to_owned(),
        tries: delivery.tries(),
        created_at: delivery.created_at,
        next_at,
        error,
    }
}
