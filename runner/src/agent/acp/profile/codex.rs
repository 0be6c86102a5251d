//! Codex, through its ACP adapter. It is pinned to reading only: what it may not do its own sandbox refuses, and it asks
//! when the model wants to leave the sandbox.

use super::{CommandIn, HomeFile, OwnTools, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "codex",
    title: "Codex",
    introduces: "@agentclientprotocol/codex-acp",
    package: "@agentclientprotocol/codex-acp",
    version: "2.6.0",
    program: "codex-acp",
    args: &[],
    node: Some(20),
    oldest: "2.6.0",
    key: Some("OPENAI_API_KEY"),
    key_of_endpoint: None,
    model: None,
    base_url: None,
    env: &[
        ("INITIAL_AGENT_MODE", "read-only"),
        // Without it a key alone does not sign it in.
        ("DEFAULT_AUTH_REQUEST", "{\"methodId\":\"api-key\"}"),
    ],
    env_of_endpoint: &[],
    forbidden: &[
        "CODEX_HOME",
        "CODEX_CONFIG",
        "CODEX_PATH",
        "MODEL_PROVIDER",
        "INITIAL_AGENT_MODE",
        "DISABLE_MCP_CONFIG_FILTERING",
    ],
    files: &[
        HomeFile { path: ".codex/config.toml", text: SETTINGS, when: When::Always },
        HomeFile { path: ".codex/config.toml", text: ENDPOINT, when: When::Endpoint },
    ],
    project: &[".codex/config.toml"],
    mode: Pin::Id("read-only"),
    command: CommandIn::Input,
    own_tools: OwnTools::Marked,
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
