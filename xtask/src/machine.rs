//! What a machine must have before something can be built or tested, and how it is added when it is missing.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{self, program};

/// Adds a compile target to the Rust toolchain when it lacks it.
pub(crate) fn ensure_target(target: &str) -> Result<()> {
    let sysroot = command::output(program("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    println!("The {target} target is missing: adding it.");
    command::run(program("rustup").args(["target", "add", target])).with_context(|| {
        format!("install rustup, or add the {target} target to this Rust toolchain yourself")
    })
}

/// Installs a Debian package where this account may. Says whether it did.
pub(crate) fn install(package: &str) -> Result<bool> {
    if !is_root() || !command::answers(program("apt-get").arg("--version")) {
        return Ok(false);
    }
    println!("{package} is missing: installing the Debian package.");
    command::run(program("apt-get").arg("update"))?;
    let install = ["install", "--yes", "--no-install-recommends", package];
    command::run(program("apt-get").args(install).env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok(true)
}

/// Whether this account may install packages.
pub(crate) fn is_root() -> bool {
    command::output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
