//! What the four formats have in common: who said what, and which tools there are.

use serde_json::Value;

/// A request for an answer, without what only its format needs.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Conversation {
    /// What persons and tools said, in order. What the model said does not matter: the script says it again.
    pub(super) turns: Vec<Turn>,
    /// The tools' names, as the model calls them.
    pub(super) tools: Vec<String>,
}

/// One thing said to the model.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::real_agents) enum Turn {
    /// By a person, or by the agent around a person's words.
    Prompt(String),
    /// By a tool.
    Result(String),
}

impl Turn {
    pub(super) fn prompt(content: &Value) -> Self {
        Self::Prompt(text(content))
    }

    pub(super) fn result(content: &Value) -> Self {
        Self::Result(text(content))
    }
}

/// The text of a text, of parts with texts, or of anything else as JSON.
pub(super) fn text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(parts) => parts.iter().map(text).collect::<Vec<_>>().join("\n"),
        other => match &other["text"] {
            Value::String(text) => text.clone(),
            _ => other.to_string(),
        },
    }
}

/// The items of a list, or nothing.
pub(super) fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// The names in a list of things with a `name`.
pub(super) fn names<'a>(things: impl Iterator<Item = &'a Value>) -> Vec<String> {
    things.filter_map(|thing| thing["name"].as_str().map(str::to_owned)).collect()
}
