//! Text as it is shown: nothing in it is invisible or reorders the text, and the source can be told from it.

use domain::display::{SafeText, Segment, first_bidi_control, first_forbidden_control, unescape};
use icu_properties::props::{
    BidiControl, DefaultIgnorableCodePoint, GeneralCategory, PrependedConcatenationMark,
};
use icu_properties::{CodePointMapData, CodePointSetData};

#[test]
fn nothing_raw_is_shown_and_the_source_comes_back() {
    fuzz!("display", 4_000, |bytes: &[u8]| {
        let source = String::from_utf8_lossy(bytes);
        for safe in [SafeText::code(&source), SafeText::prose(&source)] {
            assert_eq!(unescape(&safe.to_plain()), source);
            assert_eq!(unescape(&safe.to_plain_line()), source);
            check(&safe);
        }
        let bidi = source.chars().position(|c| CodePointSetData::new::<BidiControl>().contains(c));
        assert_eq!(first_bidi_control(&source).map(|found| found.index), bidi);
        let control = |c: char| c < ' ' && !['\n', '\t', '\r'].contains(&c);
        let control = source.chars().position(control);
        assert_eq!(first_forbidden_control(&source).map(|found| found.index), control);
    });
}

fn check(safe: &SafeText) {
    let mut marks = 0;
    for segment in safe.segments() {
        match segment {
            Segment::Text(text) => none_is_raw(text, &['\n', '\t']),
            Segment::Mark(mark) => {
                marks += 1;
                none_is_raw(&mark.shown, &[]);
                none_is_raw(&mark.name, &[]);
            }
        }
    }
    none_is_raw(&safe.to_plain(), &['\n', '\t']);
    none_is_raw(&safe.to_plain_line(), &[]);
    let counts = safe.marks();
    let counted = counts.hidden + counts.control + counts.bidi + counts.look_alike + counts.space;
    assert!(marks <= counted, "{safe:?}");
    assert_eq!(safe.lines().len(), safe.line_count());
    assert_eq!(
        serde_json::from_str::<SafeText>(&serde_json::to_string(safe).unwrap()).unwrap(),
        *safe
    );
}

/// Says again, from the Unicode data alone, what must never be raw.
pub(super) fn none_is_raw(text: &str, but: &[char]) {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let found = text.chars().find(|c| {
        let c = *c;
        let unseen = match categories.get(c) {
            GeneralCategory::Control
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned => true,
            GeneralCategory::SpaceSeparator => c != ' ',
            GeneralCategory::Format => {
                !CodePointSetData::new::<PrependedConcatenationMark>().contains(c)
            }
            _ => false,
        };
        (unseen
            || CodePointSetData::new::<BidiControl>().contains(c)
            || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c))
            && !but.contains(&c)
    });
    assert_eq!(found.map(u32::from), None, "raw in {text:?}");
}
