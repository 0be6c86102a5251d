//! The one writer: it takes whatever is queued, writes it as one transaction, and answers everybody after the commit.

use super::batch::{self, Job};
use super::glue::Glue;
use super::{error, file};
use crate::plan::Plan;
use service::StoreError;
use service::store::Committed;
use sqlx::{Connection, SqliteConnection};
use std::path::PathBuf;
use tokio::sync::{mpsc, oneshot};

/// How many changes one transaction takes at most: enough to pay one disk sync for all, few enough to stay quick.
const BATCH: usize = 256;

/// How many changes may wait before callers wait to hand theirs in.
const QUEUE: usize = 1024;

/// Hands changes to the writer's task. The task ends, and the file is tidied, when this is dropped.
pub(super) struct Writer(mpsc::Sender<Job>);

impl Writer {
    pub fn start(connection: SqliteConnection, path: PathBuf) -> Self {
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(work(queue, Some(connection), path));
        Self(sender)
    }

    /// Answers when the change is durable, or when nothing of it was done. Once it is handed in it is carried out, even
    /// if nobody waits for the answer any more.
    pub async fn commit(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        let (answer, answered) = oneshot::channel();
        let stopped = || StoreError::Broken("the writer has stopped".into());
        self.0.send(Job { plan, probe, answer }).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

async fn work(
    mut queue: mpsc::Receiver<Job>,
    mut connection: Option<SqliteConnection>,
    path: PathBuf,
) {
    let mut glue = Glue::default();
    let mut jobs = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut jobs, BATCH).await > 0 {
        let mut answers = Vec::with_capacity(jobs.len());
        let plans = jobs.drain(..).map(|job| {
            answers.push(job.answer);
            (job.plan, job.probe)
        });
        let plans: Vec<_> = plans.collect();
        let outcome = match ensure(&mut connection, &path).await {
            Ok(open) => batch::commit(open, &mut glue, plans).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(results) => {
                for (answer, result) in answers.into_iter().zip(results) {
                    // Whoever stopped waiting has still been served.
                    let _ = answer.send(result);
                }
            }
            Err(failure) => {
                tracing::warn!(error = %failure, changes = answers.len(), "nothing was written");
                // Closing rolls back whatever the failure left open.
                connection = None;
                for answer in answers {
                    let _ = answer.send(Err(error::again(&failure)));
                }
            }
        }
    }
    if let Some(mut open) = connection {
        let tidied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut open).await;
        if let Err(error) = tidied {
            tracing::debug!(%error, "the log stays beside the file until the next start");
        }
        let _ = open.close().await;
    }
}

async fn ensure<'c>(
    connection: &'c mut Option<SqliteConnection>,
    path: &std::path::Path,
) -> Result<&'c mut SqliteConnection, StoreError> {
    let open = match connection.take() {
        Some(open) => open,
        None => file::connect(path).await?,
    };
    Ok(connection.insert(open))
}
