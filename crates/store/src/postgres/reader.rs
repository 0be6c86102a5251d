//! Reading: each question is one statement of its own, so each answer is one moment.

use super::bound;
use super::connect::within;
use super::error::{is_gone, is_late, store_error};
use crate::port::{Maybe, Rows};
use crate::row::Row;
use crate::statement::{Query, check_count};
use service::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::{AssertSqlSafe, Postgres};

/// Connections that are asked and never begin a transaction.
pub(super) struct Reader(PgPool);

impl Reader {
    pub fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// Every row of the answer.
    pub async fn all<T>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.ask(query).await?.iter().map(Row::Postgres).map(read).collect()
    }

    /// The one row of the answer, if there is one.
    pub async fn one<T>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.ask(query).await?.first().map(Row::Postgres).map(read).transpose()
    }

    async fn lend(&self) -> Result<Lent, StoreError> {
        self.0.acquire().await.map(Some).map(Lent).map_err(store_error)
    }

    /// Asks once more for each connection that turns out to be dead: a server that was started anew has ended them all, and
    /// asking changes nothing.
    async fn ask(&self, query: Query) -> Result<Vec<PgRow>, StoreError> {
        check_count(&query.sql, query.args.len())?;
        let mut again = self.0.size();
        loop {
            let mut lent = self.lend().await?;
            let args = bound(query.args.clone())?;
            // Every text is put together from constants; what comes from outside is in the values.
            let asked = sqlx::query_with(AssertSqlSafe(query.sql.clone()), args);
            let answer = within(asked.fetch_all(&mut **lent.connection()?)).await;
            match answer {
                Err(error) if is_gone(&error) => {
                    drop(lent);
                    // One that gives no answer at all is not one of many that died: each would take as long.
                    if again == 0 || is_late(&error) {
                        return Err(store_error(error));
                    }
                    again -= 1;
                }
                answer => {
                    lent.give_back();
                    return answer.map_err(store_error);
                }
            }
        }
    }
}

/// A connection of the pool while it is asked. It goes back only when it was answered: one whose question was given up in
/// the middle is closed, since what it would answer next is not known. (With sqlx 0.9.0 such a connection can be inside a
/// transaction that nobody knows of, and lose what is written on it.)
struct Lent(Option<PoolConnection<Postgres>>);

impl Lent {
    fn connection(&mut self) -> Result<&mut PoolConnection<Postgres>, StoreError> {
        self.0.as_mut().ok_or_else(|| StoreError::Broken("a connection was given back".into()))
    }

    fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::connect;
    use super::super::own_database::OwnDatabase;
    use super::*;
    use crate::row::Fields;
    use crate::statement::args;

    /// T65: with a connection that nobody knows is in a transaction, what is acknowledged next would be lost.
    #[tokio::test]
    async fn a_poisoned_connection_is_not_asked_again() {
        let database = OwnDatabase::make().await;
        database.run("CREATE TABLE kept (what TEXT NOT NULL)").await;
        let options = connect::options(&database.url()).unwrap();
        let other = Reader::new(connect::readers(&options));
        let one = sqlx::postgres::PgPoolOptions::new().max_connections(1);
        let reader = Reader::new(one.connect_lazy_with(options));
        {
            let mut lent = reader.lend().await.unwrap();
            let connection = lent.connection().unwrap();
            // The beginning is sent, and whoever sent it goes away.
            let begin = std::pin::pin!(sqlx::raw_sql("BEGIN").execute(&mut **connection));
            let _ = futures::poll!(begin);
        }
        let what = |row: Row<'_>| Fields::new(row, "kept", "", "what").text("what");
        let keep = Query::new("INSERT INTO kept (what) VALUES ($1) RETURNING what", args!["this"]);
        assert_eq!(reader.one(keep, what).await.unwrap().as_deref(), Some("this"));
        let found = Query::new("SELECT what FROM kept", args![]);
        assert_eq!(other.all(found, what).await.unwrap(), ["this"]);
    }
}
