//! `cargo xtask check`: formatting, lints, and the laws of this code base that a compiler does not know.
//!
//! Each check fails when what it reads is missing, so that none can pass by looking at nothing.

use anyhow::{Result, bail, ensure};

use crate::command::{self, cargo, step};
use crate::frontend;
use crate::workspace::WASM_TARGET;

mod architecture;
mod arrows;
mod dependencies;
mod doors;
mod lengths;
mod licence;
mod names;
mod promises;
mod source;
mod sqlite;
mod wasm_tree;
mod windows;

/// A check's name and what it does.
type Check = (&'static str, fn() -> Result<()>);

/// Quick ones first.
const CHECKS: [Check; 14] = [
    ("formatting", formatting),
    ("file lengths", lengths::check),
    ("who names sqlx and processes", names::check),
    ("doors hold no rule", doors::check),
    ("ARCHITECTURE.md names what exists", architecture::check),
    ("promises name their tests", promises::check),
    ("dependency arrows", arrows::check),
    ("what the browser is sent", wasm_tree::check),
    ("SQLite version", sqlite::check),
    ("licences and duplicates", dependencies::check),
    ("clippy, native", clippy_native),
    ("clippy, browser", clippy_browser),
    ("clippy, build tool and load", clippy_xtask),
    ("clippy, Windows desktops", windows::check),
];

/// Runs every check whose name contains `word`, also after one failed, and fails if any did.
pub(crate) fn check(word: &str) -> Result<()> {
    let wanted: Vec<Check> = CHECKS.into_iter().filter(|(name, _)| name.contains(word)).collect();
    ensure!(!wanted.is_empty(), "no check is called `{word}`");
    let count = wanted.len();
    let mut failed = Vec::new();
    for (name, check) in wanted {
        if let Err(error) = step(name, check) {
            eprintln!("error: {error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("{} of {count} checks failed: {}", failed.len(), failed.join(", "));
    }
    println!("{count} checks passed");
    Ok(())
}

fn formatting() -> Result<()> {
    ensure_component("rustfmt", "fmt")?;
    command::run(cargo().args(["fmt", "--all", "--", "--check"]))
}

/// One call for all native crates: cargo then settles the features of their dependencies once, as for the tests.
fn clippy_native() -> Result<()> {
    let packages = ["domain", "command", "service", "store", "app", "runner", "server"];
    clippy(&packages, &["--all-targets"])
}

fn clippy_browser() -> Result<()> {
    frontend::ensure_target()?;
    clippy(&["frontend"], &["--target", WASM_TARGET])
}

fn clippy_xtask() -> Result<()> {
    clippy(&["bench", "xtask"], &["--all-targets"])
}

fn clippy(packages: &[&str], args: &[&str]) -> Result<()> {
    ensure_component("clippy", "clippy")?;
    let packages = packages.iter().flat_map(|package| ["--package", package]);
    command::run(
        cargo()
            .args(["clippy", "--locked", "--keep-going"])
            .args(packages)
            .args(args)
            .args(["--", "-D", "warnings"]),
    )
}

/// Adds a part of the Rust toolchain when it is missing.
fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    if command::answers(cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    println!("{component} is missing: adding it.");
    command::run(command::program("rustup").args(["component", "add", component]))
}
