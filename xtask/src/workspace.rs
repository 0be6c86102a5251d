//! Where things are: the checkout, and cargo's target directory.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;

/// The name the browser side is published under: `mission-control.js`, `mission-control_bg.wasm`, `mission-control.css`.
pub(crate) const OUTPUT_NAME: &str = "mission-control";

/// The compile target of the browser side.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The checkout this tool was built from.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Cargo's target directory, as cargo itself resolves it.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let metadata = metadata(&["--no-deps"])?;
    let dir = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target directory")?;
    Ok(PathBuf::from(dir))
}

/// What `cargo metadata` says about this workspace.
pub(crate) fn metadata(args: &[&str]) -> Result<serde_json::Value> {
    let text = command::output(
        command::cargo().args(["metadata", "--format-version", "1", "--locked"]).args(args),
    )?;
    serde_json::from_str(&text).context("cargo metadata did not answer JSON")
}
