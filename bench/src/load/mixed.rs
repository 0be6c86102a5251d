//! What a day brings: lists, pages, new work, decisions and a runner's reports, at a fixed rate. Latencies count from when
//! a deed was due, so a server that falls behind is seen to.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Options, plain};
use crate::client::{Connection, Who};
use crate::desk::Desk;
use crate::latency::Latencies;
use crate::pace::pace;
use crate::report::{Arrivals, Report, Watch};

/// Twenty deeds, again and again: mostly reading, and as many decisions as there is new work.
const DAY: [Deed; 20] = [
    Deed::List,
    Deed::Create,
    Deed::Read,
    Deed::Board,
    Deed::Decide,
    Deed::List,
    Deed::Read,
    Deed::Create,
    Deed::List,
    Deed::Decide,
    Deed::Board,
    Deed::Read,
    Deed::List,
    Deed::Run,
    Deed::Create,
    Deed::Read,
    Deed::List,
    Deed::Decide,
    Deed::Board,
    Deed::List,
];
/// What waits before the day begins, so that there is always something to decide.
const BEFORE: usize = 100;
/// More connections than this at a time: the server does not keep up, and the load says so instead of piling up.
const CONNECTIONS: usize = 512;

/// What somebody does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Deed {
    List,
    Board,
    Read,
    Create,
    Decide,
    Run,
}

struct Day {
    desk: Rc<Desk>,
    browser: Who,
    runner: Who,
    servers: Vec<SocketAddr>,
    idle: RefCell<Vec<Connection>>,
    open: Cell<usize>,
    /// Approvals that wait and that nobody decides yet.
    waiting: RefCell<VecDeque<String>>,
    latencies: RefCell<BTreeMap<Deed, Latencies>>,
    made: Cell<usize>,
}

pub(super) async fn mixed(
    options: &Options,
    rate: u32,
    seconds: u32,
    memory_every: u32,
) -> Result<Report> {
    ensure!(rate > 0 && memory_every > 0, "a rate and a time of 0 have no end");
    let day = Rc::new(Day {
        desk: options.desk().await?,
        browser: options.door.browser()?,
        runner: options.door.runner()?,
        servers: options.door.servers.clone(),
        idle: RefCell::default(),
        open: Cell::new(0),
        waiting: RefCell::default(),
        latencies: RefCell::default(),
        made: Cell::new(0),
    });
    for _ in 0..BEFORE {
        day.does(Deed::Create).await?;
    }
    let count = usize::try_from(rate * seconds)?;
    let mut memory = vec![options.watched.memory()?];
    let (cost, watch) = (options.watched.begin()?, Watch::start()?);
    let every = Duration::from_secs(memory_every.into());
    let mut look = Instant::now() + every;
    let mut pace = pace(rate, count)?;
    let mut running: JoinSet<Result<()>> = JoinSet::new();
    for deed in DAY.iter().cycle().take(count) {
        let due = pace.recv().await.context("nobody keeps the pace")?;
        let day = Rc::clone(&day);
        running.spawn_local(async move {
            day.does(*deed).await.with_context(|| format!("{deed:?}"))?;
            let mut latencies = day.latencies.borrow_mut();
            let latencies = match latencies.entry(*deed) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(Latencies::new()?)
                }
            };
            latencies.record(due.elapsed())
        });
        while let Some(ended) = running.try_join_next() {
            ended??;
        }
        if due >= look {
            memory.push(options.watched.memory()?);
            look += every;
        }
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    memory.push(options.watched.memory()?);
    let mut all = Latencies::new()?;
    let mut deeds = json!({});
    for (deed, latencies) in &*day.latencies.borrow() {
        all.merge(latencies)?;
        deeds[format!("{deed:?}").to_lowercase()] = serde_json::to_value(latencies.summary()?)?;
    }
    let report = watch.report("mixed", (Arrivals::Open, day.open.get(), 1), &all)?;
    let report = report.with_cost(cost)?.with("deeds", deeds).with("rate", rate);
    Ok(report.with("memoryMiB", memory).with("memoryEverySeconds", memory_every))
}

impl Day {
    async fn does(&self, deed: Deed) -> Result<()> {
        let mut connection = self.connection().await?;
        match deed {
            Deed::List => self.desk.list(&mut connection).await?,
            Deed::Board => drop(plain::page(&mut connection, &self.browser).await?),
            Deed::Read => {
                let id = self.waiting.borrow().front().cloned();
                let id = id.context("nothing waits")?;
                self.desk.read(&mut connection, &id).await?;
            }
            Deed::Create => {
                let number = self.made.replace(self.made.get() + 1);
                let id = self.desk.create(&mut connection, number).await?;
                self.waiting.borrow_mut().push_back(id);
            }
            Deed::Decide => {
                let id = self.waiting.borrow_mut().pop_front().context("nothing waits")?;
                let about = self.desk.read(&mut connection, &id).await?;
                self.desk.decide(&mut connection, &about).await?;
            }
            Deed::Run => self.run(&mut connection).await?,
        }
        self.idle.borrow_mut().push(connection);
        Ok(())
    }

    /// Somebody asks for a command that no gate holds, and the desktop's runner takes the next work there is and reports
    /// it as done.
    async fn run(&self, connection: &mut Connection) -> Result<()> {
        #[derive(Deserialize)]
        struct Claimed {
            work: Value,
        }
        let task = json!({"type": "command", "content": "logrotate --force /etc/logrotate.conf",
            "desktopId": self.desk.desktop, "run": true});
        let api = "/api/mission-control";
        connection.post(&format!("{api}/tasks"), &self.desk.person, &task).await?.expect(201)?;
        let claim = json!({"freeSlots": 1, "workspace": "/srv"});
        let path = format!("{api}/runner/claim?wait=5");
        let claimed = connection.post(&path, &self.runner, &claim).await?;
        let Claimed { work } = claimed.expect(200)?.json()?;
        let (Some(id), Some(lease)) = (work["id"].as_str(), work["lease"].as_str()) else {
            bail!("work without an id and a lease: {work}");
        };
        let report = json!({"lease": lease, "outcome": {"kind": "exited", "exitCode": 0}});
        let path = format!("{api}/runner/work/{id}/result");
        let ended: Value =
            connection.post(&path, &self.runner, &report).await?.expect(200)?.json()?;
        ensure!(ended["status"] == "done", "what ran well became {}", ended["status"]);
        Ok(())
    }

    /// One that nobody uses, or a new one to the next server.
    async fn connection(&self) -> Result<Connection> {
        if let Some(connection) = self.idle.borrow_mut().pop() {
            return Ok(connection);
        }
        let number = self.open.replace(self.open.get() + 1);
        ensure!(
            number < CONNECTIONS,
            "the servers do not keep up: {number} requests are not answered"
        );
        Connection::open(self.servers[number % self.servers.len()]).await
    }
}
