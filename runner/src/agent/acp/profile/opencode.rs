//! OpenCode. It has no mode that asks: its settings make it ask.

use super::{CommandIn, HomeFile, OwnTools, Pin, Profile, When};

pub(super) const PROFILE: Profile = Profile {
    name: "opencode",
    title: "OpenCode",
    introduces: "OpenCode",
    package: "opencode-ai",
    version: "1.18.33",
    program: "opencode",
    args: &["acp"],
    node: None,
    oldest: "1.18.33",
    key: Some("OPENCODE_PROVIDER_KEY"),
    key_of_endpoint: None,
    model: None,
    base_url: None,
    env: &[("OPENCODE_DISABLE_MODELS_FETCH", "1"), ("OPENCODE_DISABLE_AUTOUPDATE", "1")],
    env_of_endpoint: &[],
    forbidden: &[
        "OPENCODE_PERMISSION",
        "OPENCODE_CONFIG",
        "OPENCODE_CONFIG_CONTENT",
        "OPENCODE_CONFIG_DIR",
    ],
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
    // Its settings let our own tools be called.
    own_tools: OwnTools::Unasked,
    late_tools: false,
    unasked: &["reading and searching files of the project"],
};

const SETTINGS_PATH: &str = ".config/opencode/opencode.json";

const SETTINGS: &str = r#"{
  "autoupdate": false,
  "share": "disabled",
  "permission": {
    "*": "ask", "edit": "ask", "bash": "ask", "webfetch": "ask",
    "read": "allow", "glob": "allow", "grep": "allow", "list": "allow", "todowrite": "allow", "todoread": "allow",
    "mc_*": "allow"
  }
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
  "permission": {
    "*": "ask", "edit": "ask", "bash": "ask", "webfetch": "ask",
    "read": "allow", "glob": "allow", "grep": "allow", "list": "allow", "todowrite": "allow", "todoread": "allow",
    "mc_*": "allow"
  }
}
"#;
