//! What a person has put aside, and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::{ApprovalId, Gate, approval::Snooze};
use service::StoreError;
use service::store::Snoozed;

pub(crate) fn args(snooze: &Snooze) -> Vec<Arg> {
    args![
        snooze.person.as_str(),
        snooze.approval.as_str(),
        snooze.digest.to_string(),
        i64::try_from(snooze.votes).unwrap_or(i64::MAX),
        snooze.at,
        snooze.until,
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Snoozed, StoreError> {
    let row = Fields::new(row, "snoozes", "", "approval");
    Ok(Snoozed {
        approval: ApprovalId::new(row.text("approval")?),
        gate: row.word("gate", Gate::parse)?,
        at: row.time("at")?,
        until: row.maybe_time("until")?,
    })
}
