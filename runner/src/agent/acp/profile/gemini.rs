//! Gemini CLI.

use super::{CommandIn, HomeFile, OwnTools, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "gemini",
    title: "Gemini CLI",
    introduces: "gemini-cli",
    package: "@google/gemini-cli",
    version: "0.61.0",
    program: "gemini",
    args: &["--acp"],
    node: Some(20),
    oldest: "0.61.0",
    key: Some("GEMINI_API_KEY"),
    key_of_endpoint: None,
    model: Some("GEMINI_MODEL"),
    base_url: Some("GOOGLE_GEMINI_BASE_URL"),
    env: &[],
    env_of_endpoint: &[],
    forbidden: &["GEMINI_YOLO_MODE", "GEMINI_CLI_HOME", "GEMINI_CLI_SYSTEM_SETTINGS_PATH"],
    files: &[HomeFile { path: ".gemini/settings.json", text: SETTINGS, when: When::Always }],
    project: &[".gemini/settings.json", ".gemini/.env"],
    mode: Pin::Id("default"),
    // It sends no input at all: the title is the whole command.
    command: CommandIn::InputOrTitle,
    own_tools: OwnTools::Id("mcp_mc_{tool}"),
    late_tools: true,
    unasked: &["commands that only read, such as ls"],
};

/// With folder trust on, servers of the session are dropped without a word.
const SETTINGS: &str = r#"{
  "security": { "auth": { "selectedType": "gemini-api-key" }, "folderTrust": { "enabled": false } },
  "privacy": { "usageStatisticsEnabled": false },
  "telemetry": { "enabled": false },
  "general": { "enableAutoUpdate": false }
}
"#;
