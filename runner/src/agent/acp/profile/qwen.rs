//! Qwen Code. It starts in a mode in which a model decides what is asked; the pin is the one in which a person does.

use super::{CommandIn, HomeFile, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "qwen",
    title: "Qwen Code",
    package: "@qwen-code/qwen-code",
    version: "0.24.4",
    program: "qwen",
    args: &["--acp", "--auth-type", "openai"],
    node: Some(22),
    oldest: "0.24.4",
    key: Some("OPENAI_API_KEY"),
    model: Some("OPENAI_MODEL"),
    base_url: Some("OPENAI_BASE_URL"),
    env: &[],
    forbidden: &[],
    files: &[HomeFile { path: ".qwen/settings.json", text: SETTINGS, when: When::Always }],
    project: &[".qwen/settings.json", ".qwen/.env"],
    mode: Pin::Id("default"),
    command: CommandIn::Input,
    own_tools: &["mcp__{server}__{tool}"],
    late_tools: true,
    unasked: &[],
};

const SETTINGS: &str = r#"{
  "privacy": { "usageStatisticsEnabled": false },
  "telemetry": { "enabled": false },
  "general": { "enableAutoUpdate": false },
  "security": { "auth": { "selectedType": "openai" } }
}
"#;
