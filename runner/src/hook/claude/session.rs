//! What the hooks of one session remember: its task, and the request of each call. Several hooks of a session run at once, so
//! a session is read and written by one of them at a time.

use crate::{platform, state};
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
};

/// After how many requests another task is begun: a task takes 500.
const CALLS: usize = 400;

/// One call of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Call {
    /// The request.
    pub(super) action: String,
    /// The right to say how it ended, once it was let go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lease: Option<String>,
    /// Whether nothing more is to come of it.
    #[serde(default)]
    pub(super) over: bool,
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// The task that the session's requests stand in, once there is one.
    pub(super) task: Option<String>,
    /// By Claude's name for the call.
    #[serde(default)]
    pub(super) calls: BTreeMap<String, Call>,
}

/// A session that nobody else reads or writes while this lives.
pub(super) struct Session {
    file: PathBuf,
    pub(super) known: Known,
    _lock: File,
}

impl Session {
    /// Opens the session, and waits while another hook has it.
    pub(super) async fn open(folder: &Path, id: &str) -> anyhow::Result<Self> {
        let file = folder.join("claude").join(format!("{}.json", name(id)));
        tokio::task::spawn_blocking(move || Self::lock(file)).await?
    }

    fn lock(file: PathBuf) -> anyhow::Result<Self> {
        let shown = file.display().to_string();
        let open = || -> anyhow::Result<(File, Known)> {
            platform::private_dir(file.parent().context("it has no folder")?)?;
            let lock = file.with_extension("lock");
            let lock = OpenOptions::new().create(true).truncate(false).write(true).open(lock)?;
            lock.lock()?;
            let known = match std::fs::read(&file) {
                Ok(bytes) => serde_json::from_slice(&bytes)?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Known::default(),
                Err(error) => return Err(error.into()),
            };
            Ok((lock, known))
        };
        let (lock, known) = open()
            .with_context(|| format!("what is known of this session, {shown}, cannot be read"))?;
        Ok(Self { file, known, _lock: lock })
    }

    /// Writes it down.
    pub(super) fn keep(&self) -> anyhow::Result<()> {
        let shown = self.file.display();
        state::replace_private(&self.file, &serde_json::to_vec(&self.known)?)
            .with_context(|| format!("{shown} cannot be written"))
    }

    /// The task for one more request. None when there is none yet, or its list is full.
    pub(super) fn task(&self) -> Option<&str> {
        self.known.task.as_deref().filter(|_| self.known.calls.len() < CALLS)
    }

    /// Forgets it.
    pub(super) fn remove(self) -> anyhow::Result<()> {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// A file's name for a session, whatever Claude calls it.
fn name(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !id.is_empty() && id.len() <= 100 && id.chars().all(plain) {
        return id.to_owned();
    }
    domain::Digest::of(id.as_bytes()).to_string().replace(':', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_one_hook_wrote_the_next_one_reads_and_nobody_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["a-1", "../../etc/x", "", "\u{202e}"] {
            let mut session = Session::open(folder.path(), id).await.unwrap();
            assert_eq!(session.known, Known::default(), "{id:?}");
            session.known.task = Some(id.to_owned());
            session.keep().unwrap();
            drop(session);
            let session = Session::open(folder.path(), id).await.unwrap();
            assert_eq!(session.known.task.as_deref(), Some(id));
        }
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_damaged_session_is_no_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        Session::open(folder.path(), "s").await.unwrap().keep().unwrap();
        std::fs::write(folder.path().join("claude/s.json"), "{").unwrap();
        assert!(Session::open(folder.path(), "s").await.is_err());
    }
}
