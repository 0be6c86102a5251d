//! Text from outside cannot hide anything, and ordinary text stays as it is.

use domain::display::{
    Found, Mark, MarkKind, SafeText, Segment, escaped_json, first_bidi_control,
    first_forbidden_control, unescape,
};
use icu_properties::CodePointSetData;
use icu_properties::props::BidiControl;

#[path = "display/corpus.rs"]
mod corpus;
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

#[test]
fn every_hidden_character_is_a_named_mark_and_never_raw() {
    let (bidi, corpus) = (CodePointSetData::new::<BidiControl>(), corpus::hidden());
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
fn json_for_people_holds_nothing_hidden_and_reads_as_the_same() {
    for c in corpus::hidden() {
        let value = serde_json::json!({"é ü": format!("x{c}y\n{c}"), "plain": [1, "\\"]});
        for json in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let shown = escaped_json(&json);
            assert!(!shown.contains(c), "{:X} is raw", u32::from(c));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
        }
    }
    let ordinary = "{\"ü\": \"日本 עברית 🙂\",\n\t\"a\": \"\\u200b\"}";
    assert_eq!(escaped_json(ordinary), ordinary);
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
