//! Mission Control's own tools. The server holds back what they do, so an agent that asks about using one is let: people
//! would get two cards for one thing otherwise.

use super::{calls::Call, profile::OwnTools};
use serde_json::Value;

/// All of them.
const TOOLS: [&str; 5] =
    ["propose_action", "wait_for_decision", "create_task", "get_task", "request_approval"];
/// What the session calls Mission Control's own server.
pub(super) const SERVER: &str = "mc";

/// The tool that a request for permission is about, if it is one of them. `id` is the call's, `request` the whole request.
pub(super) fn of(known: OwnTools, id: &str, call: &Call, request: &Value) -> Option<&'static str> {
    let named = |name: Option<&str>, pattern: &str| {
        TOOLS
            .into_iter()
            .find(|tool| name.is_some_and(|name| name == pattern.replace("{tool}", tool)))
    };
    match known {
        OwnTools::Unasked => None,
        OwnTools::Name(pattern) => named(call.name.as_deref(), pattern),
        OwnTools::Meta(pattern) => {
            named(call.meta.get("toolName").and_then(Value::as_str), pattern)
        }
        OwnTools::Id(pattern) => named(id.split_once("__").map(|(name, _)| name), pattern),
        OwnTools::Marked => {
            let input = call.input.as_ref()?;
            let marked = call.meta.get("is_mcp_tool_call") == Some(&true.into())
                && request["_meta"]["is_mcp_tool_approval"] == true
                && input["server"] == SERVER;
            named(input["tool"].as_str().filter(|_| marked), "{tool}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::calls::Calls, *};
    use serde_json::json;

    /// What is seen in a request about a call that was told of like this.
    fn seen(known: OwnTools, told: &Value, asked: &Value, meta: &Value) -> Option<&'static str> {
        let mut calls = Calls::default();
        calls.told("s", told);
        let request = json!({ "toolCall": asked, "_meta": meta });
        let (id, call) = calls.asked("s", &request["toolCall"]).unwrap();
        of(known, &id.1, &call, &request)
    }

    #[test]
    fn each_agent_tells_of_our_tools_in_its_own_way() {
        let none = json!(null);
        let own = Some("propose_action");
        let claude = json!({ "toolCallId": "1", "name": "mcp__mc__propose_action", "title": "x" });
        assert_eq!(seen(OwnTools::Name("mcp__mc__{tool}"), &claude, &claude, &none), own);
        let qwen = json!({ "toolCallId": "1", "_meta": { "toolName": "mcp__mc__propose_action" } });
        assert_eq!(seen(OwnTools::Meta("mcp__mc__{tool}"), &qwen, &qwen, &none), own);
        let gemini = json!({ "toolCallId": "mcp_mc_propose_action__mcp_mc_propose_action_17_0" });
        assert_eq!(seen(OwnTools::Id("mcp_mc_{tool}"), &gemini, &gemini, &none), own);
        let input = json!({ "server": "mc", "tool": "propose_action", "arguments": {} });
        let codex =
            json!({ "toolCallId": "1", "rawInput": input, "_meta": { "is_mcp_tool_call": true } });
        let asked = json!({ "toolCallId": "1", "kind": "execute" });
        let mark = json!({ "is_mcp_tool_approval": true });
        assert_eq!(seen(OwnTools::Marked, &codex, &asked, &mark), own);
    }

    #[test]
    fn what_a_model_can_write_makes_no_tool_ours() {
        let none = json!(null);
        let mark = json!({ "is_mcp_tool_approval": true });
        let input = json!({ "server": "mc", "tool": "propose_action" });
        let written = json!({
            "toolCallId": "run_shell_command__mcp_mc_propose_action", "name": "Bash",
            "title": "mcp__mc__propose_action", "rawInput": input, "_meta": { "toolName": "run_shell_command" }
        });
        for known in [
            OwnTools::Unasked,
            OwnTools::Name("mcp__mc__{tool}"),
            OwnTools::Meta("mcp__mc__{tool}"),
            OwnTools::Id("mcp_mc_{tool}"),
            OwnTools::Marked,
        ] {
            assert_eq!(seen(known, &written, &written, &mark), None, "{known:?}");
        }
        // Another server, another tool, or a request that is not marked.
        for (server, tool, meta) in [
            ("other", "propose_action", &mark),
            ("mc", "approval_prompt", &mark),
            ("mc", "get_task", &none),
        ] {
            let input = json!({ "server": server, "tool": tool });
            let told = json!({ "toolCallId": "1", "rawInput": input, "_meta": { "is_mcp_tool_call": true } });
            assert_eq!(seen(OwnTools::Marked, &told, &json!({ "toolCallId": "1" }), meta), None);
        }
        let other = json!({ "toolCallId": "1", "name": "mcp__mc__approval_prompt" });
        assert_eq!(seen(OwnTools::Name("mcp__mc__{tool}"), &other, &other, &none), None);
    }
}
