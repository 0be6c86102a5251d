//! OpenCode. It has no mode that asks: its settings make it ask.

use super::{CommandIn, HomeFile, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "opencode",
    title: "OpenCode",
    package: "opencode-ai",
    version: "1.18.33",
    program: "opencode",
    args: &["acp"],
    node: None,
    oldest: "1.18.33",
    key: Some("OPENCODE_PROVIDER_KEY"),
    model: None,
    base_url: None,
    env: &[("OPENCODE_DISABLE_MODELS_FETCH", "1"), ("OPENCODE_DISABLE_AUTOUPDATE", "1")],
    forbidden: &["OPENCODE_PERMISSION", "OPENCODE_CONFIG", "OPENCODE_CONFIG_CONTENT"],
    files: &[
        HomeFile { path: SETTINGS_PATH, text: SETTINGS, when: When::Always },
        HomeFile { path: SETTINGS_PATH, text: ENDPOINT, when: When::Endpoint },
    ],
    project: &[
        "opencode.json",
        "opencode.jsonc",
        ".opencode/opencode.json",
        ".opencode/opencode.jsonc",
    ],
    mode: Pin::AsStarted,
    command: CommandIn::Input,
    own_tools: &["{server}_{tool}"],
    late_tools: false,
    unasked: &["tools of MCP servers"],
};

const SETTINGS_PATH: &str = ".config/opencode/opencode.json";

const SETTINGS: &str = r#"{
  "autoupdate": false,
  "share": "disabled",
  "permission": { "edit": "ask", "bash": "ask", "webfetch": "ask" }
}
"#;

const ENDPOINT: &str = r#"{
  "autoupdate": false,
  "share": "disabled",
  "model": "own/{model}",
  "small_model": "own/{model}",
  "provider": {
    "own": {
      "npm": "@ai-sdk/openai-compatible",
      "name": "Own",
      "options": { "baseURL": "{base_url}", "apiKey": "{env:OPENCODE_PROVIDER_KEY}" },
      "models": { "{model}": { "name": "{model}", "tool_call": true } }
    }
  },
  "permission": { "edit": "ask", "bash": "ask", "webfetch": "ask" }
}
"#;
