//! One server on one data directory, and nobody at work on it while it is restored.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};

/// Held while the server runs; the system lets go of it however the server ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "open while the lock is held")] File);

impl Lock {
    /// Takes the directory, or says that another server has it.
    pub fn take(data: &Path) -> anyhow::Result<Self> {
        let (file, path) = open(data, "mission-control.lock")?;
        let mut taken = file.try_lock();
        // A server that was just killed may have been starting a process; that one lets go in a moment.
        for _ in 0..10 {
            if !matches!(taken, Err(TryLockError::WouldBlock)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
            taken = file.try_lock();
        }
        match taken {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => bail!(
                "another mission-control serve uses {}. Stop it first, or name another directory with --data.",
                data.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", path.display()))
            }
        }
    }
}

/// Held by every command that has the database open, and by a restore alone.
#[derive(Debug)]
pub struct InUse(#[expect(dead_code, reason = "open while the lock is held")] File);

impl InUse {
    /// Beside others; waits while a restore replaces the database.
    pub fn with_others(data: &Path) -> anyhow::Result<Self> {
        let (file, path) = open(data, "mission-control.use")?;
        file.lock_shared().with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(Self(file))
    }

    /// Alone, or says that somebody else has the database open.
    pub fn alone(data: &Path) -> anyhow::Result<Self> {
        let (file, path) = open(data, "mission-control.use")?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another mission-control command is at work on {}. Wait for its end.",
                    data.display()
                )
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", path.display()))
            }
        }
    }
}

fn open(data: &Path, name: &str) -> anyhow::Result<(File, PathBuf)> {
    let path = data.join(name);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    Ok((file.with_context(|| format!("cannot open {}", path.display()))?, path))
}
