//! Git, called to write: into a work tree of a task, and the branch that it is on.

use crate::changes::git;
use anyhow::Context as _;
use std::path::Path;

/// What else writing wants: no program that signs, compares or tidies up.
const SETTINGS: [(&str, &str); 4] = [
    ("commit.gpgSign", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("diff.external", ""),
];

/// Git with the repository's own programs taken out of it.
pub(super) struct Git {
    settings: Vec<(String, String)>,
}

impl Git {
    /// For the repository as it is configured now.
    pub(super) async fn of(dir: &Path) -> anyhow::Result<Self> {
        let mut me = Self { settings: git::owned(&SETTINGS) };
        let mut ask = git::command(dir, &me.settings);
        ask.args(git::FILTERS);
        // There is nothing to name where this fails: git says so with an exit code.
        let named = git::run(ask, b"").await.unwrap_or_default();
        me.settings.extend(git::neutral(&named));
        Ok(me)
    }

    /// Runs git in a directory and gives back its answer, without the line feed at its end.
    pub(super) async fn line(&self, dir: &Path, args: &[&str]) -> anyhow::Result<String> {
        let mut command = git::command(dir, &self.settings);
        command.args(args);
        let answer = git::run(command, b"").await.with_context(|| format!("git {}", args[0]))?;
        let text = String::from_utf8(answer).context("git answered with bytes that are no text")?;
        Ok(text.trim_end_matches(['\n', '\r']).to_owned())
    }
}
