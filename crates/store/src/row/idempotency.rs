//! An idempotency key and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::TaskId;
use service::StoreError;
use service::store::IdempotencyRecord;

/// All columns of a request that begins.
pub(crate) fn args(record: &IdempotencyRecord) -> Vec<Arg> {
    let mut args =
        args![record.principal.as_str(), record.key.as_str(), &record.request_hash, record.at];
    args.extend(answer_args(record.answer.as_ref()));
    args.push(record.task.as_ref().map(TaskId::as_str).into());
    args
}

/// The columns of its answer.
pub(crate) fn answer_args(answer: Option<&(u16, String)>) -> Vec<Arg> {
    match answer {
        Some((status, body)) => args![i64::from(*status), body.as_str()],
        None => vec![Arg::Int(None), Arg::Text(None)],
    }
}

pub(crate) fn read(row: Row<'_>) -> Result<IdempotencyRecord, StoreError> {
    let row = Fields::new(row, "idempotency_keys", "", "key");
    let answer = match (row.maybe_int("status")?, row.maybe_text("body")?) {
        (None, None) => None,
        (Some(status), Some(body)) => {
            let status =
                u16::try_from(status).map_err(|_| row.wrong(format!("status is {status}")))?;
            Some((status, body))
        }
        _ => return Err(row.wrong("half an answer")),
    };
    Ok(IdempotencyRecord {
        principal: row.text("principal")?,
        key: row.text("key")?,
        request_hash: row.hash("request_hash")?,
        at: row.time("at")?,
        answer,
        task: row.maybe_text("task")?.map(TaskId::new),
    })
}
