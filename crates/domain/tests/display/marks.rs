//! What is marked, as what, and line by line.

use domain::display::{Line, MarkKind, SafeText, Segment};

use super::{first_mark, mark, text};

#[test]
fn look_alikes_are_marked_in_code_and_in_words_that_mix_scripts() {
    for (c, name) in [
        ('а', "looks like a"),
        ('ο', "looks like o"),
        ('Ӏ', "looks like l"),
        ('ｍ', "looks like m"),
        ('ⅿ', "looks like m"),
        ('ɑ', "looks like a"),
        ('\u{212A}', "looks like K"),
        ('；', "looks like ; (semicolon)"),
        ('\u{37E}', "looks like ; (semicolon)"),
        ('∕', "looks like / (slash)"),
        ('ノ', "looks like / (slash)"),
        ('ʼ', "looks like ' (single quote)"),
        ('”', "looks like \" (double quote)"),
        ('—', "looks like - (hyphen)"),
        ('−', "looks like - (hyphen)"),
        ('٪', "looks like % (percent)"),
        ('\u{1FEF}', "looks like ` (backtick)"),
    ] {
        let escape = format!("\\u{{{:X}}}", u32::from(c));
        let safe = SafeText::code(&format!("rm {c}x"));
        assert_eq!(
            safe.segments(),
            [text("rm "), mark(MarkKind::LookAlike, &escape, name), text("x")]
        );
        assert!(safe.has_lookalikes() && !safe.has_hidden());
        assert!(!SafeText::prose(&format!("about {c}")).has_lookalikes(), "{c}");
    }
    let safe = SafeText::prose("pаypal и пароль");
    assert_eq!(
        safe.segments(),
        [text("p"), mark(MarkKind::LookAlike, "\\u{430}", "looks like a"), text("ypal и пароль")]
    );
    assert_eq!(
        SafeText::prose("pıа").to_plain(),
        "pı\\u{430}",
        "the Latin letters of a mixed word stay"
    );
    for (wide, narrow) in ('！'..='～').zip('!'..) {
        let safe = SafeText::code(&wide.to_string());
        let name = first_mark(&safe).unwrap().name.clone();
        assert!(name.starts_with(&format!("looks like {narrow}")), "{wide}: {name}");
    }
    let (hidden_too, greek) = (SafeText::prose("да p\u{200B}аy"), SafeText::prose("Micrοsoft"));
    assert_eq!((hidden_too.marks().look_alike, hidden_too.marks().hidden), (1, 1));
    assert_eq!(greek.to_plain(), "Micr\\u{3BF}soft");
}

#[test]
fn tabs_trailing_spaces_and_line_ends_show_in_code() {
    use MarkKind::{Control, Space};
    let safe = SafeText::code("\tif  a  \n b \r\n\u{200B} ");
    let two = mark(Space, "··", "2 trailing spaces");
    let one = mark(Space, "·", "trailing space");
    let line = |number, segments: &[Segment]| Line { number, segments: segments.to_vec() };
    assert_eq!(
        safe.lines(),
        [
            line(1, &[mark(Space, "→", "tab"), text("if  a"), two]),
            line(2, &[text(" b"), one.clone(), mark(Control, "\\u{D}", "carriage return")]),
            line(3, &[mark(MarkKind::Hidden, "\\u{200B}", "zero width space"), one]),
        ]
    );
    assert_eq!(safe.to_plain(), "\tif  a\\u{20}\\u{20}\n b\\u{20}\\u{D}\n\\u{200B}\\u{20}");
    assert_eq!((safe.marks().space, safe.marks().control), (5, 1));
    assert!(safe.final_newline_missing());
    assert!(!SafeText::code("a\tb ").has_hidden(), "layout is not hidden text");
    for (source, lines, missing) in
        [("", 0, false), ("a", 1, true), ("a\n", 1, false), ("\n\n", 2, false)]
    {
        let safe = SafeText::code(source);
        assert_eq!((safe.line_count(), safe.lines().len()), (lines, lines), "{source:?}");
        assert_eq!(safe.final_newline_missing(), missing);
    }
}

#[test]
fn marks_are_named_for_the_ear() {
    for (c, name) in [
        ('\u{200B}', "zero width space"),
        ('\u{200D}', "zero width joiner"),
        ('\u{202E}', "right-to-left override"),
        ('\u{AD}', "soft hyphen"),
        ('\u{A0}', "no-break space"),
        ('\u{0}', "null"),
        ('\u{1B}', "escape"),
        ('\u{7F}', "delete"),
        ('\u{80}', "U+0080 control character"),
        ('\u{FE0F}', "variation selector 16"),
        ('\u{E0061}', "tag character a"),
        ('\u{E000}', "U+E000 private use character"),
        ('\u{378}', "U+0378 unassigned character"),
        ('\u{1FFFE}', "U+1FFFE noncharacter"),
    ] {
        assert_eq!(first_mark(&SafeText::code(&format!("x{c}y"))).unwrap().name, name);
    }
}
