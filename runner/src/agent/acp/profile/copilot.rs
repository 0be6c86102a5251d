//! GitHub Copilot CLI.

use super::{CommandIn, Pin, Profile};

pub(super) const PROFILE: Profile = Profile {
    name: "copilot",
    title: "GitHub Copilot CLI",
    package: "@github/copilot",
    version: "1.0.102",
    program: "copilot",
    args: &["--acp"],
    node: Some(22),
    oldest: "1.0.102",
    key: Some("GITHUB_TOKEN"),
    model: Some("COPILOT_MODEL"),
    base_url: Some("COPILOT_PROVIDER_BASE_URL"),
    env: &[("COPILOT_AUTO_UPDATE", "false")],
    forbidden: &["COPILOT_ALLOW_ALL"],
    files: &[],
    project: &[".mcp.json", ".vscode/mcp.json"],
    mode: Pin::Ending("/session-modes#agent"),
    command: CommandIn::Input,
    own_tools: &["{server}-{tool}"],
    late_tools: false,
    unasked: &[],
};
