//! What was seen of an agent once, and what it holds for.

use super::{
    session::{Introduced, wanted},
    settings::AcpAgent,
};
use crate::platform;
use domain::Digest;
use std::{
    collections::HashSet,
    fmt::Write as _,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// How much of a project file is looked at, in bytes.
const LOOKED_AT: u64 = 1024 * 1024;

/// What was seen of the agents of one runner.
#[derive(Clone, Debug, Default)]
pub(in crate::agent) struct Checked(Arc<Mutex<HashSet<String>>>);

/// Everything that a good end holds for.
pub(super) struct Key {
    text: String,
    /// Whether the project has files of its own that this agent reads.
    pub(super) has_project_files: bool,
}

impl Key {
    pub(super) fn of(agent: &AcpAgent, name: &str, info: &Introduced, dir: &Path) -> Self {
        let mode = wanted(agent);
        let mut text = format!("{name}\n{}\n{}\n{mode:?}\n", info.name, info.version);
        let mut has_project_files = false;
        let names = agent.profile.map_or(&[][..], |profile| profile.project);
        // How far above the task's directory, and not where: each task of a repository has a directory of its own.
        for (above, dir) in dir.ancestors().enumerate() {
            for name in names {
                let path = dir.join(name);
                if !path.exists() {
                    continue;
                }
                has_project_files = true;
                let _ = writeln!(text, "{above} {name} {}", content(&path));
            }
        }
        Self { text, has_project_files }
    }
}

/// What the file holds. What cannot be read whole is never the same again.
fn content(path: &Path) -> String {
    let read = platform::read_at_most(path, LOOKED_AT).ok().flatten();
    match read {
        Some((bytes, true)) => Digest::of(&bytes).to_string(),
        _ => format!("{:032x}", rand::random::<u128>()),
    }
}

impl Checked {
    /// Whether it ended well before.
    pub(super) fn holds(&self, key: &Key) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&key.text)
    }

    pub(super) fn keep(&self, key: Key) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.text);
    }
}
