//! Where a command finds the server, and as whom it asks: flags, else the environment, else the file that `connect` wrote.

use std::path::PathBuf;

use anyhow::{Context, bail};
use runner::permission::{Connection, config_file};

#[derive(clap::Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct Flags {
    /// The server's address [default: as `mission-control connect` wrote it down]
    #[arg(long, env = "MISSION_CONTROL_SERVER", value_name = "URL")]
    pub(super) server: Option<String>,
    /// A key with the scope propose. Others on this machine may see it here: better --key-file, or the environment
    #[arg(long, env = "MISSION_CONTROL_KEY", value_name = "KEY", hide_env_values = true)]
    pub(super) key: Option<String>,
    /// A file that holds the key alone
    #[arg(long, env = "MISSION_CONTROL_KEY_FILE", value_name = "FILE", conflicts_with = "key")]
    pub(super) key_file: Option<PathBuf>,
    /// The desktop that requests stand under, by name or id [default: the only one, or the one called as this machine]
    #[arg(long, env = "MISSION_CONTROL_DESKTOP", value_name = "NAME")]
    pub(super) desktop: Option<String>,
    /// The file that `mission-control connect` writes [default: connection.toml in $XDG_CONFIG_HOME/mission-control]
    #[arg(long, env = "MISSION_CONTROL_CONNECTION", value_name = "FILE")]
    pub(super) connection: Option<PathBuf>,
}

impl Flags {
    /// The file that the connection is kept in.
    pub(super) fn file(&self) -> anyhow::Result<PathBuf> {
        match &self.connection {
            Some(file) => Ok(file.clone()),
            None => config_file(),
        }
    }

    /// The key, where one was given here.
    pub(super) fn given_key(&self) -> anyhow::Result<Option<String>> {
        let key = match (&self.key, &self.key_file) {
            (Some(key), _) => key.clone(),
            (None, None) => return Ok(None),
            (None, Some(file)) => std::fs::read_to_string(file)
                .with_context(|| format!("the key file {} cannot be read", file.display()))?,
        };
        Ok(Some(key.trim().to_owned()))
    }

    /// The connection. Refuses when there is none, and says how to make one.
    pub(super) fn resolve(&self) -> anyhow::Result<Connection> {
        let given = self.given_key()?;
        let desktop = self.desktop.clone();
        if let (Some(server), Some(key)) = (&self.server, &given) {
            return Ok(Connection { server: server.clone(), key: key.clone(), desktop });
        }
        let file = self.file()?;
        let Some(kept) = Connection::read(&file)? else {
            if self.server.is_some() || given.is_some() {
                bail!("name both the server and a key: --server URL --key-file FILE");
            }
            bail!(
                "this account is not connected to a server: there is no {}. Run `mission-control connect` once (on another \
                 machine than the server: `mission-control connect --server URL --key KEY`)",
                file.display()
            );
        };
        if self.server.as_ref().is_some_and(|server| *server != kept.server) && given.is_none() {
            bail!(
                "name the key for {}, too: the one that is kept is for {}",
                self.server.as_deref().unwrap_or_default(),
                kept.server
            );
        }
        Ok(Connection {
            server: self.server.clone().unwrap_or(kept.server),
            key: given.unwrap_or(kept.key),
            desktop: desktop.or(kept.desktop),
        })
    }
}
