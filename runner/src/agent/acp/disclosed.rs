//! What an agent disclosed of what it asks for, as its card shows it. What it says about it is never taken for what it
//! does.

use super::{calls::Call, profile::CommandIn};
use agent_client_protocol_schema::v1::ToolKind;
use domain::{
    action::{Edit, ToolRef},
    display::SafeText,
    limits,
    wire::Exact,
};
use serde_json::{Value, json};

/// Exactly what the agent would do; `None` where that cannot be told from what it sent.
pub(super) fn exact(call: &Call, command_in: CommandIn) -> Option<Exact> {
    let command = command(call, command_in);
    let edits: Vec<Edit> = call
        .diffs
        .iter()
        .map(|diff| Edit {
            path: diff.path.display().to_string(),
            old: diff.old_text.clone(),
            new: Some(diff.new_text.clone()),
        })
        .collect();
    match (command, edits.is_empty(), &call.input) {
        (Some(command), true, _) => Some(Exact::Command(command)),
        // One card shows one kind of thing; of both it shows all that was sent.
        (Some(command), false, _) => {
            Some(Exact::Input(json!({ "command": command, "edits": edits })))
        }
        // A change that could not be read would be missing from the card.
        (None, _, _) if call.unread => None,
        (None, false, _) => Some(Exact::Edits(edits)),
        (None, true, Some(input)) => Some(Exact::Input(input.clone())),
        (None, true, None) => None,
    }
}

fn command(call: &Call, command_in: CommandIn) -> Option<String> {
    let given = call.input.as_ref().map(|input| &input["command"]);
    let command = match given {
        Some(Value::String(command)) => Some(command.clone()),
        Some(Value::Array(parts)) if !parts.is_empty() => {
            let parts: Option<Vec<_>> = parts.iter().map(Value::as_str).collect();
            parts.map(|parts| parts.join("\n"))
        }
        _ => None,
    };
    let title = || {
        let says_it = command_in == CommandIn::InputOrTitle && call.input.is_none();
        call.title.clone().filter(|_| says_it && call.kind == Some(ToolKind::Execute))
    };
    command.or_else(title).filter(|command| !command.trim().is_empty())
}

/// What the card is called: the beginning of what would be done, not the agent's words.
pub(super) fn title(call: &Call, exact: Option<&Exact>) -> String {
    let title = match exact {
        Some(Exact::Command(command)) => {
            command.trim().lines().next().unwrap_or_default().to_owned()
        }
        Some(Exact::Edits(edits)) => match edits.as_slice() {
            [edit] => format!("Change {}", edit.path),
            _ => format!("Change {} files", edits.len()),
        },
        _ => format!("Use {}", tool(call).name),
    };
    one_line(&title, limits::TITLE)
}

/// The agent's own words about it.
pub(super) fn claim(call: &Call) -> String {
    let said = call.input.as_ref().and_then(|input| input["description"].as_str());
    let said = said.or(Some(call.words.as_str())).filter(|said| !said.trim().is_empty());
    let said = said.or(call.title.as_deref()).filter(|said| !said.trim().is_empty());
    let said = said.map(readable).filter(|said| !said.trim().is_empty());
    let said = said.unwrap_or_else(|| "The agent says nothing about it.".to_owned());
    let said = said.trim();
    said[..said.floor_char_boundary(limits::DESCRIPTION)].to_owned()
}

/// What the agent calls the tool.
pub(super) fn tool(call: &Call) -> ToolRef {
    let kind =
        call.kind.and_then(|kind| Some(serde_json::to_value(kind).ok()?.as_str()?.to_owned()));
    let name = call.name.as_deref().map(|name| one_line(name, limits::TITLE));
    let name = name.filter(|name| !name.is_empty()).or_else(|| kind.clone());
    ToolRef { name: name.unwrap_or_else(|| "a tool".to_owned()), kind }
}

/// Where it works, if it says so with a whole path.
pub(super) fn cwd(call: &Call) -> Option<String> {
    let input = call.input.as_ref()?;
    let said = ["cwd", "workdir", "directory"].iter().find_map(|name| input[*name].as_str())?;
    Some(said.to_owned()).filter(|path| std::path::Path::new(path).is_absolute())
}

/// Text of several lines without characters that no reader needs.
pub(super) fn readable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Text as one line of at most so many characters.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // What would turn the line around is seen as what it is.
    let clean = SafeText::prose(clean.trim()).to_plain_line();
    if clean.chars().count() <= most {
        return clean;
    }
    let cut: String = clean.chars().take(most - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::{super::calls::Calls, *};

    fn call(fields: Value) -> Call {
        let mut update = fields;
        update["toolCallId"] = json!("1");
        Calls::default().asked("s", &update).unwrap().1
    }

    fn of(fields: Value) -> Option<Exact> {
        exact(&call(fields), CommandIn::Input)
    }

    #[test]
    fn the_command_is_the_input_and_a_title_only_where_the_agent_puts_it_there() {
        let command = |text: &str| Some(Exact::Command(text.to_owned()));
        let whole =
            json!({ "title": "Lists files", "kind": "execute", "rawInput": { "command": "ls" } });
        assert_eq!(of(whole.clone()), command("ls"));
        assert_eq!(of(json!({ "rawInput": { "command": ["ls", "rm x"] } })), command("ls\nrm x"));
        let titled = json!({ "title": "rm -rf x", "kind": "execute" });
        assert_eq!(of(titled.clone()), None);
        assert_eq!(exact(&call(titled), CommandIn::InputOrTitle), command("rm -rf x"));
        assert_eq!(exact(&call(whole), CommandIn::InputOrTitle), command("ls"));
        let odd = json!({ "rawInput": { "command": ["ls", 7] }, "kind": "execute" });
        assert_eq!(of(odd), Some(Exact::Input(json!({ "command": ["ls", 7] }))));
    }

    #[test]
    fn changes_are_shown_whole_or_not_at_all() {
        let diff = json!({ "type": "diff", "path": "/a", "oldText": "x", "newText": "y" });
        let edit = Edit { path: "/a".into(), old: Some("x".into()), new: Some("y".into()) };
        assert_eq!(of(json!({ "content": [diff] })), Some(Exact::Edits(vec![edit])));
        let odd = json!({ "type": "diff", "path": "/b", "newText": 7 });
        assert_eq!(of(json!({ "content": [diff, odd], "rawInput": { "a": 1 } })), None);
        let both = of(json!({ "content": [diff], "rawInput": { "command": "ls" } })).unwrap();
        let Exact::Input(both) = both else { panic!("{both:?}") };
        assert_eq!((&both["command"], &both["edits"][0]["path"]), (&json!("ls"), &json!("/a")));
        assert_eq!(of(json!({ "kind": "execute", "rawInput": {} })), None);
        let fetch = json!({ "url": "http://x" });
        assert_eq!(of(json!({ "rawInput": fetch })), Some(Exact::Input(fetch)));
    }

    #[test]
    fn the_title_is_the_commands_first_line_and_the_claim_stands_apart() {
        let call = call(json!({ "title": "Tidies up", "name": "Bash", "kind": "execute",
            "rawInput": { "command": "rm -rf \u{7}x\nls", "cwd": "/w" } }));
        let exact = exact(&call, CommandIn::Input);
        assert_eq!(title(&call, exact.as_ref()), "rm -rf  x");
        assert_eq!((claim(&call).as_str(), cwd(&call).as_deref()), ("Tidies up", Some("/w")));
        let tool = tool(&call);
        assert_eq!((tool.name.as_str(), tool.kind.as_deref()), ("Bash", Some("execute")));
        assert_eq!(one_line(&"x".repeat(300), 200).chars().count(), 200);
        assert_eq!(one_line("a \u{202E}b\nc", 200), "a \\u{202E}b c");
        assert_eq!(readable("\u{1b}[1ma\nb\u{0}"), "[1ma\nb");
    }
}
