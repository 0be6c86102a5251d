//! Whether a batch was written whose end was not answered: the connection broke in that moment, and the server may have
//! done it all the same.

use super::connect::within;
use crate::heads::Heads;
use crate::row::{Fields, Row};
use crate::sql;
use service::StoreError;
use sqlx::PgConnection;

/// A batch whose end was sent.
pub(super) struct Sent {
    /// What it left in `heads`.
    pub name: String,
    /// The last numbers before it.
    pub before: Heads,
    /// The last numbers after it.
    pub after: Heads,
    /// How its connection ended.
    pub error: StoreError,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Written,
    NotWritten,
    /// Others have written since, and it left nothing that would tell it from theirs.
    NotKnown,
}

/// Looks over another connection. Waits for its transaction to end, if it has not.
pub(super) async fn find_out(
    connection: &mut PgConnection,
    sent: &Sent,
) -> Result<Outcome, sqlx::Error> {
    let decode = |error: StoreError| sqlx::Error::Decode(error.into());
    // The lock is that of the batch: whoever gets it comes after it.
    let found = sqlx::query(sql::heads::LAST_BATCH).fetch_optional(&mut *connection);
    let found = within(found).await?;
    let row = found.as_ref().map(Row::Postgres).ok_or_else(Heads::missing).map_err(decode)?;
    let now = Heads::read(row).map_err(decode)?;
    let last = Fields::new(row, "heads", "", "id").maybe_text("batch").map_err(decode)?;
    if last.as_deref() == Some(sent.name.as_str()) {
        return Ok(Outcome::Written);
    }
    if now == sent.before || now.event < sent.after.event || now.audit < sent.after.audit {
        return Ok(Outcome::NotWritten);
    }
    if sent.after.audit == sent.before.audit {
        return Ok(Outcome::NotKnown);
    }
    // Others have written since. The chain says whose row stands in this place.
    let link = sqlx::query(sql::heads::LINK).bind(sent.after.audit).fetch_optional(connection);
    let link = within(link).await?;
    let hash =
        link.as_ref().map(|row| Fields::new(Row::Postgres(row), "audit", "", "seq").text("hash"));
    let hash = hash.transpose().map_err(decode)?;
    Ok(if hash.as_deref() == Some(sent.after.audit_hash.as_str()) {
        Outcome::Written
    } else {
        Outcome::NotWritten
    })
}

/// The answer to a change whose batch was not written, or of which that is not known.
pub(super) fn refusal(outcome: Outcome, error: &StoreError) -> StoreError {
    StoreError::Busy(match outcome {
        Outcome::NotKnown => format!("it is not known whether the change was written: {error}"),
        Outcome::Written | Outcome::NotWritten => format!("nothing was written: {error}"),
    })
}
