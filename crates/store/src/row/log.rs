//! A piece of a log and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::log::{LogChunk, Stream};
use service::StoreError;

/// All columns of a new piece of a task's or an action's output.
pub(crate) fn args(of: &str, chunk: &LogChunk) -> Vec<Arg> {
    args![of, chunk.seq, chunk.stream.as_str(), chunk.at, chunk.bytes.as_slice()]
}

pub(crate) fn read(row: Row<'_>) -> Result<LogChunk, StoreError> {
    piece(&Fields::new(row, "task_logs", "", "task"))
}

pub(crate) fn read_of_action(row: Row<'_>) -> Result<LogChunk, StoreError> {
    piece(&Fields::new(row, "action_logs", "", "action"))
}

fn piece(row: &Fields<'_>) -> Result<LogChunk, StoreError> {
    Ok(LogChunk {
        seq: row.int("seq")?,
        stream: row.word("stream", Stream::parse)?,
        bytes: row.bytes("bytes")?,
        at: row.time("at")?,
    })
}

/// The bytes of a piece, where nothing else of it was asked for.
pub(crate) fn bytes(row: Row<'_>) -> Result<Vec<u8>, StoreError> {
    Fields::new(row, "logs", "", "bytes").bytes("bytes")
}

/// How many bytes there are in all.
pub(crate) fn total(row: Row<'_>) -> Result<u64, StoreError> {
    Fields::new(row, "logs", "", "total").count("total")
}

/// How many pieces there are.
pub(crate) fn count(row: Row<'_>) -> Result<u32, StoreError> {
    Fields::new(row, "logs", "", "pieces").number("pieces")
}

/// The pieces as one text of at most this many bytes.
pub(crate) fn cut(pieces: &[Vec<u8>], limit: usize) -> Vec<u8> {
    let mut output = pieces.concat();
    output.truncate(limit);
    output
}
