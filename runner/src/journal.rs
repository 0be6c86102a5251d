//! The runner's memory on disk: what it was about to run, and what came of it. It is written before anything runs, so that
//! after a crash nothing runs a second time: a run without an end in the journal is reported as lost.

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

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

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

/// A permit that was used. It is remembered until it could not be used anyway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// What makes it good for one run.
    pub nonce: String,
    /// Until when it could be used; always, when there is no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// What an earlier runner left open.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Runs that never ended as far as is known.
    pub lost: Vec<Starting>,
    /// Runs whose end waits in the outbox.
    pub finished: Vec<Starting>,
    /// The nonces of permits that were used and could still be offered again.
    pub spent: Vec<String>,
}

/// The open journal.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal and tells what is open in it. What is settled is forgotten, but for the permits that it used and
    /// that are not over for a day by `now`: clocks may have been set back. A last line that a crash cut short is
    /// left out: what it announced did not happen.
    pub fn open(path: &Path, now: Timestamp) -> anyhow::Result<(Self, Open)> {
        let text = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).context("the journal cannot be read"),
        };
        let mut open = BTreeMap::new();
        let mut permits = BTreeMap::new();
        let mut remember = |spent: &Spent| {
            if spent.until.is_none_or(|until| until.plus_seconds(DAY) > now) {
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
        let mut found = Open { spent: permits.keys().cloned().collect(), ..Open::default() };
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
        let file = OpenOptions::new().append(true).open(path)?;
        Ok((Self { path: path.to_owned(), file }, found))
    }

    /// Adds one line. It is on the disk when this returns; when it fails, nothing of it is.
    pub fn add(&mut self, entry: &Entry) -> anyhow::Result<()> {
        let mut line = Vec::new();
        write(&mut line, entry)?;
        let before = self.file.metadata()?.len();
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        if written.is_err() {
            // Half a line would make the next one unreadable.
            self.file.set_len(before)?;
        }
        written.with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

fn write(into: &mut Vec<u8>, entry: &Entry) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *into, entry)?;
    into.push(b'\n');
    Ok(())
}
