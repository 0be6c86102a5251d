//! Statements that erase what was written in a task.

use crate::row::{self, json};
use crate::sql;
use crate::statement::{Step, args};
use domain::{Action, Approval, Timestamp, Version};
use service::store::{IdempotencyRecord, Purge};

pub(super) fn task(purge: &Purge, steps: &mut Vec<Step>) {
    let Purge { task, read, answer, urgent, at } = purge;
    let id = task.id.as_str();
    let mut args = args![id, read.0, task.version.0];
    args.extend(row::task::purge_args(task));
    steps.push(Step::new(sql::purge::TASK, args).guarded("task", id));
    steps.extend(sql::purge::DELETIONS.map(|deletion| Step::new(deletion, args![id])));
    let (before, after) = row::webhook::given_up(*at, "The task was purged.");
    steps.push(Step::new(sql::purge::GIVE_UP, args![id, before, after]));
    steps.push(Step::new(sql::purge::DELIVERIES, args![id]));
    let (status, body) = answer;
    for answers in [sql::purge::ANSWERS, sql::purge::OTHER_ANSWERS] {
        let answer = args![id, u32::from(*status), body.as_str(), &IdempotencyRecord::PURGED];
        steps.push(Step::new(answers, answer));
    }
    // Where somebody waits for it, what was typed of late goes too: a form that was refused may hold the same text.
    let notices_before = if *urgent { Timestamp(i64::MAX) } else { at.plus_seconds(-60) };
    steps.push(Step::new(sql::purge::NOTICES, args![notices_before]));
    steps.push(Step::new(sql::purge::LEAVE_TRACE, args![id, *urgent]));
}

pub(super) fn action(action: &Action, read: Version) -> Step {
    let mut args = args![action.id.as_str(), read.0, action.version.0];
    args.extend(row::action::purge_args(action));
    Step::new(sql::purge::ACTION, args).guarded("action", action.id.as_str())
}

pub(super) fn approval(approval: &Approval, read: Version) -> Step {
    let mut args = args![approval.id.as_str(), read.0, approval.version.0];
    let bound = approval.bound.as_ref().map(json);
    args.extend(args![json(&approval.state), json(&approval.votes), bound]);
    Step::new(sql::purge::APPROVAL, args).guarded("approval", approval.id.as_str())
}
