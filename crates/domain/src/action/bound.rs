//! What an approval binds: everything that decides what runs, where, as whom and how long.

use super::{BoundOperand, Code, Deed, Edit, Interpreter, Own};
use crate::{ActionId, DesktopId, Digest, KeyId, digest::Digester, limits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that decides what runs. It travels to the runner as it is, and both sides make the digest from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bound {
    /// The action.
    pub action: ActionId,
    /// Its revision.
    pub revision: i64,
    /// The id of the agent that asks.
    pub requester: String,
    /// The id of the person who changed the command that the agent had proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// The machine.
    pub desktop: DesktopId,
    /// Its enrolment.
    pub enrolment: KeyId,
    /// The account it runs as.
    pub run_as: String,
    /// The version of the policy that judged it.
    pub policy_version: i64,
    /// What reads the code.
    pub interpreter: Interpreter,
    /// The code.
    pub code: Code,
    /// That the agent does it itself, with which tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
    /// Where it runs, inside the workspace root.
    pub cwd: Option<String>,
    /// The number of its task, whose own directory it runs in when no other is named.
    pub task_number: i64,
    /// What is added to the environment.
    pub env: BTreeMap<String, String>,
    /// How long it may run, in seconds.
    pub timeout_seconds: u32,
    /// The files it runs by name, as they were when it was approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<BoundOperand>,
    /// The action's random text; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub salt: String,
}

impl Bound {
    /// The digest of what a person decides about. Descriptions are not in it; they never reach the desktop.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::new("mc-action-v1");
        digester
            .text(self.action.as_str())
            .number(self.revision)
            .text(&self.requester)
            .text(self.enrolment.as_str())
            .text(&self.run_as)
            .number(self.policy_version)
            .number(limits::EXECUTE_WITHIN)
            .number(i64::from(self.timeout_seconds));
        self.add_content(&mut digester);
        // From here on each part begins with its name, and is there only if there is something to say: what ends before it
        // has none.
        if let Some(editor) = &self.editor {
            digester.text("editor").text(editor);
        }
        if !self.operands.is_empty() {
            digester.text("operands").number(count(self.operands.len()));
        }
        for operand in &self.operands {
            digester.text(&operand.path).text(&operand.salt).text(&operand.seal.to_string());
        }
        if !self.salt.is_empty() {
            digester.text("salt").text(&self.salt);
        }
        digester.finish()
    }

    /// The digest of the change alone: two proposals of the same change have the same one, however long they may run.
    pub fn content_digest(&self) -> Digest {
        let mut digester = Digester::new("mc-action-content-v1");
        self.add_content(&mut digester);
        digester.finish()
    }

    fn add_content(&self, digester: &mut Digester) {
        digester.text(self.desktop.as_str()).text(self.interpreter.as_str());
        match &self.code {
            Code::Script(script) => {
                digester.text("script").text(script);
            }
            Code::Argv(argv) => {
                digester.text("argv").number(count(argv.len()));
                for argument in argv {
                    digester.text(argument);
                }
            }
            Code::Deed(deed) => add_deed(digester, deed),
        }
        digester.maybe(self.cwd.as_deref()).number(self.task_number).number(count(self.env.len()));
        for (name, value) in &self.env {
            digester.text(name).text(value);
        }
        // Says what follows: what a runner runs has nothing here, so neither can pass for the other.
        if let Some(own) = &self.own {
            digester.text("own").text(&own.tool.name).maybe(own.tool.kind.as_deref());
        }
    }
}

fn add_deed(digester: &mut Digester, deed: &Deed) {
    match deed {
        Deed::Edits(edits) => {
            digester.text("edits").number(count(edits.len()));
            for Edit { path, old, new } in edits {
                digester.text(path).maybe(old.as_deref()).maybe(new.as_deref());
            }
        }
        Deed::Input(input) => {
            digester.text("input").text(input);
        }
        Deed::Question(question) => {
            digester.text("question").text(question);
        }
        Deed::Undisclosed => {
            digester.text("undisclosed");
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
