//! The script in a prompt: which tools the model is to call, one after the other.
//!
//! With n results after the prompt, call n is made; after the last one the model repeats the last result. What has no
//! script gets `ok`, and so does whoever offers no tools: agents let a model name a conversation, or judge a command.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::conversation::{Conversation, Turn};

/// What a script begins with.
const MARK: &str = "SCRIPT: ";

/// One call of a tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::real_agents) struct Call {
    /// As the model calls it.
    pub(in crate::real_agents) name: String,
    /// Where a format puts a server's tools apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::real_agents) namespace: Option<String>,
    /// An object.
    pub(in crate::real_agents) input: Value,
}

/// What the model says next.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    Call(Call),
    Text(String),
}

/// A name for a message or a call, unlike all before it.
pub(super) fn id(kind: &str) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    format!("{kind}{:024}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// A prompt that makes the model call these tools.
pub(in crate::real_agents) fn marked(words: &str, calls: &[Call]) -> String {
    format!("{words}\n{MARK}{}", json!(calls))
}

/// What the script of the last prompt that has one says at this point.
pub(super) fn next(conversation: &Conversation) -> Said {
    let ok = || Said::Text("ok".to_owned());
    if conversation.tools.is_empty() {
        return ok();
    }
    let scripted = conversation.turns.iter().enumerate().rev();
    let mut scripted = scripted.filter_map(|(place, turn)| match turn {
        Turn::Prompt(text) => Some((place, calls(text, &conversation.tools)?)),
        Turn::Result(_) => None,
    });
    let Some((place, calls)) = scripted.next() else { return ok() };
    let results: Vec<&str> = conversation.turns[place..]
        .iter()
        .filter_map(|turn| match turn {
            Turn::Result(text) => Some(text.as_str()),
            Turn::Prompt(_) => None,
        })
        .collect();
    match calls.into_iter().nth(results.len()) {
        Some(call) => Said::Call(call),
        None => Said::Text(format!("FINAL: {}", results.last().unwrap_or(&"nothing was called"))),
    }
}

/// The calls that a prompt asks for: by a script, or by the canary's plain words.
fn calls(prompt: &str, tools: &[String]) -> Option<Vec<Call>> {
    let script = prompt.rfind(MARK).map(|at| &prompt[at + MARK.len()..]);
    let read = |script| serde_json::Deserializer::from_str(script).into_iter().next()?.ok();
    script.and_then(read).or_else(|| canary(prompt, tools))
}

/// A runner's canary asks in words for one harmless command, which stands on a line of its own: a model would call the
/// shell it has.
fn canary(prompt: &str, tools: &[String]) -> Option<Vec<Call>> {
    let line = |line: &&str| line.starts_with("echo mission-control-canary-");
    let command = prompt.lines().map(str::trim).find(line)?;
    tools.iter().find_map(|tool| shell(tool, command))
}

/// How a model uses this tool for a command, if it is one that runs commands.
fn shell(tool: &str, command: &str) -> Option<Vec<Call>> {
    let why = "Shows that the agent asks";
    let call = |input| Call { name: tool.to_owned(), namespace: None, input };
    match tool {
        "Bash" | "bash" => Some(vec![call(json!({"command": command, "description": why}))]),
        "run_shell_command" => Some(vec![call(
            json!({"command": command, "description": why, "is_background": false}),
        )]),
        // First inside the sandbox, which refuses it, and then outside.
        "exec_command" => Some(vec![
            call(json!({"cmd": command})),
            call(
                json!({"cmd": command, "sandbox_permissions": "require_escalated", "justification": why}),
            ),
        ]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation(turns: &[Turn]) -> Conversation {
        Conversation { turns: turns.to_vec(), tools: vec!["Bash".to_owned()] }
    }

    fn call(command: &str) -> Call {
        Call { name: "Bash".to_owned(), namespace: None, input: json!({"command": command}) }
    }

    fn prompt(text: impl Into<String>) -> Turn {
        Turn::Prompt(text.into())
    }

    fn result(text: &str) -> Turn {
        Turn::Result(text.to_owned())
    }

    #[test]
    fn a_script_is_played_one_call_a_result_and_then_repeats_the_last() {
        let first = prompt(marked("Do two things.", &[call("one"), call("two")]));
        let mut turns = vec![result("of an older prompt"), first];
        assert_eq!(next(&conversation(&turns)), Said::Call(call("one")));
        turns.push(result("1"));
        assert_eq!(next(&conversation(&turns)), Said::Call(call("two")));
        turns.extend([prompt("and now a word without a script"), result("2")]);
        assert_eq!(next(&conversation(&turns)), Said::Text("FINAL: 2".to_owned()));
        turns.push(prompt(marked("Another thing.", &[call("three")])));
        assert_eq!(next(&conversation(&turns)), Said::Call(call("three")));
    }

    #[test]
    fn what_has_no_script_or_no_tools_gets_ok() {
        let ok = Said::Text("ok".to_owned());
        assert_eq!(next(&conversation(&[prompt("Hello")])), ok);
        let mut without = conversation(&[prompt(marked("", &[call("one")]))]);
        without.tools.clear();
        assert_eq!(next(&without), ok);
        assert_eq!(next(&conversation(&[prompt("SCRIPT: [{\"name\":")])), ok);
    }

    #[test]
    fn words_behind_a_script_do_not_hide_it() {
        let text = marked("Do.", &[call("one `two`")]) + "\n</user_message>";
        assert_eq!(next(&conversation(&[prompt(text)])), Said::Call(call("one `two`")));
    }

    #[test]
    fn the_canary_is_played_with_the_shell_that_is_there() {
        let words = "Run exactly this command:\n\necho mission-control-canary-7 > x\n\nThen stop.";
        let mut asked = conversation(&[prompt(words)]);
        asked.tools = vec!["read".to_owned(), "exec_command".to_owned()];
        let Said::Call(first) = next(&asked) else { panic!("a call was expected") };
        assert_eq!(first.input, json!({"cmd": "echo mission-control-canary-7 > x"}));
        asked.turns.push(result("Read-only file system"));
        let Said::Call(second) = next(&asked) else { panic!("a call was expected") };
        assert_eq!(second.input["sandbox_permissions"], "require_escalated");
    }
}
