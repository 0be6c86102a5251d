//! What happened.

use super::{Database, Rows, missing};
use crate::read;
use crate::row;
use crate::row::{Fields, Row};
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{
    Timestamp,
    audit::{AuditHead, AuditRow},
    event::Event,
};
use service::StoreError;
use service::store::{Deeds, Happened, HappenedQuery, Kept, RecordStore};

#[async_trait]
impl RecordStore for Database {
    async fn events(&self, after: i64, limit: u32) -> Rows<Event> {
        self.all(sql::events::PAGE, args![after, limit], row::event::read).await
    }

    async fn happened(&self, query: &HappenedQuery) -> Rows<Happened> {
        self.rows(read::events::page(query), row::event::read_happened).await
    }

    async fn last_event(&self) -> Result<i64, StoreError> {
        let last = |row: Row<'_>| Fields::new(row, "heads", "", "event_seq").int("event_seq");
        Ok(self.one(sql::heads::READ, args![], last).await?.unwrap_or_default())
    }

    async fn audit(&self, after: i64, limit: u32) -> Rows<AuditRow> {
        self.all(sql::audit::PAGE, args![after, limit], row::audit::read).await
    }

    async fn audit_of(&self, deeds: &Deeds, after: i64, limit: u32) -> Rows<AuditRow> {
        let from = deeds.from.unwrap_or(Timestamp(i64::MIN));
        let to = deeds.to.unwrap_or(Timestamp(i64::MAX));
        let args = args![after, from, to, deeds.by.as_deref(), limit];
        self.all(sql::audit::OF, args, row::audit::read).await
    }

    async fn audit_about(&self, subject: &str) -> Rows<AuditRow> {
        self.all(sql::audit::ABOUT, args![subject], row::audit::read).await
    }

    async fn audit_head(&self) -> Result<AuditHead, StoreError> {
        let head = self.one(sql::heads::READ, args![], row::audit::read_head).await?;
        head.ok_or_else(|| missing("heads"))
    }

    async fn kept(&self) -> Result<Kept, StoreError> {
        let kept = self.one(sql::heads::KEPT, args![], row::audit::read_kept).await?;
        kept.ok_or_else(|| missing("heads"))
    }

    async fn old_events(&self, before: Timestamp, most: u32) -> Result<Option<i64>, StoreError> {
        let read = |row: Row<'_>| {
            let row = Fields::new(row, "events", "", "oldest");
            Ok((row.maybe_int("up_to")?, row.maybe_int("oldest")?))
        };
        let found = self.one(sql::events::OLD, args![before, most], read).await?;
        let found = found.and_then(|(up_to, oldest)| up_to.zip(oldest));
        Ok(found.filter(|(up_to, oldest)| up_to >= oldest).map(|(up_to, _)| up_to))
    }

    async fn audit_until(&self, before: Timestamp) -> Result<i64, StoreError> {
        let read = |row: Row<'_>| Fields::new(row, "audit", "", "up_to").int("up_to");
        Ok(self.one(sql::audit::UNTIL, args![before], read).await?.unwrap_or_default())
    }

    async fn open_since(&self) -> Result<Option<Timestamp>, StoreError> {
        let read = |row: Row<'_>| Fields::new(row, "approvals", "", "at").maybe_time("at");
        Ok(self.one(sql::approvals::OPEN_SINCE, args![], read).await?.flatten())
    }
}
