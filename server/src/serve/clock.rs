//! The time that all servers of a database go by is the database's.

use std::time::Duration;

use anyhow::bail;
use service::{Error, MissionControl};
use tokio::time::sleep;

/// How often the database is asked for its time.
const EVERY: Duration = Duration::from_secs(30);
/// Two clocks that differ by more than this, in seconds, are said to do so.
const NOTED: i64 = 1;
/// By more than this, in seconds, and it is no drift: one of the two machines does not know what day it is.
const TOO_FAR: i64 = 3600;

/// Goes by the database's clock. Refuses when it is an hour or more away from this machine's.
pub(super) async fn begin(mission: &MissionControl) -> anyhow::Result<()> {
    let seconds = ahead(mission).await?;
    if seconds.abs() >= TOO_FAR {
        bail!(
            "this machine's clock and the database's are {} minutes apart. Set the one that is wrong",
            seconds.abs() / 60
        );
    }
    note(seconds);
    Ok(())
}

/// Goes on going by it, however this machine's drifts or is set.
pub(super) async fn keep(mission: MissionControl) {
    if !mission.is_shared() {
        return;
    }
    let (mut before, mut broken) = (None, false);
    loop {
        let asked = ahead(&mission).await;
        match &asked {
            // Said when it changes, not every time.
            Ok(seconds) if before.is_some_and(|before: i64| (seconds - before).abs() > NOTED) => {
                note(*seconds);
            }
            Err(error) if !broken => tracing::warn!(%error, "the database's clock was not read"),
            _ => {}
        }
        broken = asked.is_err();
        before = asked.ok().or(before);
        sleep(EVERY).await;
    }
}

async fn ahead(mission: &MissionControl) -> Result<i64, Error> {
    Ok(mission.follow_clock().await? / 1_000_000)
}

fn note(seconds: i64) {
    if seconds.abs() > NOTED {
        tracing::warn!(
            seconds,
            "this machine's clock and the database's differ; the database's counts"
        );
    }
}
