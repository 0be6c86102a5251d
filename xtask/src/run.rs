//! `cargo xtask run`: build, then become the product.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::build;

/// Builds, then replaces this process with `mission-control serve`, so that Ctrl-C reaches it directly.
pub(crate) fn run(serve: &[String]) -> Result<()> {
    let binary = build::build()?;
    println!("$ mission-control serve {}", serve.join(" "));
    let error = std::process::Command::new(&binary).arg("serve").args(serve).exec();
    Err(error).with_context(|| format!("cannot start {}", binary.display()))
}
