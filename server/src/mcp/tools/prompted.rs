//! What a program asks about a use of a tool, as people read it best.

use std::collections::BTreeMap;

use domain::action::{Edit, ToolRef};
use domain::wire::{Exact, Propose, ReviseAction};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// What the program says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// The tool that the agent would use.
    pub(super) tool_name: String,
    /// Its whole input.
    pub(super) input: serde_json::Map<String, Value>,
    /// The id of that use.
    #[serde(default)]
    pub(super) tool_use_id: Option<String>,
}

impl Arguments {
    /// The card that a person decides about.
    pub(super) fn proposal(&self) -> Propose {
        let (exact, kind) = self.exact();
        let description = self.text("description").unwrap_or_else(|| self.undescribed());
        let id = self.tool_use_id.clone().map(|id| ("toolUseId".to_owned(), id));
        let change = ReviseAction {
            tool: Some(ToolRef { name: self.tool_name.clone(), kind: kind.map(str::to_owned) }),
            editable: matches!(exact, Exact::Command(_)),
            exact: Some(exact),
            description: Some(description),
            source: BTreeMap::from_iter(id),
            ..ReviseAction::default()
        };
        Propose::permission(change)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.input.get(name)?.as_str().map(str::to_owned)
    }

    fn undescribed(&self) -> String {
        match self.tool_name.as_str() {
            "Write" => "Writes the whole file. What stands in it now was not disclosed.".to_owned(),
            tool => format!("{tool} asks to be used. Its agent said nothing more about it."),
        }
    }

    /// What it would do. An input with anything more in it is shown whole.
    fn exact(&self) -> (Exact, Option<&'static str>) {
        let only = |names: &[&str]| self.input.keys().all(|name| names.contains(&name.as_str()));
        let edit = |old: Option<String>, new: Option<String>| {
            let edit = Edit { path: self.text("file_path")?, old, new: Some(new?) };
            Some((Exact::Edits(vec![edit]), Some("edit")))
        };
        let found = match self.tool_name.as_str() {
            "Bash" if only(&["command", "description", "timeout", "run_in_background"]) => {
                self.text("command").map(|command| (Exact::Command(command), Some("execute")))
            }
            "Write" if only(&["file_path", "content"]) => edit(None, self.text("content")),
            "Edit" if only(&["file_path", "old_string", "new_string"]) => {
                self.text("old_string").and_then(|old| edit(Some(old), self.text("new_string")))
            }
            _ => None,
        };
        found.unwrap_or_else(|| (Exact::Input(Value::Object(self.input.clone())), None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(tool: &str, input: Value) -> Exact {
        let Value::Object(input) = input else { panic!("an object") };
        Arguments { tool_name: tool.into(), input, tool_use_id: None }.exact().0
    }

    #[test]
    fn nothing_of_an_input_is_left_out() {
        let plain = json!({"command": "ls", "description": "Lists"});
        assert_eq!(asked("Bash", plain), Exact::Command("ls".into()));
        let all =
            json!({"file_path": "a", "old_string": "b", "new_string": "c", "replace_all": true});
        for (tool, odd) in [
            ("Bash", json!({"command": "ls", "dangerouslyDisableSandbox": true})),
            ("Bash", json!({"command": ["ls"]})),
            ("Edit", all),
            ("mcp__db__query", json!({"sql": "DROP TABLE people"})),
        ] {
            assert_eq!(asked(tool, odd.clone()), Exact::Input(odd));
        }
        let edit = asked("Edit", json!({"file_path": "a", "old_string": "b", "new_string": "c"}));
        let wanted = Edit { path: "a".into(), old: Some("b".into()), new: Some("c".into()) };
        assert_eq!(edit, Exact::Edits(vec![wanted]));
    }
}
