//! `audit`: old rows of the audit log, moved to a file.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use domain::audit::AuditHead;
use domain::digest::Hasher;
use domain::{Digest, Timestamp};
use service::{AuditExport, Error, MissionControl};

use super::verify;

#[derive(clap::Subcommand, Debug)]
pub(super) enum Command {
    /// Move the oldest rows to a file that `verify` checks; what is still open keeps its rows
    Archive {
        /// The file to make
        file: PathBuf,
        /// Rows that were written before this day (UTC), such as 2026-12-31
        #[arg(long, value_name = "DAY", value_parser = day)]
        before: Timestamp,
    },
}

fn day(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(&format!("{text}T00:00:00Z"))
        .ok_or_else(|| "it must be a day such as 2026-12-31".to_owned())
}

impl Command {
    /// Does what was asked.
    pub(super) async fn run(self, mission: &MissionControl) -> anyhow::Result<()> {
        match self {
            Self::Archive { file, before } => archive(mission, &file, before).await,
        }
    }
}

/// Nothing is removed before the file was written, synced and read again.
async fn archive(mission: &MissionControl, file: &Path, before: Timestamp) -> anyhow::Result<()> {
    let console = mission.console();
    let export = mission.audit_before(&console, before).await?;
    let up_to = export.head().clone();
    // One that is there already stays as it is.
    let open = create(file).context("nothing was archived")?;
    let checked = match write(export, open, file).await {
        Ok(()) => check(file, &up_to),
        Err(why) => Err(why),
    };
    let digest = match checked {
        Ok(digest) => digest,
        Err(why) => {
            // What is no archive is not to be taken for one.
            let _ = std::fs::remove_file(file);
            return Err(why.context("nothing was archived"));
        }
    };
    match mission.archived(&console, &up_to, digest).await {
        Ok(()) => {}
        Err(why @ Error::Refused(_)) => {
            let _ = std::fs::remove_file(file);
            return Err(anyhow::Error::from(why).context("nothing was archived"));
        }
        // It may be written all the same, and then this is the only copy of those rows.
        Err(why) => {
            return Err(anyhow::Error::from(why).context(format!(
                "it is not known whether the rows are archived. Keep {}, and look whether the log begins after row {}",
                file.display(),
                up_to.rows
            )));
        }
    }
    println!("{digest}");
    eprintln!(
        "Rows up to {} are in {}, whose digest stands above and in the log. Keep it: only with it can what they say be \
         checked.",
        up_to.rows,
        file.display()
    );
    mission
        .remove_archived(&console)
        .await
        .context("the rows are archived, and the server removes them from the database later")?;
    Ok(())
}

fn create(file: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).with_context(|| format!("cannot make {}", file.display()))
}

async fn write(mut export: AuditExport, mut open: File, file: &Path) -> anyhow::Result<()> {
    let shown = file.display();
    while let Some(lines) = export.next().await? {
        open.write_all(lines.as_bytes()).with_context(|| format!("cannot write {shown}"))?;
    }
    open.sync_all().with_context(|| format!("cannot write {shown}"))?;
    // The name has to be durable as well, before what it stands for is removed.
    #[cfg(unix)]
    {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new(".")));
        folder.and_then(|folder| folder.sync_all()).context("cannot write its folder")?;
    }
    Ok(())
}

/// Whether the file holds a whole log up to this row. Answers its digest.
fn check(file: &Path, up_to: &AuditHead) -> anyhow::Result<Digest> {
    let found = verify::log(&[file.to_owned()], &[])?;
    ensure!(found.head() == up_to, "{} is not what was written", file.display());
    let (mut open, mut digest, mut piece) = (File::open(file)?, Hasher::default(), vec![0; 65_536]);
    loop {
        match open.read(&mut piece)? {
            0 => return Ok(digest.finish()),
            length => digest.add(&piece[..length]),
        };
    }
}
