//! A Python of our own: a virtual environment outside the checkout with exactly the packages that the checkout names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::command::{self, program};
use crate::{machine, workspace};

/// What is installed. The last one holds the versions of everything that these need in turn.
const REQUIREMENTS: [&str; 4] = [
    "clients/python/requirements.txt",
    "examples/langgraph/requirements.txt",
    "examples/openai-agents/requirements.txt",
    "clients/python/constraints.txt",
];

/// The interpreter with everything installed. Nothing is done when that is so already.
pub(crate) fn ensure() -> Result<PathBuf> {
    let home =
        std::env::var_os("HOME").context("HOME is not set: set it to your home directory")?;
    let dir = Path::new(&home).join(".cache/mission-control/python");
    let python = dir.join("bin/python");
    let wanted = wanted()?;
    let installed = dir.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    // An environment that was left half made, or of another Python, is made anew.
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    ensure_venv()?;
    fs::create_dir_all(&dir)?;
    command::run(program("python3").args(["-m", "venv"]).arg(&dir))?;
    let [requirements @ .., constraints] = REQUIREMENTS;
    let mut pip = program(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--constraint", constraints]);
    pip.args(requirements.iter().flat_map(|file| ["--requirement", file]));
    command::run(&mut pip).context("the Python packages come from pypi.org: is it reachable?")?;
    fs::write(&installed, wanted)?;
    Ok(python)
}

/// Where it is: outside the checkout, and the same for every checkout of this account.
pub(crate) fn place() -> Result<PathBuf> {
    let home =
        std::env::var_os("HOME").context("HOME is not set: set it to your home directory")?;
    Ok(Path::new(&home).join(".cache/mission-control/python"))
}

/// The requirements as they stand, and which Python they are for.
fn wanted() -> Result<String> {
    let mut text = version()?;
    for file in REQUIREMENTS {
        let path = workspace::root().join(file);
        text += &fs::read_to_string(path).with_context(|| format!("{file} is missing"))?;
    }
    Ok(text)
}

fn version() -> Result<String> {
    let ask = "import sys; print(sys.version); sys.exit(sys.version_info < (3, 11))";
    match command::output(program("python3").args(["-c", ask])) {
        Ok(version) => Ok(version),
        Err(_) if machine::install("python3-venv")? => {
            command::output(program("python3").args(["-c", ask]))
        }
        Err(error) => Err(error.context("install Python 3.11 or newer, with its venv module")),
    }
}

/// Debian has the module `venv` in a package of its own.
fn ensure_venv() -> Result<()> {
    let there = || command::answers(program("python3").args(["-c", "import ensurepip, venv"]));
    if there() {
        return Ok(());
    }
    if !machine::install("python3-venv")? {
        bail!("Python has no venv module: install it (Debian: python3-venv)");
    }
    ensure!(there(), "python3-venv brought no venv module for this python3");
    Ok(())
}
