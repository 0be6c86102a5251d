//! Agents that wait for what they proposed, and when each of them heard.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::closed::{closed, open};
use crate::desk::{Desk, Proposed};
use crate::latency::Latencies;

/// How many connections proposals come in on.
const PROPOSING: usize = 32;
/// How long waiting agents are left alone before they are counted as waiting.
const SETTLE: Duration = Duration::from_millis(500);
/// How long after the last decision the last agent may hear of its own.
const HEARING: Duration = Duration::from_secs(20);

/// Agents, each with a connection of its own. They run in the local set that this is made in.
pub(crate) struct Agents {
    shared: Rc<Shared>,
    running: JoinSet<Result<()>>,
}

struct Shared {
    proposed: Vec<Proposed>,
    /// When each proposal's agent heard of the answer.
    heard: RefCell<Vec<Option<Instant>>>,
    count: Cell<usize>,
    one: Notify,
}

impl Agents {
    /// Proposes `count` things to be decided, and lets `agents` wait for them: each for one at a time, in the order in
    /// which they will be decided. As many more are proposed and stay open, so that nobody's wait ends early.
    pub(crate) async fn wait(
        desk: &Rc<Desk>,
        servers: &[SocketAddr],
        agents: usize,
        count: usize,
    ) -> Result<Self> {
        let proposed = RefCell::new(Vec::with_capacity(agents + count));
        closed(servers, PROPOSING, (0..agents + count).collect(), async |connection, number| {
            let made = desk.propose(connection, number).await?;
            proposed.borrow_mut().push(made);
            Ok(())
        })
        .await?;
        let proposed = proposed.into_inner();
        let shared = Rc::new(Shared {
            heard: RefCell::new(vec![None; count]),
            proposed,
            count: Cell::new(0),
            one: Notify::new(),
        });
        let mut running = JoinSet::new();
        for (first, mut connection) in open(servers, agents).await?.into_iter().enumerate() {
            let (desk, shared) = (Rc::clone(desk), Rc::clone(&shared));
            running.spawn_local(async move {
                for number in (first..shared.proposed.len()).step_by(agents) {
                    desk.wait(&mut connection, &shared.proposed[number]).await?;
                    shared.hears(number)?;
                }
                Ok(())
            });
        }
        tokio::time::sleep(SETTLE).await;
        Ok(Self { shared, running })
    }

    /// What is to be decided about a proposal.
    pub(crate) fn proposed(&self, number: usize) -> &Proposed {
        &self.shared.proposed[number]
    }

    /// Waits until every agent whose decision was due has heard, and answers how long each took since then. Fails when
    /// one did not hear.
    pub(crate) async fn heard(&mut self, due: &[Cell<Option<Instant>>]) -> Result<Latencies> {
        let decided = due.iter().filter(|due| due.get().is_some()).count();
        let everybody = async {
            while self.shared.count.get() < decided {
                tokio::select! {
                    () = self.shared.one.notified() => {}
                    Some(ended) = self.running.join_next() => ended??,
                }
            }
            Ok::<_, anyhow::Error>(())
        };
        match timeout(HEARING, everybody).await {
            Ok(heard) => heard?,
            Err(_) => {
                bail!("{} of {decided} agents heard of their answer", self.shared.count.get())
            }
        }
        let mut latencies = Latencies::new()?;
        for (heard, due) in self.shared.heard.borrow().iter().zip(due) {
            let Some(due) = due.get() else { continue };
            latencies
                .record(heard.context("an agent never heard")?.saturating_duration_since(due))?;
        }
        Ok(latencies)
    }

    /// Sends the agents away and answers what is still open, so that the desk is as full as it was.
    pub(crate) async fn end(
        mut self,
        desk: &Desk,
        servers: &[SocketAddr],
        due: &[Cell<Option<Instant>>],
    ) -> Result<()> {
        self.running.shutdown().await;
        let proposed = self.shared.proposed.iter().enumerate();
        let open =
            proposed.filter(|(number, _)| due.get(*number).is_none_or(|due| due.get().is_none()));
        let open = open.map(|(_, proposed)| proposed.approval()).collect();
        closed(servers, PROPOSING, open, async |connection, about| {
            desk.decide(connection, about).await
        })
        .await?;
        Ok(())
    }
}

impl Shared {
    fn hears(&self, number: usize) -> Result<()> {
        let mut heard = self.heard.borrow_mut();
        let heard = heard.get_mut(number).context("what nobody decided was answered")?;
        ensure!(heard.replace(Instant::now()).is_none(), "an agent heard twice");
        self.count.set(self.count.get() + 1);
        self.one.notify_one();
        Ok(())
    }
}
