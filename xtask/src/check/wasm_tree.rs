//! What is compiled for the browser holds nothing of the server.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use crate::command::{self, cargo};
use crate::workspace::WASM_TARGET;

const FORBIDDEN: [&str; 9] = [
    "sqlx",
    "sqlx-core",
    "libsqlite3-sys",
    "axum",
    "leptos_axum",
    "tokio",
    "hyper",
    "service",
    "store",
];
/// Without these the tree is not the one that was meant.
const EXPECTED: [&str; 3] = ["frontend", "app", "leptos"];

pub(super) fn check() -> Result<()> {
    let args =
        ["tree", "--locked", "--package", "frontend", "--target", WASM_TARGET, "--edges", "normal"];
    let tree = command::output(cargo().args(args).args(["--prefix", "none"]))?;
    let crates: BTreeSet<&str> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let lacking: Vec<_> = EXPECTED.iter().filter(|name| !crates.contains(*name)).collect();
    ensure!(lacking.is_empty(), "the tree of the frontend lacks {lacking:?}");
    let wrong: Vec<_> = FORBIDDEN.iter().filter(|name| crates.contains(*name)).collect();
    ensure!(wrong.is_empty(), "the browser would be sent {wrong:?}");
    println!("    {} crates", crates.len());
    Ok(())
}
