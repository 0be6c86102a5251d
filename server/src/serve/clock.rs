//! The time that all servers of a database go by is the database's.

use anyhow::bail;
use service::MissionControl;

/// Two clocks that differ by more than this, in seconds, are said to do so.
const NOTED: i64 = 1;
/// By more than this, in seconds, and it is no drift: one of the two machines does not know what day it is.
const TOO_FAR: i64 = 3600;

/// Goes by the database's clock. Refuses when it is an hour or more away from this machine's.
pub(super) async fn follow(mission: &MissionControl) -> anyhow::Result<()> {
    let seconds = mission.follow_clock().await? / 1_000_000;
    if seconds.abs() >= TOO_FAR {
        bail!(
            "this machine's clock and the database's are {} minutes apart. Set the one that is wrong",
            seconds.abs() / 60
        );
    }
    if seconds.abs() >= NOTED {
        tracing::warn!(seconds, "this machine's clock is wrong; the database's counts");
    }
    Ok(())
}
