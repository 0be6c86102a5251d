//! What a task's agent used, and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::TaskId;
use domain::usage::Usage;
use service::StoreError;

/// All columns. More tokens than the engines can count are as many as they can.
pub(crate) fn args(task: &TaskId, usage: &Usage) -> Vec<Arg> {
    let count = |tokens| i64::try_from(tokens).unwrap_or(i64::MAX);
    args![
        task.as_str(),
        usage.model.as_str(),
        usage.turns,
        count(usage.input_tokens),
        count(usage.output_tokens),
    ]
}

/// Reads `u_…` if it was found.
pub(crate) fn read(row: Row<'_>) -> Result<Option<Usage>, StoreError> {
    let row = Fields::new(row, "task_usage", "u_", "task");
    if !row.is_there()? {
        return Ok(None);
    }
    Ok(Some(Usage {
        model: row.text("model")?,
        turns: row.number("turns")?,
        input_tokens: row.count("input_tokens")?,
        output_tokens: row.count("output_tokens")?,
    }))
}
