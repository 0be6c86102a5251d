//! `cargo xtask bench`: measures the release binary over REST, on loopback, with users, audit and events all on.
//!
//! The disk of one machine drifts more than most changes do, so each run also measures its own limits: the same client
//! against `/healthz`, and a bare append with `fdatasync`. Compare ratios inside one run, never two runs.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::build;
use crate::http::Connection;
use crate::server::{Credentials, Place, Server};
use load::Spread;

pub(crate) mod budget;
mod limits;
mod load;
mod wire;

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many tasks each part makes or decides
    #[arg(long, default_value_t = 4000)]
    tasks: usize,
    /// Measure the release binary that is there, without building it first
    #[arg(long)]
    no_build: bool,
}

/// Measures, and prints one line for each result.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let binary = if options.no_build { build::binary()? } else { build::build()? };
    ensure!(binary.is_file(), "{} is missing: run without --no-build", binary.display());
    let place = Place::make(&binary, "bench")?;
    let credentials = place.credentials()?;
    place.desktop("bench")?;

    println!("limits of this machine, now");
    let sync = limits::append_and_sync(place.data(), 300)?;
    println!("  4 KiB append and fdatasync        {sync}");
    println!("start");
    let cold = place.cold_start(5)?;
    println!("  cold start, empty                 {}", millis(cold));
    let running = place.start()?;
    println!("  idle memory                       {:.1} MiB", running.memory()?);
    println!(
        "  idle processor use                {:.2} % of a core",
        running.idle_use(Duration::from_secs(3))?
    );
    let hello = hello(&running, options.tasks)?;
    work(&running, &credentials, options.tasks, &hello)?;
    wire::report(&running, &credentials)?;
    println!("  memory after the load             {:.1} MiB", running.memory()?);
    running.stop()?;
    let cold = place.cold_start(5)?;
    println!("  cold start, {} tasks kept      {}", 4 * options.tasks, millis(cold));
    Ok(())
}

fn hello(server: &Server, requests: usize) -> Result<Spread> {
    let asks: Vec<_> = (0..requests * 4).collect();
    let spread = load::spread(
        16,
        asks,
        || Connection::open(server.address()),
        |connection, _| connection.get("/healthz", "")?.expect(200).map(drop),
    )?;
    println!("  GET /healthz, 16 connections      {spread}");
    Ok(spread)
}

/// Creates, lists and decides.
fn work(server: &Server, credentials: &Credentials, tasks: usize, hello: &Spread) -> Result<()> {
    let key = credentials.key_header();
    let connect = || Connection::open(server.address());
    let desktops = connect()?.get("/api/mission-control/desktops", &key)?.expect(200)?.json()?;
    let desktop = desktops["items"][0]["id"].as_str().context("there is no desktop")?.to_owned();

    println!("work, each with its audit row and its event on disk");
    let plain = |number: usize| json!({"type": "command", "content": format!("echo {number}"), "desktopId": desktop});
    let gated = |number: usize| {
        let mut task = plain(number);
        task["approveBeforeRun"] = json!(true);
        task["run"] = json!(true);
        task
    };
    let create = |connection: &mut Connection, task: Value| {
        connection.post("/api/mission-control/tasks", &key, &task)?.expect(201).map(drop)
    };
    let one = load::spread(1, (0..tasks / 10).map(plain).collect(), connect, create)?;
    println!("  create, 1 connection              {one}");
    let many = load::spread(16, (0..tasks).map(plain).collect(), connect, create)?;
    println!("  create, 16 connections            {many}  {}", many.share_of(hello));
    load::spread(16, (0..3 * tasks).map(gated).collect(), connect, create)?;

    let mut connection = connect()?;
    let waiting = waiting(&mut connection, &key)?;
    ensure!(waiting.len() >= 3 * tasks, "only {} approvals wait", waiting.len());
    let list = load::spread(1, (0..300).collect(), connect, |connection, _| {
        connection.get("/api/mission-control/approvals", &key)?.expect(200).map(drop)
    })?;
    println!("  first 50 of {} pending          {list}", waiting.len());

    let decide = |connection: &mut Connection, (id, digest): (String, String)| {
        let body = json!({"decision": "approve", "digest": digest});
        connection
            .post(&format!("/api/mission-control/approvals/{id}/resolve"), &key, &body)?
            .expect(200)
            .map(drop)
    };
    let mut parts = waiting.chunks(tasks).map(<[_]>::to_vec);
    let mut part = || parts.next().context("too few approvals wait");
    let sixteen = load::spread(16, part()?, connect, decide)?;
    println!("  decide, 16 connections            {sixteen}  {}", sixteen.share_of(hello));
    let many = load::spread(64, part()?, connect, decide)?;
    println!("  decide, 64 connections            {many}  {}", many.share_of(hello));

    let hundreds = part()?.chunks(100).map(<[_]>::to_vec).collect();
    let bulk = load::spread(4, hundreds, connect, |connection, hundred: Vec<_>| {
        let item = |(id, digest): &(String, String)| json!({"id": id, "decision": "approve", "digest": digest});
        let body = json!({"items": hundred.iter().map(item).collect::<Vec<_>>()});
        let answer = connection
            .post("/api/mission-control/approvals/resolve", &key, &body)?
            .expect(200)?
            .json()?;
        let decided = answer["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|item| item["status"] == 200)
            .count();
        ensure!(decided == hundred.len(), "{decided} of {} were decided", hundred.len());
        Ok(())
    })?;
    println!("  decide, 100 a request, 4 connections {}", bulk.times(100));
    Ok(())
}

/// Every pending approval with its digest.
fn waiting(connection: &mut Connection, key: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = connection
            .get(&format!("/api/mission-control/approvals?limit=200{cursor}"), key)?
            .expect(200)?;
        let page = page.json()?;
        for approval in page["items"].as_array().context("a list has items")? {
            let text = |name: &str| {
                approval[name].as_str().map(str::to_owned).context("an approval lacks a field")
            };
            found.push((text("id")?, text("digest")?));
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(found),
        }
    }
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
