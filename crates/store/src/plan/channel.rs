//! Statements about ways to tell people that something waits.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::notification::Channel;
use domain::{ApprovalId, ChannelId, Timestamp, Version};

pub(super) fn insert(channel: &Channel) -> Step {
    Step::new(sql::channels::INSERT, row::channel::args(channel)).named("channel", &channel.name)
}

pub(super) fn update(channel: &Channel, read: Version) -> Step {
    Step::new(sql::channels::UPDATE, row::channel::update_args(channel, read))
        .guarded("channel", channel.id.as_str())
}

pub(super) fn put_told(
    channel: &ChannelId,
    approvals: &[ApprovalId],
    at: Timestamp,
    reached: bool,
    steps: &mut Vec<Step>,
) {
    steps.extend(approvals.iter().map(|approval| {
        let args = args![channel.as_str(), approval.as_str(), at, reached];
        Step::new(sql::channels::PUT_TOLD, args)
    }));
}

pub(super) fn drop_told(channel: &ChannelId, approvals: &[ApprovalId], steps: &mut Vec<Step>) {
    steps.extend(approvals.iter().map(|approval| {
        Step::new(sql::channels::DROP_TOLD, args![channel.as_str(), approval.as_str()])
    }));
}
