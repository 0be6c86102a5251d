//! Holds text from outside to its limits. Nothing is trimmed or repaired: it is taken as it is, or refused.

use domain::{
    Refusal,
    display::{first_bidi_control, first_forbidden_control},
    limits,
};

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
