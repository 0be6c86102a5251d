//! A session, a notice, the setup link's secret.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::{PersonId, SessionId};
use service::StoreError;
use service::store::{Notice, SessionRecord};

/// All columns of a new session.
pub(crate) fn args(session: &SessionRecord) -> Vec<Arg> {
    args![
        session.id.as_str(),
        &session.secret_hash,
        session.person.as_str(),
        session.created_at,
        session.last_seen_at,
        session.confirmed_at,
        session.user_agent.as_str(),
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<SessionRecord, StoreError> {
    let row = Fields::new(row, "sessions", "", "id");
    Ok(SessionRecord {
        id: SessionId::new(row.text("id")?),
        secret_hash: row.hash("secret_hash")?,
        person: PersonId::new(row.text("person")?),
        created_at: row.time("created_at")?,
        last_seen_at: row.time("last_seen_at")?,
        confirmed_at: row.time("confirmed_at")?,
        user_agent: row.text("user_agent")?,
    })
}

pub(crate) fn read_notice(row: Row<'_>) -> Result<Notice, StoreError> {
    let row = Fields::new(row, "notices", "", "id");
    Ok(Notice {
        id: row.text("id")?,
        session: SessionId::new(row.text("session")?),
        at: row.time("at")?,
        body: row.text("body")?,
    })
}

pub(crate) fn read_setup_secret(row: Row<'_>) -> Result<[u8; 32], StoreError> {
    Fields::new(row, "setup", "", "id").hash("secret_hash")
}
