//! The end of a run on its way to the server. It is on the disk before it is sent, and is kept until the server has it or
//! will never take it.

use crate::{
    backoff::Backoff,
    client::{Client, LOGS_AT_ONCE, Trouble},
    state,
};
use anyhow::Context as _;
use domain::{
    change::FileChange,
    wire::{LogPiece, ReportResult},
};
use serde::{Deserialize, Serialize};
use std::{fs, future::Future, path::Path};

/// What the server does not know yet about a run that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Delivery {
    /// The run's name: the task and its attempt, or the action.
    pub(crate) run: String,
    /// The task's or the action's id.
    #[serde(alias = "task")]
    pub(crate) work: String,
    /// Output that was not sent while it ran.
    pub(crate) logs: Vec<LogPiece>,
    /// The files it changed.
    pub(crate) files: Vec<FileChange>,
    /// How it ended, with the right to say so.
    pub(crate) result: ReportResult,
}

/// What became of a delivery.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// The server has it, or it will never take it: it can be forgotten.
    Yes,
    /// This token may not deliver it; another may.
    NotWithThisToken,
}

impl Delivery {
    /// Keeps it in the outbox.
    pub(crate) fn keep(&self, outbox: &Path) -> anyhow::Result<()> {
        let bytes = serde_json::to_vec(self)?;
        let kept = state::replace(&file(outbox, &self.run), &bytes);
        kept.context("the end of a run cannot be kept")
    }

    /// Takes it out of the outbox again to send it. `None` if it is not there.
    pub(crate) fn load(outbox: &Path, run: &str) -> anyhow::Result<Option<Self>> {
        match fs::read(file(outbox, run)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).context("it cannot be read")?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets it.
    pub(crate) fn forget(outbox: &Path, run: &str) {
        if let Err(error) = fs::remove_file(file(outbox, run))
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(run, %error, "a settled run stays in the outbox");
        }
    }

    /// Sends it: output first, then files, then the result, which ends the work. Goes on until the server has answered.
    pub(crate) async fn deliver(self, client: &Client) -> Settled {
        let Self { run, work, mut logs, files, result } = self;
        let lease = &result.lease;
        while !logs.is_empty() {
            let rest = logs.split_off(at_once(&logs));
            let send = insist(|| client.logs(&work, lease, logs.clone())).await;
            match settled(&run, "output", &send) {
                None => logs = rest,
                // A result that comes too late may still be kept as what it is.
                Some(Settled::Yes) => break,
                Some(settled) => return settled,
            }
        }
        if !files.is_empty() {
            let send = insist(|| client.files(&work, lease, files.clone())).await;
            if settled(&run, "changed files", &send) == Some(Settled::NotWithThisToken) {
                return Settled::NotWithThisToken;
            }
        }
        let send = insist(|| client.result(&work, &result)).await;
        settled(&run, "result", &send).unwrap_or(Settled::Yes)
    }
}

/// Whether there is no point in sending more of it. A part the server refuses must not hold up the result.
fn settled(run: &str, what: &str, sent: &Result<(), Trouble>) -> Option<Settled> {
    match sent {
        Ok(()) => None,
        Err(Trouble::Unknown(why)) => {
            tracing::error!(run, why, "the {what} of a run cannot be reported with this token");
            Some(Settled::NotWithThisToken)
        }
        Err(Trouble::Lost(why)) => {
            tracing::warn!(run, why, "the server had given up a run; its {what} came too late");
            Some(Settled::Yes)
        }
        Err(trouble) => {
            tracing::error!(run, %trouble, "the server does not take the {what} of a run");
            None
        }
    }
}

/// Tries until the server gives an answer that will not change.
async fn insist<F: Future<Output = Result<(), Trouble>>>(
    mut call: impl FnMut() -> F,
) -> Result<(), Trouble> {
    let mut backoff = Backoff::new();
    loop {
        match call().await {
            Err(Trouble::Later { why, after }) => {
                tracing::debug!(why, "the server cannot be reached");
                backoff.wait(after).await;
            }
            answer => return answer,
        }
    }
}

/// How many of these pieces fit into one request; at least one.
pub(crate) fn at_once(pieces: &[LogPiece]) -> usize {
    let mut room = LOGS_AT_ONCE;
    let fit = pieces.iter().take_while(|piece| {
        let fits = piece.data_b64.len() <= room;
        room = room.saturating_sub(piece.data_b64.len());
        fits
    });
    fit.count().max(1).min(pieces.len())
}

fn file(outbox: &Path, run: &str) -> std::path::PathBuf {
    outbox.join(format!("{run}.json"))
}
