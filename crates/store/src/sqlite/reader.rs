//! Reading: each question is one statement, so each answer is one moment.

use super::connection::{Connection, Next};
use super::file;
use crate::port::{Maybe, Rows};
use crate::row::Row;
use crate::statement::Query;
use service::StoreError;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// How many long questions are answered at once; more would only wait for each other's pages.
const LONG: usize = 4;

/// Connections that cannot write: made when they are needed, as many as ever read at once. Those are the threads that
/// serve requests, and the few that answer long questions.
#[derive(Clone)]
pub(super) struct Reader {
    pool: Arc<Pool>,
    long: Arc<Semaphore>,
}

struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Reader {
    pub fn new(path: &Path) -> Self {
        let pool = Pool { path: path.to_owned(), idle: Mutex::default() };
        Self { pool: Arc::new(pool), long: Arc::new(Semaphore::new(LONG)) }
    }

    /// The one row of the answer, if there is one. Answered on the spot: it is found by an index.
    pub fn one<T>(
        &self,
        query: &Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Maybe<T> {
        self.pool.with(|connection| {
            let mut found = None;
            connection.ask(query, |row| {
                found = Some(read(row)?);
                Ok(Next::Enough)
            })?;
            Ok(found)
        })
    }

    /// Every row of an answer that an index finds and that has few. Answered on the spot.
    pub fn few<T>(
        &self,
        query: &Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError>,
    ) -> Rows<T> {
        self.pool.every(query, read)
    }

    /// Every row of an answer that may take its time: another thread is kept waiting by it, not one that serves others.
    pub async fn all<T: Send + 'static>(
        &self,
        query: Query,
        read: impl Fn(Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Rows<T> {
        let broken = |why: &dyn std::fmt::Display| StoreError::Broken(why.to_string());
        let turn = self.long.clone().acquire_owned().await.map_err(|closed| broken(&closed))?;
        let pool = self.pool.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let answer = pool.every(&query, read);
            drop(turn);
            answer
        });
        answer.await.map_err(|panic| broken(&panic))?
    }
}

impl Pool {
    fn every<T>(&self, query: &Query, read: impl Fn(Row<'_>) -> Result<T, StoreError>) -> Rows<T> {
        self.with(|connection| {
            let mut found = Vec::new();
            connection.ask(query, |row| {
                found.push(read(row)?);
                Ok(Next::Row)
            })?;
            Ok(found)
        })
    }

    /// Lends a connection. One that somebody failed with is not lent again.
    fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let mut connection = match lent {
            Some(connection) => connection,
            None => file::open_to_read(&self.path)?,
        };
        let answer = work(&mut connection)?;
        idle().push(connection);
        Ok(answer)
    }
}
