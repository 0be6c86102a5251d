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

/// Replaces a file, as [`replace`] does, by one that only this account can read.
pub(crate) fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let fresh = beside(path);
    let mut file = platform::new_private_file(&fresh)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    rename(written, &fresh, path)
}

/// Replaces a file, as [`replace`] does, by one with the same permissions. One that is not there is made. A link is followed:
/// what it leads to is replaced.
pub(crate) fn replace_like(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let fresh = beside(&path);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&fresh)?;
    let like = fs::metadata(&path).map(|before| before.permissions());
    let written = like.map_or(Ok(()), |like| fs::set_permissions(&fresh, like));
    let written = written.and_then(|()| file.write_all(bytes)).and_then(|()| file.sync_all());
    rename(written, &fresh, &path)
}

/// A name in the same folder that nobody uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{:016x}.new", rand::random::<u64>()));
    path.with_file_name(name)
}

fn rename(written: std::io::Result<()>, fresh: &Path, path: &Path) -> std::io::Result<()> {
    if let Err(error) = written.and_then(|()| fs::rename(fresh, path)) {
        // What is wrong is told; a file that is left over besides is not worth more.
        let _ = fs::remove_file(fresh);
        return Err(error);
    }
    path.parent().map_or(Ok(()), platform::sync_dir)
}
