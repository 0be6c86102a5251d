//! Which characters are never shown raw, and why.

use icu_properties::props::{
    BidiControl, DefaultIgnorableCodePoint, GeneralCategory, PrependedConcatenationMark,
};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::safe_text::MarkKind;

/// The kind of mark for a character that must not be shown raw; `None` for one that may.
///
/// Line feed, tab and U+0020 are the caller's: they depend on the place.
pub(super) fn kind(c: char) -> Option<MarkKind> {
    if CodePointSetData::new::<BidiControl>().contains(c) {
        return Some(MarkKind::Bidi);
    }
    if CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c) || is_blank_symbol(c) {
        return Some(MarkKind::Hidden);
    }
    match category(c) {
        GeneralCategory::Control => Some(MarkKind::Control),
        GeneralCategory::SpaceSeparator
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator
        | GeneralCategory::PrivateUse
        | GeneralCategory::Surrogate
        | GeneralCategory::Unassigned => Some(MarkKind::Hidden),
        // Number signs of Arabic and the like have ink; other format characters have none.
        GeneralCategory::Format
            if !CodePointSetData::new::<PrependedConcatenationMark>().contains(c) =>
        {
            Some(MarkKind::Hidden)
        }
        _ => None,
    }
}

/// Symbols by category, yet drawn as nothing: the blank Braille pattern and the musical null notehead.
const fn is_blank_symbol(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{1D159}')
}

/// Draws onto the character before it.
pub(super) fn is_combining(c: char) -> bool {
    matches!(
        category(c),
        GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::EnclosingMark
    )
}

pub(super) fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}
