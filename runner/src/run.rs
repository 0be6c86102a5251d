//! The runner's loop: settle what an earlier runner left, then claim and work until told to stop.

use crate::{
    RunnerConfig,
    backoff::Backoff,
    client::{Client, Trouble},
    execute::sweep_task,
    journal::{Entry, Journal, Open, Starting},
    outbox::Delivery,
    state::StateDir,
    system,
};
use anyhow::Context as _;
use domain::wire::{Claim, ReportResult, RunOutcome};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long a claim waits for work, in seconds: below what proxies cut.
const CLAIM: u32 = 45;
/// How often a runner without a free slot says that it lives.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// The least time between two claims without work, should the server answer at once.
const LEAST: Duration = Duration::from_millis(500);
/// How long running work has to end and report when the runner stops.
const FAREWELL: Duration = Duration::from_millis(4_500);
/// How long an answer that is under way when the runner stops is waited for.
const LAST_ANSWER: Duration = Duration::from_millis(100);

/// A running runner.
pub(crate) struct Runner {
    pub(crate) config: RunnerConfig,
    pub(crate) client: Client,
    pub(crate) state: StateDir,
    pub(crate) stop: CancellationToken,
    journal: Arc<Mutex<Journal>>,
}

/// Runs a runner until `stop` is cancelled; then it takes no more work, ends what runs, reports it, and returns within
/// five seconds. Fails when it cannot start, or when the server does not accept its token.
pub async fn run(config: RunnerConfig, stop: CancellationToken) -> anyhow::Result<()> {
    let client = Client::new(&config.server, &config.token)?;
    let state = StateDir::take(&config.state, &config.workspace)?;
    state.clear_scratch().context("scratch files of earlier runs cannot be removed")?;
    let (journal, open) = Journal::open(&state.journal())?;
    let journal = Arc::new(Mutex::new(journal));
    let runner = Arc::new(Runner { config, client, state, stop, journal });
    let mut reports = runner.recover(open).await;
    let mut tasks = JoinSet::new();
    let result = runner.claim_until_stopped(&mut tasks).await;
    // Without a token nothing can be reported, but what runs still has to end.
    runner.stop.cancel();
    let farewell = async {
        while let Some(done) = tasks.join_next().await {
            complain(done);
        }
        while reports.join_next().await.is_some() {}
    };
    if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
        tracing::warn!("the server could not be told of everything; it will be at the next start");
    }
    // Dropping what is left ends its process trees.
    tasks.shutdown().await;
    reports.shutdown().await;
    result
}

impl Runner {
    /// Settles what an earlier runner left: what ended is delivered, what did not is lost and never run again.
    async fn recover(self: &Arc<Self>, open: Open) -> JoinSet<()> {
        let mut reports = JoinSet::new();
        for starting in &open.lost {
            tracing::warn!(
                run = starting.run,
                "the runner died during this run; it counts as lost"
            );
            sweep_task(starting.task.clone()).await;
        }
        let outbox = self.state.outbox();
        let finished = open.finished.into_iter().map(|starting| {
            match Delivery::load(&outbox, &starting.run) {
                Ok(Some(delivery)) => delivery,
                Ok(None) => lost(starting),
                Err(error) => {
                    tracing::error!(run = starting.run, %error, "the end of a run was not kept");
                    lost(starting)
                }
            }
        });
        let deliveries: Vec<_> = finished.chain(open.lost.into_iter().map(lost)).collect();
        for delivery in deliveries {
            let me = Arc::clone(self);
            reports.spawn(async move { me.deliver(delivery).await });
        }
        reports
    }

    async fn claim_until_stopped(self: &Arc<Self>, tasks: &mut JoinSet<()>) -> anyhow::Result<()> {
        let system = system::facts().await;
        let workspace = self.config.workspace.canonicalize()?.display().to_string();
        let agents = self.config.agents.clone();
        let mut claim = Claim { system, workspace, agents, free_slots: 0 };
        let (mut backoff, mut reached) = (Backoff::new(), true);
        loop {
            while let Some(done) = tasks.try_join_next() {
                complain(done);
            }
            let free = self.config.slots.max(1).saturating_sub(tasks.len());
            claim.free_slots = u32::try_from(free).unwrap_or(u32::MAX);
            let asked = Instant::now();
            let wait = if free == 0 { 0 } else { CLAIM };
            let mut asking = std::pin::pin!(self.client.claim(&claim, wait));
            let answer = tokio::select! {
                answer = &mut asking => answer,
                () = self.stop.cancelled() => {
                    // Work that is on its way to us must not be dropped without a word.
                    match tokio::time::timeout(LAST_ANSWER, asking).await {
                        Ok(Ok(Some(work))) => Ok(Some(work)),
                        _ => return Ok(()),
                    }
                }
            };
            let pause = match answer {
                Ok(Some(work)) => {
                    backoff.reset();
                    let me = Arc::clone(self);
                    tasks.spawn(async move { me.work(work).await });
                    continue;
                }
                Ok(None) => {
                    if !std::mem::replace(&mut reached, true) {
                        tracing::info!("the server is there again");
                    }
                    backoff.reset();
                    let pause = if free == 0 { SIGN_OF_LIFE } else { LEAST };
                    self.pause(tasks, pause.saturating_sub(asked.elapsed())).await;
                    continue;
                }
                Err(Trouble::Unknown(why)) => {
                    anyhow::bail!("the server does not accept this desktop's token: {why}")
                }
                Err(Trouble::Later { why, after }) => {
                    if std::mem::replace(&mut reached, false) {
                        tracing::warn!(why, "the server cannot be reached; trying on");
                    }
                    after
                }
                Err(trouble) => {
                    tracing::error!(%trouble, "the server refuses to give work");
                    Some(SIGN_OF_LIFE)
                }
            };
            tokio::select! {
                () = backoff.wait(pause) => {}
                () = self.stop.cancelled() => return Ok(()),
            }
        }
    }

    /// Waits, but no longer than until a slot becomes free or the runner stops.
    async fn pause(&self, tasks: &mut JoinSet<()>, pause: Duration) {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = self.stop.cancelled() => {}
            Some(done) = tasks.join_next() => complain(done),
        }
    }

    /// Writes to the journal and waits for the disk.
    pub(crate) async fn note(&self, entry: Entry) -> anyhow::Result<()> {
        let journal = Arc::clone(&self.journal);
        let add = move || journal.lock().unwrap_or_else(PoisonError::into_inner).add(&entry);
        tokio::task::spawn_blocking(add).await?
    }

    /// Writes to the journal what is only a help to the next start.
    pub(crate) async fn try_note(&self, entry: Entry) {
        if let Err(error) = self.note(entry).await {
            tracing::error!(%error, "the journal lacks an entry");
        }
    }
}

fn lost(starting: Starting) -> Delivery {
    let Starting { run, task, lease, .. } = starting;
    let result = ReportResult { lease, outcome: RunOutcome::Lost, output_truncated: false };
    Delivery { run, task, logs: Vec::new(), files: Vec::new(), result }
}

fn complain(done: Result<(), tokio::task::JoinError>) {
    if let Err(error) = done {
        tracing::error!(%error, "work broke off");
    }
}
