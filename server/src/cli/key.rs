//! `key`: keys for programs.

use anyhow::bail;
use clap::Subcommand;
use domain::key::Scope;
use domain::wire::{CreateKey, KeyItem};
use service::MissionControl;

use super::table;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Make a key; its secret is printed this once
    Add {
        /// What to call it; with the scope propose it is the agent's name
        name: String,
        /// The person it belongs to
        #[arg(long = "for", value_name = "USER")]
        owner: Option<String>,
        /// What it may do: read, tasks, propose, decide, admin
        #[arg(long, value_delimiter = ',', required = true, value_parser = scope)]
        scopes: Vec<Scope>,
    },
    /// List keys
    List,
    /// Refuse a key from now on
    Revoke {
        /// Its name or id
        name: String,
    },
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text.trim()).ok_or_else(|| "one of read, tasks, propose, decide, admin".into())
}

impl Command {
    pub(super) async fn run(self, mission: &MissionControl) -> anyhow::Result<()> {
        let console = mission.console();
        match self {
            Self::Add { name, owner, scopes } => {
                let wanted =
                    CreateKey { name, user: owner, scopes, expires_at: None, password: None };
                let made = mission.add_key(&console, wanted).await?;
                println!("{}", made.secret);
                eprintln!(
                    "Key {} of {}. The secret is not kept.",
                    table::safe(&made.key.name),
                    table::safe(&made.key.owner.name)
                );
            }
            Self::List => {
                let keys = mission.keys(&console).await?;
                let rows: Vec<_> = keys.iter().map(row).collect();
                table::print(["ID", "NAME", "OWNER", "SCOPES", "LAST USED", "STATE"], &rows);
            }
            Self::Revoke { name } => {
                let keys = mission.keys(&console).await?;
                let key = only(&keys, &name)?;
                mission.revoke_key(&console, &key.id).await?;
                eprintln!("Key {} is refused from now on.", table::safe(&key.name));
            }
        }
        Ok(())
    }
}

fn row(key: &KeyItem) -> [String; 6] {
    let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let used = key.last_used_at.map_or_else(|| "never".into(), |at| at.to_string());
    let state = match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("revoked {at}"),
        (None, Some(at)) => format!("until {at}"),
        (None, None) => String::new(),
    };
    [key.id.clone(), key.name.clone(), key.owner.name.clone(), scopes.join(","), used, state]
}

/// The one key that works and has this name or id.
fn only<'a>(keys: &'a [KeyItem], name: &str) -> anyhow::Result<&'a KeyItem> {
    let found: Vec<_> = keys
        .iter()
        .filter(|key| key.id == name || (key.name == name && key.revoked_at.is_none()))
        .collect();
    match found[..] {
        [one] => Ok(one),
        [] => bail!("there is no key {name} that works"),
        _ => bail!("several keys are called {name}; give the id (`key list` shows it)"),
    }
}
