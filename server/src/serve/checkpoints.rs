//! Keeps a checkpoint of the audit log from time to time, beside the database: copy the file away, and nobody who gets at the
//! database can shorten the log unseen.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use tokio::time::{Instant, sleep};

use crate::ServerState;

/// How often the log is looked at.
const LOOK: Duration = Duration::from_secs(10);
/// After how many rows, and after how long with any, a checkpoint is kept (semantics: S31).
const ROWS: i64 = 64;
const LONGEST: Duration = Duration::from_mins(10);

/// Keeps checkpoints in a file until it is dropped.
pub(super) async fn keep(state: ServerState, file: PathBuf) {
    let (mut kept, mut since, mut broken) = (0, Instant::now(), false);
    loop {
        match keep_one(&state, &file, kept, since.elapsed() >= LONGEST).await {
            Ok(Some(rows)) => (kept, since, broken) = (rows, Instant::now(), false),
            Ok(None) => broken = false,
            // Said once, not every time.
            Err(error) if !broken => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "no checkpoint of the audit log was kept"
                );
                broken = true;
            }
            Err(_) => {}
        }
        sleep(LOOK).await;
    }
}

/// Keeps one if it is time. Answers how far the log had come.
async fn keep_one(
    state: &ServerState,
    file: &Path,
    kept: i64,
    overdue: bool,
) -> anyhow::Result<Option<i64>> {
    let rows = state.mission.audit_head().await?.rows;
    if rows - kept < ROWS && !(overdue && rows > kept) {
        return Ok(None);
    }
    let checkpoint = state.mission.audit_checkpoint(&state.mission.console()).await?;
    let mut line = serde_json::to_string(&checkpoint)?;
    line.push('\n');
    let file = file.to_owned();
    let write = move || -> anyhow::Result<()> {
        let mut options = OpenOptions::new();
        options.create(true).read(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut open =
            options.open(&file).with_context(|| format!("cannot open {}", file.display()))?;
        // A line that was cut short by a crash stays alone.
        if torn(&mut open).context("cannot read")? {
            open.write_all(b"\n").context("cannot write")?;
        }
        open.write_all(line.as_bytes()).context("cannot write")?;
        open.sync_data().context("cannot write")
    };
    tokio::task::spawn_blocking(write).await??;
    Ok(Some(rows))
}

/// Whether the last line has no end.
fn torn(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
