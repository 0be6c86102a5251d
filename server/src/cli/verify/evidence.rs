//! The evidence of one approval, checked without a server, and against the whole log where it is there.

use std::path::PathBuf;

use anyhow::{Context, anyhow, bail, ensure};
use data_encoding::BASE64;
use domain::display::SafeText;
use domain::wire::{ApprovalEvidence, EVIDENCE, Evidence, RunEvidence, Statement};
use domain::{Gate, Grant, Permit, SignedPermit, Verdict};

use super::{Found, Place, exactly, log, statement};
use crate::signer;

/// Checks the evidence and tells what it states. Answers the key that signed it.
pub(super) fn run(evidence: &Evidence, logs: &[PathBuf]) -> anyhow::Result<[u8; 32]> {
    let key = signed(evidence)?;
    let stated = exactly::<Statement>(&evidence.statement)
        .ok_or_else(|| anyhow!("what was signed is no statement of this version"))?;
    let (named, checkpoint) = statement(&stated.checkpoint)?;
    ensure!(named == key, "the log's checkpoint was signed by another key than the evidence");
    let head = checkpoint.checkpoint.0;
    let last = stated.rows.last().map_or(0, |row| row.seq);
    ensure!(last <= head.rows, "it holds rows that the log did not have when it was made");
    let found = if logs.is_empty() { None } else { Some(log(logs, &subjects(&stated))?) };
    let whole = with_archived(stated, found.as_ref());
    if let Err(why) = whole.check() {
        let archive_is_missing = found.as_ref().is_none_or(|found| found.begin.rows > 0);
        match whole.archived {
            Some(rows) if archive_is_missing => bail!(
                "rows about it were archived before it was made, up to row {rows}, and cannot be checked without them: give \
                 the archive and then the exported log, each with --log"
            ),
            _ => bail!(why),
        }
    }
    if let Some(permit) = &whole.permit {
        self::permit(permit, &key, &whole)?;
    }
    if let Some(found) = &found {
        ensure!(found.key()? == key, "the log was signed by another key than the evidence");
        for row in &whole.rows {
            stands(found, row.seq, &row.hash)?
                .then_some(())
                .ok_or_else(|| anyhow!("row {} of the evidence is not in the log", row.seq))?;
        }
        ensure!(
            stands(found, head.rows, &head.hash)?,
            "the log is not the one that the evidence was made from"
        );
    }
    tell(&whole);
    if found.is_some() {
        eprintln!("The log holds all of its rows.");
    } else {
        eprintln!("Give the exported log with --log to see that its rows stand there too.");
    }
    Ok(key)
}

/// Whether the log has this row. Fails where it begins later.
fn stands(found: &Found, number: i64, hash: &str) -> anyhow::Result<bool> {
    match found.row(number) {
        Place::Here(there) => Ok(there == hash),
        Place::After => Ok(false),
        Place::Before => bail!(
            "row {number} was archived, and the log begins after it: give the archive first, with one more --log"
        ),
    }
}

/// What its rows are about.
fn subjects(stated: &Statement) -> Vec<&str> {
    let work = match &stated.action {
        Some(action) => action.bound.action.as_str(),
        None => stated.task.id.as_str(),
    };
    vec![&stated.approval.id, work, &stated.task.id]
}

/// The same with the rows that were archived before it was made, from the log.
fn with_archived(mut stated: Statement, found: Option<&Found>) -> Statement {
    if let (Some(archived), Some(found)) = (stated.archived, found) {
        let archived = found.about.iter().filter(|row| row.seq <= archived).cloned();
        let rows = archived.chain(std::mem::take(&mut stated.rows)).collect();
        stated.rows = rows;
    }
    stated
}

fn signed(evidence: &Evidence) -> anyhow::Result<[u8; 32]> {
    let bytes = |text: &str| BASE64.decode(text.as_bytes()).ok();
    let key: Option<[u8; 32]> = bytes(&evidence.public_key).and_then(|key| key.try_into().ok());
    let signature: Option<[u8; 64]> =
        bytes(&evidence.signature).and_then(|signature| signature.try_into().ok());
    let (Some(key), Some(signature)) = (key, signature) else {
        bail!("the evidence has no signature that could be read")
    };
    let text = format!("{EVIDENCE}{}", evidence.statement);
    ensure!(
        signer::verify(&key, text.as_bytes(), &signature),
        "the evidence was changed: its signature is not of what it states"
    );
    Ok(key)
}

/// The permit names what was decided, by those who answered, under the same key.
fn permit(signed: &SignedPermit, key: &[u8; 32], stated: &Statement) -> anyhow::Result<()> {
    let (named, signature) = signed.seal().context("its permit has no signature")?;
    let right = named == *key && signer::verify(key, signed.text.as_bytes(), &signature);
    ensure!(right, "the signature of its permit is wrong");
    let permit = Permit::parse(&signed.text).context("its permit cannot be read")?;
    let approval = &stated.approval;
    let work = match (&stated.action, &stated.task.purged) {
        (Some(action), _) => permit.work == action.bound.action.as_str(),
        // Which action it was went with its texts; its digest is still known.
        (None, Some(_)) if approval.gate == Gate::Action => true,
        (None, _) => permit.work == stated.task.id,
    };
    ensure!(
        work && stated.permitted_digest().is_none_or(|digest| permit.digest == digest),
        "its permit is for something else"
    );
    if approval.gate == Gate::AfterRun {
        // It let the task run; what was decided is the result.
        return Ok(());
    }
    ensure!(
        permit.grants.len() == approval.votes.len(),
        "its permit does not name everybody who approved it"
    );
    for grant in &permit.grants {
        let Grant::Approved { by, at } = grant else {
            bail!("its permit was not given by a person")
        };
        let said = approval.votes.iter().any(|vote| {
            vote.verdict == Verdict::Approve && (vote.by.id.as_str(), vote.at) == (by, *at)
        });
        ensure!(said, "its permit names somebody who did not approve it");
    }
    Ok(())
}

fn tell(stated: &Statement) {
    let approval = &stated.approval;
    let shown = |text: &str| SafeText::prose(text).to_plain_line();
    eprintln!(
        "{} of MC-{} on {}: {}, digest {}.",
        what(approval),
        stated.task.number,
        shown(&stated.task.desktop_name),
        approval.state,
        approval.digest
    );
    for vote in &approval.votes {
        let said = vote.feedback.as_deref().map(|text| format!(": {}", shown(text)));
        eprintln!(
            "{} {} it at {}{}",
            shown(&vote.by.name),
            vote.verdict.past(),
            vote.at.to_rfc3339(),
            said.unwrap_or_default()
        );
    }
    if let Some(purged) = &stated.task.purged {
        eprintln!(
            "Its texts were purged by {} at {}. What was decided about cannot be compared any more; who decided, when, \
             and the digest stand.",
            shown(&purged.by.name),
            purged.at.to_rfc3339()
        );
    }
    if let Some(rows) = stated.archived {
        eprintln!("When it was made the log had been archived up to row {rows}.");
    }
    let run = stated.action.as_ref().map_or(&stated.task.run, |action| &action.run);
    if let Some(RunEvidence { started_at, finished_at, exit_code, .. }) = run {
        let code = exit_code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        eprintln!("It ran from {started_at} to {finished_at}, exit code {code}.");
    }
    eprintln!("{} rows of the log about it are what was written.", stated.rows.len());
}

const fn what(approval: &ApprovalEvidence) -> &'static str {
    match approval.gate {
        Gate::BeforeRun => "The run",
        Gate::Action => "An action",
        Gate::AfterRun => "The result",
    }
}
