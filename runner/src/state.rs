//! The runner's own directory: where what must outlive it is kept.

use crate::platform;
use anyhow::{Context as _, bail, ensure};
use std::{
    fs::{self, File, TryLockError},
    io::Write as _,
    path::{Path, PathBuf},
};

/// A directory that belongs to one running runner.
#[derive(Debug)]
pub(crate) struct StateDir {
    root: PathBuf,
    /// Held as long as this lives.
    _lock: File,
}

impl StateDir {
    /// Takes the directory. Refuses one that another runner uses, or that tasks could write to by their workspace.
    pub(crate) fn take(root: &Path, workspace: &Path) -> anyhow::Result<Self> {
        let shown = root.display();
        platform::private_dir(root).with_context(|| format!("{shown} cannot be made"))?;
        let root = root.canonicalize()?;
        fs::create_dir_all(workspace)
            .with_context(|| format!("the workspace {} cannot be made", workspace.display()))?;
        ensure!(
            !root.starts_with(workspace.canonicalize()?),
            "the runner's own directory {} must not lie in the workspace, where tasks work",
            root.display()
        );
        let lock = File::create(root.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another runner already uses {}", root.display())
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        for name in ["outbox", "runs"] {
            platform::private_dir(&root.join(name))?;
        }
        Ok(Self { root, _lock: lock })
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.root.join("journal.jsonl")
    }

    /// Which desktop this is.
    pub(crate) fn identity(&self) -> PathBuf {
        self.root.join("desktop.json")
    }

    /// What could not be reported yet.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.root.join("outbox")
    }

    /// An empty directory for one run.
    pub(crate) fn scratch(&self, run: &str) -> anyhow::Result<PathBuf> {
        let dir = self.root.join("runs").join(run);
        remove(&dir)?;
        platform::private_dir(&dir)?;
        Ok(dir)
    }

    /// Removes what runs of an earlier runner left.
    pub(crate) fn clear_scratch(&self) -> anyhow::Result<()> {
        for entry in fs::read_dir(self.root.join("runs"))? {
            remove(&entry?.path())?;
        }
        Ok(())
    }
}

/// Removes a directory with everything in it, if it is there.
pub(crate) fn remove(dir: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Replaces a file so that after a crash it holds either the old bytes or the new.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    path.parent().map_or(Ok(()), platform::sync_dir)
}
