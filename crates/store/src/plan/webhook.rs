//! Statements about webhooks and what they are told.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::webhook::{Delivery, Webhook};
use domain::{Timestamp, WebhookId};

pub(super) fn insert(webhook: &Webhook) -> Step {
    Step::new(sql::webhooks::INSERT, row::webhook::args(webhook))
}

pub(super) fn remove(id: &WebhookId, at: Timestamp, steps: &mut Vec<Step>) {
    steps.push(Step::new(sql::webhooks::REMOVE, args![id.as_str(), at]));
    steps.push(drop_waiting(id, at));
}

/// A webhook that was removed since it was looked up is told nothing.
pub(super) fn insert_delivery(delivery: &Delivery, steps: &mut Vec<Step>) {
    let args = row::webhook::delivery_args(delivery);
    steps.push(Step::new(sql::webhooks::INSERT_DELIVERY, args));
    steps.push(drop_waiting(&delivery.webhook, delivery.created_at));
}

pub(super) fn update_delivery(delivery: &Delivery) -> Step {
    let mut args = args![delivery.id.as_str()];
    args.extend(row::webhook::state_args(delivery));
    Step::new(sql::webhooks::UPDATE_DELIVERY, args)
}

fn drop_waiting(webhook: &WebhookId, at: Timestamp) -> Step {
    let (before, after) = row::webhook::given_up(at, "The webhook was removed.");
    Step::new(sql::webhooks::DROP_WAITING, args![webhook.as_str(), before, after])
}
