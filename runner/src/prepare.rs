//! Looks for everything that speaks against a piece of work, before it is taken on. Nothing runs here.

use crate::{
    piece::{Command, Doing, Piece},
    platform,
    program::Program,
    run::Runner,
    workspace::{self, Place},
};
use domain::{action::Bound, wire::TaskWork};

/// A piece of work that nothing speaks against.
pub(crate) enum Ready<'a> {
    /// A command, where it runs, and what runs it.
    Command(&'a Command, Place, Program),
    /// A task for an agent, and where it works.
    Prompt(&'a TaskWork, Place),
}

impl Runner {
    /// Says what a piece of work comes to on this machine, or to people why it is refused.
    pub(crate) fn prepare<'a>(&self, piece: &'a Piece) -> Result<Ready<'a>, String> {
        match &piece.doing {
            Doing::Command(command) => {
                if let Some(bound) = command.bound() {
                    check_account(bound)?;
                }
                let place = self.place(command.cwd.as_deref(), command.plan.number)?;
                self.config.secrets.check(&command.plan.code, &command.plan.env)?;
                let program = command.plan.find(&place.dir)?;
                Ok(Ready::Command(command, place, program))
            }
            Doing::Prompt(_) if self.config.agents.names().is_empty() => {
                Err("This runner has no agent that could work on a prompt.".to_owned())
            }
            Doing::Prompt(task) => {
                Ok(Ready::Prompt(task, self.place(task.cwd.as_deref(), task.number)?))
            }
        }
    }

    fn place(&self, cwd: Option<&str>, number: i64) -> Result<Place, String> {
        let place = workspace::resolve(&self.config.workspace, cwd, number);
        place.map_err(|refused| refused.to_string())
    }
}

/// An action runs as the account that was shown, or not at all.
fn check_account(bound: &Bound) -> Result<(), String> {
    let account = platform::account().0;
    if !bound.run_as.is_empty() && bound.run_as != account {
        return Err(format!(
            "This action was approved to run as {}, and this desktop's runner runs as {account}.",
            bound.run_as
        ));
    }
    Ok(())
}
