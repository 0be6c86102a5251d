//! The files of a work tree that were too large, too many or not readable for git's comparison: told by size and times.

use super::{
    Found, Side,
    tree::{Line, Look},
};
use crate::platform::Signature;
use domain::change::ChangeKind;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A file that differs from git's index, or is unknown to it, as one look saw it.
pub(super) struct Mark {
    /// Its size, times and so on.
    pub(super) signature: Signature,
    /// Whether its content is in that look's tree.
    pub(super) read: bool,
    /// Whether git knows the path.
    pub(super) tracked: bool,
}

/// What happened to the files that at least one of two looks did not read. For these git's answer does not count.
pub(super) struct Apart {
    top: PathBuf,
    /// `None` if it did not change.
    changes: BTreeMap<PathBuf, Option<ChangeKind>>,
}

impl Apart {
    pub(super) fn compare(top: &Path, before: &Look, now: &Look) -> Self {
        let unread = |look: &Look| -> Vec<PathBuf> {
            look.marks.iter().filter(|(_, m)| !m.read).map(|(path, _)| path.clone()).collect()
        };
        let paths = unread(before).into_iter().chain(unread(now));
        let changes = paths.map(|path| {
            let on_disk = top.join(&path).symlink_metadata().ok().map(|m| Signature::of(&m));
            let now_is = now.marks.get(&path).map(|m| m.signature).or(on_disk);
            let change = match (before.marks.get(&path), now_is) {
                (Some(was), Some(is)) if was.signature == is => None,
                (Some(_), Some(_)) => Some(ChangeKind::Modified),
                (Some(_), None) => Some(ChangeKind::Deleted),
                // Not marked before: it was either as git knows it, or not there.
                (None, _) => match now.marks.get(&path) {
                    Some(mark) if mark.tracked => Some(ChangeKind::Modified),
                    _ => Some(ChangeKind::Added),
                },
            };
            (path, change)
        });
        Self { top: top.to_owned(), changes: changes.collect() }
    }

    /// Takes what is told here out of git's list.
    pub(super) fn correct(&self, lines: &mut Vec<Line>) {
        lines.retain_mut(|line| {
            let new_is_told = self.changes.contains_key(&line.path);
            let old = line.old_path.clone().filter(|old| !self.changes.contains_key(old));
            match (new_is_told, line.change, old) {
                (false, ChangeKind::Renamed, None) => {
                    line.change = ChangeKind::Added;
                    line.old_path = None;
                    true
                }
                (true, ChangeKind::Renamed, Some(old)) => {
                    line.change = ChangeKind::Deleted;
                    line.old_path = None;
                    line.path = old;
                    true
                }
                (told, ..) => !told,
            }
        });
    }

    /// What changed among them. There is no old content to compare with.
    pub(super) fn found(self, limit: u64) -> Vec<Found> {
        let Self { top, changes } = self;
        let changed = changes.into_iter().filter_map(|(path, change)| Some((path, change?)));
        let found = changed.map(|(path, change)| {
            let new = match change {
                ChangeKind::Deleted => Side::Absent,
                _ => Side::on_disk(&top.join(&path), limit),
            };
            let old = match change {
                ChangeKind::Added => Side::Absent,
                _ => Side::Part(Vec::new()),
            };
            Found { path, old_path: None, change, old, new, counts: None, executable: None }
        });
        found.collect()
    }
}
