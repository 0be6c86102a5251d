//! What is known about each agent that speaks the Agent Client Protocol: one file each, and nothing but data in it.

mod claude;
mod codex;
mod copilot;
mod gemini;
mod opencode;
mod qwen;

/// One agent as this runner starts it. Where a text holds `{model}` or `{base_url}`, the agents file's own is put.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::agent) struct Profile {
    /// As the agents file names it.
    pub(in crate::agent) name: &'static str,
    /// As people call it.
    pub(in crate::agent) title: &'static str,
    /// What it calls itself when it introduces itself.
    pub(in crate::agent) introduces: &'static str,
    /// The npm package that installs it.
    pub(in crate::agent) package: &'static str,
    /// The version of the package that this profile was tried with.
    pub(in crate::agent) version: &'static str,
    /// The program, as it is found in the runner's `PATH`.
    pub(in crate::agent) program: &'static str,
    /// Its arguments.
    pub(in crate::agent) args: &'static [&'static str],
    /// The oldest major version of Node.js that it runs on; none where it needs no Node.js.
    pub(in crate::agent) node: Option<u32>,
    /// The oldest version, as it says it in `agentInfo`, that is let work. Older ones ask in other ways, or not.
    pub(in crate::agent) oldest: &'static str,
    /// The variable in which it looks for the key of its model.
    pub(in crate::agent) key: Option<&'static str>,
    /// The same where the agents file says where the model is, if the agent then looks elsewhere.
    pub(in crate::agent) key_of_endpoint: Option<&'static str>,
    /// The variable that says which model; none where a file says it.
    pub(in crate::agent) model: Option<&'static str>,
    /// The variable that says where the model is; none where a file says it.
    pub(in crate::agent) base_url: Option<&'static str>,
    /// What else its environment holds.
    pub(in crate::agent) env: &'static [(&'static str, &'static str)],
    /// What its environment holds beside that where the agents file says where the model is.
    pub(in crate::agent) env_of_endpoint: &'static [(&'static str, &'static str)],
    /// Variables that would switch its questions off. The agents file may not set them.
    pub(in crate::agent) forbidden: &'static [&'static str],
    /// What is written into its home before it starts. Of two with one path the last that applies counts.
    pub(in crate::agent) files: &'static [HomeFile],
    /// Files of a project that can change what it asks about. They are looked for in the task's directory and above it.
    pub(in crate::agent) project: &'static [&'static str],
    /// The mode in which it asks.
    pub(in crate::agent) mode: Pin,
    /// Where the exact command of a permission request stands.
    pub(in crate::agent) command: CommandIn,
    /// How it tells of a tool of the MCP server that its session was given.
    pub(in crate::agent) own_tools: OwnTools,
    /// Whether it connects to servers of tools only after it said that its session is there.
    pub(in crate::agent) late_tools: bool,
    /// What it is known to do without asking, in words for people.
    pub(in crate::agent) unasked: &'static [&'static str],
}

/// A file in the agent's home.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::agent) struct HomeFile {
    /// Its path below the home.
    pub(in crate::agent) path: &'static str,
    /// Its text.
    pub(in crate::agent) text: &'static str,
    /// When it is written.
    pub(in crate::agent) when: When,
}

/// When a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::agent) enum When {
    /// Whatever the agents file says.
    Always,
    /// If the agents file names a model and where it is.
    Endpoint,
}

/// The mode that a session is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::agent) enum Pin {
    /// The one with this id.
    Id(&'static str),
    /// The only one whose id ends in this: the rest of the id is an address that moves.
    Ending(&'static str),
    /// The one it starts in: a file in its home makes it ask, and it offers no mode for that.
    AsStarted,
}

/// Where the exact command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::agent) enum CommandIn {
    /// In the tool call's input. Its title is words.
    Input,
    /// In the input, or else in the title, which this agent fills with the whole command.
    InputOrTitle,
}

/// How Mission Control's own tools are told from others, `{tool}` being the tool. What a model can write, a title or an
/// input, says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::agent) enum OwnTools {
    /// It does not ask about them: its settings say so.
    Unasked,
    /// By the protocol's `name`.
    Name(&'static str),
    /// By `toolName` in `_meta`.
    Meta(&'static str),
    /// By the beginning of the call's id, up to two underscores.
    Id(&'static str),
    /// By what the agent puts in the input of a call that it marks as one of MCP, both when it tells and when it asks.
    Marked,
}

/// All of them.
pub(in crate::agent) const ALL: [&Profile; 6] = [
    &claude::PROFILE,
    &codex::PROFILE,
    &copilot::PROFILE,
    &gemini::PROFILE,
    &opencode::PROFILE,
    &qwen::PROFILE,
];

impl Profile {
    /// The profile of this name.
    pub(in crate::agent) fn named(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|profile| profile.name == name)
    }

    /// The profile of the agent that introduces itself like this.
    pub(in crate::agent) fn introduced(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|profile| profile.introduces == name)
    }

    /// How to install what this profile was tried with.
    pub(in crate::agent) fn install(&self) -> String {
        format!("npm install -g {}@{}", self.package, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Profile};
    use std::path::Path;

    #[test]
    fn each_profile_is_whole_and_found_by_its_name() {
        for profile in ALL {
            assert_eq!(Profile::named(profile.name), Some(profile));
            assert!(!profile.oldest.is_empty() && !profile.version.is_empty(), "{}", profile.name);
            for file in profile.files {
                let path = Path::new(file.path);
                assert!(path.is_relative() && !file.path.contains(".."), "{}", file.path);
                if path.extension().is_some_and(|ending| ending == "json") {
                    serde_json::from_str::<serde_json::Value>(file.text).unwrap();
                }
                if path.extension().is_some_and(|ending| ending == "toml") {
                    toml::from_str::<toml::Table>(file.text).unwrap();
                }
            }
        }
        assert_eq!(Profile::named("CLAUDE"), None);
    }
}
