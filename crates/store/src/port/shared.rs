//! What servers share. A file has one server, and other commands write beside it; a database of PostgreSQL may have many.

use super::{Database, Maybe};
use crate::row;
use crate::row::{Fields, Row};
use crate::sql;
use crate::sqlite::alone::Alone;
use crate::statement::args;
use async_trait::async_trait;
use domain::{Timestamp, tries::Tries};
use service::StoreError;
use service::store::{Bell, Lead, Purpose, SharedStore, Subject};

#[async_trait]
impl SharedStore for Database {
    fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    fn bell(&self) -> Box<dyn Bell> {
        match self {
            Self::Sqlite(store) => Box::new(store.bell()),
            Self::Postgres(store) => Box::new(store.bell()),
        }
    }

    async fn lead(&self) -> Box<dyn Lead> {
        match self {
            Self::Sqlite(_) => Box::new(Alone),
            Self::Postgres(store) => Box::new(store.lead().await),
        }
    }

    async fn clock(&self) -> Result<Option<Timestamp>, StoreError> {
        if !self.is_shared() {
            return Ok(None);
        }
        let now = |row: Row<'_>| Fields::new(row, "heads", "", "id").time("now");
        self.one(sql::shared::CLOCK, args![], now).await
    }

    async fn tries(&self, of: Subject) -> Maybe<Tries> {
        self.one(sql::shared::TRIES, args![&of.0], row::shared::read_tries).await
    }

    async fn turn(&self, of: Subject) -> Result<i64, StoreError> {
        let number = self.one(sql::shared::TURN, args![&of.0], row::shared::read_turn).await?;
        Ok(number.unwrap_or_default())
    }

    async fn server_key(&self, purpose: Purpose) -> Maybe<String> {
        self.one(sql::shared::SERVER_KEY, args![purpose.as_str()], row::shared::read_server_key)
            .await
    }
}
