//! The files a run changed, so that its reviewer sees them: looked at before and after, compared, and put as diffs.
//!
//! In a git work tree that lies inside the workspace the comparison is git's own, of the whole work tree: it sees dirty,
//! untracked, renamed and removed files, but not ignored ones. Anywhere else, and in a task's own directory, it is of
//! the working directory's content. Nothing outside is seen, and what another run changes in the same place meanwhile
//! cannot be told apart. Looking never changes anything: not the user's index, not their objects.

mod content;
mod diff;
pub(crate) mod git;
mod tree;
mod unhashed;

use crate::{platform, secrets::Secrets, workspace::Place};
use domain::change::{ChangeKind, FileChange};
use std::path::{Path, PathBuf};

/// How closely is looked. What is over a limit is still reported as changed, without its diff.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many files of a directory are looked at.
    pub files: usize,
    /// The largest file that is read to tell whether it changed, in bytes. Others are told by size and times.
    pub read_each: u64,
    /// How much is read in all, in bytes.
    pub read_all: u64,
    /// The largest file whose old content is kept to make a diff, in bytes.
    pub keep_each: u64,
    /// How much old content is kept in all, in bytes.
    pub keep_all: u64,
    /// The largest file a diff is made of, in bytes.
    pub compare_each: u64,
    /// The longest diff of one file, in bytes.
    pub diff_each: usize,
    /// The longest diffs of one run together, in bytes as JSON.
    pub diff_all: usize,
    /// How many changed files are listed.
    pub listed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            files: 20_000,
            read_each: 4 * MIB,
            read_all: 256 * MIB,
            keep_each: MIB / 4,
            keep_all: 32 * MIB,
            compare_each: MIB,
            diff_each: 256 * 1024,
            diff_all: 4 * 1024 * 1024,
            listed: 2_000,
        }
    }
}

/// What a run changed, and what could not be seen.
#[derive(Debug, Default)]
pub struct Changes {
    /// The files, by path.
    pub files: Vec<FileChange>,
    /// What the reviewer should know about the list, in whole sentences.
    pub notes: Vec<String>,
}

/// How a directory looked before the run.
pub struct Before {
    limits: Limits,
    notes: Vec<String>,
    seen: Seen,
}

enum Seen {
    Tree(Box<tree::Before>),
    Content(content::Before),
    Nothing,
}

impl Before {
    /// Looks at the place. `scratch` is a directory of this run alone, outside the place. It cannot fail: what went wrong
    /// is told in [`Changes::notes`].
    pub async fn look(place: &Place, scratch: &Path, limits: Limits) -> Self {
        let mut notes = Vec::new();
        let repository = if place.own { None } else { git::Repository::find(place, scratch).await };
        if let Some(repository) = repository {
            match tree::Before::look(repository, limits).await {
                Ok(tree) => return Self { limits, notes, seen: Seen::Tree(Box::new(tree)) },
                Err(error) => notes.push(format!(
                    "Git could not compare this folder ({error:#}), so its files were compared without git."
                )),
            }
        }
        let (dir, keep) = (place.dir.clone(), scratch.join("kept"));
        let look = tokio::task::spawn_blocking(move || content::Before::look(&dir, keep, limits));
        let seen = match look.await {
            Ok(Ok(content)) => Seen::Content(content),
            failed => {
                notes.push(format!("Changed files are not listed: {}.", reason(failed)));
                Seen::Nothing
            }
        };
        Self { limits, notes, seen }
    }

    /// Looks again and compares. Values of secrets are hidden in what is told of the files.
    pub async fn compare(self, secrets: &Secrets) -> Changes {
        let Self { limits, mut notes, seen } = self;
        let found = match seen {
            Seen::Nothing => Ok(Vec::new()),
            Seen::Tree(tree) => tree.compare(&mut notes).await,
            Seen::Content(content) => {
                let compare = tokio::task::spawn_blocking(move || {
                    let mut notes = Vec::new();
                    (content.compare(&mut notes), notes)
                });
                match compare.await {
                    Ok((found, more)) => {
                        notes.extend(more);
                        Ok(found)
                    }
                    Err(error) => Err(error.into()),
                }
            }
        };
        let found = found.unwrap_or_else(|error| {
            notes.push(format!("The changed files cannot be listed: {error:#}."));
            Vec::new()
        });
        let secrets = secrets.clone();
        let written = tokio::task::spawn_blocking(move || {
            let found = found.into_iter().map(|one| one.without(&secrets)).collect();
            diff::write(found, limits)
        })
        .await;
        let (files, more) = written.unwrap_or_default();
        notes.extend(more);
        Changes { files, notes }
    }
}

fn reason<T>(failed: Result<anyhow::Result<T>, tokio::task::JoinError>) -> String {
    match failed {
        Ok(Ok(_)) => String::new(),
        Ok(Err(error)) => format!("{error:#}"),
        Err(error) => error.to_string(),
    }
}

/// A changed file before its diff is written.
struct Found {
    path: PathBuf,
    old_path: Option<PathBuf>,
    change: ChangeKind,
    old: Side,
    new: Side,
    /// Lines added and removed, when git counted them.
    counts: Option<(u32, u32)>,
    /// Set when the permission to execute was given (`true`) or taken (`false`).
    executable: Option<bool>,
}

/// One side of a comparison.
enum Side {
    /// There is no such file.
    Absent,
    /// The whole content.
    Whole(Vec<u8>),
    /// It is there but was not read, or not to its end; this is its beginning.
    Part(Vec<u8>),
}

impl Found {
    fn without(self, secrets: &Secrets) -> Self {
        // A name can hold a value, too.
        let name =
            |path: PathBuf| platform::from_bytes(&secrets.hide(platform::to_bytes(&path).to_vec()));
        Self {
            path: name(self.path),
            old_path: self.old_path.map(name),
            old: self.old.without(secrets),
            new: self.new.without(secrets),
            ..self
        }
    }
}

impl Side {
    fn without(self, secrets: &Secrets) -> Self {
        match self {
            Self::Absent => Self::Absent,
            Self::Whole(bytes) => Self::Whole(secrets.hide(bytes)),
            // Nothing of it is told.
            Self::Part(bytes) => Self::Part(bytes),
        }
    }

    /// The file as it is on disk now.
    fn on_disk(path: &Path, limit: u64) -> Self {
        if let Ok(target) = std::fs::read_link(path) {
            return Self::Whole(platform::to_bytes(&target).to_vec());
        }
        match platform::read_at_most(path, limit) {
            Ok(Some((bytes, true))) => Self::Whole(bytes),
            Ok(Some((bytes, false))) => Self::Part(bytes),
            Ok(None) | Err(_) => Self::Part(Vec::new()),
        }
    }
}
