//! Live streams: from the answer of a request that made an event, and from the event's own time, to each one who hears of
//! it and to the last. Every number that was missed or came twice is counted.

mod listener;
mod made;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{sleep, timeout};

use crate::cost::Watched;
use crate::desk::Desk;
use crate::door::Door;
use crate::latency::Latencies;
use crate::report::{Arrivals, Report, Watch};
use listener::{Heard, Listener, Pace};
use made::Made;

/// How many connections are being opened at a time before the clock starts.
const OPENING: usize = 64;
/// How long the last event may take to the last listener.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long all are left alone before memory is looked at.
const SETTLE: Duration = Duration::from_secs(2);

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    door: Door,
    #[command(flatten)]
    watched: Watched,
    /// How many browsers listen
    #[arg(long, default_value_t = 1000)]
    listeners: usize,
    /// How many more read one byte a second
    #[arg(long, default_value_t = 0)]
    slow: usize,
    /// How many more never read
    #[arg(long, default_value_t = 0)]
    stopped: usize,
    /// Events a second
    #[arg(long, default_value_t = 10)]
    rate: u32,
    /// How long events are made
    #[arg(long, default_value_t = 20)]
    seconds: u32,
    /// How many events are made while nobody listens, before all come back at once
    #[arg(long, default_value_t = 20)]
    missed: usize,
}

/// Measures, and prints one line for the fan-out and one for the coming back.
pub(crate) fn run(options: &Options) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = LocalSet::new();
    runtime.block_on(local.run_until(measure(options)))
}

async fn measure(options: &Options) -> Result<()> {
    let desk = Rc::new(Desk::enter(&options.door).await?);
    let before = options.watched.memory()?;
    let listeners = open(options, options.listeners, Pace::Fast).await?;
    let _slow = open(options, options.slow, Pace::Slow).await?;
    let _stopped = open(options, options.stopped, Pace::Stopped).await?;
    sleep(SETTLE).await;
    let quiet = options.watched.memory()?;
    let cost = options.watched.begin()?;
    let watch = Watch::start()?;
    let count = usize::try_from(options.rate * options.seconds)?;
    let made = made::make(&desk, &options.door, options.rate, count).await?;
    let last = made.last().context("no event was made")?.seq;
    for listener in &listeners {
        timeout(PATIENCE, listener.until(last))
            .await
            .context("a listener never heard the last event")?;
    }
    let (each, final_each) = latencies(&listeners, &made)?;
    let (missed, twice) = wrong(&listeners, &made);
    let all = options.listeners + options.slow + options.stopped;
    let report = watch.report("fanout", (Arrivals::Open, options.listeners, 1), &each)?;
    let report = report
        .with("events", count)
        .with("slow", options.slow)
        .with("stopped", options.stopped)
        .with("lastListener", serde_json::to_value(final_each.summary()?)?)
        .with("missed", missed)
        .with("twice", twice)
        .with(
            "memoryMiB",
            json!({"before": before, "quiet": quiet, "after": options.watched.memory()?}),
        )
        .with("kibEach", (quiet - before) * 1024.0 / f64::from(u32::try_from(all)?));
    report.with_cost(cost)?.print()?;
    ensure!(missed == 0 && twice == 0, "{missed} were missed and {twice} came twice");
    come_back(options, &desk, listeners, last).await?.print()
}

/// All lose their streams, events happen, and all come back at once with the number of their last one.
async fn come_back(
    options: &Options,
    desk: &Rc<Desk>,
    listeners: Vec<Listener>,
    last: i64,
) -> Result<Report> {
    drop(listeners);
    sleep(SETTLE).await;
    let made = made::make(desk, &options.door, 200, options.missed).await?;
    let target = made.last().context("no event was made")?.seq;
    let watch = Watch::start()?;
    let begun = Instant::now();
    let mut coming = JoinSet::new();
    for number in 0..options.listeners {
        let server = options.door.servers[number % options.door.servers.len()];
        let who = options.door.person()?;
        coming.spawn_local(async move {
            let listener = Listener::open(server, &who, Some(last), Pace::Fast).await?;
            let here = begun.elapsed();
            listener.until(target).await;
            Ok::<_, anyhow::Error>((listener, here, begun.elapsed()))
        });
    }
    let (mut here, mut whole) = (Latencies::new()?, Latencies::new()?);
    let mut back = Vec::with_capacity(options.listeners);
    while let Some(done) =
        timeout(PATIENCE, coming.join_next()).await.context("not all came back")?
    {
        let (listener, answered, caught_up) = done??;
        here.record(answered)?;
        whole.record(caught_up)?;
        back.push(listener);
    }
    let (missed, twice) = wrong(&back, &made);
    let report =
        watch.report("fanout_come_back", (Arrivals::Closed, options.listeners, 1), &whole)?;
    ensure!(missed == 0 && twice == 0, "{missed} were missed and {twice} came twice");
    Ok(report
        .with("listening", serde_json::to_value(here.summary()?)?)
        .with("events", options.missed)
        .with("missed", missed)
        .with("twice", twice))
}

async fn open(options: &Options, count: usize, pace: Pace) -> Result<Vec<Listener>> {
    let mut open = Vec::with_capacity(count);
    let mut opening = JoinSet::new();
    for number in 0..count {
        while opening.len() >= OPENING {
            let done: Option<Result<Result<Listener>, _>> = opening.join_next().await;
            open.extend(done.transpose()?.transpose()?);
        }
        let server = options.door.servers[number % options.door.servers.len()];
        let who = options.door.person()?;
        opening.spawn_local(async move { Listener::open(server, &who, None, pace).await });
    }
    while let Some(done) = opening.join_next().await {
        open.push(done??);
    }
    Ok(open)
}

/// How late each listener heard of each event, and how late the last one did.
fn latencies(listeners: &[Listener], made: &[Made]) -> Result<(Latencies, Latencies)> {
    let (mut each, mut last) = (Latencies::new()?, Latencies::new()?);
    let answered: BTreeMap<i64, Instant> = made.iter().map(|one| (one.seq, one.answered)).collect();
    let mut latest: BTreeMap<i64, Duration> = BTreeMap::new();
    for listener in listeners {
        for Heard { seq, at } in listener.heard().iter() {
            let Some(answered) = answered.get(seq) else { continue };
            // The event may be heard of before its maker has read the answer.
            let late = at.saturating_duration_since(*answered);
            each.record(late)?;
            let latest = latest.entry(*seq).or_default();
            *latest = late.max(*latest);
        }
    }
    for late in latest.into_values() {
        last.record(late)?;
    }
    Ok((each, last))
}

/// How many numbers the listeners missed, and how many came twice or in the wrong order.
fn wrong(listeners: &[Listener], made: &[Made]) -> (usize, usize) {
    let (mut missed, mut twice) = (0, 0);
    for listener in listeners {
        let heard = listener.heard();
        twice += heard.windows(2).filter(|two| two[0].seq >= two[1].seq).count();
        let seqs: std::collections::BTreeSet<i64> = heard.iter().map(|one| one.seq).collect();
        missed += made.iter().filter(|one| !seqs.contains(&one.seq)).count();
    }
    (missed, twice)
}
