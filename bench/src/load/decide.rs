//! Decisions. None is made twice: each is about something else that waited.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Options;
use crate::agents::Agents;
use crate::client::Connection;
use crate::closed::{closed, closed_for, open};
use crate::desk::{Desk, Waiting};
use crate::latency::Latencies;
use crate::pace::pace;
use crate::report::{Arrivals, Report, Watch};

/// Decisions in one request.
const MANY: usize = 100;
/// How many agents wait while they are woken one at a time.
const WOKEN: usize = 16;

/// Single decisions that no agent waits for.
pub(super) async fn alone(options: &Options) -> Result<Report> {
    let desk = options.desk().await?;
    let waiting = taken(options, &desk, options.count).await?;
    let cost = options.watched.begin()?;
    let watch = Watch::start()?;
    let decide =
        async |connection: &mut Connection, about: Waiting| desk.decide(connection, &about).await;
    let latencies =
        closed_for(options.limit(), &options.door.servers, options.clients, waiting, decide)
            .await?;
    let report = watch.report("decide", (Arrivals::Closed, options.clients, 1), &latencies)?;
    report.with_cost(cost)
}

/// Single decisions, each of which an agent hears of.
pub(super) async fn heard(options: &Options, agents: usize) -> Result<Report> {
    let desk = options.desk().await?;
    let mut waiting = Agents::wait(&desk, &options.door.servers, agents, options.count).await?;
    let due: Vec<Cell<Option<Instant>>> = vec![Cell::new(None); options.count];
    let cost = options.watched.begin()?;
    let watch = Watch::start()?;
    let decide = async |connection: &mut Connection, number: usize| {
        due[number].set(Some(Instant::now()));
        desk.decide(connection, waiting.proposed(number).approval()).await
    };
    let numbers = (0..options.count).collect();
    let latencies =
        closed_for(options.limit(), &options.door.servers, options.clients, numbers, decide)
            .await?;
    let report = watch.report("decide", (Arrivals::Closed, options.clients, 1), &latencies)?;
    let report = report.with_cost(cost)?.with("agents", agents);
    let heard = waiting.heard(&due).await?.summary()?;
    waiting.end(&desk, &options.door.servers, &due).await?;
    Ok(report.with("heard", serde_json::to_value(heard)?))
}

/// Decisions, 100 a request.
pub(super) async fn bulk(options: &Options) -> Result<Report> {
    let desk = options.desk().await?;
    let waiting = taken(options, &desk, options.count * MANY).await?;
    let hundreds: Vec<_> = waiting.chunks(MANY).map(<[_]>::to_vec).collect();
    let cost = options.watched.begin()?;
    let watch = Watch::start()?;
    let decide = async |connection: &mut Connection, about: Vec<Waiting>| {
        desk.decide_many(connection, &about).await
    };
    let latencies =
        closed_for(options.limit(), &options.door.servers, options.clients, hundreds, decide)
            .await?;
    let carries = u32::try_from(MANY)?;
    let report = watch.report("bulk", (Arrivals::Closed, options.clients, carries), &latencies)?;
    report.with_cost(cost)
}

/// One decision after the other at a fixed rate, each timed until its agent was answered.
pub(super) async fn wake(options: &Options, rate: u32) -> Result<Report> {
    let (desk, servers) = (options.desk().await?, &options.door.servers);
    let mut waiting = Agents::wait(&desk, servers, WOKEN.min(options.count), options.count).await?;
    let due: Vec<Cell<Option<Instant>>> = vec![Cell::new(None); options.count];
    let mut connections = open(servers, servers.len()).await?;
    let mut decided = Latencies::new()?;
    let watch = Watch::start()?;
    let mut pace = pace(rate, options.count)?;
    for (number, due) in due.iter().enumerate() {
        let now = pace.recv().await.context("nobody keeps the pace")?;
        due.set(Some(now));
        let turn = number % connections.len();
        desk.decide(&mut connections[turn], waiting.proposed(number).approval()).await?;
        decided.record(now.elapsed())?;
    }
    let heard = waiting.heard(&due).await?;
    let report = watch.report("wake", (Arrivals::Open, 1, 1), &heard)?;
    waiting.end(&desk, servers, &due).await?;
    Ok(report.with("decided", serde_json::to_value(decided.summary()?)?))
}

/// What waits and is about to be decided. As much is made anew first, so that the desk stays as full as it was.
async fn taken(options: &Options, desk: &Desk, count: usize) -> Result<Vec<Waiting>> {
    let servers = &options.door.servers;
    closed(servers, 32, (0..count).collect(), async |connection, number| {
        desk.create(connection, number).await.map(drop)
    })
    .await?;
    let first = servers.first().context("no server is named")?;
    let mut connection = Connection::open(*first).await?;
    let waiting = desk.waiting(&mut connection, count).await?;
    // The commits of what was made are over; whatever the server does behind them is given a moment.
    tokio::time::sleep(Duration::from_millis(200)).await;
    Ok(waiting)
}
