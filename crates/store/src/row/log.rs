//! A piece of a log and its columns.

use super::Fields;
use crate::statement::{Arg, args};
use domain::TaskId;
use domain::log::{LogChunk, Stream};
use service::StoreError;
use sqlx::sqlite::SqliteRow;

/// All columns of a new piece.
pub(crate) fn args(task: &TaskId, chunk: &LogChunk) -> Vec<Arg> {
    args![task.as_str(), chunk.seq, chunk.stream.as_str(), chunk.at, chunk.bytes.as_slice()]
}

pub(crate) fn read(row: &SqliteRow) -> Result<LogChunk, StoreError> {
    let row = Fields::new(row, "task_logs", "", "task");
    Ok(LogChunk {
        seq: row.int("seq")?,
        stream: row.word("stream", Stream::parse)?,
        bytes: row.bytes("bytes")?,
        at: row.time("at")?,
    })
}
