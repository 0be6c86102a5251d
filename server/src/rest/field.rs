//! Turns what the JSON reader says into a field's name and a sentence.

use domain::Refusal;
use serde_json::error::Category;

/// The text is not JSON.
pub(crate) fn malformed(error: &serde_json::Error) -> Refusal {
    Refusal::Malformed(format!(
        "The body is not JSON: it breaks off or goes wrong at line {}, column {}.",
        error.line(),
        error.column()
    ))
}

/// The text is JSON, but not what was asked for.
pub(crate) fn refusal(error: serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let path = error.path().to_string();
    let error = error.into_inner();
    if error.classify() != Category::Data {
        return malformed(&error);
    }
    let text = error.to_string();
    // The reader's own words, without the position: "… at line 1 column 9".
    let text = text.split(" at line ").next().unwrap_or(&text);
    let name = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        return Refusal::UnknownField(within(&path, name));
    }
    if text.starts_with("missing field") {
        return Refusal::invalid(within(&path, name), "It is missing.");
    }
    if text.starts_with("duplicate field") {
        return Refusal::invalid(within(&path, name), "It is there twice.");
    }
    let field = if path == "." { "body".to_owned() } else { path };
    Refusal::invalid(field, sentence(text))
}

/// The field's whole path, once: the reader names it at its parent or at itself.
fn within(path: &str, name: &str) -> String {
    match path {
        "." => name.to_owned(),
        _ if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// "invalid type: integer `5`, expected a string" → "It must be a string."
fn sentence(text: &str) -> String {
    if text.starts_with("unknown variant")
        && let Some((_, choices)) = text.split_once(", expected ")
    {
        let choices = choices.replace('`', "");
        return format!("It must be {}.", choices.trim_start_matches("one of "));
    }
    if let Some((_, wanted)) = text.split_once(", expected ") {
        return format!("It must be {}.", plain(wanted));
    }
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The reader's names for types in words a person knows.
fn plain(wanted: &str) -> String {
    match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 up".into(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".into(),
        "a boolean" => "true or false".into(),
        "a sequence" => "a list".into(),
        "a map" => "an object".into(),
        _ if wanted.starts_with("struct ") => "an object".into(),
        _ if wanted.starts_with("an array of length ") => {
            format!("a list of {}", wanted.trim_start_matches("an array of length "))
        }
        _ => wanted.to_owned(),
    }
}
