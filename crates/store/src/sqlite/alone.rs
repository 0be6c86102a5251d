//! A file has one server: it leads always. What other commands write beside it is seen by looking.

use super::reader::Reader;
use crate::row::{Fields, Row};
use crate::sql;
use crate::statement::{Query, args};
use async_trait::async_trait;
use domain::EventSeq;
use service::store::{Bell, Lead};
use std::time::Duration;

/// How often it is looked whether another command has written: soon enough for a person who waits, and a few microseconds.
const LOOK: Duration = Duration::from_millis(250);

/// The one server.
pub(crate) struct Alone;

#[async_trait]
impl Lead for Alone {
    async fn lost(&mut self) {
        std::future::pending::<()>().await;
    }
}

/// Looks how far the events have come.
pub(crate) struct Looking {
    reader: Reader,
    seen: i64,
}

impl Looking {
    pub(super) fn new(reader: Reader) -> Self {
        Self { reader, seen: 0 }
    }
}

#[async_trait]
impl Bell for Looking {
    async fn next(&mut self) -> EventSeq {
        loop {
            tokio::time::sleep(LOOK).await;
            let last = |row: Row<'_>| Fields::new(row, "heads", "", "event_seq").int("event_seq");
            // A file that cannot be read now is looked at again: whoever asks for anything hears of it.
            if let Ok(Some(now)) = self.reader.one(&Query::new(sql::heads::READ, args![]), last)
                && now > self.seen
            {
                self.seen = now;
                return EventSeq(now);
            }
        }
    }
}
