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
    /// Enrol a machine anew, when its token or the server's key was lost; the new token is printed this once
    Renew {
        /// Its name or id
        name: String,
    },
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
            Self::Renew { name } => {
                let desktop = named(&mission.desktops(&console).await?, &name)?;
                let made = mission.renew_desktop(&console, &desktop.id).await?;
                println!("{}", made.token);
                eprintln!(
                    "Start its runner with it: mission-control runner --server URL --token TOKEN. The token is not \
                     kept, and the one before is refused. What had been asked or allowed for {} asks again.",
                    table::safe(&desktop.name)
                );
            }
            Self::Remove { name } => {
                let desktop = named(&mission.desktops(&console).await?, &name)?;
                mission.remove_desktop(&console, &desktop.id).await?;
                eprintln!("{} gets no more work.", table::safe(&desktop.name));
            }
        }
        Ok(())
    }
}

/// The machine of this name or id.
fn named(desktops: &[DesktopItem], name: &str) -> anyhow::Result<DesktopItem> {
    let named = |desktop: &&DesktopItem| {
        desktop.id == name || desktop.name.to_lowercase() == name.to_lowercase()
    };
    let desktop = desktops.iter().find(named).cloned();
    desktop.with_context(|| format!("there is no desktop {name}"))
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
