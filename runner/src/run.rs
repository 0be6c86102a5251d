//! The runner's loop: settle what an earlier runner left, then claim and work until told to stop.

use crate::{
    RunnerConfig,
    backoff::Backoff,
    client::{Client, Trouble},
    clock,
    execute::sweep_work,
    identity::Identity,
    journal::{Entry, Journal, Open, SpentPermits, Starting},
    outbox::Delivery,
    piece::Piece,
    platform,
    state::StateDir,
    system,
};
use anyhow::Context as _;
use domain::wire::{Claim, ReportResult, RunOutcome};
use std::{
    collections::HashSet,
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

/// What a request for work asks for.
#[derive(Clone, Copy, Debug)]
enum Places {
    Tasks,
    Actions,
    /// Files that somebody should see before they decide. It waits for nothing else, and nothing waits for it.
    Looks,
}

/// A running runner.
pub(crate) struct Runner {
    pub(crate) config: RunnerConfig,
    pub(crate) client: Client,
    pub(crate) state: StateDir,
    pub(crate) stop: CancellationToken,
    pub(crate) identity: Mutex<Identity>,
    /// Every action that was taken on, or that an earlier runner left open: none is run again.
    pub(crate) taken: tokio::sync::Mutex<HashSet<String>>,
    /// Permits that were used and are not over.
    pub(crate) spent: tokio::sync::Mutex<SpentPermits>,
    journal: Arc<Mutex<Journal>>,
}

/// Runs a runner until `stop` is cancelled; then it takes no more work, ends what runs, reports it, and returns within
/// five seconds. Fails when it cannot start, or when the server does not accept its token.
pub async fn run(config: RunnerConfig, stop: CancellationToken) -> anyhow::Result<()> {
    let client = Client::new(&config.server, &config.token)?;
    let state = StateDir::take(&config.state, &config.workspace)?;
    state.clear_scratch().context("scratch files of earlier runs cannot be removed")?;
    let (journal, open) = Journal::open(&state.journal(), clock::now())?;
    let journal = Arc::new(Mutex::new(journal));
    let identity = Mutex::new(Identity::load(&config, state.identity())?);
    let left = open.lost.iter().chain(&open.finished).map(|starting| starting.run.clone());
    let taken = tokio::sync::Mutex::new(left.collect());
    let spent = tokio::sync::Mutex::new(SpentPermits::new(&open.spent));
    let runner = Runner { config, client, state, stop, identity, taken, spent, journal };
    let runner = Arc::new(runner);
    let mut reports = runner.recover(open).await;
    let (mut tasks, mut actions, mut looks) = (JoinSet::new(), JoinSet::new(), JoinSet::new());
    let claim = runner.claim().await?;
    let result = tokio::try_join!(
        runner.claim_until_stopped(Places::Tasks, claim.clone(), &mut tasks),
        runner.claim_until_stopped(Places::Actions, claim.clone(), &mut actions),
        runner.claim_until_stopped(Places::Looks, claim, &mut looks),
    );
    // Without a token nothing can be reported, but what runs still has to end.
    runner.stop.cancel();
    let farewell = async {
        for running in [&mut tasks, &mut actions] {
            while let Some(done) = running.join_next().await {
                complain(done);
            }
        }
        while reports.join_next().await.is_some() {}
    };
    if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
        tracing::warn!("the server could not be told of everything; it will be at the next start");
    }
    // Dropping what is left ends its process trees.
    tasks.shutdown().await;
    actions.shutdown().await;
    reports.shutdown().await;
    result.map(drop)
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
            sweep_work(starting.work.clone()).await;
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

    /// What this runner says of itself when it asks for work.
    async fn claim(&self) -> anyhow::Result<Claim> {
        let system = system::facts().await;
        let workspace = platform::plain(self.config.workspace.canonicalize()?);
        let agents = self.config.agents.names();
        let workspace = workspace.display().to_string();
        let secrets = self.config.secrets.names();
        Ok(Claim { system, workspace, agents, secrets, ..Claim::default() })
    }

    /// Fills one kind of places. Each kind asks for itself: a request that waits for the one while the other is full could
    /// not be told when that changes.
    async fn claim_until_stopped(
        self: &Arc<Self>,
        places: Places,
        mut claim: Claim,
        tasks: &mut JoinSet<()>,
    ) -> anyhow::Result<()> {
        let (mut backoff, mut reached) = (Backoff::new(), true);
        loop {
            while let Some(done) = tasks.try_join_next() {
                complain(done);
            }
            let (all, busy) = match places {
                // An agent that waits for people holds no place.
                Places::Tasks => {
                    let waiting = self.config.agents.waiting();
                    (self.config.slots, tasks.len().saturating_sub(waiting))
                }
                Places::Actions => (self.config.action_slots, tasks.len()),
                Places::Looks => (1, 0),
            };
            let free = all.max(1).saturating_sub(busy);
            let slots = u32::try_from(free).unwrap_or(u32::MAX);
            match places {
                Places::Tasks => claim.free_slots = slots,
                Places::Actions => claim.free_action_slots = slots,
                Places::Looks => claim.looks = true,
            }
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
                Ok(Some(work)) => match Piece::try_from(work) {
                    Ok(piece) => {
                        backoff.reset();
                        let me = Arc::clone(self);
                        // A piece of work is large, whatever it is.
                        tasks.spawn(async move { Box::pin(me.work(piece)).await });
                        continue;
                    }
                    // Done before the next claim: until it is answered it would be given out again.
                    Err(look) => {
                        let told = tokio::select! {
                            told = self.look(look) => told,
                            () = self.stop.cancelled() => return Ok(()),
                        };
                        if told {
                            backoff.reset();
                            continue;
                        }
                        Some(LEAST)
                    }
                },
                Ok(None) => {
                    if !std::mem::replace(&mut reached, true) {
                        tracing::info!("the server is there again");
                    }
                    backoff.reset();
                    let pause = if free == 0 { SIGN_OF_LIFE } else { LEAST };
                    let pause = pause.saturating_sub(asked.elapsed());
                    self.pause(tasks, pause, self.config.agents.waiting()).await;
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

    /// Waits, but no longer than until a place becomes free or the runner stops. A place is free also when one more agent
    /// waits for people than the `waiting` ones.
    async fn pause(&self, tasks: &mut JoinSet<()>, pause: Duration, waiting: usize) {
        let one_more = async {
            while self.config.agents.waiting() <= waiting {
                tokio::time::sleep(LEAST).await;
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = self.stop.cancelled() => {}
            () = one_more => {}
            Some(done) = tasks.join_next() => complain(done),
        }
    }

    /// Writes to the journal and waits for the disk.
    pub(crate) async fn note(&self, entry: Entry) -> anyhow::Result<()> {
        let journal = Arc::clone(&self.journal);
        let add = move || {
            let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
            journal.add(&entry)?;
            // The entry is written, so what it says holds, whether or not old ones can be taken out.
            if let Entry::Settled { at, .. } = entry
                && let Err(error) = journal.shorten(at)
            {
                tracing::warn!(error = format!("{error:#}"), "the journal was not shortened");
            }
            Ok(())
        };
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
    let Starting { run, work, lease, .. } = starting;
    let outcome = RunOutcome::Lost;
    let result =
        ReportResult { lease, outcome, output_truncated: false, expected: None, branch: None };
    Delivery { run, work, logs: Vec::new(), files: Vec::new(), result }
}

fn complain(done: Result<(), tokio::task::JoinError>) {
    if let Err(error) = done {
        tracing::error!(%error, "work broke off");
    }
}
