//! Claude Code, through its ACP adapter, which brings its own Claude Code along.

use super::{CommandIn, HomeFile, OwnTools, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "claude",
    title: "Claude Code",
    introduces: "@agentclientprotocol/claude-agent-acp",
    package: "@agentclientprotocol/claude-agent-acp",
    version: "0.100.0",
    program: "claude-agent-acp",
    args: &[],
    node: Some(22),
    oldest: "0.100.0",
    key: Some("ANTHROPIC_API_KEY"),
    key_of_endpoint: None,
    model: Some("ANTHROPIC_MODEL"),
    base_url: Some("ANTHROPIC_BASE_URL"),
    env: &[
        ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
        ("DISABLE_AUTOUPDATER", "1"),
        ("DISABLE_TELEMETRY", "1"),
    ],
    env_of_endpoint: &[],
    forbidden: &["CLAUDE_CONFIG_DIR"],
    files: &[HomeFile { path: ".claude/settings.json", text: SETTINGS, when: When::Always }],
    project: &[".claude/settings.json", ".claude/settings.local.json", ".mcp.json"],
    mode: Pin::Id("default"),
    command: CommandIn::Input,
    own_tools: OwnTools::Name("mcp__mc__{tool}"),
    late_tools: false,
    unasked: &[],
};

/// Without it `ls` and reading go unasked.
const SETTINGS: &str = r#"{
  "permissions": {
    "ask": ["Bash", "Read", "Edit", "Write", "WebFetch", "NotebookEdit", "mcp__*"],
    "disableBypassPermissionsMode": "disable"
  }
}
"#;
