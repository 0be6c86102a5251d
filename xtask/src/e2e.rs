//! `cargo xtask e2e`: the Playwright tests of `end2end/`, against the release binary.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::command::{self, program, step};
use crate::test::tally::{self, Part};
use crate::{build, machine, npm, workspace};

/// Names the browser goes by, in the order they are looked for.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Builds, then runs the browser tests; `args` go to Playwright.
pub(crate) fn e2e(args: &[String]) -> Result<()> {
    let binary = build::build()?;
    println!("{}", run(&binary, args)?);
    Ok(())
}

/// Installs what is missing and runs the browser tests against `binary`.
pub(crate) fn run(binary: &Path, args: &[String]) -> Result<Part> {
    let dir = workspace::root().join("end2end");
    ensure!(dir.join("package.json").is_file(), "end2end/package.json is missing");
    npm::ensure_node()?;
    step("npm packages", || npm::packages(&dir))?;
    let browser = step("browser", || browser(&dir))?;
    let mut playwright = program("npx");
    playwright.current_dir(&dir).args(["--no-install", "playwright", "test"]).args(args);
    playwright.env("MISSION_CONTROL_BIN", binary);
    if let Some(path) = browser {
        playwright.env("CHROMIUM", path);
    }
    tally::run_suite(&mut playwright, "browser")
}

/// The browser's path, or none when Playwright brings its own.
fn browser(dir: &Path) -> Result<Option<String>> {
    if let Some(path) = std::env::var("CHROMIUM").ok().filter(|path| !path.is_empty()) {
        ensure!(Path::new(&path).exists(), "CHROMIUM names {path}, which does not exist");
        return Ok(Some(path));
    }
    if let Some(path) = installed() {
        return Ok(Some(path));
    }
    if machine::install("chromium")? {
        return Ok(Some(installed().context("the chromium package brought no browser")?));
    }
    println!("No Chromium here and no right to install one: taking Playwright's own.");
    command::run(program("npx").current_dir(dir).args([
        "--no-install",
        "playwright",
        "install",
        "chromium",
    ]))
    .context("install Chromium yourself, or set CHROMIUM to its path")?;
    Ok(None)
}

fn installed() -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let dirs: Vec<_> = std::env::split_paths(&path).collect();
    let mut places = BROWSERS.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name)));
    places.find(|place| place.is_file())?.to_str().map(str::to_owned)
}
