//! Whatever a program asks for, what it printed can be read: in both themes, on every ground it can stand on.

use app::parts::{printed, syntax::Kind};
use domain::display::{Colour, Ink, Style};

const TOKENS: &str = include_str!("../../../style/tokens.css");
const SYNTAX: &str = include_str!("../../../style/components/syntax.css");
const CSS: &str = include_str!("../../../style/components/ansi.css");

/// What code is made of, and the grounds that a line of a diff can stand on.
#[test]
fn every_piece_of_code_can_be_read_on_every_line_of_a_diff() {
    for kind in Kind::ALL {
        let token_name = syntax_token(kind);
        for ground in ["surface", "sunken", "diff-add", "diff-del"] {
            for (text, below) in token(&token_name).into_iter().zip(token(ground)) {
                let contrast = contrast(text, below);
                assert!(contrast >= 4.5, "{kind:?} on {ground}: {contrast:.2}");
            }
        }
    }
}

/// The token of a class: the one thing that its rule says.
fn syntax_token(kind: Kind) -> String {
    let start = format!(".{} {{ color: var(--", kind.class());
    let line = SYNTAX.lines().find_map(|line| line.strip_prefix(&start));
    line.and_then(|rest| rest.strip_suffix("); }")).expect("one rule").to_owned()
}

/// The colours of a token in the light and the dark theme.
fn token(name: &str) -> [f64; 2] {
    let (_, value) = TOKENS.split_once(&format!("--{name}: ")).unwrap_or_else(|| {
        let spaced = TOKENS.split_once(&format!("--{name}:")).expect(name);
        (spaced.0, spaced.1.trim_start())
    });
    let pair = value.trim_start().strip_prefix("light-dark(").expect(name);
    let (pair, _) = pair.split_once(')').expect(name);
    let (light, dark) = pair.split_once(", ").expect(name);
    [light, dark].map(luminance)
}

/// As the Web Content Accessibility Guidelines reckon it.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let part = u8::from_str_radix(hex.get(at..at + 2).expect(hex), 16).expect(hex);
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The text and ground tokens of a class, as the style sheet has them.
fn rule(class: &str) -> (Option<String>, Option<String>) {
    let line = CSS.lines().find(|line| {
        let selectors = line.split('{').next().unwrap_or_default();
        selectors.split(',').any(|selector| selector.trim() == format!(".{class}"))
    });
    let line = line.unwrap_or_else(|| panic!("{class} has no rule"));
    let value = |name: &str| {
        let (_, rest) = line.split_once(&format!("{name}: var(--"))?;
        Some(rest.split(')').next()?.to_owned())
    };
    (value(" color"), value("background"))
}

#[test]
fn every_colour_can_be_read_in_both_themes() {
    let mut inks = vec![Ink::Plain, Ink::Dim, Ink::Inverse];
    inks.extend(Colour::ALL.map(Ink::Text));
    inks.extend(Colour::ALL.map(Ink::Ground));
    for ink in inks {
        let class = printed::class(Style { ink, ..Style::default() });
        let (text, ground) = class.as_deref().map(rule).unwrap_or_default();
        let text = text.unwrap_or_else(|| "text".to_owned());
        let usual = ["sunken", "surface", "hover", "accent-tint"].map(str::to_owned);
        let grounds = ground.map_or(usual.to_vec(), |ground| vec![ground]);
        for ground in grounds {
            for (text, below) in token(&text).into_iter().zip(token(&ground)) {
                let contrast = contrast(text, below);
                assert!(contrast >= 4.5, "{class:?} on {ground}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn every_style_has_a_rule() {
    let all = Style { bold: true, italic: true, underline: true, ink: Ink::Dim };
    let classes = printed::class(all).expect("it has classes");
    assert_eq!(classes, "ansi-bold ansi-italic ansi-underline ansi-dim");
    classes.split(' ').for_each(|class| drop(rule(class)));
    assert!(CSS.lines().all(|line| !line.contains("display") && !line.contains("opacity")));
}
