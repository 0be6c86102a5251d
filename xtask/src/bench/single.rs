//! One server on a file of its own, at each size of its desk, in turns with the bare server.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::Value;

use super::plan::{Effort, WORKLOADS, Workload};
use super::record::Record;
use super::row::Row;
use super::start::Start;
use super::table;
use super::tool::{Cast, Side, Tool};
use crate::command::{answers, program, step};
use crate::server::Place;

/// Everything about one server on its own file.
pub(super) fn measure(
    tool: &Tool,
    binary: &Path,
    only: &str,
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
        for workload in WORKLOADS.iter().filter(|one| one.title.contains(only)) {
            let name = format!("{}, {size} open", workload.title);
            let part = (workload, size, effort);
            let measure = || rows(tool, &seeds, &cast, part, &mut record.rows);
            tried(&name, "", &mut record.failed, measure);
        }
        if size == 10_000 {
            let syncs = || syncs(tool, &seeds, &cast);
            record.syncs = tried("waits for the disk", only, &mut record.failed, syncs).flatten();
            let day = || day(tool, &seeds[0], &cast, effort);
            record.day = tried("the day", only, &mut record.failed, day);
            let fanout = || fanout(tool, &seeds[0], &cast, effort.listeners);
            record.fanout =
                tried("live streams", only, &mut record.failed, fanout).unwrap_or_default();
        }
    }
    ensure!(record.failed.is_empty(), "failed: {}", record.failed.join("; "));
    Ok(())
}

/// Does one part if it is asked for. When it fails that is said and noted, and the others are measured all the same.
fn tried<T>(
    name: &str,
    only: &str,
    failed: &mut Vec<String>,
    part: impl FnOnce() -> Result<T>,
) -> Option<T> {
    if !name.contains(only) {
        return None;
    }
    match step(name, part) {
        Ok(found) => Some(found),
        Err(error) => {
            eprintln!("error: {error:#}");
            failed.push(name.to_owned());
            None
        }
    }
}

/// How many a second were made while a desk was filled.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fill {
    pub(super) to: u32,
    made: u32,
    pub(super) product_per_second: Option<f64>,
    pub(super) bare_per_second: Option<f64>,
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
fn rows(
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
pub(super) struct Syncs {
    pub(super) product: f64,
    pub(super) bare: f64,
}

/// A mixed load for a while, with memory looked at.
fn day(tool: &Tool, seed: &Place, cast: &Cast, effort: Effort) -> Result<Value> {
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
    Ok(report)
}

/// Browsers that listen: how late they hear, and how all come back at once. Each number of them at a server of its own.
fn fanout(tool: &Tool, seed: &Place, cast: &Cast, listeners: &[u32]) -> Result<Vec<[Value; 2]>> {
    let measure = |listeners: &u32| {
        let copy = [seed.copy("bench-desk")?];
        let product = Side::product(&copy, cast)?;
        let reports = tool.fanout(&product, *listeners)?;
        product.end()?;
        Ok(reports)
    };
    listeners.iter().map(measure).collect()
}
