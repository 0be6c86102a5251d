//! Where things are: the checkout, and cargo's target directory.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};

use crate::command;

/// The name the browser side is published under: `mission-control.js`, `mission-control_bg.wasm`, `mission-control.css`.
pub(crate) const OUTPUT_NAME: &str = "mission-control";

/// The compile target of the browser side.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The checkout this tool was started in. Cargo says so when it runs the tool; what was compiled in may be another
/// checkout that shares the target directory.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let own = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        own.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    });
    &ROOT
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
