//! The bare server's one writer: it takes whatever has queued up, writes it as one transaction, and answers everybody
//! after the commit.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow};
use tokio::sync::{mpsc, oneshot};

use super::ledger::Ledger;

/// As many changes as the product's writer takes at once.
const BATCH: usize = 256;

/// A change, and who waits for it.
enum Job {
    Create { title: String, content: String, answer: oneshot::Sender<i64> },
    Decide { decisions: Vec<Decision>, answer: oneshot::Sender<Vec<bool>> },
}

/// A decision about one request.
pub(super) struct Decision {
    pub(super) id: i64,
    pub(super) digest: String,
    pub(super) verdict: String,
}

/// What is told after the commit.
enum Told {
    Created(oneshot::Sender<i64>, i64),
    Decided(oneshot::Sender<Vec<bool>>, Vec<bool>, Vec<Decision>),
}

/// Hands changes to the writer's thread, which ends when this is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::UnboundedSender<Job>,
    agents: Agents,
}

/// The agents that wait, by what they wait for.
type Agents = Arc<Mutex<HashMap<i64, Vec<oneshot::Sender<String>>>>>;

impl Writer {
    pub(super) fn start(path: &Path) -> Result<Self> {
        let ledger = Ledger::write(path)?;
        let (queue, jobs) = mpsc::unbounded_channel();
        let agents = Agents::default();
        let woken = agents.clone();
        thread::spawn(move || {
            if let Err(error) = write(&ledger, jobs, &woken) {
                eprintln!("error: the writer has stopped: {error:#}");
            }
        });
        Ok(Self { queue, agents })
    }

    pub(super) async fn create(&self, title: String, content: String) -> Result<i64> {
        let (answer, answered) = oneshot::channel();
        self.hand(Job::Create { title, content, answer })?;
        answered.await.context("the writer has stopped")
    }

    /// Which of them were still to be decided.
    pub(super) async fn decide(&self, decisions: Vec<Decision>) -> Result<Vec<bool>> {
        let (answer, answered) = oneshot::channel();
        self.hand(Job::Decide { decisions, answer })?;
        answered.await.context("the writer has stopped")
    }

    /// Hears of the decision about one request, from now on.
    pub(super) fn listen(&self, id: i64) -> oneshot::Receiver<String> {
        let (tell, told) = oneshot::channel();
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        agents.entry(id).or_default().push(tell);
        told
    }

    fn hand(&self, job: Job) -> Result<()> {
        self.queue.send(job).map_err(|_| anyhow!("the writer has stopped"))
    }
}

fn write(ledger: &Ledger, mut jobs: mpsc::UnboundedReceiver<Job>, agents: &Agents) -> Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    while jobs.blocking_recv_many(&mut batch, BATCH) > 0 {
        let told = ledger.commit(|ledger| {
            batch.drain(..).map(|job| apply(ledger, job)).collect::<Result<Vec<_>>>()
        })?;
        for told in told {
            match told {
                // Whoever stopped waiting has still been served.
                Told::Created(answer, id) => drop(answer.send(id)),
                Told::Decided(answer, decided, decisions) => {
                    let mut agents = agents.lock().unwrap_or_else(PoisonError::into_inner);
                    for (decision, decided) in decisions.into_iter().zip(&decided) {
                        let waiting = if *decided { agents.remove(&decision.id) } else { None };
                        for agent in waiting.into_iter().flatten() {
                            drop(agent.send(decision.verdict.clone()));
                        }
                    }
                    drop(answer.send(decided));
                }
            }
        }
    }
    Ok(())
}

fn apply(ledger: &Ledger, job: Job) -> Result<Told> {
    Ok(match job {
        Job::Create { title, content, answer } => {
            Told::Created(answer, ledger.create(&title, &content)?)
        }
        Job::Decide { decisions, answer } => {
            let decide = |d: &Decision| ledger.decide(d.id, &d.digest, &d.verdict);
            let decided = decisions.iter().map(decide).collect::<Result<_>>()?;
            Told::Decided(answer, decided, decisions)
        }
    })
}
