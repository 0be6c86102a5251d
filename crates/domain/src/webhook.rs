//! An outside address that is told when a task ends, for example a ticket system.

use crate::{DeliveryId, Party, TaskId, Timestamp, WebhookId};
use serde::{Deserialize, Serialize};

/// Where to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Never changes.
    pub id: WebhookId,
    /// What people call it.
    pub name: String,
    /// The address.
    pub url: String,
    /// What each telling is signed with (Standard Webhooks: `whsec_` and base64).
    pub secret: String,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// Since when nothing is told to it.
    pub removed_at: Option<Timestamp>,
}

/// One telling: written in the transaction that ended the task, sent until it arrives or is given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Never changes: the receiver recognises a repeated telling by it.
    pub id: DeliveryId,
    /// Where to.
    pub webhook: WebhookId,
    /// Which task.
    pub task: TaskId,
    /// What is told, as JSON.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// How it stands.
    pub state: DeliveryState,
}

/// How a telling stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is to be sent.
    Waiting {
        /// How often it was tried.
        tries: u32,
        /// When it is tried next.
        next_at: Timestamp,
        /// Why the last try failed.
        error: Option<String>,
    },
    /// It arrived.
    Delivered {
        /// When.
        at: Timestamp,
        /// At which try.
        tries: u32,
    },
    /// It is not tried any more.
    GivenUp {
        /// When.
        at: Timestamp,
        /// How often it was tried.
        tries: u32,
        /// Why the last try failed.
        error: String,
    },
}

/// When a failed telling is tried again, in seconds after each try: about three days in all (Standard Webhooks).
pub const RETRY_AFTER: [i64; 10] = [5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000, 86_400, 86_400];

impl Delivery {
    /// It arrived.
    #[must_use]
    pub fn delivered(self, at: Timestamp) -> Self {
        let tries = self.tries() + 1;
        Self { state: DeliveryState::Delivered { at, tries }, ..self }
    }

    /// It did not arrive: it is tried again later, or given up.
    #[must_use]
    pub fn failed(self, error: String, at: Timestamp) -> Self {
        let tries = self.tries() + 1;
        let state = match RETRY_AFTER.get(tries as usize - 1) {
            Some(after) => DeliveryState::Waiting {
                tries,
                next_at: at.plus_seconds(*after),
                error: Some(error),
            },
            None => DeliveryState::GivenUp { at, tries, error },
        };
        Self { state, ..self }
    }

    /// How often it was tried.
    pub const fn tries(&self) -> u32 {
        match &self.state {
            DeliveryState::Waiting { tries, .. }
            | DeliveryState::Delivered { tries, .. }
            | DeliveryState::GivenUp { tries, .. } => *tries,
        }
    }
}
