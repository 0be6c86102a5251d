//! `cargo xtask bench`: measures the release binary over REST and its pages, on loopback, with users, permissions, audit
//! and events all on. It is never a test: nothing passes or fails by a time.
//!
//! The disk of one machine drifts more than most changes do, so each run also measures its own limits, in turns with the
//! product: a bare axum server with one group-committing writer, a bare "hello", raw SQLite, raw appends. Compare ratios
//! inside one run, never two runs. `docs/performance.md` says what each workload is.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::Value;

use crate::build;
use crate::command::{answers, program, step};
use crate::server::Place;
use machine::Machine;
use plan::{Effort, WORKLOADS, Workload};
use record::Record;
use row::Row;
use start::Start;
use tool::{Cast, Side, Tool};

pub(crate) mod budget;
mod fill;
mod machine;
mod plan;
mod record;
mod row;
mod several;
mod start;
mod table;
mod targets;
mod tool;
mod wire;

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A few minutes, with 1,000 and 10,000 open items
    #[arg(long)]
    quick: bool,
    /// Only the workloads whose name contains this
    #[arg(long, default_value = "", hide_default_value = true)]
    only: String,
    /// Measure the release binary that is there, without building it first
    #[arg(long)]
    no_build: bool,
    /// Measure this binary instead
    #[arg(long, value_name = "FILE", conflicts_with = "no_build")]
    binary: Option<PathBuf>,
    /// Put the tables into docs/performance.md, or with several servers into docs/scaling.md
    #[arg(long)]
    write_docs: bool,
    /// An empty PostgreSQL database to measure several servers on
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// How many servers to measure, one run each; more than one need --database-url
    #[arg(long, value_name = "COUNTS", value_delimiter = ',')]
    servers: Vec<usize>,
}

/// Measures, prints the tables, and keeps everything in `target/bench`.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let binary = match &options.binary {
        Some(binary) => binary.canonicalize().with_context(|| binary.display().to_string())?,
        None if options.no_build => build::binary()?,
        None => build::build()?,
    };
    ensure!(binary.is_file(), "{} is missing: run without --no-build", binary.display());
    let tool = Tool::build()?;
    let machine = Machine::look(&binary)?;
    let effort = if options.quick { Effort::QUICK } else { Effort::FULL };
    let mut record = Record::new(machine, effort);
    let document = if options.servers.is_empty() && options.database_url.is_none() {
        one(&tool, &binary, options, effort, &mut record)?;
        "docs/performance.md"
    } else {
        let counts = if options.servers.is_empty() { &[1][..] } else { &options.servers };
        let database = options.database_url.as_deref();
        record.servers = several::measure(&tool, &binary, database, counts, effort)?;
        "docs/scaling.md"
    };
    let tables = table::tables(&record);
    println!("\n{tables}");
    println!("kept in {}", record.keep()?.display());
    if options.write_docs {
        record::write(document, &tables)?;
    }
    Ok(())
}

/// Everything about one server on its own file.
fn one(
    tool: &Tool,
    binary: &Path,
    options: &Options,
    effort: Effort,
    record: &mut Record,
) -> Result<()> {
    let seeds = [Place::make(binary, "bench-seed")?, Place::make(binary, "bench-seed-bare")?];
    let cast = Cast::make(&seeds[0])?;
    record.limits = step("raw limits", || tool.limits(seeds[1].data()))?;
    record.starts.push(step("an empty server", || Start::measure(&seeds[0], 0))?);
    let mut filled = 0;
    for size in effort.sizes.iter().copied() {
        record
            .fills
            .push(step(&format!("fill to {size}"), || fill(tool, &seeds, &cast, (filled, size)))?);
        filled = size;
        record.starts.push(step("a filled server", || Start::measure(&seeds[0], size))?);
        for workload in WORKLOADS.iter().filter(|one| one.title.contains(&options.only)) {
            step(&format!("{}, {size} open", workload.title), || {
                measure(tool, &seeds, &cast, (workload, size, effort), &mut record.rows)
            })?;
        }
        if size == 10_000 {
            record.syncs = step("waits for the disk", || syncs(tool, &seeds, &cast))?;
            if "the day".contains(&options.only) {
                record.day = step("the day", || day(tool, &seeds[0], &cast, effort))?;
            }
        }
    }
    Ok(())
}

/// How many a second were made while a desk was filled.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fill {
    to: u32,
    made: u32,
    product_per_second: Option<f64>,
    bare_per_second: Option<f64>,
}

/// Makes as many requests wait as are missing, on both sides.
fn fill(tool: &Tool, seeds: &[Place; 2], cast: &Cast, (from, to): (u32, u32)) -> Result<Fill> {
    let words = [
        "--clients=64".to_owned(),
        format!("--count={}", to - from),
        "--limit=3600".to_owned(),
        "create".to_owned(),
    ];
    let rate = |side: Side| -> Result<Option<f64>> {
        let report = tool.load(&side, &words)?;
        side.end()?;
        Ok(report["perSecond"].as_f64())
    };
    let product_per_second = rate(Side::product(&seeds[..1], cast)?)?;
    let bare_per_second = rate(tool.bare(&seeds[1])?)?;
    Ok(Fill { to, made: to - from, product_per_second, bare_per_second })
}

/// One workload with each number of clients, on copies of what was filled.
fn measure(
    tool: &Tool,
    seeds: &[Place; 2],
    cast: &Cast,
    (workload, size, effort): (&Workload, u32, Effort),
    rows: &mut Vec<Row>,
) -> Result<()> {
    let copies = [seeds[0].copy("bench-desk")?, seeds[1].copy("bench-desk-bare")?];
    let (product, bare) = (Side::product(&copies[..1], cast)?, tool.bare(&copies[1])?);
    for clients in workload.clients.iter().copied() {
        let mut row = Row::new(workload, size, clients);
        let hello = [
            format!("--clients={clients}"),
            format!("--count={}", if clients == 1 { 1000 } else { 5000 }),
            "hello".to_owned(),
        ];
        for _ in 0..effort.repeats {
            row.product.push(tool.load(&product, &effort.words(workload, clients))?);
            if workload.has_bare {
                row.bare.push(tool.load(&bare, &effort.words(workload, clients))?);
            }
            row.hello.push(tool.load(&bare, &hello)?);
        }
        println!("    {}", table::line(&row));
        rows.push(row);
    }
    product.end()?;
    bare.end()
}

/// How often each side waits for the disk, for one decision of 16 clients. Apart from all that is timed: counting costs
/// something too. Nothing where `perf` cannot count.
fn syncs(tool: &Tool, seeds: &[Place; 2], cast: &Cast) -> Result<Option<Syncs>> {
    if !answers(program("perf").args(["stat", "-e", "syscalls:sys_enter_fsync", "true"])) {
        println!("    perf is missing, or may not count here: fsyncs are not told");
        return Ok(None);
    }
    let copies = [seeds[0].copy("bench-desk")?, seeds[1].copy("bench-desk-bare")?];
    let words = ["--clients=16", "--count=2000", "--limit=20", "--count-syncs", "decide"];
    let words = words.map(str::to_owned);
    let count = |side: Side| -> Result<f64> {
        let report = tool.load(&side, &words)?;
        side.end()?;
        report["more"]["cost"]["syncs"].as_f64().context("the load counted no syncs")
    };
    let product = count(Side::product(&copies[..1], cast)?)?;
    Ok(Some(Syncs { product, bare: count(tool.bare(&copies[1])?)? }))
}

/// fsync and fdatasync for one decision.
#[derive(Serialize)]
struct Syncs {
    product: f64,
    bare: f64,
}

/// A mixed load for a while, with memory looked at.
fn day(tool: &Tool, seed: &Place, cast: &Cast, effort: Effort) -> Result<Option<Value>> {
    let copy = [seed.copy("bench-desk")?];
    let product = Side::product(&copy, cast)?;
    let (seconds, every) = effort.day;
    let words = [
        "mixed".to_owned(),
        "--rate=100".to_owned(),
        format!("--seconds={seconds}"),
        format!("--memory-every={every}"),
    ];
    let report = tool.load(&product, &words)?;
    product.end()?;
    Ok(Some(report))
}
