//! Where on this machine a task works: never outside the desktop's workspace root.

use crate::platform;
use std::{
    io,
    path::{Path, PathBuf},
};

/// A task's working directory, resolved through all links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The workspace root.
    pub root: PathBuf,
    /// The directory, inside the root.
    pub dir: PathBuf,
    /// Whether it is the task's own directory, made for it, and not one that its `cwd` names.
    pub own: bool,
}

/// Why a task has no place to work. The texts are for people.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The path leads out of the root.
    #[error("The folder {0:?} is not inside this desktop's workspace {1}.")]
    Outside(String, String),
    /// There is no such path.
    #[error("There is no folder {0:?} in this desktop's workspace {1}.")]
    Missing(String, String),
    /// It is a file.
    #[error("{0:?} is not a folder.")]
    NotAFolder(String),
    /// The machine did not let us.
    #[error("The folder {0:?} cannot be used: {1}.")]
    Unusable(String, io::Error),
}

/// Finds the directory a task works in. Without `cwd` it is `tasks/NUMBER` in the root and is made if it is missing; with
/// `cwd`, relative or absolute, it must exist. Either way it must lie inside the root after every link is followed.
pub fn resolve(root: &Path, cwd: Option<&str>, number: i64) -> Result<Place, Refused> {
    let shown = cwd.map_or_else(|| format!("tasks/{number}"), str::to_owned);
    let unusable = |error| Refused::Unusable(shown.clone(), error);
    std::fs::create_dir_all(root).map_err(unusable)?;
    let root = root.canonicalize().map_err(unusable)?;
    let wanted = root.join(&shown);
    if cwd.is_none() {
        make(&root, number).map_err(unusable)?;
    }
    let workspace = platform::plain(root.clone()).display().to_string();
    let dir = match wanted.canonicalize() {
        Ok(dir) => dir,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A path that leads out is told so, and not whether something is there.
            let there = wanted.ancestors().find_map(|part| part.canonicalize().ok());
            return Err(if there.is_some_and(|part| part.starts_with(&root)) {
                Refused::Missing(shown, workspace)
            } else {
                Refused::Outside(shown, workspace)
            });
        }
        Err(error) => return Err(unusable(error)),
    };
    if !dir.starts_with(&root) {
        return Err(Refused::Outside(shown, workspace));
    }
    if !dir.is_dir() {
        return Err(Refused::NotAFolder(shown));
    }
    Ok(Place { root: platform::plain(root), dir: platform::plain(dir), own: cwd.is_none() })
}

/// Makes the task's own directory step by step: a link planted at `tasks` must not make one elsewhere.
fn make(root: &Path, number: i64) -> io::Result<()> {
    let tasks = root.join("tasks");
    std::fs::create_dir_all(&tasks)?;
    if tasks.canonicalize()?.starts_with(root) {
        std::fs::create_dir_all(tasks.join(number.to_string()))?;
    }
    Ok(())
}
