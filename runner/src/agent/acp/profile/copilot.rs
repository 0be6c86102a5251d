//! GitHub Copilot CLI.

use super::{CommandIn, OwnTools, Pin, Profile};

pub(super) const PROFILE: Profile = Profile {
    name: "copilot",
    title: "GitHub Copilot CLI",
    introduces: "Copilot",
    package: "@github/copilot",
    version: "1.0.102",
    program: "copilot",
    // Calls of our own tools are gated by the server; nothing that it says of a request tells them from others.
    args: &["--acp", "--allow-tool", "mc"],
    node: Some(22),
    oldest: "1.0.102",
    key: Some("GITHUB_TOKEN"),
    key_of_endpoint: Some("COPILOT_PROVIDER_API_KEY"),
    model: Some("COPILOT_MODEL"),
    base_url: Some("COPILOT_PROVIDER_BASE_URL"),
    env: &[("COPILOT_AUTO_UPDATE", "false")],
    // With a model of one's own nothing has to reach GitHub.
    env_of_endpoint: &[("COPILOT_OFFLINE", "true")],
    forbidden: &["COPILOT_ALLOW_ALL", "COPILOT_HOME"],
    files: &[],
    project: &[".mcp.json", ".vscode/mcp.json"],
    mode: Pin::Ending("/session-modes#agent"),
    command: CommandIn::Input,
    own_tools: OwnTools::Unasked,
    late_tools: false,
    unasked: &[],
};
