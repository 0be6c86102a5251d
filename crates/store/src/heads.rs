//! The last numbers given out, and what a change gets of them. Whoever commits holds them alone, so they are whole and in
//! the order of the commits.

use crate::plan::Plan;
use crate::row::{self, Fields, Row};
use crate::sql;
use crate::statement::{Arg, Step, args};
use domain::EventSeq;
use service::StoreError;
use service::store::Committed;

/// The last numbers given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heads {
    pub task: i64,
    pub event: i64,
    pub audit: i64,
    pub audit_hash: String,
}

impl Heads {
    /// Reads the one row.
    pub fn read(row: Row<'_>) -> Result<Self, StoreError> {
        let fields = Fields::new(row, "heads", "", "id");
        Ok(Self {
            task: fields.int("task_number")?,
            event: fields.int("event_seq")?,
            audit: fields.int("audit_seq")?,
            audit_hash: fields.text("audit_hash")?,
        })
    }

    /// The error when it is not there.
    pub fn missing() -> StoreError {
        StoreError::Inconsistent { table: "heads", id: "1".into(), what: "it is missing".into() }
    }

    /// The values of the row, in the order of the statements.
    pub fn args(&self) -> Vec<Arg> {
        args![self.task, self.event, self.audit, self.audit_hash.as_str()]
    }
}

/// The steps of a change, with the numbers that only the writer can give.
pub(crate) fn numbered(plan: Plan, heads: &mut Heads) -> (Vec<Step>, Committed) {
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
