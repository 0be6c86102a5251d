//! `backup` and `restore`: the whole database as one file, and back.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use domain::Timestamp;
use service::{Clock, MissionControl, Recalled};
use store::Backup;

use crate::clock::Machine;
use crate::config::Place;
use crate::desk;
use crate::lock::{InUse, Lock};

/// What a restore cannot know.
const AS_THEN: &str = "Everybody is signed out. People, keys, desktops, policy, settings and stops are as they were then: \
     what was disabled, revoked, removed, forbidden or stopped since has to be again.";

/// Copies the database into a new file. A server may be writing it meanwhile.
pub(super) async fn backup(place: &Place, to: &Path) -> anyhow::Result<()> {
    ensure!(
        !place.is_postgres(),
        "PostgreSQL makes backups with its own tools: pg_dump --format=custom --file=FILE, or what your provider has. Keep \
         signing.key, push.key and mission-control.toml of {} with it: they are not in the database. See \
         docs/postgresql.md.",
        place.data.display()
    );
    let _using = InUse::with_others(&place.data)?;
    let database = place.database();
    eprintln!("Copying {} ...", place.shown());
    let backup = store::backup(&database, to).await.context("nothing was backed up")?;
    eprintln!("{} in {}.", contents(&backup), to.display());
    eprintln!("It holds password hashes and webhook secrets: keep it where only you can read it.");
    Ok(())
}

/// Puts a backup in the database's place. No server may run.
pub(super) async fn restore(place: &Place, from: Option<&Path>) -> anyhow::Result<()> {
    match from {
        None if place.is_postgres() => after_restore(place).await,
        None => bail!("name the file that `mission-control backup` made"),
        Some(_) if place.is_postgres() => bail!(
            "PostgreSQL puts backups back with its own tools: stop every server, pg_restore into an empty database, and name \
             that one. Then run `mission-control restore` without a file, before any server starts: what had been allowed \
             may have run since the backup. See docs/postgresql.md."
        ),
        Some(file) => restore_file(place, file).await,
    }
}

/// The second half of a restore, where the database has put itself back: nothing of what had been allowed runs by itself.
async fn after_restore(place: &Place) -> anyhow::Result<()> {
    let _lock = Lock::take(&place.data)?;
    let _alone = InUse::alone(&place.data)?;
    let recalled = recall(&desk::open(place).await?).await?;
    set_checkpoints_aside(place, Machine.now())?;
    eprintln!("{recalled}");
    eprintln!("{AS_THEN}");
    Ok(())
}

async fn restore_file(place: &Place, from: &Path) -> anyhow::Result<()> {
    let _lock = Lock::take(&place.data)?;
    let _alone = InUse::alone(&place.data)?;
    let database = place.database();
    eprintln!("Checking {} ...", from.display());
    let nothing = "nothing was restored";
    let staged = store::stage(from, &database).await.context(nothing)?;
    let found = staged.backup;
    let recalled = {
        let store = store::open(staged.path()).await.context(nothing)?;
        let mission = desk::on(store, place).context(nothing)?;
        recall(&mission).await.context(nothing)?
    };
    let now: Timestamp = Machine.now();
    let kept = staged.put_in_place(now).await.context("the restore did not end")?;
    eprintln!("{} restored to {}.", contents(&found), place.shown());
    set_checkpoints_aside(place, now)?;
    if let Some(kept) = kept {
        eprintln!("The database before is kept as {}.", kept.display());
    }
    eprintln!("{recalled}");
    eprintln!("{AS_THEN}");
    Ok(())
}

/// What was kept of the log that was replaced says nothing of this one, which goes another way from the backup on.
fn set_checkpoints_aside(place: &Place, now: Timestamp) -> anyhow::Result<()> {
    let file = place.checkpoints();
    if file.exists() {
        let aside = store::before_restore(&file, now);
        std::fs::rename(&file, &aside)
            .with_context(|| format!("cannot rename {}", file.display()))?;
        eprintln!("The checkpoints of the log before are kept as {}.", aside.display());
    }
    Ok(())
}

async fn recall(mission: &MissionControl) -> anyhow::Result<String> {
    let Recalled { asked, drafts } = mission.recall_all(&mission.console()).await?;
    Ok(format!(
        "What had been allowed and not begun does not run by itself: asked again {asked}, drafts again {drafts}."
    ))
}

/// `12 tasks, 3.1 MB, as of 2026-11-22 05:20 UTC`.
fn contents(backup: &Backup) -> String {
    let tasks = if backup.tasks == 1 { "1 task".into() } else { format!("{} tasks", backup.tasks) };
    // Tenths of a megabyte are as much as anybody looks at.
    let tenths = backup.bytes.div_ceil(100_000);
    let as_of =
        backup.as_of.map_or_else(String::new, |at| format!(", as of {}", at.date_clock_utc()));
    format!("{tasks}, {}.{} MB{as_of}", tenths / 10, tenths % 10)
}
