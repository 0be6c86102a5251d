//! `cargo xtask clients`: the clients in `clients/` and the programs in `examples/`, against a real server.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::command::{self, program, step};
use crate::test::tally::{self, Part};
use crate::{build, machine, npm, python, workspace};

const PYTHON_CLIENT: &str = "clients/python";
const TYPESCRIPT_CLIENT: &str = "clients/typescript";
/// What mypy reads, in two goes: it takes one `agent.py` at a time.
const PYTHON_SOURCES: [&[&str]; 2] = [
    &[
        "src",
        "tests",
        "generate.py",
        "../../examples/curl",
        "../../examples/github-actions",
        "../../examples/langgraph",
    ],
    &["../../examples/openai-agents"],
];
const TYPESCRIPT_EXAMPLES: [&str; 1] = ["examples/vercel-ai"];
/// What the examples in shell need.
const PROGRAMS: [&str; 2] = ["curl", "jq"];

/// Against which binary.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The mission-control binary; built when it is not given
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Make the types anew from the server's openapi.json, and test nothing
    #[arg(long)]
    write: bool,
}

/// Tests everything, or makes the types anew.
pub(crate) fn clients(options: &Options) -> Result<()> {
    let binary = match &options.binary {
        Some(binary) => std::path::absolute(binary)?,
        None => build::build()?,
    };
    ensure!(binary.is_file(), "{} is missing", binary.display());
    if options.write {
        return write(&binary);
    }
    let mut parts = Vec::new();
    let done = run(&binary, &mut parts);
    for part in &parts {
        println!("{part}");
    }
    done
}

/// Installs what is missing, checks the types, and runs every test. Also after a failure, so that one run tells all.
pub(crate) fn run(binary: &Path, parts: &mut Vec<Part>) -> Result<()> {
    for name in PROGRAMS {
        let there = || command::answers(program(name).arg("--version"));
        ensure!(there() || machine::install(name)? && there(), "{name} is missing: install it");
    }
    let in_python = in_python(binary, parts);
    let in_typescript = in_typescript(binary, parts);
    let errors: Vec<String> = [in_python, in_typescript]
        .into_iter()
        .filter_map(Result::err)
        .map(|e| format!("{e:#}"))
        .collect();
    ensure!(errors.is_empty(), "{}", errors.join("\n"));
    Ok(())
}

fn in_python(binary: &Path, parts: &mut Vec<Part>) -> Result<()> {
    let python = step("Python packages", python::ensure)?;
    step("types, Python", || {
        PYTHON_SOURCES.iter().try_for_each(|sources| {
            let mut mypy = at(PYTHON_CLIENT, &python);
            mypy.args(["-m", "mypy", "--config-file", "pyproject.toml"]).args(*sources);
            command::run(mypy.env("MYPY_CACHE_DIR", python::place()?.join("mypy")))
        })
    })?;
    parts.push(tally::run_suite(
        &mut pytest(&python, binary, &["tests", "../../examples"]),
        "Python",
    )?);
    Ok(())
}

fn in_typescript(binary: &Path, parts: &mut Vec<Part>) -> Result<()> {
    npm::ensure_node()?;
    for (name, dir) in [("TypeScript", TYPESCRIPT_CLIENT)]
        .into_iter()
        .chain(TYPESCRIPT_EXAMPLES.map(|dir| (dir, dir)))
    {
        step(&format!("npm packages, {dir}"), || npm::packages(&workspace::root().join(dir)))?;
        step(&format!("types, {dir}"), || {
            command::run(at(dir, "npm").args(["run", "--silent", "check"]))
        })?;
        if dir == TYPESCRIPT_CLIENT {
            command::run(at(dir, "npm").args(["run", "--silent", "build"]))?;
        }
        parts.push(tally::run_suite(npm_test(dir).env("MISSION_CONTROL_BIN", binary), name)?);
    }
    Ok(())
}

/// The tests that compare the types with those of the server write them instead.
fn write(binary: &Path) -> Result<()> {
    let python = step("Python packages", python::ensure)?;
    let mut made = pytest(&python, binary, &["tests/test_generated.py"]);
    command::run(made.env("MISSION_CONTROL_WRITE", "1"))?;
    step("npm packages", || npm::packages(&workspace::root().join(TYPESCRIPT_CLIENT)))?;
    let mut made = at(TYPESCRIPT_CLIENT, "npm");
    made.args(["run", "--silent", "test:generated"]);
    command::run(made.env("MISSION_CONTROL_BIN", binary).env("MISSION_CONTROL_WRITE", "1"))
}

fn pytest(python: &Path, binary: &Path, what: &[&str]) -> Command {
    let mut pytest = at(PYTHON_CLIENT, python);
    pytest.args(["-m", "pytest", "-c", "pyproject.toml"]).args(what);
    // Nothing but what is committed stands in the checkout afterwards.
    pytest.env("MISSION_CONTROL_BIN", binary).env("PYTHONDONTWRITEBYTECODE", "1");
    pytest
}

fn npm_test(dir: &str) -> Command {
    let mut npm = at(dir, "npm");
    npm.args(["run", "--silent", "test"]);
    npm
}

fn at(dir: &str, name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut program = program(name);
    program.current_dir(workspace::root().join(dir));
    program
}
