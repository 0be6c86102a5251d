//! A file that it writes, and then changes.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::went_well;
use crate::real_agents::agent::Agent;
use crate::real_agents::office::{Office, Task, text};

const NEW: &str = "one\ntwo\nthree\n";

/// Each card's diff is the change on disk after its yes.
pub(super) fn edit(office: &Office, agent: &Agent) -> Result<String> {
    let task = office.ask(agent, "edit", |dir| {
        let path = dir.join("list.txt").to_string_lossy().into_owned();
        vec![agent.write(&path, NEW), agent.change(&path, "two", "2")]
    })?;
    let file = task.dir.join("list.txt");
    let before = allow(office, &task, &file)?;
    ensure!(before.is_empty(), "the file was there before the first yes");
    let between = allow(office, &task, &file)?;
    ensure!(between == NEW, "the first yes wrote {between:?}");
    let end = office.end(&task)?;
    went_well(office, &task, &end)?;
    ensure!(
        fs::read_to_string(&file)? == "one\n2\nthree\n",
        "the second yes changed something else"
    );
    ensure!(office.cards(&task)?.len() == 2, "there were more cards than changes");
    Ok("yes".to_owned())
}

/// Says yes to one change, holds that the card had it, and answers the file before it.
fn allow(office: &Office, task: &Task, file: &Path) -> Result<String> {
    let card = office.card(task)?;
    let before = if file.exists() { fs::read_to_string(file)? } else { String::new() };
    let expected = applied(&card, file, &before)?;
    office.decide(&card, None)?;
    office.until("the change on disk", || {
        let now = if file.exists() { fs::read_to_string(file)? } else { String::new() };
        if now != before {
            ensure!(now == expected, "the card's diff makes {expected:?}, on disk is {now:?}");
            return Ok(Some(()));
        }
        Ok(None)
    })?;
    Ok(before)
}

/// What the card's one edit makes of the file.
fn applied(card: &Value, file: &Path, before: &str) -> Result<String> {
    let edits = card["action"]["exact"]["edits"].as_array();
    let edits =
        edits.with_context(|| format!("the card shows no edits: {}", card["action"]["exact"]))?;
    let [edit] = edits.as_slice() else { anyhow::bail!("the card shows {} edits", edits.len()) };
    let path = text(edit, "path")?;
    ensure!(Path::new(&path) == file, "the card names {path}");
    let (old, new) = (edit["old"].as_str().unwrap_or_default(), text(edit, "new")?);
    // Some show the whole file, others the part that they change.
    ensure!(
        before.contains(old) && (!old.is_empty() || before.is_empty()),
        "the card's old text is not in the file"
    );
    Ok(before.replacen(old, &new, 1))
}
