//! `verify`: an exported audit log or the evidence of one approval, checked without a server.

mod evidence;
mod log;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use data_encoding::BASE64;
use domain::Digest;
use domain::audit::{AuditHead, SignedCheckpoint, fingerprint};
use domain::display::SafeText;
use domain::wire::{CheckpointItem, Evidence};

use crate::signer;

pub(super) use log::log;
use log::{Found, Place};

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// What `GET /audit/export` or `GET /approvals/{id}/evidence` answered; of a log that was archived, the archives in order
    /// and then the export
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The fingerprint of the key that must have signed it
    #[arg(long, value_name = "FINGERPRINT")]
    key: Option<String>,
    /// Checkpoints that were kept earlier: the log must still hold what they say
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// The exported log that must hold the rows of the evidence; once for each archive before it, in order
    #[arg(long, value_name = "FILE")]
    log: Vec<PathBuf>,
}

/// The longest line that an export or evidence is: a command with every byte escaped twice stays below this.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Checks a log or evidence and says on standard output who signed it.
pub(super) fn run(flags: &Flags) -> anyhow::Result<()> {
    if let [file] = &flags.files[..]
        && let Some(first) = lines(file)?.next().transpose()?
        && let Some(evidence) = exactly::<Evidence>(&first)
    {
        ensure!(flags.checkpoints.is_none(), "--checkpoints goes with a log, not with evidence");
        let key = evidence::run(&evidence, &flags.log)?;
        ensure!(lines(file)?.count() == 1, "something stands after the evidence");
        println!("{}", wanted(flags, &key)?);
        return Ok(());
    }
    ensure!(flags.log.is_empty(), "--log goes with the evidence of an approval");
    let found = log(&flags.files, &[])?;
    let signer = wanted(flags, &found.key()?)?;
    let kept = flags.checkpoints.as_ref().map(|file| checkpoints(file, &found)).transpose()?;
    if found.begin.rows > 0 {
        tell_begin(&found)?;
    }
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
    if let Some((here, before)) = kept {
        eprintln!("It holds what {here} kept checkpoints say.");
        if before > 0 {
            eprintln!(
                "{before} more are of rows before it: only the archive can be checked against them."
            );
        }
    }
    if flags.key.is_none() {
        eprintln!(
            "The key above signed it. Compare it with the one you know, or give it with --key."
        );
    }
    Ok(())
}

/// Says what came before the first row, which is not there. A log that does not say itself who archived it was cut off.
fn tell_begin(found: &Found) -> anyhow::Result<()> {
    let AuditHead { rows, hash } = &found.begin;
    let row = found.archived.as_ref().with_context(|| {
        format!(
            "it begins after row {rows}, and none of its rows says who archived those before: they were cut off. If this is an \
             archive out of the middle of a log, give the files that follow as well"
        )
    })?;
    let next = rows + 1;
    eprintln!(
        "It begins at row {next}, after an archive whose last row is {rows} with the hash {hash}. Give that archive before it \
         to check both."
    );
    eprintln!(
        "Row {} says that {} archived them at {}, in a file with the digest {}.",
        row.seq,
        SafeText::prose(&row.actor.name).to_plain_line(),
        row.at.to_rfc3339(),
        row.digest.as_deref().unwrap_or("none")
    );
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

/// Compares checkpoints that were kept with the log. Answers how many there were of rows that it has, and of rows before it.
fn checkpoints(path: &Path, found: &Found) -> anyhow::Result<(usize, usize)> {
    let (mut here, mut before) = (0, 0);
    let own_key = found.key()?;
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
        let (public_key, signed) = statement(&item)
            .with_context(|| format!("line {} of {}", number + 1, path.display()))?;
        ensure!(
            public_key == own_key,
            "line {} of {} was signed by another key",
            number + 1,
            path.display()
        );
        let said = &signed.checkpoint.0;
        match found.row(said.rows) {
            Place::Before => before += 1,
            Place::After => bail!(
                "the log was cut off: it has {} rows, and had {} when a checkpoint was kept",
                found.head().rows,
                said.rows
            ),
            Place::Here(hash) if hash != said.hash => {
                bail!(
                    "the log was rewritten: row {} is not what it was when a checkpoint was kept",
                    said.rows
                )
            }
            Place::Here(_) => here += 1,
        }
    }
    ensure!(here + before > 0, "{} holds no checkpoint", path.display());
    Ok((here, before))
}
