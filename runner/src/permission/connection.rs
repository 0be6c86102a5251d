//! Where the server is, and as whom programs on this machine ask.

use crate::{platform, state};
use anyhow::{Context as _, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// One program's way to the server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// The server's address, for example `https://mission.example.com`.
    pub server: String,
    /// A key with the scope `propose`. It can ask, and never decide.
    pub key: String,
    /// The desktop that the requests stand under: its id, or its name. The only one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desktop: Option<String>,
}

/// Without the key.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, key: _, desktop } = self;
        f.debug_struct("Connection")
            .field("server", server)
            .field("desktop", desktop)
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// What the file says; `None` where there is none. Refuses one that other accounts can read: it holds a key.
    pub fn read(file: &Path) -> anyhow::Result<Option<Self>> {
        let shown = file.display();
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("{shown} cannot be read")),
        };
        ensure!(
            platform::is_private(file)?,
            "other accounts of this machine can read {shown}, which holds a key. Make it yours alone: chmod 600 {shown}"
        );
        let read = toml::from_str(&text);
        Ok(Some(read.with_context(|| format!("{shown} cannot be understood"))?))
    }

    /// Writes the file, so that only this account can read it.
    pub fn write(&self, file: &Path) -> anyhow::Result<()> {
        let shown = file.display();
        // A text in JSON's quotes is one in TOML's.
        let quoted = |text: &str| serde_json::to_string(text);
        let named = [
            ("server", Some(&self.server)),
            ("key", Some(&self.key)),
            ("desktop", self.desktop.as_ref()),
        ];
        let mut text = String::new();
        for (name, value) in named {
            if let Some(value) = value {
                text.extend([name, " = ", &quoted(value)?, "\n"]);
            }
        }
        let folder = file.parent().context("the file has no folder")?;
        platform::private_dir(folder)
            .and_then(|()| state::replace_private(file, text.as_bytes()))
            .with_context(|| format!("{shown} cannot be written"))
    }
}

/// Where the connection of this account is kept: `mission-control/connection.toml` under `$XDG_CONFIG_HOME`, `~/.config` or,
/// on Windows, `%APPDATA%`.
pub fn config_file() -> anyhow::Result<PathBuf> {
    Ok(own("XDG_CONFIG_HOME", ".config", "APPDATA")?.join("connection.toml"))
}

/// Where this account's programs keep what has to outlive them: `mission-control` under `$XDG_STATE_HOME`, `~/.local/state`
/// or, on Windows, `%LOCALAPPDATA%`.
pub fn state_dir() -> anyhow::Result<PathBuf> {
    own("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA")
}

fn own(xdg: &str, below_home: &str, windows: &str) -> anyhow::Result<PathBuf> {
    let set =
        |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base =
        set(xdg).or_else(|| set("HOME").map(|home| home.join(below_home))).or_else(|| set(windows));
    match base {
        Some(base) => Ok(base.join("mission-control")),
        None => bail!("there is no home directory: set HOME, or {xdg}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_file_that_others_can_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("below/connection.toml");
        assert_eq!(Connection::read(&file).unwrap(), None);
        let connection = Connection {
            server: "http://127.0.0.1:3000".into(),
            key: "a \"b\" \\ c".into(),
            desktop: Some("Ana's \u{1F5A5}".into()),
        };
        connection.write(&file).unwrap();
        assert_eq!(Connection::read(&file).unwrap().as_ref(), Some(&connection));
        assert!(!format!("{connection:?}").contains("\"b\""), "the key is nowhere else");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
            let refused = Connection::read(&file).unwrap_err().to_string();
            assert!(refused.contains("chmod 600"), "{refused}");
        }
    }

    #[test]
    fn a_name_that_the_file_does_not_know_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("connection.toml");
        state::replace_private(&file, b"server = \"x\"\nkey = \"k\"\ndesktpo = \"d\"\n").unwrap();
        let refused = format!("{:#}", Connection::read(&file).unwrap_err());
        assert!(refused.contains("desktpo"), "{refused}");
    }
}
