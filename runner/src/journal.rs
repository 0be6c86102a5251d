//! The runner's memory on disk: what it was about to run, and what came of it. It is written before anything runs, so that
//! after a crash nothing runs a second time: a run without an end in the journal is reported as lost.

mod spent;

pub use spent::{Spent, SpentPermits};

use crate::state;
use anyhow::Context as _;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

/// How many lines are added before what is over is taken out again.
const SHORTEN_AFTER: usize = 2_000;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Entry {
    /// These bytes are about to be run.
    Starting(Starting),
    /// It ended, and its end waits in the outbox.
    Finished {
        /// Which run.
        run: String,
        /// When.
        at: Timestamp,
    },
    /// The permit of a run that is settled.
    Spent(Spent),
    /// The server knows its end, or never will.
    Settled {
        /// Which run.
        run: String,
        /// When.
        at: Timestamp,
    },
}

/// What was about to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Starting {
    /// The run's name: the task and its attempt, or the action.
    pub run: String,
    /// The task's or the action's id.
    #[serde(alias = "task")]
    pub work: String,
    /// SHA-256 over what decides what runs and where.
    pub digest: String,
    /// The permit that it used; none in what an earlier version wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Spent>,
    /// The right to report.
    pub lease: String,
    /// When.
    pub at: Timestamp,
}

/// What an earlier runner left open.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Runs that never ended as far as is known.
    pub lost: Vec<Starting>,
    /// Runs whose end waits in the outbox.
    pub finished: Vec<Starting>,
    /// Permits that were used and could still be offered again.
    pub spent: Vec<Spent>,
}

/// The open journal.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// None after the file was replaced and the new one could not be opened: it is opened with the next line.
    file: Option<File>,
    added: usize,
}

impl Journal {
    /// Opens the journal and tells what is open in it. What is settled is forgotten, but for the permits that it used and
    /// that still [count](Spent::counts) by `now`. A last line that a crash cut short is
    /// left out: what it announced did not happen.
    pub fn open(path: &Path, now: Timestamp) -> anyhow::Result<(Self, Open)> {
        let open = forget(path, now)?;
        let file = Some(appending(path)?);
        Ok((Self { path: path.to_owned(), file, added: 0 }, open))
    }

    /// Adds one line. It is on the disk when this returns; when it fails, nothing of it is.
    pub fn add(&mut self, entry: &Entry) -> anyhow::Result<()> {
        let mut line = Vec::new();
        write(&mut line, entry)?;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(appending(&self.path).context("the journal is gone")?),
        };
        let before = file.metadata()?.len();
        let written = file.write_all(&line).and_then(|()| file.sync_data());
        if written.is_err() {
            // Half a line would make the next one unreadable.
            file.set_len(before)?;
        }
        self.added += 1;
        written.with_context(|| format!("{} cannot be written", self.path.display()))
    }

    /// After many lines, takes out what is settled and what is over by `now`, as opening it does.
    pub fn shorten(&mut self, now: Timestamp) -> anyhow::Result<()> {
        if self.added < SHORTEN_AFTER {
            return Ok(());
        }
        // From here on this file may no longer be the one of that name.
        self.file = None;
        self.added = 0;
        forget(&self.path, now)?;
        Ok(())
    }
}

/// Writes the journal anew without what is settled and what is over, and tells what is left.
fn forget(path: &Path, now: Timestamp) -> anyhow::Result<Open> {
    let text = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).context("the journal cannot be read"),
    };
    let mut open = BTreeMap::new();
    let mut permits = BTreeMap::new();
    let mut remember = |spent: &Spent| {
        if spent.counts(now) {
            permits.insert(spent.nonce.clone(), spent.clone());
        }
    };
    let mut lines = text.split(|b| *b == b'\n').filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        match serde_json::from_slice(line) {
            Ok(Entry::Starting(starting)) => {
                starting.permit.iter().for_each(&mut remember);
                open.insert(starting.run.clone(), (starting, None));
            }
            Ok(Entry::Spent(spent)) => remember(&spent),
            Ok(Entry::Finished { run, at }) => {
                if let Some((_, finished)) = open.get_mut(&run) {
                    *finished = Some(at);
                }
            }
            Ok(Entry::Settled { run, .. }) => {
                open.remove(&run);
            }
            Err(_) if lines.peek().is_none() => {}
            Err(error) => return Err(error).context("the journal is damaged"),
        }
    }
    let mut kept = Vec::new();
    let mut found = Open { spent: permits.values().cloned().collect(), ..Open::default() };
    for spent in permits.into_values() {
        write(&mut kept, &Entry::Spent(spent))?;
    }
    for (run, (starting, finished)) in open {
        write(&mut kept, &Entry::Starting(starting.clone()))?;
        match finished {
            Some(at) => {
                write(&mut kept, &Entry::Finished { run, at })?;
                found.finished.push(starting);
            }
            None => found.lost.push(starting),
        }
    }
    state::replace(path, &kept).context("the journal cannot be written")?;
    Ok(found)
}

fn appending(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().append(true).open(path)
}

fn write(into: &mut Vec<u8>, entry: &Entry) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *into, entry)?;
    into.push(b'\n');
    Ok(())
}
