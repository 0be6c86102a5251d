//! `mission-control.toml`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use ipnet::IpNet;

use super::mail::MailFile;
use super::{DatabaseUrl, LogFormat, Network};

/// What the file may say; a name it does not know is an error, so that a typing mistake does not go unseen.
#[derive(serde::Deserialize, Debug, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) listen: Option<String>,
    pub(super) workspace: Option<PathBuf>,
    pub(super) database_url: Option<DatabaseUrl>,
    pub(super) public_url: Option<String>,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) local_desktop: Option<bool>,
    pub(super) log_format: Option<LogFormat>,
    pub(super) webhook_networks: Vec<IpNet>,
    pub(super) smtp: MailFile,
    pub(super) agents: Option<PathBuf>,
    pub(super) secrets: Option<PathBuf>,
}

impl File {
    /// Reads it from the data directory; no file says nothing.
    pub(super) fn read(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("mission-control.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .with_context(|| format!("{} cannot be understood", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
        }
    }
}
