//! What well-known agents were seen to do without asking anybody. Measured with the versions of November 2026; a newer one
//! may differ, which is what a test of the gate is for.

/// A part of the name that a program gives itself, and what it runs unasked.
const KNOWN: [(&str, &str); 8] = [
    (
        "mission-control-hook",
        "What only looks, plans or talks: Read, Grep, Glob and the like, unless the hook was told to ask about them.",
    ),
    ("mission-control-gate", "Every command that is not started through it."),
    (
        "claude",
        "ls -la and git status, unless its settings ask for Bash, Read, Edit, Write and WebFetch. In its auto mode a model answers.",
    ),
    (
        "codex",
        "What its own sandbox lets through. In its agent mode, the default, a model answers instead of a person; in read-only mode a write is refused until it asks.",
    ),
    (
        "copilot",
        "Nothing of what was tried. With COPILOT_ALLOW_ALL in its environment, or in autopilot, everything.",
    ),
    ("gemini", "ls -la. In its yolo mode, everything."),
    (
        "opencode",
        "Everything, also outside the workspace, unless its settings have edit, bash and webfetch on ask.",
    ),
    (
        "qwen",
        "What a model lets through in its auto mode, the default. In its yolo mode, everything.",
    ),
];

/// What the program of this name is known to run without asking; none where nothing is known.
pub fn runs_unasked(client: &str) -> Option<&'static str> {
    let name = client.to_lowercase();
    KNOWN.iter().find(|(part, _)| name.contains(part)).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::runs_unasked;

    #[test]
    fn a_client_is_known_by_what_it_calls_itself() {
        for name in [
            "claude-code",
            "Claude Code",
            "codex-mcp-client",
            "gemini-cli-mcp-client",
            "opencode",
            "qwen-code",
            "mission-control-hook",
            "mission-control-gate",
        ] {
            assert!(runs_unasked(name).is_some(), "{name}");
        }
        assert_eq!(runs_unasked("curl"), None);
        assert_ne!(runs_unasked("codex"), runs_unasked("claude-agent-acp"));
    }
}
