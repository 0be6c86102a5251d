//! Where everything is kept: a data directory, and the database in it or elsewhere.

use std::path::PathBuf;

use anyhow::{Context, bail};

use super::DatabaseUrl;

/// Flags that every command on the data takes.
#[derive(clap::Args, Clone, Debug)]
pub struct PlaceFlags {
    /// The data directory [default: $XDG_DATA_HOME/mission-control]
    #[arg(long, env = "MISSION_CONTROL_DATA", value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// The database: a file of SQLite or postgres://USER@HOST/NAME, see docs/postgresql.md [default: the SQLite file in the
    /// data directory]
    // Its value is not shown beside the help: it may hold a password.
    #[arg(
        long,
        env = "MISSION_CONTROL_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        global = true
    )]
    database_url: Option<DatabaseUrl>,
}

/// The data directory and the database.
#[derive(Clone, Debug)]
pub struct Place {
    /// Exists, and only this user can look into it.
    pub data: PathBuf,
    /// The database, when it is not the file in the data directory.
    pub database_url: Option<DatabaseUrl>,
}

impl TryFrom<PlaceFlags> for Place {
    type Error = anyhow::Error;

    /// Makes the directory if it is not there.
    fn try_from(flags: PlaceFlags) -> anyhow::Result<Self> {
        let data = match flags.data {
            Some(data) => data,
            None => default_data()?,
        };
        make_private(&data).with_context(|| format!("cannot make {}", data.display()))?;
        let data =
            data.canonicalize().with_context(|| format!("cannot open {}", data.display()))?;
        Ok(Self { data, database_url: flags.database_url })
    }
}

impl Place {
    /// With what the file in the directory says.
    pub fn with_file(self) -> anyhow::Result<Self> {
        let file = super::file::File::read(&self.data)?;
        Ok(self.or_database(file.database_url))
    }

    /// Where the database is, as the store reads it: a file's path or a URL.
    pub fn database(&self) -> PathBuf {
        match &self.database_url {
            Some(url) => url.as_path().to_owned(),
            None => self.file(),
        }
    }

    /// The SQLite file in the data directory: what is used when nothing else is named.
    pub fn file(&self) -> PathBuf {
        self.data.join("mission-control.db")
    }

    /// Whether the database is one of a PostgreSQL server.
    pub fn is_postgres(&self) -> bool {
        self.database_url.as_ref().is_some_and(DatabaseUrl::is_postgres)
    }

    /// Where checkpoints of the audit log are kept.
    pub fn checkpoints(&self) -> PathBuf {
        self.data.join("checkpoints.jsonl")
    }

    /// The database for people: a URL may hold a password.
    pub fn shown(&self) -> String {
        match &self.database_url {
            Some(url) => url.to_string(),
            None => self.database().display().to_string(),
        }
    }

    /// With the file's database, unless flag or environment named one.
    pub(super) fn or_database(mut self, url: Option<DatabaseUrl>) -> Self {
        self.database_url = self.database_url.or(url);
        self
    }
}

/// The user's own data directory, never the current one.
fn default_data() -> anyhow::Result<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_DATA_HOME")
        .filter(|base| base.is_absolute())
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .or_else(|| set("LOCALAPPDATA"));
    match base {
        Some(base) => Ok(base.join("mission-control")),
        None => bail!("there is no home directory; name the data directory with --data DIR"),
    }
}

fn make_private(dir: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}
