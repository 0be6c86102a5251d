//! Bodies of the activity and audit routes.

use crate::{Party, Timestamp, audit::AuditRow, event::Event};
use serde::{Deserialize, Serialize};

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityItem {
    /// `task.completed` and its like.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its number; send it as `after` or `Last-Event-ID` to go on from here.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What it is about: `taskId`, `approvalId`, `desktopId` and what the kind adds.
    pub payload: serde_json::Value,
}

impl From<Event> for ActivityItem {
    fn from(event: Event) -> Self {
        let fact = event.fact;
        let mut payload = fact.payload;
        let mut id = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                payload.insert(name.to_owned(), value.into());
            }
        };
        id("taskId", fact.task.map(|id| id.to_string()));
        id("approvalId", fact.approval.map(|id| id.to_string()));
        id("desktopId", fact.desktop.map(|id| id.to_string()));
        Self {
            kind: fact.kind.as_str().to_owned(),
            seq: event.seq.0,
            at: fact.at,
            payload: payload.into(),
        }
    }
}

/// What an audit row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    /// `task`, `approval`, `key` …
    pub kind: String,
    /// Which one.
    pub id: String,
}

/// One audit row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditItem {
    /// Its number, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Party,
    /// What, as `noun.verb`.
    pub action: String,
    /// Which thing.
    pub subject: Subject,
    /// The digest of what was decided.
    pub digest: Option<String>,
    /// The hash of the row before it.
    pub prev_hash: String,
    /// The hash of this row.
    pub hash: String,
}

impl From<AuditRow> for AuditItem {
    fn from(row: AuditRow) -> Self {
        Self {
            seq: row.seq,
            at: row.entry.at,
            actor: row.entry.actor,
            action: row.entry.action,
            subject: Subject { kind: row.entry.subject_kind, id: row.entry.subject_id },
            digest: row.entry.digest.map(|d| d.to_string()),
            prev_hash: row.prev_hash,
            hash: row.hash,
        }
    }
}
