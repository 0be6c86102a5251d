//! `stop` and `resume`: nothing of an agent, or nothing at all, starts.

use domain::display::SafeText;
use domain::wire::{StopList, StopWork};
use service::MissionControl;

#[derive(clap::Args, Debug)]
pub(super) struct Flags {
    /// Only this agent [default: everything]
    #[arg(long, value_name = "NAME")]
    agent: Option<String>,
}

/// Stops; the server that runs beside takes it up at once.
pub(super) async fn stop(flags: Flags, mission: &MissionControl) -> anyhow::Result<()> {
    let stopped = mission.stop(&mission.console(), StopWork { agent: flags.agent }).await?;
    tell(&stopped);
    Ok(())
}

/// Lets it go on.
pub(super) async fn resume(flags: Flags, mission: &MissionControl) -> anyhow::Result<()> {
    let stopped = mission.resume(&mission.console(), StopWork { agent: flags.agent }).await?;
    tell(&stopped);
    Ok(())
}

fn tell(stopped: &StopList) {
    if stopped.items.is_empty() {
        return eprintln!("Nothing is stopped.");
    }
    for item in &stopped.items {
        let what = item.agent.as_deref().unwrap_or("Everything");
        eprintln!(
            "{} is stopped since {}: nothing of it starts.",
            SafeText::prose(what).to_plain_line(),
            item.at.date_clock_utc()
        );
    }
}
