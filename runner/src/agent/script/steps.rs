//! The file format: named scenes, each a list of steps. `docs/agents.md` explains it.

use anyhow::{Context as _, ensure};
use domain::action::{Expected, Interpreter};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A whole script.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::agent) struct Script {
    /// What it answers when a person writes.
    pub(super) answer: String,
    /// The scenes by name. It begins with `start`.
    pub(super) scenes: BTreeMap<String, Vec<Step>>,
}

/// One step. Texts may name what earlier steps kept: `{name}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    /// Writes in the thread.
    Say(String),
    /// Reads something, and keeps it.
    Look(LookAt),
    /// Proposes a change and waits for its end.
    Propose(Box<Offer>),
    /// Ends.
    End(Last),
}

/// A look without asking.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookAt {
    /// The tool: `system_facts`, `list_files`, `read_file`, `search`.
    pub(super) tool: String,
    /// Its arguments.
    #[serde(default)]
    pub(super) with: BTreeMap<String, toml::Value>,
    /// What to call what it found.
    pub(super) keep: String,
}

/// A proposal, and which scene follows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    pub(super) title: Option<String>,
    pub(super) interpreter: Interpreter,
    pub(super) script: Option<String>,
    pub(super) argv: Option<Vec<String>>,
    /// Instead of `interpreter` and `script` on Windows: a PowerShell script.
    pub(super) windows: Option<String>,
    pub(super) description: String,
    pub(super) expected: Option<Expected>,
    pub(super) timeout_seconds: Option<u32>,
    pub(super) decide_within_seconds: Option<u32>,
    /// The scene when it ran and went well.
    pub(super) approved: String,
    /// The scene after a no.
    pub(super) rejected: String,
    /// The scene when it ended in another way: it ran and failed, expired, was withdrawn, and so on.
    pub(super) otherwise: String,
}

/// The end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Last {
    pub(super) succeeded: bool,
    /// The task's output.
    pub(super) output: String,
}

impl Script {
    /// The name of the built-in script.
    pub(in crate::agent) const TOUR: &str = "Tour";

    /// The built-in script.
    pub(in crate::agent) fn tour() -> Self {
        Self::parse(include_str!("tour.toml")).expect("a test reads it")
    }

    /// Reads a script and checks that every scene it names is there.
    pub(in crate::agent) fn parse(text: &str) -> anyhow::Result<Self> {
        let script: Self = toml::from_str(text)?;
        let has = |name: &str| {
            ensure!(script.scenes.contains_key(name), "there is no scene {name:?}");
            Ok(())
        };
        has("start")?;
        for (name, steps) in &script.scenes {
            let last = steps.last().with_context(|| format!("the scene {name:?} is empty"))?;
            ensure!(
                matches!(last, Step::Propose(_) | Step::End(_)),
                "the scene {name:?} neither proposes something nor ends"
            );
            for step in &steps[..steps.len() - 1] {
                ensure!(
                    matches!(step, Step::Say(_) | Step::Look(_)),
                    "the scene {name:?} goes on after its last step"
                );
            }
            if let Step::Propose(offer) = last {
                for scene in [&offer.approved, &offer.rejected, &offer.otherwise] {
                    has(scene)?;
                }
                ensure!(
                    offer.script.is_some() != offer.argv.is_some(),
                    "the scene {name:?} needs either `script` or `argv`"
                );
            }
        }
        Ok(script)
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn the_built_in_script_can_be_read() {
        assert!(Script::tour().scenes.contains_key("start"));
    }

    #[test]
    fn a_script_without_an_end_is_refused() {
        let scenes = |steps: &str| format!("answer = \"no\"\n[[scenes.start]]\n{steps}");
        let error = |text: &str| Script::parse(&scenes(text)).unwrap_err().to_string();
        assert!(error("say = \"hi\"").contains("neither proposes something nor ends"));
        assert!(
            error(
                "propose = { interpreter = \"sh\", script = \":\", description = \"d\", \
                 approved = \"start\", rejected = \"start\", otherwise = \"gone\" }"
            )
            .contains("there is no scene \"gone\"")
        );
        Script::parse(&scenes("end = { succeeded = true, output = \"\" }")).unwrap();
    }
}
