//! What people answered, and its columns.

use super::{Fields, Row};
use crate::sql;
use crate::statement::{Step, args};
use domain::{ApprovalId, PersonId, Verdict, attention::Given};
use service::StoreError;
use service::store::{Answered, LastAnswer};

pub(crate) fn insert(approval: &ApprovalId, given: &Given, after: Option<LastAnswer>) -> Step {
    let mut args = args![
        given.by.as_str(),
        approval.as_str(),
        given.verdict.as_str(),
        given.asked_at,
        given.at,
    ];
    let Some(last) = after else { return Step::new(sql::answers::INSERT, args) };
    args.extend(args![last.from, last.seq]);
    Step::new(sql::answers::INSERT_AFTER, args).guarded("answers of", given.by.as_str())
}

pub(crate) fn read(row: Row<'_>) -> Result<Answered, StoreError> {
    let row = Fields::new(row, "answers", "", "seq");
    let given = Given {
        by: PersonId::new(row.text("person")?),
        verdict: row.word("verdict", |text| Verdict::parse(text).ok())?,
        asked_at: row.time("asked_at")?,
        at: row.time("at")?,
    };
    Ok(Answered { seq: row.int("seq")?, given })
}
