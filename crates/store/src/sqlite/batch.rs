//! One transaction for many changes: each stands or falls alone, all become durable together.

use super::connection::{Connection, Next};
use super::error::{is_taken, store_error};
use crate::heads::{Heads, numbered};
use crate::plan::Plan;
use crate::sql;
use crate::statement::{Query, Step, args};
use service::StoreError;
use service::store::Committed;
use tokio::sync::oneshot;

/// A change on its way.
pub(super) struct Job {
    pub plan: Plan,
    /// Whether to write even if there is nothing to write, to see that it works.
    pub probe: bool,
    pub answer: oneshot::Sender<Result<Committed, StoreError>>,
}

/// Why a change is not written: for its own reason, or because nothing can be.
enum Failure {
    Own(StoreError),
    Everybodys(StoreError),
}

/// Writes the changes and answers for each when all are durable. An error means that none of them was written and that
/// the connection cannot be used again.
pub(super) fn commit(
    connection: &mut Connection,
    plans: Vec<(Plan, bool)>,
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    run(connection, "BEGIN IMMEDIATE")?;
    let before = heads(connection)?;
    let mut heads = before.clone();
    let mut results = Vec::with_capacity(plans.len());
    let mut write_anyway = false;
    for (plan, probe) in plans {
        write_anyway |= probe;
        let mut ahead = heads.clone();
        let (steps, committed) = numbered(plan, &mut ahead);
        // A statement alone undoes itself.
        let undoable = steps.len() > 1;
        if undoable {
            run(connection, "SAVEPOINT change")?;
        }
        match steps.into_iter().try_for_each(|step| apply(connection, step)) {
            Ok(()) => {
                heads = ahead;
                results.push(Ok(committed));
            }
            Err(Failure::Own(error)) => {
                if undoable {
                    run(connection, "ROLLBACK TO change")?;
                }
                results.push(Err(error));
            }
            Err(Failure::Everybodys(error)) => return Err(error),
        }
        if undoable {
            run(connection, "RELEASE change")?;
        }
    }
    if heads != before || write_anyway {
        connection.run(sql::heads::WRITE, &heads.args()).map_err(store_error)?;
    }
    run(connection, "COMMIT")?;
    Ok(results)
}

fn run(connection: &mut Connection, sql: &'static str) -> Result<(), StoreError> {
    connection.run(sql, &[]).map(drop).map_err(store_error)
}

fn heads(connection: &mut Connection) -> Result<Heads, StoreError> {
    let mut found = None;
    connection.ask(&Query::new(sql::heads::READ, args![]), |row| {
        found = Some(Heads::read(row)?);
        Ok(Next::Enough)
    })?;
    found.ok_or_else(Heads::missing)
}

/// Carries out one step of a change. The first guard that fails is the reason.
fn apply(connection: &mut Connection, step: Step) -> Result<(), Failure> {
    let Step { sql, args, missed, taken } = step;
    match (connection.run(sql, &args), missed, taken) {
        (Ok(0), Some(missed), _) => Err(Failure::Own(missed)),
        (Ok(_), ..) => Ok(()),
        (Err(error), _, Some(taken)) if is_taken(&error) => Err(Failure::Own(taken)),
        (Err(error), ..) => Err(match store_error(error) {
            busy @ StoreError::Busy(_) => Failure::Everybodys(busy),
            broken => Failure::Own(broken),
        }),
    }
}
