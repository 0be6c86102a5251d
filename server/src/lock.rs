//! One server on one data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};

/// Held while the server runs; the system lets go of it however the server ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "open while the lock is held")] File);

impl Lock {
    /// Takes the directory, or says that another server has it.
    pub fn take(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("mission-control.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.with_context(|| format!("cannot open {}", path.display()))?;
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
