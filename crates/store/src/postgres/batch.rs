//! One transaction for many changes: each stands or falls alone, all become durable together.

use super::bound;
use super::connect::within;
use super::error::{is_gone, store_error};
use super::outcome::Sent;
use crate::heads::{Heads, numbered};
use crate::plan::Plan;
use crate::row::Row;
use crate::sql;
use crate::statement::{Arg, Step, check_count};
use service::StoreError;
use service::store::Committed;
use sqlx::PgConnection;

/// What became of each change, in order.
pub(super) type Results = Vec<Result<Committed, StoreError>>;

/// Why a batch was not answered change by change. The connection cannot be used again.
pub(super) enum Failure {
    /// Nothing was written.
    Nothing(StoreError),
    /// The end was sent and not answered. If it was carried out, these are the results.
    Unknown(Box<Sent>, Results),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Nothing(store_error(error))
    }
}

/// Why a change is not written: for its own reason, or because nothing can be.
enum Refused {
    Own(StoreError),
    Everybodys(StoreError),
}

/// Begins a batch, alone with the last numbers. Waits for the batches of other processes.
pub(super) async fn begin(connection: &mut PgConnection) -> Result<Heads, sqlx::Error> {
    let found = within(sqlx::raw_sql(sql::heads::BEGIN).fetch_all(connection)).await?;
    let row = found.first().ok_or_else(Heads::missing);
    let heads = row.and_then(|row| Heads::read(Row::Postgres(row)));
    heads.map_err(|error| sqlx::Error::Decode(error.into()))
}

/// Writes the changes in the batch that was begun with these numbers, and answers for each when all are durable. `name` is
/// kept with the batch; no other has it.
pub(super) async fn commit(
    connection: &mut PgConnection,
    before: Heads,
    plans: Vec<(Plan, bool)>,
    name: String,
) -> Result<Results, Failure> {
    let mut heads = before.clone();
    let mut results = Vec::with_capacity(plans.len());
    let mut write_anyway = false;
    // What is to be said of the change before: the first one begins with the batch.
    let mut between = None;
    for (plan, probe) in plans {
        write_anyway |= probe;
        if let Some(text) = between {
            simply(connection, text).await?;
        }
        let mut ahead = heads.clone();
        let (steps, committed) = numbered(plan, &mut ahead);
        match apply(connection, steps).await {
            Ok(()) => {
                heads = ahead;
                between = Some(sql::heads::KEEP_CHANGE);
                results.push(Ok(committed));
            }
            Err(Refused::Own(error)) => {
                between = Some(sql::heads::UNDO_CHANGE);
                results.push(Err(error));
            }
            Err(Refused::Everybodys(error)) => return Err(Failure::Nothing(error)),
        }
    }
    if between == Some(sql::heads::UNDO_CHANGE) {
        simply(connection, sql::heads::UNDO_CHANGE).await?;
    }
    let written = results.iter().any(Result::is_ok) || write_anyway;
    if written {
        let rings = heads.event != before.event;
        let text = if rings { sql::heads::WRITE_AND_RING } else { sql::heads::WRITE_NAMED };
        let mut args = heads.args();
        args.push(Arg::from(name.as_str()));
        execute(connection, text, args).await?;
    }
    match simply(connection, "COMMIT").await {
        Ok(()) => Ok(results),
        // Of changes that were all refused, nothing was to be written.
        Err(_) if !written => Ok(results),
        Err(error) => {
            let sent = Sent { name, before, after: heads, error: store_error(error) };
            Err(Failure::Unknown(Box::new(sent), results))
        }
    }
}

/// Carries out the steps of one change, until one says that it must not be written.
async fn apply(connection: &mut PgConnection, steps: Vec<Step>) -> Result<(), Refused> {
    for Step { sql, args, missed, taken } in steps {
        check_count(sql, args.len()).map_err(Refused::Own)?;
        match execute(connection, sql, args).await {
            Ok(touched) => {
                if let (0, Some(missed)) = (touched, missed) {
                    return Err(Refused::Own(missed));
                }
            }
            Err(error) => return Err(judge(error, taken)),
        }
    }
    Ok(())
}

/// Whose failure it is, and what it means when the name that the step brings is taken.
fn judge(error: sqlx::Error, taken: Option<StoreError>) -> Refused {
    if is_gone(&error) {
        return Refused::Everybodys(store_error(error));
    }
    let unique =
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    Refused::Own(taken.filter(|_| unique).unwrap_or_else(|| store_error(error)))
}

/// How many rows a statement touched or, if it only looked, found.
async fn execute(
    connection: &mut PgConnection,
    sql: &'static str,
    args: Vec<Arg>,
) -> Result<u64, sqlx::Error> {
    let args = bound(args).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let done = within(sqlx::query_with(sql, args).execute(connection)).await?;
    Ok(done.rows_affected())
}

/// Statements without values, in one go.
async fn simply(connection: &mut PgConnection, texts: &'static str) -> Result<(), sqlx::Error> {
    within(sqlx::raw_sql(texts).execute(connection)).await.map(drop)
}
