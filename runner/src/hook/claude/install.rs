//! Puts the hook into a settings file of Claude Code, and takes it out again.

use super::{
    json::Json,
    program,
    settings::{is_in, put_in, take_out},
};
use crate::{clock, platform, state};
use anyhow::{Context as _, anyhow, bail};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Whose settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// This account's, for every project.
    User,
    /// Those of the project in this directory, for everybody who works on it.
    Project,
}

/// What is installed.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The command that Claude runs.
    pub command: String,
    /// Claude Code's program.
    pub claude: PathBuf,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// The settings.
    pub file: PathBuf,
    /// A copy of what was there before. None where nothing was, or nothing changed.
    pub backup: Option<PathBuf>,
    /// Whether anything changed.
    pub changed: bool,
    /// Claude Code's version, where it was asked.
    pub version: Option<String>,
}

impl Place {
    /// The file.
    pub fn file(self) -> anyhow::Result<PathBuf> {
        let folder = match self {
            Self::Project => std::env::current_dir()?.join(".claude"),
            Self::User => match std::env::var_os("CLAUDE_CONFIG_DIR").filter(|dir| !dir.is_empty())
            {
                Some(dir) => dir.into(),
                None => std::env::home_dir().context("there is no home directory")?.join(".claude"),
            },
        };
        Ok(folder.join("settings.json"))
    }
}

/// Puts the hook in, beside what is there. Twice is once. Refuses a Claude Code that is too old or not there.
pub async fn install(place: Place, setup: &Setup) -> anyhow::Result<Installed> {
    let version = program::version(&setup.claude).await?;
    let file = place.file()?;
    let (before, mut settings) = read(&file)?;
    let mark = Mark::of(&file)?;
    let switched = put_in(&mut settings, &setup.command)
        .map_err(|why| anyhow!("nothing was changed in {}: {why}", file.display()))?;
    if switched {
        mark.set()?;
    }
    let written = write(&file, before, &settings)?;
    Ok(Installed { version: Some(version), ..written })
}

/// Takes the hook out, and what came with it.
pub fn uninstall(place: Place) -> anyhow::Result<Installed> {
    let file = place.file()?;
    let (before, mut settings) = read(&file)?;
    let mark = Mark::of(&file)?;
    if is_in(&settings) {
        take_out(&mut settings, mark.is_set());
    }
    let written = write(&file, before, &settings)?;
    mark.clear()?;
    Ok(written)
}

fn read(file: &Path) -> anyhow::Result<(Option<String>, Json)> {
    let shown = file.display();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok((None, Json::Object(Vec::new())));
        }
        Err(error) => return Err(error).with_context(|| format!("{shown} cannot be read")),
    };
    if text.trim().is_empty() {
        return Ok((Some(text), Json::Object(Vec::new())));
    }
    let settings = serde_json::from_str(&text)
        .with_context(|| format!("nothing was changed: {shown} is no JSON"))?;
    Ok((Some(text), settings))
}

/// Writes what changed, after a copy of what was there.
fn write(file: &Path, before: Option<String>, settings: &Json) -> anyhow::Result<Installed> {
    let same = match &before {
        Some(text) => serde_json::from_str::<Json>(text).is_ok_and(|was| was == *settings),
        None => settings.is_empty(),
    };
    let mut done = Installed { file: file.to_owned(), backup: None, changed: !same, version: None };
    if same {
        return Ok(done);
    }
    let shown = file.display();
    let folder = file.parent().context("the file has no folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("{shown} cannot be made"))?;
    if before.is_some() {
        let stamp: String =
            clock::now().to_string().chars().filter(char::is_ascii_alphanumeric).collect();
        let backup = file.with_file_name(format!("settings.json.before-{stamp}"));
        std::fs::copy(file, &backup)
            .with_context(|| format!("{} cannot be written", backup.display()))?;
        done.backup = Some(backup);
    }
    state::replace_like(file, settings.pretty()?.as_bytes())
        .with_context(|| format!("{shown} cannot be written"))?;
    Ok(done)
}

/// Remembers that bypassing was switched off by us in these settings: only then is it switched on again.
struct Mark(PathBuf);

impl Mark {
    fn of(settings: &Path) -> anyhow::Result<Self> {
        let whole = std::path::absolute(settings)?;
        let name = domain::Digest::of(platform::to_bytes(&whole)).to_string().replace(':', "-");
        Ok(Self(crate::permission::state_dir()?.join("claude").join(format!("{name}.switched"))))
    }

    fn is_set(&self) -> bool {
        self.0.exists()
    }

    fn set(&self) -> anyhow::Result<()> {
        let shown = self.0.display();
        let Some(folder) = self.0.parent() else { bail!("{shown} has no folder") };
        platform::private_dir(folder)
            .and_then(|()| state::replace_private(&self.0, b""))
            .with_context(|| format!("{shown} cannot be written"))
    }

    fn clear(&self) -> anyhow::Result<()> {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
