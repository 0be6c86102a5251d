//! `verify`: an exported audit log or the evidence of one approval, checked without a server.

mod evidence;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use data_encoding::BASE64;
use domain::audit::{AuditRow, Chain, SignedCheckpoint, fingerprint};
use domain::display::SafeText;
use domain::wire::{AuditItem, CheckpointItem, Evidence};
use domain::{Digest, Timestamp};

use crate::signer;

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// What `GET /audit/export` or `GET /approvals/{id}/evidence` answered
    file: PathBuf,
    /// The fingerprint of the key that must have signed it
    #[arg(long, value_name = "FINGERPRINT")]
    key: Option<String>,
    /// Checkpoints that were kept earlier: the log must still hold what they say
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// The exported log that must hold the rows of the evidence
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

/// The longest line that an export or evidence is: a command with every byte escaped twice stays below this.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What was found to be right.
struct Found {
    chain: Chain,
    /// The hash of each row, the first one first.
    hashes: Vec<String>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    key: [u8; 32],
}

/// Checks a log or evidence and says on standard output who signed it.
pub(super) fn run(flags: &Flags) -> anyhow::Result<()> {
    if let Some(first) = lines(&flags.file)?.next().transpose()?
        && let Some(evidence) = exactly::<Evidence>(&first)
    {
        ensure!(flags.checkpoints.is_none(), "--checkpoints goes with a log, not with evidence");
        let key = evidence::run(&evidence, flags.log.as_deref())?;
        ensure!(lines(&flags.file)?.count() == 1, "something stands after the evidence");
        println!("{}", wanted(flags, &key)?);
        return Ok(());
    }
    ensure!(flags.log.is_none(), "--log goes with the evidence of an approval");
    let found = log(&flags.file)?;
    let signer = wanted(flags, &found.key)?;
    let kept = flags.checkpoints.as_ref().map(|file| checkpoints(file, &found)).transpose()?;
    println!("{signer}");
    let span = match (found.first, found.last) {
        (Some(first), Some(last)) => {
            format!(", {} to {}", first.date_clock_utc(), last.date_clock_utc())
        }
        _ => String::new(),
    };
    eprintln!(
        "{} rows{span}: each follows the one before, and none is missing.",
        found.hashes.len()
    );
    if let Some(kept) = kept {
        eprintln!("It holds what {kept} kept checkpoints say.");
    }
    if flags.key.is_none() {
        eprintln!(
            "The key above signed it. Compare it with the one you know, or give it with --key."
        );
    }
    Ok(())
}

/// The fingerprint of the key that signed it, if it is the one that was asked for.
fn wanted(flags: &Flags, key: &[u8; 32]) -> anyhow::Result<Digest> {
    let signer = fingerprint(key);
    if let Some(wanted) = &flags.key {
        let wanted = Digest::parse(wanted).ok_or_else(|| {
            anyhow!("--key must be sha256: and 64 hex digits, as verify prints it")
        })?;
        ensure!(wanted == signer, "another key signed it: {signer}");
    }
    Ok(signer)
}

fn log(path: &Path) -> anyhow::Result<Found> {
    let (mut chain, mut hashes) = (Chain::default(), Vec::new());
    let (mut first, mut last, mut end) = (None, None, None);
    for (number, line) in lines(path)?.enumerate() {
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
            let at = item.at;
            let row =
                AuditRow::try_from(item).map_err(|why| anyhow!("line {}: {why}", number + 1))?;
            chain.add(&row).context("the log was changed")?;
            hashes.push(row.hash);
            first = first.or(Some(at));
            last = Some(at);
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
    let (rows, said) = (chain.head().rows, &signed.checkpoint.0);
    ensure!(
        rows == said.rows,
        "the log was changed: it has {rows} rows, and its checkpoint says {}. Rows were cut off or added",
        said.rows
    );
    ensure!(
        *chain.head() == *said,
        "the log was changed: its last row is not the one that was signed"
    );
    Ok(Found { chain, hashes, first, last, key })
}

/// Reads a line that is what would be written for what it says, to the last byte.
fn exactly<T: serde::de::DeserializeOwned + serde::Serialize>(line: &str) -> Option<T> {
    let value = serde_json::from_str(line).ok()?;
    (serde_json::to_string(&value).ok()? == line).then_some(value)
}

/// The lines of a file. One that is too long is refused before it fills the memory.
fn lines(path: &Path) -> anyhow::Result<impl Iterator<Item = anyhow::Result<String>>> {
    let shown = path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot open {shown}"))?;
    let mut reader = BufReader::new(file);
    Ok(std::iter::from_fn(move || {
        let mut line = String::new();
        match reader.by_ref().take(LONGEST).read_line(&mut line) {
            Ok(0) => None,
            Ok(length) if length as u64 == LONGEST => {
                Some(Err(anyhow!("{shown} has a line that no export writes")))
            }
            Ok(_) => {
                line.truncate(line.strip_suffix('\n').unwrap_or(&line).len());
                Some(Ok(line))
            }
            Err(error) => Some(Err(anyhow!(error).context(format!("cannot read {shown}")))),
        }
    }))
}

/// The key and what it signed, if it did.
fn statement(item: &CheckpointItem) -> anyhow::Result<([u8; 32], SignedCheckpoint)> {
    let key = BASE64.decode(item.public_key.as_bytes()).ok();
    let key: [u8; 32] = key
        .and_then(|key| key.try_into().ok())
        .ok_or_else(|| anyhow!("the checkpoint's key is none"))?;
    Ok((key, signed_by(&key, &item.checkpoint)?))
}

fn signed_by(key: &[u8; 32], note: &str) -> anyhow::Result<SignedCheckpoint> {
    let signed = SignedCheckpoint::parse(note)
        .ok_or_else(|| anyhow!("the checkpoint is not a signed note of an audit log"))?;
    let right = signed.names(key)
        && signer::verify(key, signed.checkpoint.text().as_bytes(), &signed.signature);
    ensure!(right, "the checkpoint's signature is not of its key");
    ensure!(
        signed.checkpoint.note(key, &signed.signature) == note,
        "more stands in the checkpoint's note than was signed"
    );
    Ok(signed)
}

/// Compares checkpoints that were kept with the log. Answers how many there were.
fn checkpoints(path: &Path, found: &Found) -> anyhow::Result<usize> {
    let mut count = 0;
    for (number, line) in lines(path)?.enumerate() {
        let line = line?;
        // A copy may have come through a machine that ends lines its own way.
        let line = line.strip_suffix('\r').unwrap_or(&line);
        if line.is_empty() {
            continue;
        }
        let item: CheckpointItem = serde_json::from_str(line).with_context(|| {
            format!("line {} of {} is no checkpoint", number + 1, path.display())
        })?;
        let (key, signed) = statement(&item)
            .with_context(|| format!("line {} of {}", number + 1, path.display()))?;
        ensure!(
            key == found.key,
            "line {} of {} was signed by another key",
            number + 1,
            path.display()
        );
        let said = &signed.checkpoint.0;
        let place = usize::try_from(said.rows).unwrap_or(usize::MAX);
        let hash = match place.checked_sub(1) {
            None => Some(domain::audit::genesis()),
            Some(place) => found.hashes.get(place).cloned(),
        };
        match hash {
            None => bail!(
                "the log was cut off: it has {} rows, and had {} when a checkpoint was kept",
                found.chain.head().rows,
                said.rows
            ),
            Some(hash) if hash != said.hash => {
                bail!(
                    "the log was rewritten: row {} is not what it was when a checkpoint was kept",
                    said.rows
                )
            }
            Some(_) => count += 1,
        }
    }
    ensure!(count > 0, "{} holds no checkpoint", path.display());
    Ok(count)
}
