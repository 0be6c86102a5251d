//! Which of Claude's tools a person is asked about.

/// What Claude uses to look, to plan and to talk. It changes nothing, starts nothing and reaches no network; what a sub-agent
/// does is asked about by itself. Any tool that is not named here is asked about, also one that is not known yet.
const QUIET: [&str; 22] = [
    "Agent",
    "AskUserQuestion",
    "BashOutput",
    "EnterPlanMode",
    "ExitPlanMode",
    "Glob",
    "Grep",
    "LS",
    "ListAgents",
    "NotebookRead",
    "Read",
    "ReportFindings",
    "Skill",
    "Task",
    "TaskCreate",
    "TaskGet",
    "TaskList",
    "TaskOutput",
    "TaskUpdate",
    "TodoRead",
    "TodoWrite",
    "ToolSearch",
];

/// Which tools are asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    /// Names of quiet tools that are asked about as well; `all` names every tool.
    pub ask: Vec<String>,
}

impl Tools {
    /// Whether a person is asked about a tool of this name.
    pub fn asks(&self, tool: &str) -> bool {
        !QUIET.contains(&tool) || self.ask.iter().any(|name| name == tool || name == "all")
    }

    /// The tools that are not asked about unless somebody says so.
    pub fn quiet() -> &'static [&'static str] {
        &QUIET
    }
}

#[cfg(test)]
mod tests {
    use super::Tools;

    #[test]
    fn what_changes_executes_reaches_out_or_is_unknown_is_asked_about() {
        let usual = Tools::default();
        for tool in
            ["Bash", "Write", "Edit", "WebFetch", "mcp__x__y", "Workflow", "New", "", "read"]
        {
            assert!(usual.asks(tool), "{tool}");
        }
        for tool in Tools::quiet() {
            assert!(!usual.asks(tool), "{tool}");
            assert!(Tools { ask: vec!["all".into()] }.asks(tool), "{tool}");
        }
        let more = Tools { ask: vec!["Read".into()] };
        assert!(more.asks("Read") && !more.asks("Grep"));
    }
}
