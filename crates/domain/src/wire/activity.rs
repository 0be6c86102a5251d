//! Bodies of the activity and audit routes.

use crate::{
    Digest, Party, Timestamp,
    audit::{AuditRow, NewAudit},
    event::Event,
};
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

impl ActivityItem {
    /// Says in a stream that what came before and with this number is kept no more, to whoever asked for what came after an
    /// earlier one: they missed something and have to read again what they follow.
    pub fn forgotten(up_to: i64, asked_after: i64, at: Timestamp) -> Self {
        Self {
            kind: "activity.forgotten".to_owned(),
            seq: up_to,
            at,
            payload: serde_json::json!({ "askedAfter": asked_after }),
        }
    }
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

/// A signed statement of how far the log has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckpointItem {
    /// The signed note: origin, number of rows, root, a blank line, the signature.
    pub checkpoint: String,
    /// The Ed25519 key that signed it, 32 bytes in base64.
    pub public_key: String,
}

impl TryFrom<AuditItem> for AuditRow {
    type Error = &'static str;

    /// The row as it was hashed. Fails on a digest that is none.
    fn try_from(item: AuditItem) -> Result<Self, Self::Error> {
        let digest = match item.digest.as_deref() {
            None => None,
            // As it is written and no other way: the hash covers the digest, not its spelling.
            Some(text) => Some(
                Digest::parse(text)
                    .filter(|digest| digest.to_string() == text)
                    .ok_or("its digest is none")?,
            ),
        };
        Ok(Self {
            seq: item.seq,
            entry: NewAudit {
                at: item.at,
                actor: item.actor,
                action: item.action,
                subject_kind: item.subject.kind,
                subject_id: item.subject.id,
                digest,
            },
            prev_hash: item.prev_hash,
            hash: item.hash,
        })
    }
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
