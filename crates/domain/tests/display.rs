//! Text from outside cannot hide anything, and ordinary text stays as it is.

use domain::display::{
    Found, Mark, MarkKind, SafeText, Segment, first_bidi_control, first_forbidden_control, unescape,
};
use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

#[path = "display/marks.rs"]
mod marks;
#[path = "display/ordinary.rs"]
mod ordinary;
#[path = "display/plain.rs"]
mod plain;
#[path = "display/printed.rs"]
mod printed;

const MODES: [fn(&str) -> SafeText; 2] = [SafeText::prose, SafeText::code];

fn text(text: &str) -> Segment {
    Segment::Text(text.to_owned())
}

fn mark(kind: MarkKind, shown: &str, name: &'static str) -> Segment {
    Segment::Mark(Mark { shown: shown.to_owned(), name: name.into(), kind })
}

fn first_mark(safe: &SafeText) -> Option<&Mark> {
    safe.segments().iter().find_map(|segment| match segment {
        Segment::Mark(mark) => Some(mark),
        Segment::Text(_) => None,
    })
}

/// Every character that must not be shown raw, from the Unicode data. Of the vast private and unassigned ranges:
/// both ends and a sample.
fn corpus() -> Vec<char> {
    let mut codes: Vec<u32> =
        CodePointSetData::new::<BidiControl>().iter_ranges().flatten().collect();
    codes.extend(CodePointSetData::new::<DefaultIgnorableCodePoint>().iter_ranges().flatten());
    let categories = CodePointMapData::<GeneralCategory>::new();
    for category in [
        GeneralCategory::Control,
        GeneralCategory::SpaceSeparator,
        GeneralCategory::LineSeparator,
        GeneralCategory::ParagraphSeparator,
    ] {
        codes.extend(categories.iter_ranges_for_value(category).flatten());
    }
    for category in [GeneralCategory::PrivateUse, GeneralCategory::Unassigned] {
        for range in categories.iter_ranges_for_value(category) {
            codes.extend([*range.start(), *range.end()]);
            codes.extend(range.step_by(499));
        }
    }
    // Named by the threat list, whatever the data says.
    codes.extend([
        0xAD, 0x115F, 0x3164, 0x1BCA0, 0x1D173, 0xFFF9, 0x2800, 0xFDD0, 0xFFFE, 0x10_FFFF,
    ]);
    codes.extend(0xE0000..=0xE0FFF);
    codes.retain(|code| !['\n', '\t', ' '].contains(&char::from_u32(*code).unwrap_or(' ')));
    codes.into_iter().filter_map(char::from_u32).collect()
}

#[test]
fn every_hidden_character_is_a_named_mark_and_never_raw() {
    let (bidi, corpus) = (CodePointSetData::new::<BidiControl>(), corpus());
    assert!(corpus.len() > 6_000, "the corpus is empty: {}", corpus.len());
    for c in corpus {
        let (source, escape) = (format!("x{c}y\n{c}"), format!("\\u{{{:X}}}", u32::from(c)));
        for mode in MODES {
            let safe = mode(&source);
            let mark = first_mark(&safe).unwrap_or_else(|| panic!("{escape} has no mark"));
            let kind = match c {
                _ if bidi.contains(c) => MarkKind::Bidi,
                _ if c.is_control() => MarkKind::Control,
                _ => MarkKind::Hidden,
            };
            assert_eq!((mark.shown.as_str(), mark.kind), (escape.as_str(), kind));
            assert!(mark.name.len() > 2 && !mark.name.contains(c), "{escape}: {}", mark.name);
            let lines = format!("{:?}", safe.lines());
            let wire = serde_json::to_string(&safe).unwrap();
            for shown in [
                safe.to_plain(),
                safe.to_plain_line(),
                safe.to_string(),
                lines,
                wire,
                format!("{safe:?}"),
            ] {
                assert!(!shown.contains(c), "{escape} is raw in {shown:?}");
            }
            assert!(safe.has_hidden());
            let marks = safe.marks();
            assert_eq!(marks.hidden + marks.control + marks.bidi, 2, "{escape}");
            assert_eq!(unescape(&safe.to_plain()), source);
            assert_eq!((safe.bytes(), safe.line_count()), (source.len(), 2));
        }
    }
}

#[test]
fn piled_up_and_baseless_combining_marks_are_marked() {
    let pile = "\u{301}".repeat(30);
    for mode in MODES {
        let safe = mode(&format!("e{pile}z"));
        assert_eq!(safe.segments()[0], text("e\u{301}\u{301}\u{301}\u{301}"));
        assert_eq!(safe.marks().hidden, 26);
        assert_eq!(first_mark(&safe).unwrap().name, "U+0301 combining mark");
        assert_eq!(mode("a\n\u{301}b").to_plain(), "a\n\\u{301}b");
        assert_eq!(mode("\u{200B}\u{301}").to_plain(), "\\u{200B}\\u{301}");
    }
}

#[test]
fn refusals_name_the_character_and_the_place() {
    let found = first_bidi_control("é \u{202E}\u{202C}").unwrap();
    assert_eq!(found, Found { character: '\u{202E}', index: 2 });
    assert_eq!((found.escape().as_str(), &*found.name()), ("\\u{202E}", "right-to-left override"));
    assert_eq!(first_bidi_control("עברית \u{200B} a"), None);
    for c in
        CodePointSetData::new::<BidiControl>().iter_ranges().flatten().filter_map(char::from_u32)
    {
        assert_eq!(first_bidi_control(&c.to_string()), Some(Found { character: c, index: 0 }));
    }
    for c in '\u{0}'..='\u{1F}' {
        let expected =
            (!['\n', '\t', '\r'].contains(&c)).then_some(Found { character: c, index: 1 });
        assert_eq!(first_forbidden_control(&format!("x{c}")), expected);
    }
    assert_eq!(first_forbidden_control("plain \u{7F} é"), None);
}
