//! JSON that people may come to read as it is: in a terminal, or in the log.

use std::fmt::Write;

use super::hidden;

/// The same JSON with nothing in it that cannot be seen or that a terminal acts on: such a character stands as its
/// escape, so a program reads what it would have read. `json` has to be well-formed.
pub fn escaped_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        // What is below a space can only be layout: in a string JSON itself asks for the escape.
        if c <= ' ' || hidden::kind(c).is_none() {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}
