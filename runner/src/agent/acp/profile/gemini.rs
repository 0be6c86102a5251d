//! Gemini CLI.

use super::{CommandIn, HomeFile, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "gemini",
    title: "Gemini CLI",
    package: "@google/gemini-cli",
    version: "0.61.0",
    program: "gemini",
    args: &["--acp"],
    node: Some(20),
    oldest: "0.61.0",
    key: Some("GEMINI_API_KEY"),
    model: Some("GEMINI_MODEL"),
    base_url: Some("GOOGLE_GEMINI_BASE_URL"),
    env: &[],
    forbidden: &["GEMINI_YOLO_MODE"],
    files: &[HomeFile { path: ".gemini/settings.json", text: SETTINGS, when: When::Always }],
    project: &[".gemini/settings.json", ".gemini/.env"],
    mode: Pin::Id("default"),
    // It sends no input at all: the title is the whole command.
    command: CommandIn::InputOrTitle,
    own_tools: &["mcp_{server}_{tool}"],
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
