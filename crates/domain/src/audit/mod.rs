//! The audit log: who did what to which thing, hash-chained so that a changed or missing row shows.

mod chain;
mod checkpoint;

pub use chain::{Broken, Chain};
pub use checkpoint::{Checkpoint, SignedCheckpoint, fingerprint};

use crate::{Digest, Party, Timestamp, digest::Digester};

/// How far the log has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// How many rows it has, which is the number of the last one.
    pub rows: i64,
    /// The hash of the last row, 64 hex digits; all zeros while there is none.
    pub hash: String,
}

/// An audit row about to be written in the transaction of the deed itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAudit {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Party,
    /// What, as `noun.verb`, for example `approval.approve`.
    pub action: String,
    /// What kind of thing: `task`, `approval`, `key` …
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// The digest of what was decided, where there is one.
    pub digest: Option<Digest>,
}

/// A row with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number, from 1.
    pub seq: i64,
    /// What happened.
    pub entry: NewAudit,
    /// The hash of the row before it; all zeros before the first.
    pub prev_hash: String,
    /// The hash of this row, 64 hex digits.
    pub hash: String,
}

impl NewAudit {
    /// Gives the entry its place: its number, the hash before it and its own.
    pub fn chain(self, seq: i64, prev_hash: String) -> AuditRow {
        let hash = Digester::new("mc-audit-v1")
            .number(seq)
            .text(&prev_hash)
            .number(self.at.0)
            .text(&self.actor.id)
            .text(&self.actor.name)
            .text(match self.actor.kind {
                crate::PartyKind::Person => "person",
                crate::PartyKind::Agent => "agent",
                crate::PartyKind::Runner => "runner",
                crate::PartyKind::System => "system",
            })
            .text(&self.action)
            .text(&self.subject_kind)
            .text(&self.subject_id)
            .maybe(self.digest.map(|d| d.to_string()).as_deref())
            .finish();
        let hash = data_encoding::HEXLOWER.encode(hash.as_bytes());
        AuditRow { seq, entry: self, prev_hash, hash }
    }
}

/// What stands before the first row.
pub fn genesis() -> String {
    "0".repeat(64)
}
