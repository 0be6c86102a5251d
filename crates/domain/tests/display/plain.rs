//! Safe text as plain text, terminal output, and what holds for any input.

use std::time::{Duration, Instant};

use domain::display::{SafeText, unescape};
use proptest::prelude::*;

use super::MODES;

#[test]
fn a_literal_escape_differs_from_a_hidden_character() {
    for mode in MODES {
        assert_eq!(mode("a\u{200B}").to_plain(), "a\\u{200B}");
        assert_eq!(mode("a\\u{200B}").to_plain(), "a\\u{5C}u{200B}");
        assert_eq!(mode("\\\u{200B}·→").to_plain(), "\\\\u{200B}·→");
        assert_eq!(mode("a\nFAKE\tline").to_plain_line(), "a\\u{A}FAKE\\u{9}line");
    }
    for broken in
        ["\\u{", "\\u{}", "\\u{D800}", "\\u{0000041}", "\\u{+41}", "\\u{110000}", "\\u{é}"]
    {
        assert_eq!(unescape(broken), broken);
    }
}

#[test]
fn hostile_bulk_takes_linear_time() {
    for unit in [
        "plain ascii text\n",
        "a \t ",
        "\u{1B}]0;",
        "\u{1B}[",
        "e\u{301}\u{301}",
        "\u{200B}",
        "pа",
        "  ",
    ] {
        let source = unit.repeat(200_000 / unit.len());
        for mode in MODES {
            let start = Instant::now();
            assert!(!mode(&source).is_empty());
            assert!(start.elapsed() < Duration::from_secs(20), "{unit:?}: {:?}", start.elapsed());
        }
    }
    assert_eq!(SafeText::code(&"ls -la /tmp\n".repeat(90_000)).segments().len(), 1);
}

/// Strings that are dense in what the marks are about.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{0,4}",
        prop::sample::select(vec![
            "\\",
            "\\u{",
            "\\u{5C}u{",
            "}",
            "u{200B}",
            " ",
            "  \n",
            "\t",
            "\r\n",
            "\u{200B}",
            "\u{202E}",
            "\u{301}",
            "·",
            "→",
            "а",
            "\u{1B}[0m",
            "\u{1B}]",
            "\u{7}",
            "\u{1B}\\",
            "é",
            "\u{E0041}",
            "\u{A0}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn code_and_prose_come_back_from_plain_text(source in hostile()) {
        for safe in [SafeText::code(&source), SafeText::prose(&source)] {
            prop_assert_eq!(&unescape(&safe.to_plain()), &source);
            prop_assert_eq!(&unescape(&safe.to_plain_line()), &source);
        }
    }

    #[test]
    fn what_is_shown_has_nothing_left_to_mark(source in hostile()) {
        for mode in MODES {
            let safe = mode(&source);
            let plain = mode(&safe.to_plain());
            prop_assert!(!plain.has_hidden() && !plain.has_lookalikes(), "{:?}", safe);
            prop_assert!(!safe.to_plain_line().contains(['\n', '\t']));
            prop_assert_eq!(safe.lines().len(), safe.line_count());
            let wire = serde_json::to_string(&safe).unwrap();
            prop_assert_eq!(serde_json::from_str::<SafeText>(&wire).unwrap(), safe);
        }
    }
}
