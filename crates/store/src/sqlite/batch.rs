//! One transaction for many changes: each stands or falls alone, all become durable together.

use super::error::store_error;
use super::reader::prepare;
use crate::plan::Plan;
use crate::row;
use crate::sql;
use crate::statement::{Arg, Step, args};
use domain::EventSeq;
use service::StoreError;
use service::store::Committed;
use sqlx::SqliteConnection;
use tokio::sync::oneshot;

/// A change on its way.
pub(super) struct Job {
    pub plan: Plan,
    /// Whether to write even if there is nothing to write, to see that it works.
    pub probe: bool,
    pub answer: oneshot::Sender<Result<Committed, StoreError>>,
}

/// The last numbers given out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heads {
    task: i64,
    event: i64,
    audit: i64,
    audit_hash: String,
}

/// Why a change is not written: for its own reason, or because nothing can be.
enum Failure {
    Own(StoreError),
    Everybodys(StoreError),
}

/// Writes the changes and answers for each when all are durable. An error means that none of them was written and that
/// the connection cannot be used again.
pub(super) async fn commit(
    connection: &mut SqliteConnection,
    plans: Vec<(Plan, bool)>,
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    run(connection, "BEGIN IMMEDIATE").await?;
    let before = heads(connection).await?;
    let mut heads = before.clone();
    let mut results = Vec::with_capacity(plans.len());
    let mut write_anyway = false;
    for (plan, probe) in plans {
        write_anyway |= probe;
        run(connection, "SAVEPOINT change").await?;
        let mut ahead = heads.clone();
        match apply(connection, plan, &mut ahead).await {
            Ok(committed) => {
                heads = ahead;
                results.push(Ok(committed));
            }
            Err(Failure::Own(error)) => {
                run(connection, "ROLLBACK TO change").await?;
                results.push(Err(error));
            }
            Err(Failure::Everybodys(error)) => return Err(error),
        }
        run(connection, "RELEASE change").await?;
    }
    if heads != before || write_anyway {
        let args = args![heads.task, heads.event, heads.audit, heads.audit_hash];
        prepare(sql::heads::WRITE, args)?.execute(&mut *connection).await.map_err(store_error)?;
    }
    run(connection, "COMMIT").await?;
    Ok(results)
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(connection).await.map_err(store_error)?;
    Ok(())
}

async fn heads(connection: &mut SqliteConnection) -> Result<Heads, StoreError> {
    let row = sqlx::query(sql::heads::READ).fetch_one(connection).await.map_err(store_error)?;
    let fields = row::Fields::new(&row, "heads", "", "id");
    Ok(Heads {
        task: fields.int("task_number")?,
        event: fields.int("event_seq")?,
        audit: fields.int("audit_seq")?,
        audit_hash: fields.text("audit_hash")?,
    })
}

async fn apply(
    connection: &mut SqliteConnection,
    plan: Plan,
    heads: &mut Heads,
) -> Result<Committed, Failure> {
    let mut committed = Committed::default();
    for mut step in plan.steps {
        if step.numbered {
            heads.task += 1;
            step.args[0] = Arg::from(heads.task);
            committed.task_numbers.push(heads.task);
        }
        take(connection, step).await?;
    }
    for entry in plan.audit {
        let row = entry.chain(heads.audit + 1, std::mem::take(&mut heads.audit_hash));
        take(connection, Step::new(sql::audit::INSERT, row::audit::args(&row))).await?;
        heads.audit = row.seq;
        heads.audit_hash = row.hash;
    }
    for mut args in plan.events {
        heads.event += 1;
        args[0] = Arg::from(heads.event);
        take(connection, Step::new(sql::events::INSERT, args)).await?;
        committed.last_event = Some(EventSeq(heads.event));
    }
    Ok(committed)
}

async fn take(connection: &mut SqliteConnection, step: Step) -> Result<(), Failure> {
    let prepared = prepare(step.sql, step.args).map_err(Failure::Own)?;
    let touched = if step.looks {
        prepared.fetch_optional(connection).await.map(|row| u64::from(row.is_some()))
    } else {
        prepared.execute(connection).await.map(|done| done.rows_affected())
    };
    match (touched, step.missed, step.taken) {
        (Ok(0), Some(missed), _) => Err(Failure::Own(missed)),
        (Ok(_), ..) => Ok(()),
        (Err(sqlx::Error::Database(error)), _, Some(taken)) if error.is_unique_violation() => {
            Err(Failure::Own(taken))
        }
        (Err(error), ..) => Err(match store_error(error) {
            busy @ StoreError::Busy(_) => Failure::Everybodys(busy),
            own => Failure::Own(own),
        }),
    }
}
