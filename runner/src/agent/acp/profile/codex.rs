//! Codex, through its ACP adapter. It is pinned to reading only: what it may not do its own sandbox refuses, and it asks
//! when the model wants to leave the sandbox.

use super::{CommandIn, HomeFile, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "codex",
    title: "Codex",
    package: "@agentclientprotocol/codex-acp",
    version: "2.6.0",
    program: "codex-acp",
    args: &[],
    node: Some(20),
    oldest: "2.6.0",
    key: Some("OPENAI_API_KEY"),
    model: None,
    base_url: None,
    env: &[],
    forbidden: &["CODEX_HOME"],
    files: &[
        HomeFile { path: ".codex/config.toml", text: SETTINGS, when: When::Always },
        HomeFile { path: ".codex/config.toml", text: ENDPOINT, when: When::Endpoint },
    ],
    project: &[".codex/config.toml"],
    mode: Pin::Id("read-only"),
    command: CommandIn::Input,
    own_tools: &[],
    late_tools: false,
    unasked: &["reading, and commands that its own sandbox holds to reading"],
};

const SETTINGS: &str = "check_for_update_on_startup = false

[analytics]
enabled = false
";

const ENDPOINT: &str = r#"model = "{model}"
model_provider = "own"
check_for_update_on_startup = false

[model_providers.own]
name = "Own"
base_url = "{base_url}"
env_key = "OPENAI_API_KEY"
wire_api = "responses"

[analytics]
enabled = false
"#;
