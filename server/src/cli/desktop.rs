//! `desktop`: machines that work can be sent to.

use anyhow::Context;
use clap::Subcommand;
use domain::wire::{CreateDesktop, DesktopItem};
use service::MissionControl;

use super::table;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Add a machine; its runner's token is printed this once
    Add {
        /// What to call it
        name: String,
        /// The group it belongs to
        #[arg(long)]
        group: Option<String>,
    },
    /// List machines
    List,
    /// Send no more work to a machine and refuse its token; its history stays
    Remove {
        /// Its name or id
        name: String,
    },
}

impl Command {
    pub(super) async fn run(self, mission: &MissionControl) -> anyhow::Result<()> {
        let console = mission.console();
        match self {
            Self::Add { name, group } => {
                let made = mission.add_desktop(&console, CreateDesktop { name, group }).await?;
                println!("{}", made.token);
                eprintln!(
                    "Start its runner there: mission-control runner --server URL --token TOKEN. The token is not kept."
                );
            }
            Self::List => {
                let desktops = mission.desktops(&console).await?;
                let rows: Vec<_> = desktops.iter().map(row).collect();
                table::print(["ID", "NAME", "GROUP", "ONLINE", "LAST SEEN", "WORKSPACE"], &rows);
            }
            Self::Remove { name } => {
                let desktops = mission.desktops(&console).await?;
                let named = |desktop: &&DesktopItem| {
                    desktop.id == name || desktop.name.to_lowercase() == name.to_lowercase()
                };
                let desktop = desktops.iter().find(named);
                let desktop = desktop.with_context(|| format!("there is no desktop {name}"))?;
                mission.remove_desktop(&console, &desktop.id).await?;
                eprintln!("{} gets no more work.", table::safe(&desktop.name));
            }
        }
        Ok(())
    }
}

fn row(desktop: &DesktopItem) -> [String; 6] {
    let seen = desktop.last_seen_at.map_or_else(|| "never".into(), |at| at.to_string());
    let online = if desktop.online { "yes" } else { "no" };
    [
        desktop.id.clone(),
        desktop.name.clone(),
        desktop.group.clone().unwrap_or_default(),
        online.into(),
        seen,
        desktop.workspace.clone().unwrap_or_default(),
    ]
}
