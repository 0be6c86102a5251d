//! A webhook, what it is told, and their columns.

use super::{Fields, Row, json, name_key, party};
use crate::statement::{Arg, args};
use domain::webhook::{Delivery, DeliveryState, Webhook};
use domain::{DeliveryId, TaskId, Timestamp, WebhookId};
use service::StoreError;

/// All columns of a new webhook.
pub(crate) fn args(webhook: &Webhook) -> Vec<Arg> {
    args![
        webhook.id.as_str(),
        webhook.name.as_str(),
        name_key(&webhook.name),
        webhook.url.as_str(),
        webhook.secret.as_str(),
        webhook.created_by.id.as_str(),
        webhook.created_by.name.as_str(),
        party::word(webhook.created_by.kind),
        webhook.created_at,
        webhook.removed_at,
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Webhook, StoreError> {
    let row = Fields::new(row, "webhooks", "", "id");
    Ok(Webhook {
        id: WebhookId::new(row.text("id")?),
        name: row.text("name")?,
        url: row.text("url")?,
        secret: row.text("secret")?,
        created_by: party::read(&row, "created_by")?,
        created_at: row.time("created_at")?,
        removed_at: row.maybe_time("removed_at")?,
    })
}

/// The state's word, and when it is tried next.
const fn standing(state: &DeliveryState) -> (&'static str, Option<Timestamp>) {
    match state {
        DeliveryState::Waiting { next_at, .. } => ("waiting", Some(*next_at)),
        DeliveryState::Delivered { .. } => ("delivered", None),
        DeliveryState::GivenUp { .. } => ("given_up", None),
    }
}

/// The columns that change with the state, in the order of the statements.
pub(crate) fn state_args(delivery: &Delivery) -> Vec<Arg> {
    let (status, next_at) = standing(&delivery.state);
    args![json(&delivery.state), status, delivery.tries(), next_at]
}

/// All columns of a new telling.
pub(crate) fn delivery_args(delivery: &Delivery) -> Vec<Arg> {
    let mut args = args![
        delivery.id.as_str(),
        delivery.webhook.as_str(),
        delivery.task.as_str(),
        delivery.body.as_str(),
        delivery.created_at,
    ];
    args.extend(state_args(delivery));
    args
}

/// The state of a telling that is given up for this reason, before and after the number of its tries, which the row knows.
pub(crate) fn given_up(at: Timestamp, why: &str) -> (String, String) {
    let error = why.to_owned();
    let state = json(&DeliveryState::GivenUp { at, tries: 0, error });
    let (before, after) = state.split_once("\"tries\":0").expect("a state says its tries");
    (format!("{before}\"tries\":"), after.to_owned())
}

pub(crate) fn read_delivery(row: Row<'_>) -> Result<Delivery, StoreError> {
    let row = Fields::new(row, "webhook_deliveries", "", "id");
    let delivery = Delivery {
        id: DeliveryId::new(row.text("id")?),
        webhook: WebhookId::new(row.text("webhook")?),
        task: TaskId::new(row.text("task")?),
        body: row.text("body")?,
        created_at: row.time("created_at")?,
        state: row.json("state")?,
    };
    let (status, next_at) = standing(&delivery.state);
    row.agree("status", row.text("status")?.as_str(), status)?;
    row.agree("tries", row.number("tries")?, delivery.tries())?;
    row.agree("next_at", row.maybe_time("next_at")?, next_at)?;
    Ok(delivery)
}
