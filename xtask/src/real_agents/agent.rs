//! The six agents: which package, and what each calls the tools that a script makes it use.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::llm::Call;

/// One agent as its makers publish it. The runner's own profile of the same name says how it is started.
#[derive(Debug)]
pub(super) struct Agent {
    /// The runner's profile, and the folder of its lock file.
    pub(super) profile: &'static str,
    /// As people call it.
    pub(super) title: &'static str,
    /// The npm package; its lock file pins the version.
    pub(super) package: &'static str,
    /// The path of its model's wire format below the scripted model's address.
    pub(super) base: &'static str,
    /// What starts it, for somebody who knows nothing of profiles.
    pub(super) command: &'static [&'static str],
    /// Whether it lists a directory unasked even in its asking mode.
    pub(super) lists_unasked: bool,
    /// Its tool that runs a command, with all that makes it ask.
    shell: fn(&str) -> Call,
    /// Its tool that writes a whole new file.
    write: fn(&str, &str) -> Call,
    /// Its tool that puts one text in a file's place of another.
    change: fn(&str, &str, &str) -> Call,
    /// What it calls a tool of the MCP server `mc`.
    tool: fn(&str) -> (String, Option<String>),
}

/// Why the model says it wants to do it.
const WHY: &str = "Part of a trial";

/// Small ones first.
pub(super) const ALL: [Agent; 6] = [
    Agent {
        profile: "gemini",
        title: "Gemini CLI",
        package: "@google/gemini-cli",
        base: "",
        command: &["gemini", "--acp"],
        lists_unasked: true,
        shell: |command| call("run_shell_command", json!({"command": command, "description": WHY})),
        write: |path, text| call("write_file", json!({"file_path": path, "content": text})),
        change: |path, old, new| {
            let input = json!({"file_path": path, "instruction": WHY, "old_string": old, "new_string": new});
            call("replace", input)
        },
        tool: |name| (format!("mcp_mc_{name}"), None),
    },
    Agent {
        profile: "opencode",
        title: "OpenCode",
        package: "opencode-ai",
        base: "/v1",
        command: &["opencode", "acp"],
        lists_unasked: false,
        shell: |command| call("bash", json!({"command": command, "description": WHY})),
        write: |path, text| call("write", json!({"filePath": path, "content": text})),
        change: |path, old, new| {
            call("edit", json!({"filePath": path, "oldString": old, "newString": new}))
        },
        tool: |name| (format!("mc_{name}"), None),
    },
    Agent {
        profile: "qwen",
        title: "Qwen Code",
        package: "@qwen-code/qwen-code",
        base: "/v1",
        command: &["qwen", "--acp"],
        lists_unasked: true,
        shell: |command| {
            let input = json!({"command": command, "description": WHY, "is_background": false});
            call("run_shell_command", input)
        },
        write: |path, text| call("write_file", json!({"file_path": path, "content": text})),
        change: |path, old, new| {
            call("edit", json!({"file_path": path, "old_string": old, "new_string": new}))
        },
        tool: |name| (format!("mcp__mc__{name}"), None),
    },
    Agent {
        profile: "copilot",
        title: "GitHub Copilot CLI",
        package: "@github/copilot",
        base: "/v1",
        command: &["copilot", "--acp"],
        lists_unasked: false,
        shell: |command| call("bash", json!({"command": command, "description": WHY})),
        write: |path, text| call("create", json!({"path": path, "file_text": text})),
        change: |path, old, new| {
            call("edit", json!({"path": path, "old_str": old, "new_str": new}))
        },
        tool: |name| (format!("mc-{name}"), None),
    },
    Agent {
        profile: "claude",
        title: "Claude Code",
        package: "@agentclientprotocol/claude-agent-acp",
        base: "",
        command: &["claude-agent-acp"],
        lists_unasked: false,
        shell: |command| call("Bash", json!({"command": command, "description": WHY})),
        write: |path, text| call("Write", json!({"file_path": path, "content": text})),
        change: |path, old, new| {
            call("Edit", json!({"file_path": path, "old_string": old, "new_string": new}))
        },
        tool: |name| (format!("mcp__mc__{name}"), None),
    },
    Agent {
        profile: "codex",
        title: "Codex",
        package: "@agentclientprotocol/codex-acp",
        base: "/v1",
        command: &["codex-acp"],
        lists_unasked: false,
        // What it may do inside its sandbox it does unasked, so the model asks to leave it.
        shell: |command| {
            let leave = "require_escalated";
            let input = json!({"cmd": command, "sandbox_permissions": leave, "justification": WHY});
            call("exec_command", input)
        },
        write: |path, text| patch(&format!("*** Add File: {path}\n{}", lines('+', text))),
        change: |path, old, new| {
            let (old, new) = (lines('-', old), lines('+', new));
            patch(&format!("*** Update File: {path}\n@@\n{old}{new}"))
        },
        tool: |name| (name.to_owned(), Some("mcp__mc".to_owned())),
    },
];

fn call(name: &str, input: Value) -> Call {
    Call { name: name.to_owned(), namespace: None, input }
}

/// Codex changes files with a command that it takes out of the shell and reads itself.
fn patch(hunk: &str) -> Call {
    let patch = format!("*** Begin Patch\n{hunk}*** End Patch");
    call("exec_command", json!({"cmd": format!("apply_patch <<'EOF'\n{patch}\nEOF\n")}))
}

fn lines(sign: char, text: &str) -> String {
    text.lines().flat_map(|line| [sign.to_string(), line.to_owned(), "\n".to_owned()]).collect()
}

impl Agent {
    /// The agents that a list of profiles names; all of them for `all`.
    pub(super) fn chosen(list: &str) -> Result<Vec<&'static Self>> {
        if list == "all" {
            return Ok(ALL.iter().collect());
        }
        let chosen = list.split(',').map(str::trim).map(|name| {
            let Some(agent) = ALL.iter().find(|agent| agent.profile == name) else {
                let known: Vec<_> = ALL.iter().map(|agent| agent.profile).collect();
                bail!("there is no agent {name:?}: it can be {}", known.join(", "))
            };
            Ok(agent)
        });
        chosen.collect()
    }

    pub(super) fn shell(&self, command: &str) -> Call {
        (self.shell)(command)
    }

    pub(super) fn write(&self, path: &str, text: &str) -> Call {
        (self.write)(path, text)
    }

    pub(super) fn change(&self, path: &str, old: &str, new: &str) -> Call {
        (self.change)(path, old, new)
    }

    /// A call of Mission Control's own tool.
    pub(super) fn own_tool(&self, name: &str, input: Value) -> Call {
        let (name, namespace) = (self.tool)(name);
        Call { name, namespace, input }
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;

    #[test]
    fn agents_are_chosen_by_the_names_of_their_profiles() {
        let names = |list| {
            Agent::chosen(list)
                .map(|agents| agents.iter().map(|agent| agent.profile).collect::<Vec<_>>())
        };
        assert_eq!(names("all").unwrap().len(), 6);
        assert_eq!(names("codex, gemini").unwrap(), ["codex", "gemini"]);
        let refused = names("claude,cursor").unwrap_err().to_string();
        assert!(refused.contains("cursor") && refused.contains("opencode"), "{refused}");
    }
}
