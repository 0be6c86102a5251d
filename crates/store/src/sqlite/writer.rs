//! The one writer: it takes whatever is queued, writes it as one transaction, and answers everybody after the commit.

use super::batch::{self, Job};
use super::connection::Connection;
use super::{file, wipe};
use crate::plan::Plan;
use crate::statement::again;
use service::StoreError;
use service::store::Committed;
use std::path::{Path, PathBuf};
use tokio::sync::{mpsc, oneshot};

/// How many changes one transaction takes at most: enough to pay one disk sync for all, few enough to stay quick.
const BATCH: usize = 256;

/// How many changes may wait before callers wait to hand theirs in.
const QUEUE: usize = 1024;

/// What the writer is asked to do.
enum Errand {
    Write(Job),
    Wipe(oneshot::Sender<Result<(), StoreError>>),
}

/// Hands changes to the writer's thread. It ends, and the file is tidied, when this is dropped.
pub(super) struct Writer(mpsc::Sender<Errand>);

impl Writer {
    /// Starts the thread. Fails when the system gives none.
    pub fn start(connection: Connection, path: PathBuf) -> Result<Self, StoreError> {
        let (sender, queue) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || work(queue, Some(connection), &path))
            .map_err(|error| StoreError::Busy(error.to_string()))?;
        Ok(Self(sender))
    }

    /// Answers when the change is durable, or when nothing of it was done. Once it is handed in it is carried out, even
    /// if nobody waits for the answer any more.
    pub async fn commit(&self, plan: Plan, probe: bool) -> Result<Committed, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.hand(Errand::Write(Job { plan, probe, answer })).await?;
        answered.await.map_err(|_| stopped())?
    }

    /// Writes the file anew, so that what was erased is nowhere in it. Changes wait meanwhile.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.hand(Errand::Wipe(answer)).await?;
        answered.await.map_err(|_| stopped())?
    }

    async fn hand(&self, errand: Errand) -> Result<(), StoreError> {
        self.0.send(errand).await.map_err(|_| stopped())
    }
}

fn stopped() -> StoreError {
    StoreError::Broken("the writer has stopped".into())
}

fn work(mut queue: mpsc::Receiver<Errand>, mut connection: Option<Connection>, path: &Path) {
    let mut errands = Vec::with_capacity(BATCH);
    while queue.blocking_recv_many(&mut errands, BATCH) > 0 {
        let mut answers = Vec::with_capacity(errands.len());
        let (mut plans, mut wipes) = (Vec::with_capacity(errands.len()), Vec::new());
        for errand in errands.drain(..) {
            match errand {
                Errand::Write(job) => {
                    answers.push(job.answer);
                    plans.push((job.plan, job.probe));
                }
                Errand::Wipe(answer) => wipes.push(answer),
            }
        }
        match ensure(&mut connection, path).and_then(|open| batch::commit(open, plans)) {
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
                    let _ = answer.send(Err(again(&failure)));
                }
            }
        }
        // Whatever was to be erased when somebody asked for this has been by now.
        if !wipes.is_empty() {
            let outcome = ensure(&mut connection, path).and_then(wipe::wipe);
            for answer in wipes {
                let _ = answer.send(outcome.as_ref().copied().map_err(again));
            }
        }
    }
    if let Some(open) = connection {
        match open.empty_log() {
            Ok(true) => {}
            Ok(false) => tracing::debug!("the log stays beside the file until the next start"),
            Err(error) => {
                tracing::debug!(%error, "the log stays beside the file until the next start");
            }
        }
    }
}

fn ensure<'c>(
    connection: &'c mut Option<Connection>,
    path: &Path,
) -> Result<&'c mut Connection, StoreError> {
    let open = match connection.take() {
        Some(open) => open,
        None => file::open_to_write(path)?,
    };
    Ok(connection.insert(open))
}
