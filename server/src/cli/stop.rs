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
        let safe = |text: &str| SafeText::prose(text).to_plain_line();
        let since = format!("by {} since {}", safe(&item.by.name), item.at.date_clock_utc());
        match &item.agent {
            None => eprintln!(
                "All runs are stopped {since}. Nothing starts; what runs goes on, and can be cancelled."
            ),
            Some(agent) => eprintln!("{} is stopped {since}: nothing of it starts.", safe(agent)),
        }
    }
}
