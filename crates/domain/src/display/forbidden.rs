//! The checks that refuse text where a mark is not enough.

use std::borrow::Cow;

use icu_properties::CodePointSetData;
use icu_properties::props::BidiControl;

use super::names;

/// A character that the text must not hold, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The character; do not put it into a message raw, use [`escape`](Self::escape).
    pub character: char,
    /// How many characters stand before it.
    pub index: usize,
}

impl Found {
    /// The visible form, as in `\u{202E}`.
    pub fn escape(&self) -> String {
        names::escape(self.character)
    }

    /// The name for people: "right-to-left override".
    pub fn name(&self) -> Cow<'static, str> {
        names::of(self.character)
    }
}

/// The first character that changes the order in which text reads. A command that holds one is refused.
pub fn first_bidi_control(text: &str) -> Option<Found> {
    let set = CodePointSetData::new::<BidiControl>();
    first(text, |c| !c.is_ascii() && set.contains(c))
}

/// The first control character of ASCII (U+0000 to U+001F) other than line feed, tab and carriage return. Titles,
/// names and notes that hold one are refused: databases and terminals trip over them.
pub fn first_forbidden_control(text: &str) -> Option<Found> {
    first(text, |c| c < ' ' && !matches!(c, '\n' | '\t' | '\r'))
}

fn first(text: &str, is_forbidden: impl Fn(char) -> bool) -> Option<Found> {
    text.chars()
        .enumerate()
        .find(|(_, c)| is_forbidden(*c))
        .map(|(index, character)| Found { character, index })
}
