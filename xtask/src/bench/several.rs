//! One server, two, three on one database: the same load, spread over them in turn.

use std::path::Path;

use anyhow::{Result, ensure};
use serde::Serialize;

use super::plan::{Effort, WORKLOADS};
use super::row::Row;
use super::table;
use super::tool::{Cast, Side, Tool};
use crate::command::step;
use crate::server::Place;

/// What is measured here, of all there is.
const MEASURED: [&str; 3] = ["create", "decide", "wake"];
/// How many approvals wait meanwhile.
const OPEN: u32 = 1_000;

/// What so many servers did.
#[derive(Serialize)]
pub(super) struct Servers {
    pub(super) count: usize,
    /// `sqlite` or `postgres`.
    pub(super) engine: &'static str,
    pub(super) rows: Vec<Row>,
}

/// Measures each number of servers. The database is the same for all of them and grows: compare what is side by side.
pub(super) fn measure(
    tool: &Tool,
    binary: &Path,
    (database, counts): (Option<&str>, &[usize]),
    (only, effort): (&str, Effort),
    found: &mut Vec<Servers>,
) -> Result<()> {
    let most = counts.iter().copied().max().unwrap_or(1);
    ensure!(
        database.is_some() || most == 1,
        "{most} servers need one database between them: name it with --database-url postgres://…"
    );
    ensure!(counts.iter().all(|count| *count > 0), "0 servers answer nothing");
    let engine = if database.is_some() { "postgres" } else { "sqlite" };
    let first = Place::make(binary, "bench-server-1")?.on(database.map(str::to_owned));
    let cast = Cast::make(&first)?;
    let mut places = vec![first];
    for number in 2..=most {
        let other = places[0].beside(&format!("bench-server-{number}"))?;
        places.push(other);
    }
    let yardstick = Place::make(binary, "bench-yardstick")?;
    let hello = tool.bare(&yardstick)?;
    fill(tool, &places[..1], &cast)?;
    for count in counts.iter().copied() {
        let side = Side::product(&places[..count], &cast)?;
        let rows =
            step(&format!("{count} on {engine}"), || rows(tool, &side, &hello, (only, effort)))?;
        side.end()?;
        found.push(Servers { count, engine, rows });
    }
    hello.end()
}

fn fill(tool: &Tool, places: &[Place], cast: &Cast) -> Result<()> {
    let side = Side::product(places, cast)?;
    let words = ["--clients=16", &format!("--count={OPEN}"), "--limit=600", "create"];
    tool.load(&side, &words.map(str::to_owned))?;
    side.end()
}

fn rows(
    tool: &Tool,
    side: &Side,
    hello: &Side,
    (only, effort): (&str, Effort),
) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let measured = WORKLOADS.iter().filter(|one| MEASURED.contains(&one.name));
    for workload in measured.filter(|one| one.title.contains(only)) {
        for clients in workload.clients.iter().copied() {
            let mut row = Row::new(workload, OPEN, clients);
            let ask =
                [format!("--clients={clients}"), "--count=5000".to_owned(), "hello".to_owned()];
            for _ in 0..effort.repeats {
                row.product.push(tool.load(side, &effort.words(workload, clients))?);
                row.hello.push(tool.load(hello, &ask)?);
            }
            println!("    {}", table::line(&row));
            rows.push(row);
        }
    }
    Ok(rows)
}
