//! `cargo xtask fuzz`: fuzz targets for longer than `cargo test` runs them, and led by which code their inputs reach.
//!
//! Every target is a test in `tests/fuzz` of its crate, and a folder of committed inputs beside it. Here it is built with
//! the coverage marks that the stable compiler can set, and linked with libFuzzer, which `bolero` brings as C++ source.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::command::{self, cargo, program, step};
use crate::workspace;

/// The crates with targets, and where they are.
const CRATES: [(&str, &str); 3] =
    [("domain", "crates/domain"), ("command", "crates/command"), ("service", "crates/service")];
/// How bolero is told to use libFuzzer, and where the compiler is to count what is reached.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "--cfg=fuzzing_libfuzzer",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];
/// An input that takes longer than this many seconds is a failure.
const LONGEST: u32 = 30;

/// Which target, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only this target; every one when absent
    target: Option<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60, value_name = "N")]
    seconds: u32,
}

/// A target as bolero prints it on request.
#[derive(Deserialize)]
struct Target {
    work_dir: PathBuf,
    test_name: String,
}

impl Target {
    fn name(&self) -> String {
        self.work_dir.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Runs the targets one after the other, and stops at the first that fails.
pub(crate) fn fuzz(options: &Options) -> Result<()> {
    let wanted = |name: &str| options.target.as_deref().is_none_or(|target| target == name);
    let mut ran = 0;
    for (package, folder) in CRATES {
        let names = committed(folder)?;
        if !names.iter().any(|name| wanted(name)) {
            continue;
        }
        let test = step(&format!("build the targets of {package}"), || build(package))?;
        let targets = targets(&test)?;
        for name in names.iter().filter(|name| wanted(name)) {
            let target = targets.iter().find(|target| target.name() == *name);
            let target = target
                .with_context(|| format!("{folder} has inputs for {name}, and no such target"))?;
            step(name, || run(&test, target, options.seconds))?;
            ran += 1;
        }
    }
    ensure!(ran > 0, "there is no such target; there are: {}", every()?.join(", "));
    Ok(())
}

fn every() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (_, folder) in CRATES {
        names.extend(committed(folder)?);
    }
    Ok(names)
}

/// The targets of a crate that have committed inputs, which is each of them.
fn committed(folder: &str) -> Result<Vec<String>> {
    let folder = workspace::root().join(folder).join("tests/fuzz/__fuzz__");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("{} is missing", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Builds the tests of a crate for fuzzing, apart from every other build, and answers the program.
fn build(package: &str) -> Result<PathBuf> {
    let target = home()?;
    let mut cargo = cargo();
    cargo.args(["test", "--locked", "--package", package, "--test", "fuzz", "--no-run"]);
    // With a named target, build scripts and macros are compiled without the flags.
    cargo.args(["--profile", "fuzz", "--message-format", "json-render-diagnostics"]);
    cargo.arg("--target").arg(host()?).arg("--target-dir").arg(target);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    let built =
        command::output(&mut cargo).context("it needs a C++ compiler (Debian: build-essential)")?;
    let mut program = built.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let named = message["target"]["name"] == "fuzz";
        message["executable"].as_str().filter(|_| named).map(PathBuf::from)
    });
    program.next_back().context("cargo built no test named fuzz")
}

/// Where builds for fuzzing are, and the inputs that were found.
fn home() -> Result<PathBuf> {
    Ok(workspace::target_dir()?.join("fuzz"))
}

fn host() -> Result<String> {
    let version = command::output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say what it runs on")?.to_owned())
}

fn targets(test: &Path) -> Result<Vec<Target>> {
    let listed =
        command::output(program(test).arg("--nocapture").env("CARGO_BOLERO_SELECT", "all"))?;
    Ok(listed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Goes on from the committed inputs and those found before. New ones stay below the target directory.
fn run(test: &Path, target: &Target, seconds: u32) -> Result<()> {
    let (found, crashes) =
        (home()?.join("found").join(target.name()), target.work_dir.join("crashes"));
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&crashes)?;
    let arguments = [
        found.display().to_string(),
        target.work_dir.join("corpus").display().to_string(),
        format!("-artifact_prefix={}/", crashes.display()),
        format!("-max_total_time={seconds}"),
        format!("-timeout={LONGEST}"),
    ];
    ensure!(
        arguments.iter().all(|argument| !argument.contains(' ')),
        "libFuzzer takes no folder with a space in its name"
    );
    let mut fuzzer: Command = program(test);
    fuzzer.args([&target.test_name, "--exact", "--nocapture", "--quiet", "--test-threads=1"]);
    fuzzer.env("BOLERO_LIBTEST_HARNESS", "1").env("BOLERO_LIBFUZZER_ARGS", arguments.join(" "));
    let outcome = command::run(&mut fuzzer);
    // Only a folder that holds something stays.
    if fs::remove_dir(&crashes).is_err() && outcome.is_err() {
        bail!(
            "the input that failed is in {}. Every `cargo test` tries it from now on: commit it with the mend",
            crashes.display()
        );
    }
    outcome
}
