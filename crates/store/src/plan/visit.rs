//! Statements about what is kept for a while: notices, the setup link, repeated requests, and what is forgotten.

use crate::row;
use crate::sql;
use crate::statement::{Arg, Step, args};
use domain::{TaskId, Timestamp};
use service::store::{IdempotencyRecord, Notice};

pub(super) fn insert_notice(notice: &Notice) -> Step {
    let args = args![notice.id.as_str(), notice.session.as_str(), notice.at, notice.body.as_str()];
    Step::new(sql::sessions::INSERT_NOTICE, args)
}

pub(super) fn put_setup_secret(hash: Option<[u8; 32]>) -> Step {
    match hash {
        Some(hash) => Step::new(sql::sessions::PUT_SETUP, args![&hash]),
        None => Step::new(sql::sessions::CLOSE_SETUP, args![]),
    }
}

pub(super) fn use_setup_secret(hash: [u8; 32]) -> Step {
    Step::new(sql::sessions::USE_SETUP, args![&hash]).guarded("setup", "link")
}

pub(super) fn begin_idempotent(record: &IdempotencyRecord) -> Step {
    Step::new(sql::idempotency::BEGIN, row::idempotency::args(record))
        .guarded("idempotency key", &record.key)
}

pub(super) fn end_idempotent(
    principal: String,
    key: String,
    answer: Option<(u16, String)>,
    task: Option<&TaskId>,
    purged: bool,
) -> Step {
    let mut args = args![principal, key];
    if answer.is_none() {
        return Step::new(sql::idempotency::FORGET, args);
    }
    args.extend(row::idempotency::answer_args(answer.as_ref()));
    let hash = purged.then(|| IdempotencyRecord::PURGED.to_vec());
    args.extend(args![task.map(TaskId::as_str)]);
    args.extend([Arg::Blob(hash), Arg::from(&IdempotencyRecord::PURGED)]);
    Step::new(sql::idempotency::ANSWER, args)
}

pub(super) fn prune(
    sessions_before: Timestamp,
    sessions_made_before: Timestamp,
    short_lived_before: Timestamp,
    steps: &mut Vec<Step>,
) {
    let sessions = args![sessions_before, sessions_made_before];
    steps.push(Step::new(sql::sessions::PRUNE, sessions));
    steps.push(Step::new(sql::sessions::PRUNE_NOTICES, args![short_lived_before]));
    steps.push(Step::new(sql::idempotency::PRUNE, args![short_lived_before]));
    steps.push(Step::new(sql::snoozes::PRUNE, args![short_lived_before]));
    steps.push(Step::new(sql::channels::PRUNE, args![short_lived_before]));
}
