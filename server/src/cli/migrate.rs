//! `migrate`: everything moved into another database, and found to be all there.

use anyhow::{Context, bail};
use store::{Progress, Transferred};

use crate::config::{DatabaseUrl, Place};
use crate::lock::{InUse, Lock};

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// The database to read, which stays as it is [default: the SQLite file in the data directory]
    #[arg(long, value_name = "URL")]
    from: Option<DatabaseUrl>,
    /// The empty database to fill [default: what --database-url says]
    #[arg(long, value_name = "URL")]
    to: Option<DatabaseUrl>,
}

/// Moves everything. No server may run on either database.
pub(super) async fn run(flags: &Flags, place: &Place) -> anyhow::Result<()> {
    let _lock = Lock::take(&place.data)?;
    let _alone = InUse::alone(&place.data)?;
    let from = flags.from.as_ref().map_or_else(|| place.file(), |url| url.as_path().to_owned());
    let Some(to) = flags.to.as_ref().or(place.database_url.as_ref()) else {
        bail!(
            "name the database to fill: --to postgres://USER@HOST/NAME, or database-url in mission-control.toml"
        );
    };
    let moved = store::transfer(&from, to.as_path(), say).await.context("nothing was moved")?;
    report(&moved, to, place);
    Ok(())
}

/// One line a table that has anything, and now and then one within a large table.
fn say(progress: Progress<'_>) {
    match progress {
        Progress::Copying { table, rows } => eprintln!("  {table}: {rows} so far"),
        Progress::Copied { rows: 0, .. } => {}
        Progress::Copied { table, rows } => eprintln!("  {table}: {rows}"),
        Progress::Checking => eprintln!("Checking what arrived ..."),
    }
}

fn report(moved: &Transferred, to: &DatabaseUrl, place: &Place) {
    eprintln!(
        "Moved {} rows of {} tables into {to}. Each table reads back as it was; the audit log is whole, {} rows.",
        moved.rows, moved.tables, moved.audit.rows
    );
    eprintln!("Its last hash is {}.", moved.audit.hash);
    eprintln!(
        "The database before is as it was. Serve the new one with the data directory {}, which holds signing.key: name it as \
         database-url in mission-control.toml there, or in MISSION_CONTROL_DATABASE_URL.",
        place.data.display()
    );
}
