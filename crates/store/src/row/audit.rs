//! An audit row and its columns.

use super::{Fields, Row, party};
use crate::statement::{Arg, args};
use domain::Digest;
use domain::audit::{AuditHead, AuditRow, NewAudit};
use service::StoreError;
use service::store::Kept;

/// All columns of a row that has its place in the chain.
pub(crate) fn args(row: &AuditRow) -> Vec<Arg> {
    args![
        row.seq,
        row.entry.at,
        row.entry.actor.id.as_str(),
        row.entry.actor.name.as_str(),
        party::word(row.entry.actor.kind),
        row.entry.action.as_str(),
        row.entry.subject_kind.as_str(),
        row.entry.subject_id.as_str(),
        row.entry.digest.map(|digest| digest.to_string()),
        row.prev_hash.as_str(),
        row.hash.as_str(),
    ]
}

/// Reads a row as it stands, without checking the chain: whoever verifies must see what is there.
pub(crate) fn read(row: Row<'_>) -> Result<AuditRow, StoreError> {
    let row = Fields::new(row, "audit", "", "seq");
    let digest = match row.maybe_text("digest")? {
        Some(_) => Some(row.word("digest", Digest::parse)?),
        None => None,
    };
    Ok(AuditRow {
        seq: row.int("seq")?,
        entry: NewAudit {
            at: row.time("at")?,
            actor: party::read(&row, "actor")?,
            action: row.text("action")?,
            subject_kind: row.text("subject_kind")?,
            subject_id: row.text("subject_id")?,
            digest,
        },
        prev_hash: row.text("prev_hash")?,
        hash: row.text("hash")?,
    })
}

/// How far the log has come, from the row of last numbers.
pub(crate) fn read_head(row: Row<'_>) -> Result<AuditHead, StoreError> {
    let row = Fields::new(row, "heads", "", "id");
    Ok(AuditHead { rows: row.int("audit_seq")?, hash: row.text("audit_hash")? })
}

/// Up to where events and audit rows are kept no more, from the row of last numbers.
pub(crate) fn read_kept(row: Row<'_>) -> Result<Kept, StoreError> {
    let row = Fields::new(row, "heads", "", "audit_base");
    let audit_after =
        AuditHead { rows: row.int("audit_base")?, hash: row.text("audit_base_hash")? };
    Ok(Kept { events_after: row.int("event_base")?, audit_after })
}
