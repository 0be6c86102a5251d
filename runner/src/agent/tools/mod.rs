//! What an agent may do without asking: look. Nothing in here writes, and nothing outside the workspace root is read,
//! with every link followed first.

mod list;
mod place;
mod read;
mod search;

use crate::{platform, secrets::Secrets, system};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Where an agent looks.
#[derive(Clone, Debug)]
pub(super) struct Eyes {
    /// The workspace root, resolved.
    root: PathBuf,
    /// The task's directory: what relative paths start from.
    dir: PathBuf,
    /// What is hidden before it is matched, cut or told.
    secrets: Secrets,
}

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    List(List),
    Read(Read),
    Search(Search),
    System,
}

/// `list_files`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) path: Option<String>,
    #[serde(default)]
    pub(super) depth: Option<usize>,
}

/// `read_file`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    pub(super) path: String,
    #[serde(default)]
    pub(super) first_line: Option<usize>,
    #[serde(default)]
    pub(super) last_line: Option<usize>,
}

/// `search`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    pub(super) pattern: String,
    pub(super) path: Option<String>,
    #[serde(default)]
    pub(super) regex: bool,
}

impl Look {
    /// Reads a call. The reason why it cannot be read is for the model.
    pub(super) fn parse(name: &str, arguments: &Value) -> Result<Self, String> {
        fn read<T: DeserializeOwned>(arguments: &Value) -> Result<T, String> {
            serde_json::from_value(arguments.clone()).map_err(|error| error.to_string())
        }
        match name {
            "list_files" => read(arguments).map(Self::List),
            "read_file" => read(arguments).map(Self::Read),
            "search" => read(arguments).map(Self::Search),
            "system_facts" => Ok(Self::System),
            other => Err(format!("there is no tool {other:?}")),
        }
    }

    /// The look in a few words, for the task's log.
    pub(super) fn remark(&self) -> String {
        match self {
            Self::List(list) => format!("list_files {}", list.path.as_deref().unwrap_or(".")),
            Self::Read(read) => match (read.first_line, read.last_line) {
                (None, None) => format!("read_file {}", read.path),
                (first, last) => format!(
                    "read_file {} lines {}-{}",
                    read.path,
                    first.unwrap_or(1),
                    last.map_or(String::new(), |last| last.to_string())
                ),
            },
            Self::Search(search) => {
                let path = search.path.as_deref().unwrap_or(".");
                format!("search {:?} in {path}", search.pattern)
            }
            Self::System => "system_facts".to_owned(),
        }
    }
}

impl Eyes {
    /// Fails when the root is not there any more.
    pub(super) fn open(
        root: &std::path::Path,
        dir: &std::path::Path,
        secrets: &Secrets,
    ) -> std::io::Result<Self> {
        let secrets = secrets.clone();
        Ok(Self { root: root.canonicalize()?, dir: dir.canonicalize()?, secrets })
    }

    /// Looks. The reason why nothing could be seen is for the agent.
    pub(super) async fn look(&self, look: Look) -> Result<String, String> {
        if look == Look::System {
            return Ok(self.system().await);
        }
        let me = self.clone();
        let looking = tokio::task::spawn_blocking(move || match look {
            Look::List(list) => list::list(&me, &list),
            Look::Read(read) => read::read(&me, &read),
            Look::Search(search) => search::search(&me, &search),
            Look::System => Err("it was looked at already".to_owned()),
        });
        looking.await.map_err(|error| format!("the look broke off: {error}"))?
    }

    async fn system(&self) -> String {
        let facts = system::facts().await;
        let dir = platform::plain(self.dir.clone()).display().to_string();
        json!({
            "os": facts.os, "arch": facts.arch, "hostname": facts.hostname, "user": facts.user,
            "git": facts.git, "workspace_root": self.root(), "task_directory": dir,
        })
        .to_string()
    }

    /// What a script's first words about a machine need.
    pub(super) async fn facts(&self) -> domain::desktop::SystemFacts {
        system::facts().await
    }

    /// The workspace root as people write it.
    pub(super) fn root(&self) -> String {
        platform::plain(self.root.clone()).display().to_string()
    }
}
