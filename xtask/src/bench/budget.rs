//! `cargo xtask budget`: what the first visit of a board may cost on the wire. Fails when it costs more.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::fill::spread;
use super::wire;
use crate::build;
use crate::http::Connection;
use crate::server::{Place, Server, key_header};

/// Page, style sheet, script and WASM as they are sent, in bytes.
const FIRST_LOAD: usize = 150_000;
/// A young board, and one with every column longer than what it shows at first.
const TASKS: [usize; 2] = [20, 1_000];
/// A board that filling takes a minute.
const LARGE: usize = 10_000;
/// Each page's files: the style sheet, the script and the WASM, beside the page and its icon.
const FILES: [&str; 3] = [".css", ".js", ".wasm"];
/// The agent whose tasks stand on the board.
const AGENT: &str = "Osprey";

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure the release binary that is there, without building it first
    #[arg(long)]
    no_build: bool,
    /// A board of 10,000 tasks as well
    #[arg(long)]
    large: bool,
}

/// Measures, and fails when it is over.
pub(crate) fn budget(options: &Options) -> Result<()> {
    let binary = if options.no_build { build::binary()? } else { build::build()? };
    let large = options.large.then_some(LARGE);
    measure(&binary, TASKS.into_iter().chain(large))
}

/// The same for a binary that was built before.
pub(crate) fn hold(binary: &Path) -> Result<()> {
    measure(binary, TASKS.into_iter())
}

fn measure(binary: &Path, sizes: impl Iterator<Item = usize>) -> Result<()> {
    ensure!(binary.is_file(), "{} is missing: run without --no-build", binary.display());
    let place = Place::make(binary, "budget")?;
    let credentials = place.credentials()?;
    place.desktop("bench")?;
    let agent = key_header(&place.agent(&credentials, AGENT)?);
    let server = place.start()?;
    let cookie = wire::sign_in(&server, &credentials)?;
    let mut over = Vec::new();
    let mut made = 0;
    for tasks in sizes {
        fill(&server, &credentials.key_header(), &agent, made..tasks)?;
        made = tasks;
        let load = wire::first_load(&server, &cookie)?;
        let ms = rendered(&server, &cookie)?.as_secs_f64() * 1000.0;
        println!(
            "board of {tasks} tasks, first visit, bytes on the wire (page made in {ms:.1} ms)\n{load}"
        );
        for file in FILES {
            ensure!(
                load.names(file),
                "the page names no {file}: it was built without its web interface"
            );
        }
        if load.bytes() > FIRST_LOAD {
            over.push(format!("{} bytes at {tasks} tasks", load.bytes()));
        }
    }
    server.stop()?;
    ensure!(over.is_empty(), "the first visit may cost {FIRST_LOAD} bytes: {}", over.join(", "));
    Ok(())
}

/// The median time to a whole page, asked one after the other. Printed, not held: it depends on the machine.
fn rendered(server: &Server, cookie: &str) -> Result<Duration> {
    let mut connection = Connection::open(server.address())?;
    let mut times = Vec::new();
    for _ in 0..41 {
        let began = std::time::Instant::now();
        connection.get("/", &format!("{cookie}accept: text/html\r\n"))?.expect(200)?;
        times.push(began.elapsed());
    }
    times.sort();
    times.get(20).copied().context("nothing was measured")
}

/// Makes tasks that stand in every column in turn.
fn fill(server: &Server, key: &str, agent: &str, tasks: std::ops::Range<usize>) -> Result<()> {
    let connect = || Connection::open(server.address());
    let desktops = connect()?.get("/api/mission-control/desktops", key)?.expect(200)?.json()?;
    let desktop = desktops["items"][0]["id"].as_str().context("there is no desktop")?.to_owned();
    spread(16, tasks.collect(), connect, |connection, number| {
        let mut post = |who: &str, path: &str, body: Value| {
            connection.post(&format!("/api/mission-control/tasks{path}"), who, &body)
        };
        let column = number % 6;
        let task = post(
            key,
            "",
            json!({
                "type": "prompt",
                "title": format!("Rotate the log of host {number} and say what was left"),
                "content": format!("Look at /var/log on host {number}, compress what is older than a day, and list the rest."),
                "desktopId": desktop,
                "externalAgent": AGENT,
                "requiresApproval": true,
                "approveBeforeRun": column == 0,
                "run": column < 5,
            }),
        )?;
        let task = task.expect(201)?.json()?["id"].as_str().context("a task has an id")?.to_owned();
        if (2..5).contains(&column) {
            let body = json!({"outcome": "succeeded", "output": "3 files compressed, 2 left"});
            post(agent, &format!("/{task}/finish"), body)?.expect(200)?;
        }
        match column {
            3 => post(key, &format!("/{task}/review"), json!({"decision": "approve"}))?
                .expect(200)?,
            4 => {
                let body = json!({"decision": "reject", "feedback": "Two were still written to."});
                post(key, &format!("/{task}/review"), body)?.expect(200)?
            }
            5 => post(key, &format!("/{task}/cancel"), json!({}))?.expect(200)?,
            _ => return Ok(()),
        };
        Ok(())
    })
}
