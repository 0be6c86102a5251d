//! `cargo xtask test`: every test there is. Unit and integration tests of each crate, the release build, what it may weigh, the browser,
//! the clients and the examples.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, seconds, step};
use crate::postgres::{self, Postgres};
use crate::{bench::budget, build, clients, e2e, real_agents};
use tally::Part;

pub(crate) mod tally;

/// All native crates in one call: cargo then settles the features of their dependencies once.
const PACKAGES: [&str; 7] = ["domain", "command", "service", "store", "app", "runner", "server"];

/// What to leave out, and which runner to use.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leave out the release build, and what is tested against it: browser, clients, examples
    #[arg(long)]
    quick: bool,
    /// Run the Rust tests with cargo-nextest, which must be installed
    #[arg(long)]
    nextest: bool,
    #[command(flatten)]
    real_agents: real_agents::Options,
}

/// Runs everything, also after a failure, prints a summary, and fails if anything did.
pub(crate) fn test(options: &Options) -> Result<()> {
    if let Some(agents) = &options.real_agents.real_agents {
        return real_agents::run(agents, &options.real_agents);
    }
    let start = Instant::now();
    let mut parts = Vec::new();
    let mut failed = Vec::new();
    let mut run = |name: &'static str, work: &mut dyn FnMut(&mut Vec<Part>) -> Result<()>| {
        if let Err(error) = step(name, || work(&mut parts)) {
            eprintln!("error: {error:#}");
            failed.push(name);
        }
    };
    run("tests of the crates", &mut |parts| crates(options.nextest, parts));
    run("tests of the build tool", &mut |parts| build_tool(parts));
    if !options.quick {
        let mut built = None;
        run("release build and browser tests", &mut |parts| {
            let binary = &*built.insert(build::build()?);
            let within = step("size budget", || budget::hold(binary));
            parts.push(e2e::run(binary, &[])?);
            within
        });
        run("clients and examples", &mut |parts| {
            clients::run(built.as_deref().context("there is no release build")?, parts)
        });
    }
    summary(&parts);
    println!("wall time {}", seconds(start.elapsed()));
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    println!("all tests passed");
    Ok(())
}

/// On both engines: SQLite is inside, PostgreSQL is started here.
fn crates(nextest: bool, parts: &mut Vec<Part>) -> Result<()> {
    let postgres = step("PostgreSQL", Postgres::start)?;
    let cargo = || {
        let mut cargo = cargo();
        cargo.env(postgres::VARIABLE, postgres.url());
        cargo
    };
    let packages: Vec<&str> = PACKAGES.iter().flat_map(|name| ["--package", name]).collect();
    if !nextest {
        return tally::run(
            cargo().args(["test", "--locked", "--no-fail-fast"]).args(packages),
            "crates",
            parts,
        );
    }
    tally::run(
        cargo().args(["nextest", "run", "--locked", "--no-fail-fast"]).args(&packages),
        "crates",
        parts,
    )?;
    // nextest runs no examples in doc comments.
    tally::run(cargo().args(["test", "--locked", "--doc"]).args(packages), "crates", parts)
}

fn build_tool(parts: &mut Vec<Part>) -> Result<()> {
    tally::run(cargo().args(["test", "--locked", "--package", "xtask"]), "xtask", parts)
}

fn summary(parts: &[Part]) {
    println!("\n{:<28} {:>7} {:>7} {:>8}", "", "passed", "failed", "skipped");
    let mut whole = Part::new("together");
    for part in parts {
        println!("{part}");
        whole.add(part);
    }
    println!("{whole}\n");
}
