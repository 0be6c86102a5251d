//! The one writer of this process: it takes whatever is queued, writes it as one transaction, and answers everybody after
//! the commit.

use super::batch::{self, Failure, Results};
use super::connect;
use super::error::{is_gone, store_error};
use super::outcome::{Outcome, Sent, find_out, refusal};
use crate::heads::Heads;
use crate::plan::Plan;
use crate::statement::again;
use service::StoreError;
use service::store::Committed;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, Row};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How many changes one transaction takes at most. PostgreSQL remembers 64 savepoints of a transaction where everybody
/// sees them at once; with more, every reader looks them up elsewhere.
const BATCH: usize = 64;

/// How many changes may wait before callers wait to hand theirs in.
const QUEUE: usize = 1024;

/// How long a database that went away in the middle of a commit is looked for, and how long between two tries.
const SEARCH: Duration = Duration::from_secs(45);
const BETWEEN_TRIES: Duration = Duration::from_millis(250);

/// A change on its way.
struct Job {
    plan: Plan,
    /// Whether to write even if there is nothing to write, to see that it works.
    probe: bool,
    answer: oneshot::Sender<Result<Committed, StoreError>>,
}

/// Hands changes to the writer's task, which ends when this is dropped.
pub(super) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Starts the task, with a connection and the way to others.
    pub async fn start(
        mut connection: PgConnection,
        options: PgConnectOptions,
    ) -> Result<Self, StoreError> {
        let row = sqlx::query("SELECT CAST(gen_random_uuid() AS TEXT) AS name")
            .fetch_one(&mut connection)
            .await
            .map_err(store_error)?;
        let name = row.try_get("name").map_err(store_error)?;
        let desk = Desk { connection: Some(connection), options, name, batches: 0 };
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(work(queue, desk));
        Ok(Self(sender))
    }

    /// Answers when the change is durable, or when nothing of it was done. Once it is handed in it is carried out, even
    /// if nobody waits for the answer any more.
    pub async fn commit(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Job { plan, probe, answer }).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

fn stopped() -> StoreError {
    StoreError::Broken("the writer has stopped".into())
}

async fn work(mut queue: mpsc::Receiver<Job>, mut desk: Desk) {
    let mut jobs = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut jobs, BATCH).await > 0 {
        let (answers, plans): (Vec<_>, Vec<_>) =
            jobs.drain(..).map(|job| (job.answer, (job.plan, job.probe))).unzip();
        match desk.write(plans).await {
            Ok(results) => {
                for (answer, result) in answers.into_iter().zip(results) {
                    // Whoever stopped waiting has still been served.
                    let _ = answer.send(result);
                }
            }
            Err(failure) => {
                tracing::warn!(error = %failure, changes = answers.len(), "a batch was not written");
                for answer in answers {
                    let _ = answer.send(Err(again(&failure)));
                }
            }
        }
    }
    if let Some(open) = desk.connection {
        let _ = open.close().await;
    }
}

/// What the task writes with.
struct Desk {
    /// None after a failure: closing undoes whatever it left open.
    connection: Option<PgConnection>,
    options: PgConnectOptions,
    /// What no other process is called.
    name: String,
    /// How many batches were begun.
    batches: u64,
}

impl Desk {
    async fn write(&mut self, plans: Vec<(Plan, bool)>) -> Result<Results, StoreError> {
        self.batches += 1;
        let name = format!("{}/{}", self.name, self.batches);
        let (mut open, heads) = self.begin().await?;
        match batch::commit(&mut open, heads, plans, name).await {
            Ok(results) => {
                self.connection = Some(open);
                Ok(results)
            }
            Err(Failure::Nothing(error)) => Err(error),
            Err(Failure::Unknown(sent, results)) => {
                drop(open);
                self.settle(&sent).await.map(|()| results)
            }
        }
    }

    /// A connection with a batch begun on it: the one at hand, or a new one when that turns out to be dead. Nothing is lost
    /// with it, since nothing was begun.
    async fn begin(&mut self) -> Result<(PgConnection, Heads), StoreError> {
        if let Some(mut open) = self.connection.take() {
            match batch::begin(&mut open).await {
                Ok(heads) => return Ok((open, heads)),
                Err(error) if is_gone(&error) => {
                    tracing::info!(%error, "the database ended a connection; another one is made");
                }
                Err(error) => return Err(store_error(error)),
            }
        }
        let mut open = connect::connect(&self.options).await?;
        let heads = batch::begin(&mut open).await.map_err(store_error)?;
        Ok((open, heads))
    }

    /// Fails unless the batch was written.
    async fn settle(&mut self, sent: &Sent) -> Result<(), StoreError> {
        tracing::warn!(error = %sent.error, "a commit was not answered; looking whether it was carried out");
        let found = tokio::time::timeout(SEARCH, self.look_for(sent)).await;
        match found.unwrap_or(Outcome::NotKnown) {
            Outcome::Written => Ok(()),
            other => Err(refusal(other, &sent.error)),
        }
    }

    /// Asks until the database answers.
    async fn look_for(&mut self, sent: &Sent) -> Outcome {
        loop {
            if let Ok(mut open) = connect::connect(&self.options).await
                && let Ok(found) = find_out(&mut open, sent).await
            {
                self.connection = Some(open);
                return found;
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
    }
}
