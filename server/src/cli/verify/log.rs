//! A log as it lies in one file or several: every row follows the one before it, and the end is signed.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use domain::Timestamp;
use domain::audit::{AuditHead, AuditRow, Chain, genesis};
use domain::display::SafeText;
use domain::wire::{AuditItem, CheckpointItem};

use super::{exactly, lines, statement};

/// What was found to be right.
pub(in crate::cli) struct Found {
    /// The row before the first one: what came before it was archived.
    pub(super) begin: AuditHead,
    chain: Chain,
    /// The hash of each row, the first one first.
    pub(super) hashes: Vec<String>,
    /// Those about the things that were asked for.
    pub(super) about: Vec<AuditItem>,
    /// The row that says that what came before was archived.
    pub(super) archived: Option<AuditItem>,
    pub(super) first: Option<Timestamp>,
    pub(super) last: Option<Timestamp>,
    key: Option<[u8; 32]>,
}

/// What a log says of one of its rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// It stands before the first row.
    Before,
    /// It has this hash.
    Here(&'a str),
    /// The log does not go that far.
    After,
}

impl Found {
    /// How far the log goes.
    pub(in crate::cli) fn head(&self) -> &AuditHead {
        self.chain.head()
    }

    fn after(begin: AuditHead, key: Option<[u8; 32]>) -> Self {
        let chain = Chain::from(begin.rows, begin.hash.clone());
        let (hashes, about) = (Vec::new(), Vec::new());
        Self { begin, chain, hashes, about, archived: None, first: None, last: None, key }
    }

    /// Takes the next row.
    fn add(&mut self, item: AuditItem, about: &[&str]) -> anyhow::Result<()> {
        let at = item.at;
        if about.contains(&item.subject.id.as_str()) {
            self.about.push(item.clone());
        }
        let begin = format!("{}:{}", self.begin.rows, self.begin.hash);
        if item.action == "audit.archive" && item.subject.id == begin {
            self.archived = Some(item.clone());
        }
        let row = AuditRow::try_from(item).map_err(|why| anyhow!(why))?;
        self.chain.add(&row).context("the log was changed")?;
        self.hashes.push(row.hash);
        self.first = self.first.or(Some(at));
        self.last = Some(at);
        Ok(())
    }

    /// Who signed it.
    pub(super) fn key(&self) -> anyhow::Result<[u8; 32]> {
        self.key.context("nobody signed it")
    }

    /// What it says of the log's row of this number.
    pub(super) fn row(&self, number: i64) -> Place<'_> {
        if number < self.begin.rows {
            return Place::Before;
        }
        let place = usize::try_from(number - self.begin.rows).unwrap_or(usize::MAX);
        match place.checked_sub(1) {
            None => Place::Here(&self.begin.hash),
            Some(place) => self.hashes.get(place).map_or(Place::After, |hash| Place::Here(hash)),
        }
    }
}

/// Reads a log that may lie in several files: each goes on where the one before it ended. Keeps the rows about these things.
pub(in crate::cli) fn log(paths: &[PathBuf], about: &[&str]) -> anyhow::Result<Found> {
    let mut whole: Option<Found> = None;
    for path in paths {
        let next = one_log(path, whole.take(), about);
        // Of several, the one that is wrong is named.
        whole = Some(match next {
            Err(why) if paths.len() > 1 => return Err(why.context(path.display().to_string())),
            next => next?,
        });
    }
    whole.context("no log was given")
}

/// Reads one file of a log, after those before it.
fn one_log(path: &Path, before: Option<Found>, about: &[&str]) -> anyhow::Result<Found> {
    let mut lines = lines(path)?.enumerate().peekable();
    // A log whose first rows were archived says so first, signed. One that is a checkpoint alone has no rows at all.
    let mut opening = None;
    let first = lines.next_if(|(_, line)| {
        line.as_ref().is_ok_and(|line| exactly::<CheckpointItem>(line).is_some())
    });
    if let Some((_, line)) = first {
        let item = exactly::<CheckpointItem>(&line?).context("it was one a moment ago")?;
        let (key, signed) = statement(&item)?;
        if lines.peek().is_none() {
            return ended(before, key, &signed.checkpoint.0);
        }
        opening = Some((key, signed.checkpoint.0));
    }
    let mut found = match (before, &opening) {
        (None, None) => Found::after(AuditHead { rows: 0, hash: genesis() }, None),
        (None, Some((key, head))) => Found::after(head.clone(), Some(*key)),
        (Some(before), None) => bail!(
            "it begins at row 1, and the file before it ends at row {}: they are not parts of one log",
            before.head().rows
        ),
        (Some(before), Some((_, head))) => {
            ensure!(
                before.head() == head,
                "it goes on after row {}, and the file before it ends at row {}: rows between them are missing, or one of \
                 them is of another log",
                head.rows,
                before.head().rows
            );
            before
        }
    };
    let mut end = None;
    for (number, line) in lines {
        let line = line?;
        let nothing_follows =
            || anyhow!("line {}: something stands after the checkpoint", number + 1);
        ensure!(end.is_none(), nothing_follows());
        let nothing = || {
            anyhow!(
                "line {} is neither an audit row nor a checkpoint: {:.80}",
                number + 1,
                SafeText::prose(&line).to_plain_line()
            )
        };
        // A line has to be exactly what the export writes: whatever else stood in it would not be covered by any hash.
        if let Some(item) = exactly::<AuditItem>(&line) {
            found.add(item, about).with_context(|| format!("line {}", number + 1))?;
        } else {
            end = Some(exactly::<CheckpointItem>(&line).ok_or_else(nothing)?);
        }
    }
    let Some(end) = end else {
        bail!(
            "there is no checkpoint at the end: the file was cut off, or is no export of the audit log"
        );
    };
    let (key, signed) = statement(&end)?;
    if let Some((opened, _)) = opening {
        ensure!(opened == key, "its first and its last line were signed by different keys");
    }
    ended(Some(found), key, &signed.checkpoint.0)
}

/// A log that is to end as its last checkpoint says.
fn ended(found: Option<Found>, key: [u8; 32], said: &AuditHead) -> anyhow::Result<Found> {
    let mut found =
        found.unwrap_or_else(|| Found::after(AuditHead { rows: 0, hash: genesis() }, None));
    ensure!(
        found.key.is_none_or(|known| known == key),
        "it was signed by another key than the file before it"
    );
    found.key = Some(key);
    let rows = found.head().rows;
    ensure!(
        rows == said.rows,
        "the log was changed: it has {rows} rows, and its checkpoint says {}. Rows were cut off or added",
        said.rows
    );
    ensure!(
        found.head() == said,
        "the log was changed: its last row is not the one that was signed"
    );
    Ok(found)
}
