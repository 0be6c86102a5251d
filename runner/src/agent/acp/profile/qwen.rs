//! Qwen Code. It starts in a mode in which a model decides what is asked; the pin is the one in which a person does.

use super::{CommandIn, HomeFile, OwnTools, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "qwen",
    title: "Qwen Code",
    introduces: "qwen-code",
    package: "@qwen-code/qwen-code",
    version: "0.24.4",
    program: "qwen",
    args: &["--acp", "--auth-type", "openai"],
    node: Some(22),
    oldest: "0.24.4",
    key: Some("OPENAI_API_KEY"),
    key_of_endpoint: None,
    model: Some("OPENAI_MODEL"),
    base_url: Some("OPENAI_BASE_URL"),
    env: &[],
    env_of_endpoint: &[],
    forbidden: &[],
    files: &[HomeFile { path: ".qwen/settings.json", text: SETTINGS, when: When::Always }],
    project: &[".qwen/settings.json", ".qwen/.env"],
    mode: Pin::Id("default"),
    command: CommandIn::Input,
    own_tools: OwnTools::Meta("mcp__mc__{tool}"),
    late_tools: true,
    unasked: &["commands that only read, such as ls"],
};

/// With its memory on, an agent of its own runs commands and writes files after each turn, and asks nobody.
const SETTINGS: &str = r#"{
  "privacy": { "usageStatisticsEnabled": false },
  "telemetry": { "enabled": false },
  "general": { "enableAutoUpdate": false },
  "memory": {
    "enableManagedAutoMemory": false,
    "enableManagedAutoDream": false,
    "enableAutoSkill": false
  },
  "ui": { "enableFollowupSuggestions": false },
  "security": { "auth": { "selectedType": "openai" } }
}
"#;
