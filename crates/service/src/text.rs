//! Holds text from outside to its limits. Nothing is trimmed or repaired: it is taken as it is, or refused.

use domain::{
    Refusal,
    action::{Code, Deed, Misspelt, names_secret, secrets_in},
    display::{first_bidi_control, first_forbidden_control},
    limits,
};
use std::collections::BTreeMap;

/// A line of text: a title, a name, a reference. No control characters, no turned-around order, some visible text.
pub(crate) fn line(field: &'static str, text: &str, max_chars: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::invalid(field, "It is empty. Write something."));
    }
    if text.chars().count() > max_chars {
        return Err(Refusal::TooLarge { field, limit: format!("{max_chars} characters") });
    }
    if text.contains(['\n', '\r']) {
        return Err(Refusal::invalid(field, "It must be one line."));
    }
    free_of_control(field, text)?;
    if let Some(found) = first_bidi_control(text) {
        return Err(Refusal::ReversedText { field, escape: found.escape() });
    }
    Ok(())
}

/// Text of several lines, at most so many bytes: feedback, messages.
pub(crate) fn note(field: &'static str, text: &str, max_bytes: usize) -> Result<(), Refusal> {
    if text.len() > max_bytes {
        return Err(Refusal::TooLarge { field, limit: format!("{} KiB", max_bytes / 1024) });
    }
    free_of_control(field, text)
}

/// What a task runs: at most 64 KiB, in the order it reads, without characters that no command needs.
pub(crate) fn content(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::invalid("content", "It is empty. Write a command or a prompt."));
    }
    note("content", text, limits::CONTENT)?;
    match first_bidi_control(text) {
        Some(found) => Err(Refusal::ReversedText { field: "content", escape: found.escape() }),
        None => Ok(()),
    }
}

/// What an action runs: at most 64 KiB, exactly as it is.
pub(crate) fn code(code: &Code) -> Result<(), Refusal> {
    let field = match code {
        Code::Script(_) => "script",
        Code::Argv(_) => "argv",
        Code::Deed(_) => "exact",
    };
    if code.is_empty() {
        return Err(Refusal::invalid(field, "It is empty. Say what to run."));
    }
    if code.len() > limits::CONTENT {
        return Err(Refusal::TooLarge { field, limit: "64 KiB".into() });
    }
    let texts = match code {
        Code::Script(script) => std::slice::from_ref(script),
        Code::Argv(argv) => argv,
        Code::Deed(deed) => return self::deed(deed),
    };
    if texts.len() > limits::ARGUMENTS {
        return Err(Refusal::invalid(field, "At most 1000 arguments."));
    }
    texts.iter().try_for_each(|text| in_reading_order(field, text))
}

/// What an agent would do itself: at most 64 KiB, of changed files 512 KiB. A file's text is as it is.
pub(crate) fn deed(deed: &Deed) -> Result<(), Refusal> {
    const FIELD: &str = "exact";
    if deed.is_empty() {
        let why = "It is empty. Say exactly what the agent would do, or send null where it does not tell.";
        return Err(Refusal::invalid(FIELD, why));
    }
    match deed {
        Deed::Edits(edits) => {
            if deed.len() > limits::EDITS {
                return Err(Refusal::TooLarge { field: FIELD, limit: "512 KiB".into() });
            }
            for edit in edits {
                line("exact.edits.path", &edit.path, limits::PATH)?;
                if edit.old == edit.new {
                    let why = "Its old text is its new text: that changes nothing.";
                    return Err(Refusal::invalid("exact.edits", why));
                }
            }
            Ok(())
        }
        Deed::Input(text) | Deed::Question(text) => {
            if text.len() > limits::CONTENT {
                return Err(Refusal::TooLarge { field: FIELD, limit: "64 KiB".into() });
            }
            in_reading_order(FIELD, text)
        }
        Deed::Undisclosed => Ok(()),
    }
}

/// What an action adds to the environment.
pub(crate) fn environment(env: &BTreeMap<String, String>) -> Result<(), Refusal> {
    if env.len() > limits::VARIABLES {
        return Err(Refusal::invalid("env", "At most 100 variables."));
    }
    for (name, value) in env {
        line("env", name, limits::NAME)?;
        if name.contains('=') || name.to_ascii_uppercase().starts_with("MISSION_CONTROL_") {
            let why = format!("{name} cannot be the name of a variable here.");
            return Err(Refusal::invalid("env", why));
        }
        note("env", value, limits::DESCRIPTION)?;
        in_reading_order("env", value)?;
    }
    Ok(())
}

/// References to secrets: well spelt, and where a runner can fill them in.
pub(crate) fn secrets(code: &Code, env: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let arguments: &[String] = match code {
        Code::Argv(argv) => argv,
        Code::Deed(_) => &[],
        Code::Script(script) => {
            without_secrets("script", script)?;
            &[]
        }
    };
    if arguments.first().is_some_and(|program| names_secret(program)) {
        let why = "The program cannot be a secret: name it, and give secrets as arguments.";
        return Err(Refusal::invalid("argv", why));
    }
    let spelt = |field: &'static str, text: &String| {
        secrets_in(text).map(drop).map_err(|Misspelt| {
            let why = "A secret is written {{secret:NAME}}, with letters, digits, -, _ and . in its name.";
            Refusal::invalid(field, why)
        })
    };
    arguments.iter().try_for_each(|text| spelt("argv", text))?;
    env.values().try_for_each(|text| spelt("env", text))
}

/// Text that a shell reads: a secret's value filled in there would be code.
pub(crate) fn without_secrets(field: &'static str, text: &str) -> Result<(), Refusal> {
    if names_secret(text) { Err(Refusal::SecretInScript { field }) } else { Ok(()) }
}

/// Text that runs: without control characters, and read in the order it runs.
fn in_reading_order(field: &'static str, text: &str) -> Result<(), Refusal> {
    free_of_control(field, text)?;
    match first_bidi_control(text) {
        Some(found) => Err(Refusal::ReversedText { field, escape: found.escape() }),
        None => Ok(()),
    }
}

/// Feedback: a note, and nothing at all when it is blank.
pub(crate) fn feedback(text: Option<String>) -> Result<Option<String>, Refusal> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    note("feedback", &text, limits::FEEDBACK)?;
    Ok(Some(text))
}

/// A working directory: a path that cannot leave the workspace root by its own words. The runner checks again, with
/// links resolved.
pub(crate) fn cwd(path: &str, root: Option<&str>) -> Result<(), Refusal> {
    line("cwd", path, limits::PATH)?;
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    if climbs {
        return Err(Refusal::invalid(
            "cwd",
            "It must stay inside the workspace root, without \"..\".",
        ));
    }
    let absolute = path.starts_with('/') || path.get(1..3).is_some_and(|s| s == ":\\" || s == ":/");
    if absolute && let Some(root) = root {
        let inside = path
            .strip_prefix(root.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
        if !inside {
            return Err(Refusal::invalid(
                "cwd",
                format!("It lies outside the desktop's workspace root, which is {root}."),
            ));
        }
    }
    Ok(())
}

fn free_of_control(field: &'static str, text: &str) -> Result<(), Refusal> {
    match first_forbidden_control(text) {
        Some(found) => Err(Refusal::invalid(
            field,
            format!(
                "It holds {} ({}). Remove it, or write the escape.",
                found.name(),
                found.escape()
            ),
        )),
        None => Ok(()),
    }
}
