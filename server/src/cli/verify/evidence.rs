//! The evidence of one approval, checked without a server, and against the whole log where it is there.

use std::path::Path;

use anyhow::{Context, anyhow, bail, ensure};
use data_encoding::BASE64;
use domain::display::SafeText;
use domain::wire::{ApprovalEvidence, EVIDENCE, Evidence, RunEvidence, Statement};
use domain::{Gate, Grant, Permit, SignedPermit, Verdict};

use super::{exactly, log, statement};
use crate::signer;

/// Checks the evidence and tells what it states. Answers the key that signed it.
pub(super) fn run(evidence: &Evidence, whole_log: Option<&Path>) -> anyhow::Result<[u8; 32]> {
    let key = signed(evidence)?;
    let stated = exactly::<Statement>(&evidence.statement)
        .ok_or_else(|| anyhow!("what was signed is no statement of this version"))?;
    stated.check().map_err(|why| anyhow!(why))?;
    let (named, checkpoint) = statement(&stated.checkpoint)?;
    ensure!(named == key, "the log's checkpoint was signed by another key than the evidence");
    let head = checkpoint.checkpoint.0;
    let last = stated.rows.last().map_or(0, |row| row.seq);
    ensure!(last <= head.rows, "it holds rows that the log did not have when it was made");
    if let Some(permit) = &stated.permit {
        self::permit(permit, &key, &stated)?;
    }
    if let Some(path) = whole_log {
        let found = log(path)?;
        ensure!(found.key == key, "the log was signed by another key than the evidence");
        for row in &stated.rows {
            let place = usize::try_from(row.seq - 1).ok();
            let same = place.and_then(|place| found.hashes.get(place)) == Some(&row.hash);
            ensure!(same, "row {} of the evidence is not in the log", row.seq);
        }
        let rows = usize::try_from(head.rows).unwrap_or(usize::MAX);
        let then = rows.checked_sub(1).map_or(Some(&head.hash), |last| found.hashes.get(last));
        ensure!(then == Some(&head.hash), "the log is not the one that the evidence was made from");
    }
    tell(&stated);
    if whole_log.is_some() {
        eprintln!("The log holds all of its rows.");
    } else {
        eprintln!("Give the exported log with --log to see that its rows stand there too.");
    }
    Ok(key)
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
