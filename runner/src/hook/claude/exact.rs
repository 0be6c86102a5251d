//! Exactly what a tool of Claude would do, from its input.

use super::input::Input;
use domain::{action::Edit, limits, wire::Exact};
use serde_json::Value;
use std::{io::ErrorKind, path::Path};

/// What a person decides about. A command as it is; a change of a file with its real text now and the text it would have;
/// anything else as the tool's input. Made again from the same input and the same files it is the same.
pub(super) fn exact(input: &Input) -> Exact {
    let edit = match input.tool() {
        Some("Bash") => {
            return match input.text("command") {
                Some(command) => Exact::Command(command.to_owned()),
                None => whole(input),
            };
        }
        Some("Write") => written(input),
        Some("Edit") => edited(input, std::slice::from_ref(&input.tool_input)),
        Some("MultiEdit") => match input.tool_input.get("edits") {
            Some(Value::Array(steps)) => edited(input, steps),
            _ => None,
        },
        _ => None,
    };
    match edit {
        Some(edit) if edit.bytes() <= limits::EDITS && edit.old != edit.new => {
            Exact::Edits(vec![edit])
        }
        // Too much to show whole, or nothing that would change: as Claude says it.
        _ => whole(input),
    }
}

fn whole(input: &Input) -> Exact {
    Exact::Input(input.tool_input.clone())
}

fn written(input: &Input) -> Option<Edit> {
    let (path, new) = (input.text("file_path")?, input.text("content")?);
    Some(Edit { path: path.to_owned(), old: now(input, path).ok()?, new: Some(new.to_owned()) })
}

fn edited(input: &Input, steps: &[Value]) -> Option<Edit> {
    let path = input.text("file_path")?;
    let old = now(input, path).ok()?;
    let mut new = old.clone();
    for step in steps {
        let of = |name: &str| step.get(name).and_then(Value::as_str);
        let (from, to) = (of("old_string")?, of("new_string")?);
        let all = step.get("replace_all") == Some(&Value::Bool(true));
        new = Some(replaced(new, from, to, all)?);
    }
    Some(Edit { path: path.to_owned(), old, new })
}

/// The text after one step; `None` where the step does not fit, or it is not clear where: Claude will say so itself.
fn replaced(text: Option<String>, from: &str, to: &str, all: bool) -> Option<String> {
    if from.is_empty() {
        return text.is_none_or(|text| text.is_empty()).then(|| to.to_owned());
    }
    let text = text?;
    match text.matches(from).count() {
        0 => None,
        1 => Some(text.replacen(from, to, 1)),
        _ if all => Some(text.replace(from, to)),
        _ => None,
    }
}

/// That a file cannot be shown as text.
struct NoText;

/// The file's text as it is on the disk; none where there is no file.
fn now(input: &Input, path: &str) -> Result<Option<String>, NoText> {
    let path = Path::new(&input.cwd).join(path);
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Ok(file) if file.is_file() && file.len() <= limits::EDITS as u64 => {
            std::fs::read_to_string(&path).map(Some).map_err(|_| NoText)
        }
        _ => Err(NoText),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(dir: &Path, tool: &str, input: Value) -> Exact {
        let event = json!({"session_id": "s", "cwd": dir, "hook_event_name": "PreToolUse", "tool_name": tool,
            "tool_input": input, "tool_use_id": "t"});
        exact(&Input::read(event.to_string().as_bytes()).unwrap())
    }

    #[test]
    fn edits_show_the_file_as_it_is_and_as_it_will_be() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.txt");
        std::fs::write(&file, "one\ntwo\none\n").unwrap();
        let edit = |old: Option<&str>, new: &str| {
            let (old, new) = (old.map(str::to_owned), Some(new.to_owned()));
            Exact::Edits(vec![Edit { path: file.to_str().unwrap().into(), old, new }])
        };
        let change = |from: &str, to: &str, all: bool| json!({"file_path": file, "old_string": from, "new_string": to, "replace_all": all});
        let old = Some("one\ntwo\none\n");
        assert_eq!(of(dir.path(), "Edit", change("two", "2", false)), edit(old, "one\n2\none\n"));
        assert_eq!(of(dir.path(), "Edit", change("one", "1", true)), edit(old, "1\ntwo\n1\n"));
        let steps = json!({"file_path": file, "edits": [change("two", "2", false), change("2", "3", false)]});
        assert_eq!(of(dir.path(), "MultiEdit", steps), edit(old, "one\n3\none\n"));
        let write = json!({"file_path": file, "content": "new"});
        assert_eq!(of(dir.path(), "Write", write.clone()), edit(old, "new"));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(of(dir.path(), "Write", write), edit(None, "new"));
        assert_eq!(of(dir.path(), "Edit", change("", "made", false)), edit(None, "made"));
    }

    #[test]
    fn what_cannot_be_shown_as_a_change_is_shown_as_claude_says_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.txt");
        std::fs::write(&file, "one one").unwrap();
        for (from, all) in [("none", false), ("one", false)] {
            let input = json!({"file_path": file, "old_string": from, "new_string": "x", "replace_all": all});
            assert_eq!(of(dir.path(), "Edit", input.clone()), Exact::Input(input));
        }
        std::fs::write(&file, [0xff, 0xfe]).unwrap();
        let input = json!({"file_path": file, "content": "x"});
        assert_eq!(of(dir.path(), "Write", input.clone()), Exact::Input(input));
        let input =
            json!({"file_path": dir.path().join("b"), "content": "x".repeat(limits::EDITS)});
        assert_eq!(of(dir.path(), "Write", input.clone()), Exact::Input(input));
        assert_eq!(of(dir.path(), "Bash", json!({"cmd": 1})), Exact::Input(json!({"cmd": 1})));
        assert_eq!(
            of(dir.path(), "Bash", json!({"command": " ls\n"})),
            Exact::Command(" ls\n".into())
        );
    }
}
