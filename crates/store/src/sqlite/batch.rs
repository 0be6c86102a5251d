//! One transaction for many changes: each stands or falls alone, all become durable together.

use super::error::store_error;
use super::glue::{Glue, Outcome, Sequence};
use crate::plan::Plan;
use crate::row;
use crate::sql;
use crate::statement::{Arg, Step, args};
use domain::EventSeq;
use service::StoreError;
use service::store::Committed;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use tokio::sync::oneshot;

/// How many steps of a change are run together at most: a long log or list of files would make a text of its own.
const TOGETHER: usize = 16;

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

/// What it means when a step touches nothing, and when the name it brings is taken.
struct Meaning {
    missed: Option<StoreError>,
    taken: Option<StoreError>,
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
    glue: &mut Glue,
    plans: Vec<(Plan, bool)>,
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    let mut opening = Sequence::default();
    opening.add("BEGIN IMMEDIATE", args![])?.add(sql::heads::READ, args![])?;
    let begun = glue.run(connection, opening).await.whole()?;
    let before = heads(&begun.rows)?;
    let mut heads = before.clone();
    let mut results = Vec::with_capacity(plans.len());
    let mut write_anyway = false;
    let mut sequence = Sequence::default();
    for (plan, probe) in plans {
        write_anyway |= probe;
        let mut ahead = heads.clone();
        let (steps, committed) = numbered(plan, &mut ahead);
        // A statement alone undoes itself.
        let undoable = steps.len() > 1;
        if undoable {
            sequence.add("SAVEPOINT change", args![])?;
        }
        match apply(connection, glue, &mut sequence, steps).await {
            Ok(()) => {
                heads = ahead;
                results.push(Ok(committed));
            }
            Err(Failure::Own(error)) => {
                if undoable {
                    sequence.add("ROLLBACK TO change", args![])?;
                }
                results.push(Err(error));
            }
            Err(Failure::Everybodys(error)) => return Err(error),
        }
        if undoable {
            sequence.add("RELEASE change", args![])?;
        }
    }
    if heads != before || write_anyway {
        let args = args![heads.task, heads.event, heads.audit, heads.audit_hash];
        sequence.add(sql::heads::WRITE, args)?;
    }
    sequence.add("COMMIT", args![])?;
    glue.run(connection, sequence).await.whole()?;
    Ok(results)
}

fn heads(rows: &[SqliteRow]) -> Result<Heads, StoreError> {
    let missing = || StoreError::Inconsistent {
        table: "heads",
        id: "1".into(),
        what: "it is missing".into(),
    };
    let row = rows.first().ok_or_else(missing)?;
    let fields = row::Fields::new(row, "heads", "", "id");
    Ok(Heads {
        task: fields.int("task_number")?,
        event: fields.int("event_seq")?,
        audit: fields.int("audit_seq")?,
        audit_hash: fields.text("audit_hash")?,
    })
}

/// Carries out the steps of one change. `sequence` holds what is still to be run before them, and afterwards nothing,
/// unless there were no steps.
async fn apply(
    connection: &mut SqliteConnection,
    glue: &mut Glue,
    sequence: &mut Sequence,
    steps: Vec<Step>,
) -> Result<(), Failure> {
    let mut steps = steps.into_iter().peekable();
    while steps.peek().is_some() {
        let waiting = sequence.len();
        let mut meanings = Vec::with_capacity(TOGETHER);
        for Step { sql, args, missed, taken } in steps.by_ref().take(TOGETHER) {
            sequence.add(sql, args).map_err(Failure::Own)?;
            meanings.push(Meaning { missed, taken });
        }
        let outcome = glue.run(connection, std::mem::take(sequence)).await;
        judge(outcome, waiting, meanings)?;
    }
    Ok(())
}

/// The steps of a change, with the numbers that only the writer can give.
fn numbered(plan: Plan, heads: &mut Heads) -> (Vec<Step>, Committed) {
    let mut committed = Committed::default();
    let mut steps = plan.steps;
    for step in steps.iter_mut().filter(|step| step.sql == sql::tasks::INSERT) {
        heads.task += 1;
        step.args[0] = Arg::from(heads.task);
        committed.task_numbers.push(heads.task);
    }
    let mut rows = Vec::with_capacity(plan.audit.len());
    for entry in plan.audit {
        let row = entry.chain(heads.audit + 1, std::mem::take(&mut heads.audit_hash));
        rows.push(row::audit::args(&row));
        heads.audit = row.seq;
        heads.audit_hash = row.hash;
    }
    steps.extend(sql::audit::INSERT.steps(rows));
    let mut events = plan.events;
    for args in &mut events {
        heads.event += 1;
        args[0] = Arg::from(heads.event);
        committed.last_event = Some(EventSeq(heads.event));
    }
    steps.extend(sql::events::INSERT.steps(events));
    (steps, committed)
}

/// What became of the steps that came after `waiting` other statements. The first guard that failed is the reason, even
/// if something after it broke.
fn judge(outcome: Outcome, waiting: usize, meanings: Vec<Meaning>) -> Result<(), Failure> {
    let mut meanings = meanings.into_iter();
    for (touched, meaning) in outcome.touched.iter().skip(waiting).zip(&mut meanings) {
        if let (0, Some(missed)) = (touched, meaning.missed) {
            return Err(Failure::Own(missed));
        }
    }
    let Some(error) = outcome.error else { return Ok(()) };
    let unique =
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    let own = outcome.touched.len() >= waiting;
    let taken = meanings.next().and_then(|meaning| meaning.taken).filter(|_| own && unique);
    Err(match (taken, store_error(error)) {
        (Some(taken), _) => Failure::Own(taken),
        (None, busy @ StoreError::Busy(_)) => Failure::Everybodys(busy),
        (None, broken) if own => Failure::Own(broken),
        (None, broken) => Failure::Everybodys(broken),
    })
}
