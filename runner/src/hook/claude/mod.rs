//! Claude Code's hooks. Before a tool is used, a person is asked; afterwards it is told how that ended; at the end of a
//! session its task is ended.
//!
//! It fails closed. Claude goes on without its hook where the hook breaks, so trouble of any kind is a `deny` in words, with
//! the one exit code (2) that blocks.

mod ask;
mod ended;
mod exact;
mod input;
mod install;
mod json;
mod program;
mod reply;
mod session;
mod settings;
mod tools;

pub use install::{Installed, Place, Setup, install, uninstall};
pub use reply::Reply;
pub use settings::fragment;
pub use tools::Tools;

use crate::permission::{Connection, Desk, Program, Target};
use input::{Event, Input};
use std::{path::PathBuf, time::Duration};

/// The oldest version of Claude Code whose hooks can be made to block when they fail.
pub const OLDEST: [u32; 3] = [2, 1, 295];

/// How the hook asks.
#[derive(Clone, Debug)]
pub struct Hook {
    /// Which tools it asks about.
    pub tools: Tools,
    /// How long a person may take, before the request is withdrawn and the call denied.
    pub wait: Duration,
    /// After how long the wait goes on without this process: the call is deferred until the session is resumed.
    pub defer_after: Option<Duration>,
    /// How long a server that is away is tried again.
    pub patience: Duration,
    /// Whether the hook is called again when a call has ended, so that its outcome can be told.
    pub reports: bool,
    /// Whether what a command printed is told with its outcome.
    pub output: bool,
    /// Where sessions are kept.
    pub state: PathBuf,
}

impl Hook {
    /// Answers one event: `stdin` is what Claude wrote. `connect` is called once it is known that somebody is to be asked.
    pub async fn answer(
        self,
        stdin: &[u8],
        connect: impl FnOnce() -> anyhow::Result<Connection> + Send,
    ) -> Reply {
        let input = match Input::read(stdin) {
            Ok(input) => input,
            Err(why) => return Reply::trouble(&why),
        };
        let asks = input.event == Event::PreToolUse;
        if asks && !input.tool().is_none_or(|tool| self.tools.asks(tool))
            || input.event == Event::Other
        {
            return Reply::none();
        }
        match self.answered(&input, connect).await {
            Ok(reply) => reply,
            Err(error) if asks => Reply::trouble(&format!("{error:#}")),
            Err(error) => Reply::note(&format!("{error:#}")),
        }
    }

    async fn answered(
        &self,
        input: &Input,
        connect: impl FnOnce() -> anyhow::Result<Connection> + Send,
    ) -> anyhow::Result<Reply> {
        let connection = connect()?;
        let desk = Desk::new(&connection, Program::Hook)?;
        match input.event {
            Event::PreToolUse => {
                let at_once = ask::AT_ONCE.min(self.patience);
                let target = Target::find(&desk, &connection, at_once).await?;
                Box::pin(ask::ask(self, &desk, &target, input)).await
            }
            Event::PostToolUse | Event::PostToolUseFailure => {
                ended::report(self, &desk, input).await?;
                Ok(Reply::none())
            }
            Event::SessionEnd => {
                ended::finish(self, &desk, input).await?;
                Ok(Reply::none())
            }
            Event::Other => Ok(Reply::none()),
        }
    }
}
