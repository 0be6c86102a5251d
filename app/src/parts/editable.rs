//! Text from outside in a field: what somebody goes on writing from.

use domain::display::SafeText;

/// The text for a field, and how many characters of it cannot be seen. Those are written out, so that nobody sends
/// them on unseen; without any, the text is as it was.
pub fn editable(text: &str) -> (String, usize) {
    let safe = SafeText::code(text);
    if !safe.has_hidden() {
        return (text.to_owned(), 0);
    }
    let marks = safe.marks();
    (safe.to_plain(), marks.hidden + marks.control + marks.bidi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out_before_it_is_edited() {
        assert_eq!(editable("echo 'é'\tx  \n"), ("echo 'é'\tx  \n".to_owned(), 0));
        assert_eq!(editable("rm\u{200b} x"), ("rm\\u{200B} x".to_owned(), 1));
    }
}
