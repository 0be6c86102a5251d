//! What an approval binds: before the run everything that decides what runs, and where, after it what came back. The server
//! makes the digest from what is stored, the runner from what came, whoever checks evidence from what it states.

use super::{Branch, TaskType};
use crate::{DesktopId, Digest, Timestamp, action::Interpreter, digest::Digester};

/// Everything that decides what a task runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunBound<'a> {
    /// The task's id.
    pub task: &'a str,
    /// The machine.
    pub desktop: &'a DesktopId,
    /// A command or a prompt.
    pub kind: TaskType,
    /// The command or the prompt.
    pub content: &'a str,
    /// The working directory that was asked for.
    pub cwd: Option<&'a str>,
    /// How long it may run, in seconds.
    pub timeout_seconds: u32,
    /// The desktop's own agent that works on it.
    pub agent: Option<&'a str>,
    /// The program that works on it over REST.
    pub external_agent: Option<&'a str>,
    /// What reads a command.
    pub interpreter: Option<Interpreter>,
    /// What people call it: an agent reads it with its prompt, a command does not.
    pub title: &'a str,
    /// What the reviewer of the earlier attempt said, which an agent reads too.
    pub previous_feedback: Option<&'a str>,
    /// The task's random text; empty where it has none.
    pub salt: &'a str,
}

impl RunBound<'_> {
    /// SHA-256 over all of it.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::new("mc-run-v1");
        digester
            .text(self.task)
            .text(self.desktop.as_str())
            .text(self.kind.as_str())
            .text(self.content)
            .maybe(self.cwd)
            .number(i64::from(self.timeout_seconds))
            .maybe(self.agent)
            .maybe(self.external_agent)
            .maybe(self.interpreter.map(Interpreter::as_str));
        if self.kind == TaskType::Prompt {
            digester.text(self.title).maybe(self.previous_feedback);
        }
        // It comes last and only if there is one: what ends before it has none.
        if !self.salt.is_empty() {
            digester.text("salt").text(self.salt);
        }
        digester.finish()
    }
}

/// Everything that a person accepts after the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultBound<'a> {
    /// The task's id.
    pub task: &'a str,
    /// The digest of what ran.
    pub run: Digest,
    /// When it ended.
    pub finished_at: Timestamp,
    /// How a command ended by itself.
    pub exit_code: Option<i32>,
    /// SHA-256 over the output.
    pub output: Digest,
    /// SHA-256 over the list of changed files.
    pub files: Digest,
    /// The branch that they lie on.
    pub branch: Option<&'a Branch>,
}

impl ResultBound<'_> {
    /// SHA-256 over all of it.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::new("mc-result-v1");
        digester
            .text(self.task)
            .text(&self.run.to_string())
            .number(self.finished_at.0)
            .maybe(self.exit_code.map(|code| code.to_string()).as_deref())
            .text(&self.output.to_string())
            .text(&self.files.to_string());
        if let Some(Branch { name, repository, base, commit }) = self.branch {
            digester.text("branch").text(name).text(repository).text(base).text(commit);
        }
        digester.finish()
    }
}
