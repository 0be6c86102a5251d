//! A desktop and its columns.

use super::{Fields, Row, json, name_key};
use crate::statement::{Arg, args};
use domain::desktop::Desktop;
use domain::{DesktopId, KeyId};
use service::StoreError;

/// All columns of a new desktop.
pub(crate) fn args(desktop: &Desktop) -> Vec<Arg> {
    args![
        desktop.id.as_str(),
        desktop.name.as_str(),
        name_key(&desktop.name),
        desktop.group.as_deref(),
        desktop.token.as_str(),
        desktop.enrolment.as_str(),
        desktop.created_at,
        desktop.last_seen_at,
        desktop.system.as_ref().map(json),
        desktop.workspace.as_deref(),
        json(&desktop.agents),
        json(&desktop.secrets),
        desktop.remote_access.as_deref(),
        desktop.removed_at,
    ]
}

/// The same without what never changes, and the token that was read.
pub(crate) fn update_args(desktop: &Desktop, read: &KeyId) -> Vec<Arg> {
    let mut args = args(desktop);
    args.remove(6);
    args.push(read.as_str().into());
    args
}

/// Reads `d_…`.
pub(crate) fn read(row: Row<'_>) -> Result<Desktop, StoreError> {
    let row = Fields::new(row, "desktops", "d_", "id");
    Ok(Desktop {
        id: DesktopId::new(row.text("id")?),
        name: row.text("name")?,
        group: row.maybe_text("group_name")?,
        token: KeyId::new(row.text("token")?),
        enrolment: KeyId::new(row.text("enrolment")?),
        created_at: row.time("created_at")?,
        last_seen_at: row.maybe_time("last_seen_at")?,
        system: match row.maybe_text("system")? {
            Some(_) => Some(row.json("system")?),
            None => None,
        },
        workspace: row.maybe_text("workspace")?,
        agents: row.json("agents")?,
        secrets: row.json("secrets")?,
        remote_access: row.maybe_text("remote_access")?,
        removed_at: row.maybe_time("removed_at")?,
    })
}
