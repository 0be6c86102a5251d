//! A changed file and its columns.

use super::{Fields, Row};
use crate::statement::{Arg, args};
use domain::change::{ChangeKind, FileChange};
use service::StoreError;

const KINDS: [ChangeKind; 4] =
    [ChangeKind::Added, ChangeKind::Modified, ChangeKind::Deleted, ChangeKind::Renamed];

/// All columns of a file that a task or an action changed.
pub(crate) fn args(of: &str, file: &FileChange) -> Vec<Arg> {
    args![
        of,
        file.path.as_str(),
        file.change.as_str(),
        file.old_path.as_deref(),
        file.additions,
        file.deletions,
        file.diff.as_str(),
        file.binary,
        file.truncated,
    ]
}

pub(crate) fn read(row: Row<'_>) -> Result<FileChange, StoreError> {
    changed(&Fields::new(row, "task_files", "", "task"))
}

pub(crate) fn read_of_action(row: Row<'_>) -> Result<FileChange, StoreError> {
    changed(&Fields::new(row, "action_files", "", "action"))
}

fn changed(row: &Fields<'_>) -> Result<FileChange, StoreError> {
    Ok(FileChange {
        path: row.text("path")?,
        change: row.word("change", |text| KINDS.into_iter().find(|kind| kind.as_str() == text))?,
        old_path: row.maybe_text("old_path")?,
        additions: row.number("additions")?,
        deletions: row.number("deletions")?,
        diff: row.text("diff")?,
        binary: row.yes("is_binary")?,
        truncated: row.yes("truncated")?,
    })
}
