//! Texts with U+0000, which PostgreSQL refuses to keep and SQLite keeps. They are kept here in other letters, so that a text
//! reads back as it was written, whichever engine has it.

/// Begins what stands for another letter. Unicode promises that it never is one.
const MARK: char = '\u{10FFFF}';

/// The text as it is kept.
pub(crate) fn hidden(text: String) -> String {
    if !text.as_bytes().contains(&0) && !text.contains(MARK) {
        return text;
    }
    let mut kept = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\0' => kept.extend([MARK, '0']),
            MARK => kept.extend([MARK, '1']),
            other => kept.push(other),
        }
    }
    kept
}

/// The text as it was written.
pub(crate) fn shown(kept: String) -> String {
    if !kept.contains(MARK) {
        return kept;
    }
    kept.replace("\u{10FFFF}0", "\0").replace("\u{10FFFF}1", "\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_reads_back_as_it_was_written() {
        for text in
            ["", "plain", "\0", "a\0b\0", "\u{10FFFF}", "\u{10FFFF}0\0\u{10FFFF}\u{10FFFF}1"]
        {
            let kept = hidden(text.to_owned());
            assert!(!kept.contains('\0'), "{text:?} is refused");
            assert_eq!(shown(kept), text);
        }
    }
}
