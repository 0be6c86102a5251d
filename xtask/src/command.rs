//! Starting other programs: what runs is printed, a failure names the command, elapsed time is shown.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// The cargo that started this tool, in the checkout, without what `cargo run` set for this tool alone: a build script
/// that watches such a variable would otherwise run again at every build.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace::root());
    for (name, _) in std::env::vars_os() {
        let own = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if name.to_str().is_some_and(|name| own.iter().any(|prefix| name.starts_with(prefix))) {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// A program in the checkout.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut program = Command::new(name);
    program.current_dir(workspace::root());
    program
}

/// The command line as a person would type it, for messages.
pub(crate) fn shown(command: &Command) -> String {
    let name =
        std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs to the end with this terminal's output; fails when the command does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("$ {line}");
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed: {status}");
    }
    Ok(())
}

/// Runs to the end and answers its standard output; fails when the command does.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let done = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !done.status.success() {
        bail!("`{line}` failed: {}", done.status);
    }
    String::from_utf8(done.stdout)
        .with_context(|| format!("`{line}` answered something that is not text"))
}

/// Runs to the end and prints nothing, unless the command fails: then what it said.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let done =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !done.status.success() {
        let said = [done.stdout, done.stderr].concat();
        bail!("`{line}` failed: {}\n{}", done.status, String::from_utf8_lossy(&said));
    }
    Ok(())
}

/// Whether a command can be started and succeeds, silently.
pub(crate) fn answers(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

/// Does one named piece of work, and prints its name and how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let start = Instant::now();
    let done = work().with_context(|| format!("{name} failed"))?;
    println!("    {name}: {}", seconds(start.elapsed()));
    Ok(done)
}

/// A duration as people read it.
pub(crate) fn seconds(time: Duration) -> String {
    if time.as_secs() >= 120 {
        return format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60);
    }
    format!("{:.1} s", time.as_secs_f64())
}
