//! What a runner is told when it starts.

use crate::{agent::Agents, changes, logs, secrets::Secrets, supervise::Launcher};
use domain::DesktopId;
use std::{path::PathBuf, time::Duration};

/// Everything a runner needs to know. [`RunnerConfig::new`] fills in what is usual.
#[derive(Clone, Debug)]
pub struct RunnerConfig {
    /// Where the server is, for example `https://mission.example.com`.
    pub server: String,
    /// The desktop's token.
    pub token: String,
    /// The workspace root. It is made if it is missing.
    pub workspace: PathBuf,
    /// Where the runner keeps its journal, what it could not report yet, and the scratch files of runs. It must lie
    /// outside the workspace. One runner at a time uses it.
    pub state: PathBuf,
    /// How many tasks run at the same time.
    pub slots: usize,
    /// How many actions run at the same time. They have places of their own: a task that waits for its action must not
    /// hold the one that the action needs.
    pub action_slots: usize,
    /// Which desktop this is, when it is known. Otherwise it is what the first action says, for as long as the token is
    /// the same.
    pub desktop: Option<DesktopId>,
    /// The named agents this runner can start.
    pub agents: Agents,
    /// What approved actions can be given by name.
    pub secrets: Secrets,
    /// How a supervisor is started.
    pub launcher: Launcher,
    /// How long a run goes on after its lease ended because the server could not be reached.
    pub grace: Duration,
    /// How much output is kept.
    pub output: logs::Limits,
    /// How closely changed files are looked at.
    pub changes: changes::Limits,
}

impl RunnerConfig {
    /// A runner without agents and secrets, with two places for tasks and four for actions. It supervises with this very program (its
    /// hidden subcommand `supervise`).
    pub fn new(
        server: impl Into<String>,
        token: impl Into<String>,
        workspace: impl Into<PathBuf>,
        state: impl Into<PathBuf>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            server: server.into(),
            token: token.into(),
            workspace: workspace.into(),
            state: state.into(),
            slots: 2,
            action_slots: 4,
            desktop: None,
            agents: Agents::none(),
            secrets: Secrets::default(),
            launcher: Launcher::this_program()?,
            grace: Duration::from_mins(5),
            output: logs::Limits::default(),
            changes: changes::Limits::default(),
        })
    }
}
