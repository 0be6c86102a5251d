//! What a word of PowerShell is once its quotes are gone.

use domain::action::Word;

/// The word to the letter, or as it was written where only a run can tell.
pub(crate) fn unquote(raw: &str) -> Word {
    match decode(raw) {
        Some(text) => Word::Literal(text),
        None => Word::Dynamic(raw.to_owned()),
    }
}

fn decode(raw: &str) -> Option<String> {
    if let Some(inner) = between(raw, '\'') {
        let rest = inner.replace("''", "");
        return (!rest.contains('\'')).then(|| inner.replace("''", "'"));
    }
    if let Some(inner) = between(raw, '"') {
        let rest = inner.replace("\"\"", "");
        let known = !rest.contains(['"', '$', '`']);
        return known.then(|| inner.replace("\"\"", "\""));
    }
    let dynamic = |char: char| {
        char.is_whitespace() || char.is_control() || "$`'\"(){},;|&<>*?[]".contains(char)
    };
    (!raw.is_empty() && !raw.contains(dynamic) && !raw.starts_with(['~', '@', '#']))
        .then(|| raw.to_owned())
}

fn between(raw: &str, quote: char) -> Option<&str> {
    raw.strip_prefix(quote)?.strip_suffix(quote)
}
