//! Packages of Node.js, installed exactly as a lock file says.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::command::{self, program};

/// Fails when Node.js is missing, with what to do.
pub(crate) fn ensure_node() -> Result<()> {
    ensure!(
        command::answers(program("node").arg("--version")),
        "Node.js is missing: install version 20 or newer"
    );
    Ok(())
}

/// Installs exactly what the lock file of `dir` says, once for each lock file.
pub(crate) fn packages(dir: &Path) -> Result<()> {
    let lock = dir.join("package-lock.json");
    let changed = std::fs::metadata(&lock)
        .and_then(|file| file.modified())
        .with_context(|| format!("{} is missing", lock.display()))?;
    let installed = std::fs::metadata(dir.join("node_modules/.package-lock.json"))
        .and_then(|file| file.modified());
    if installed.is_ok_and(|installed| installed >= changed) {
        return Ok(());
    }
    let mut npm = program("npm");
    command::run(
        npm.current_dir(dir)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}
