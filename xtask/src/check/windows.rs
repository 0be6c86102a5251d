//! Desktops run Windows too: the desktop's side is compiled and linted for it. No test runs there.

use anyhow::{Result, ensure};

use crate::command::{self, program};
use crate::machine;

const TARGET: &str = "x86_64-pc-windows-gnu";
/// A build script compiles C for the target with it.
const COMPILER: &str = "x86_64-w64-mingw32-gcc";

pub(super) fn check() -> Result<()> {
    machine::ensure_target(TARGET)?;
    if !compiler_answers() {
        machine::install("gcc-mingw-w64-x86-64")?;
    }
    ensure!(compiler_answers(), "{COMPILER} is missing: install it (Debian: gcc-mingw-w64-x86-64)");
    super::clippy(&["runner"], &["--target", TARGET])
}

fn compiler_answers() -> bool {
    command::answers(program(COMPILER).arg("--version"))
}
