//! A way to tell somebody that something waits, what was told there, and their columns.

use super::{Fields, Row, approval, json, name_key, party};
use crate::statement::{Arg, args};
use domain::notification::Channel;
use domain::{ApprovalId, ChannelId, Gate, PersonId, Version};
use service::StoreError;
use service::store::{ToldOver, Untold};

/// All columns of a new channel.
pub(crate) fn args(channel: &Channel) -> Vec<Arg> {
    args![
        channel.id.as_str(),
        channel.version.0,
        channel.name.as_str(),
        name_key(&channel.name),
        channel.person.as_ref().map(PersonId::as_str),
        channel.route.kind().as_str(),
        json(&channel.route),
        json(&channel.wanted),
        channel.created_by.id.as_str(),
        channel.created_by.name.as_str(),
        party::word(channel.created_by.kind),
        channel.created_at,
        channel.removed_at,
        channel.told_at,
        channel.trouble.as_ref().map(json),
    ]
}

/// The columns that change, after the version that was read.
pub(crate) fn update_args(channel: &Channel, read: Version) -> Vec<Arg> {
    args![
        channel.id.as_str(),
        read.0,
        channel.version.0,
        channel.name.as_str(),
        name_key(&channel.name),
        json(&channel.route),
        json(&channel.wanted),
        channel.removed_at,
        channel.told_at,
        channel.trouble.as_ref().map(json),
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<Channel, StoreError> {
    let row = Fields::new(row, "channels", "", "id");
    let channel = Channel {
        id: ChannelId::new(row.text("id")?),
        version: Version(row.int("version")?),
        name: row.text("name")?,
        person: row.maybe_text("person")?.map(PersonId::new),
        route: row.json("route")?,
        wanted: row.json("wanted")?,
        created_by: party::read(&row, "created_by")?,
        created_at: row.time("created_at")?,
        removed_at: row.maybe_time("removed_at")?,
        told_at: row.maybe_time("told_at")?,
        trouble: row.maybe_json("trouble")?,
    };
    row.agree("kind", row.text("kind")?.as_str(), channel.route.kind().as_str())?;
    Ok(channel)
}

pub(crate) fn read_untold(row: Row<'_>) -> Result<Untold, StoreError> {
    let row = Fields::new(row, "approvals", "", "approval");
    Ok(Untold {
        approval: ApprovalId::new(row.text("approval")?),
        gate: row.word("gate", Gate::parse)?,
        risk: approval::risk(&row)?,
        desktop: row.text("desktop")?,
        requested_at: row.time("requested_at")?,
        reminded_at: row.maybe_time("reminded_at")?,
        told_at: row.maybe_time("told_at")?,
        votes: row.number("votes")?,
    })
}

pub(crate) fn read_over(row: Row<'_>) -> Result<ToldOver, StoreError> {
    let row = Fields::new(row, "told", "", "approval");
    Ok(ToldOver { approval: ApprovalId::new(row.text("approval")?), reached: row.yes("reached")? })
}
