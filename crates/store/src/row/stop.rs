//! Something that is stopped, and its columns.

use super::{Fields, Row, party};
use crate::statement::{Arg, args};
use domain::stop::Stop;
use service::StoreError;

/// The column of an agent; everything is under the empty name.
pub(crate) fn key(agent: Option<&str>) -> &str {
    agent.unwrap_or_default()
}

pub(crate) fn args(stop: &Stop) -> Vec<Arg> {
    args![
        key(stop.agent.as_deref()),
        stop.at,
        stop.by.id.as_str(),
        stop.by.name.as_str(),
        party::word(stop.by.kind),
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Stop, StoreError> {
    let row = Fields::new(row, "stops", "", "agent");
    let agent = row.text("agent")?;
    Ok(Stop {
        agent: (!agent.is_empty()).then_some(agent),
        at: row.time("at")?,
        by: party::read(&row, "by")?,
    })
}
