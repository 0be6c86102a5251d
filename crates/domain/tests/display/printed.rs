//! What a program printed: styles of a closed set, lines as a terminal leaves them, and nothing that hides.

use std::time::{Duration, Instant};

use domain::display::{Colour, Ink, Needle, Printed, Row, Segment, Style, Terminal};

fn styles(source: &str) -> Vec<(String, Style)> {
    let printed = Printed::of(source);
    let pieces = printed.rows().iter().flat_map(|row| row.pieces(&[]));
    pieces
        .map(|piece| match piece.segment {
            Segment::Text(text) => (text, piece.style),
            Segment::Mark(mark) => (mark.shown, piece.style),
        })
        .collect()
}

fn inks(source: &str) -> Vec<Ink> {
    styles(source).into_iter().map(|(_, style)| style.ink).collect()
}

#[test]
fn terminal_sequences_leave_output_as_a_whole_and_broken_ones_stay_in_sight() {
    for (source, plain, removed) in [
        ("\u{1B}[1;31mred\u{1B}[0m", "red\n", 0),
        ("\u{1B}[8mconcealed\u{1B}[28m", "concealed\n", 0),
        ("a\u{1B}[2J\u{1B}[10;20Hb", "ab\n", 2),
        ("\u{1B}]0;title\u{7}text", "text\n", 1),
        ("\u{1B}]0;“title”\u{7}text", "text\n", 1),
        ("\u{1B}]8;;https://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link\n", 2),
        ("\u{1B}P1$r0m\u{1B}\\x\u{1B}(B\u{1B}7\u{1B}c", "x\n", 4),
        ("\u{1B}_Gpicture\u{1B}\\a\u{1B}^b\u{1B}\\c\u{1B}[?25l", "ac\n", 3),
        ("\u{1B}[1<m\u{1B}[>4;1mx", "x\n", 2),
        // Cut off, never ended, or no sequence: nothing is swallowed.
        ("\u{1B}", "\\u{1B}\n", 0),
        ("\u{1B}[31", "\\u{1B}[31\n", 0),
        ("\u{1B}[3é1m", "\\u{1B}[3é1m\n", 0),
        ("\u{1B}é", "\\u{1B}é\n", 0),
        ("\u{1B}]0;rm -rf /\nnext", "\\u{1B}]0;rm -rf /\nnext\n", 0),
        ("\u{1B}]0;rm\nnext\u{7}", "\\u{1B}]0;rm\nnext\\u{7}\n", 0),
        ("\u{1B}]0;rm\u{1B}[31mnext", "\\u{1B}]0;rmnext\n", 0),
        ("\u{1B}Pq\u{1B}", "\\u{1B}Pq\\u{1B}\n", 0),
        ("\u{1B}yes", "\\u{1B}yes\n", 0),
        ("\u{9B}31m", "\\u{9B}31m\n", 0),
        ("p\u{1B}[0mа\u{1B}[0my", "p\\u{430}y\n", 0),
        ("\u{1B}\u{1B}[0m[0m\u{1B}[0m\n", "\\u{1B}[0m\n", 0),
        // What is left must not read as an escape.
        ("\\\u{1B}[0mu{200B}", "\\u{5C}u{200B}\n", 0),
        ("\\\u{1B}[31mu{200B}", "\\u{5C}u{200B}\n", 0),
    ] {
        let printed = Printed::of(source);
        assert_eq!((printed.to_plain().as_str(), printed.removed()), (plain, removed));
        assert_eq!((printed.bytes(), printed.overwritten()), (source.len(), 0));
    }
    for (before, after) in [("\u{1B}]0;", "\u{7}"), ("\u{1B}[", "m")] {
        let long = format!("{before}{}{after}", "1".repeat(5_000));
        assert!(Printed::of(&long).to_plain().starts_with("\\u{1B}"), "{before:?}");
    }
    let torn = Printed::of(b"ok \xFF\xC3");
    assert_eq!((torn.to_plain().as_str(), torn.bytes()), ("ok \u{FFFD}\u{FFFD}\n", 5));
    let between = "\u{301}\u{301}\u{1B}[0m".repeat(5);
    assert_eq!(Printed::of(format!("e{between}")).to_plain().matches("\\u{301}").count(), 6);
    assert!(Printed::of("\u{1B}[31m\u{1B}[0m").is_empty() && Printed::of("\n\n").is_empty());
}

#[test]
fn a_line_is_shown_as_the_terminal_leaves_it() {
    for (source, plain, overwritten) in [
        ("10%\r20%\r\ndone\r\n", "20%\ndone\n", 1),
        ("10%\r", "10%\n", 0),
        ("100%\r 20%", " 20%\n", 1),
        ("   Load\r|", "|  Load\n", 0),
        ("Loading\r\u{1B}[KDone\n", "Done\n", 1),
        ("Loading\u{1B}[2K\u{1B}[1GDone", "Done\n", 1),
        ("Loading\r\u{1B}[K", "", 1),
        ("abc\u{8}\u{8}XY", "aXY\n", 1),
        // Overstruck as manual pages are: nothing was lost.
        ("N\u{8}NA\u{8}A", "NA\n", 0),
        ("\u{8}a", "\\u{8}a\n", 0),
        ("one\r\r\ntwo", "one\ntwo\n", 0),
        ("a\u{1B}[31mb\u{1B}[m\u{1B}[K\nc", "ab\nc\n", 0),
        ("\n\nx", "\n\nx\n", 0),
    ] {
        let printed = Printed::of(source);
        assert_eq!((printed.to_plain().as_str(), printed.overwritten()), (plain, overwritten));
    }
}

#[test]
fn a_style_is_one_of_a_closed_set_and_never_hides_the_text() {
    let red = Style { ink: Ink::Text(Colour::Red), ..Style::default() };
    let bold = Style { bold: true, ..Style::default() };
    let want = [("plain ", Style::default()), ("red", Style { bold: true, ..red }), ("!", red)];
    let want = want.map(|(text, style)| (text.to_owned(), style));
    assert_eq!(styles("plain \u{1B}[1;31mred\u{1B}[22m!"), want);
    assert_eq!(styles("\u{1B}[1ma\u{1B}[39;49m")[0].1, bold);
    for (sequence, ink) in [
        ("", Ink::Plain),
        ("2", Ink::Dim),
        ("7", Ink::Inverse),
        ("31;7", Ink::Ground(Colour::Red)),
        ("97", Ink::Text(Colour::BrightWhite)),
        ("103", Ink::Ground(Colour::BrightYellow)),
        ("38;5;9", Ink::Text(Colour::BrightRed)),
        ("38:5:196", Ink::Text(Colour::BrightRed)),
        ("38;5;240", Ink::Text(Colour::BrightBlack)),
        ("38;2;0;128;0", Ink::Text(Colour::Green)),
        ("38:2::255:165:0", Ink::Text(Colour::BrightYellow)),
        ("38:2:70:130:180", Ink::Text(Colour::Blue)),
        ("48;2;255;0;255;31", Ink::Ground(Colour::BrightMagenta)),
        ("58;5;1;32", Ink::Text(Colour::Green)),
        // What would be unreadable elsewhere.
        ("8", Ink::Plain),
        ("30;40", Ink::Ground(Colour::Black)),
        ("37;47;8", Ink::Ground(Colour::White)),
        ("38;2;1;1;1;48;2;1;1;1", Ink::Ground(Colour::Black)),
        // Nonsense changes nothing.
        ("38;5", Ink::Plain),
        ("38;5;999", Ink::Plain),
        ("38;2;1;2", Ink::Plain),
        ("38;9;31", Ink::Text(Colour::Red)),
        ("999", Ink::Plain),
    ] {
        assert_eq!(inks(&format!("\u{1B}[{sequence}mx")), [ink], "{sequence}");
    }
    let both = styles("\u{1B}[3;4mx\u{1B}[4:0my");
    assert_eq!((both[0].1.italic, both[0].1.underline, both[1].1.underline), (true, true, false));
    let kept = inks("\u{1B}[32mone\ntwo\u{1B}[0m\nthree");
    assert_eq!(kept, [Ink::Text(Colour::Green), Ink::Text(Colour::Green), Ink::Plain]);
}

#[test]
fn what_is_cut_between_pieces_goes_on_and_what_is_never_ended_is_shown() {
    let source = "a\u{1B}[3".as_bytes();
    let (mut terminal, mut rows) = (Terminal::default(), Vec::new());
    terminal.feed(source, &mut rows);
    let begun = terminal.break_line().map(|row: Row| row.pieces(&[]));
    assert_eq!(begun.expect("it is begun")[0].segment, Segment::Text("a".to_owned()));
    terminal.feed(b"1mred \xC3", &mut rows);
    terminal.feed(b"\xA9\x1B]0;never", &mut rows);
    terminal.finish(&mut rows);
    let pieces = rows[0].pieces(&[]);
    let red = Ink::Text(Colour::Red);
    assert_eq!(pieces[0].segment, Segment::Text("red é".to_owned()));
    assert!(pieces.iter().all(|piece| piece.style.ink == red) && rows.len() == 1);
    assert!(matches!(&pieces[1].segment, Segment::Mark(mark) if mark.name == "escape"));
    assert_eq!(pieces[2].segment, Segment::Text("]0;never".to_owned()));
}

#[test]
fn what_is_looked_for_is_found_whatever_its_colour_and_case() {
    let printed = Printed::of("An \u{1B}[31mERR\u{1B}[0mor, no error\nÄRGER İx ärger\n\u{200B}x");
    let find = |row: usize, text: &str| printed.rows()[row].find(&Needle::new(text).unwrap());
    assert_eq!(find(0, "error"), [3..8, 13..18]);
    assert_eq!(find(1, "ärger").len(), 2);
    assert_eq!(find(1, "İ").first(), Some(&(7..9)));
    assert_eq!(find(1, "x").first(), Some(&(9..10)));
    assert_eq!(find(2, "x").first(), Some(&(3..4)));
    assert_eq!(find(0, "warning"), []);
    assert_eq!(Needle::new(""), None);
    let pieces = printed.rows()[0].pieces(&find(0, "error"));
    let found: Vec<_> = pieces.iter().map(|piece| piece.place).collect();
    assert_eq!(found, [None, Some(0), Some(0), None, Some(1)]);
    let hidden = printed.rows()[2].pieces(&find(2, "\u{200B}"));
    assert_eq!((hidden[0].place, hidden[1].place), (Some(0), None));
}

#[test]
fn hostile_output_takes_linear_time() {
    for unit in [
        "plain ascii text\n",
        "\u{1B}]0;",
        "\u{1B}[",
        "\u{1B}[31mx",
        "\u{1B}P",
        "x\r",
        "x\u{1B}[K\r",
        "e\u{301}\u{301}",
        "\u{200B}",
        "pа",
    ] {
        let source = unit.repeat(500_000 / unit.len());
        let start = Instant::now();
        let printed = Printed::of(&source);
        assert!(!printed.to_plain().is_empty() || unit.contains("[K"), "{unit:?}");
        let (mut terminal, mut rows) = (Terminal::default(), Vec::new());
        for piece in source.as_bytes().chunks(7) {
            terminal.feed(piece, &mut rows);
        }
        terminal.finish(&mut rows);
        assert_eq!(rows, printed.rows(), "{unit:?}");
        assert!(start.elapsed() < Duration::from_secs(20), "{unit:?}: {:?}", start.elapsed());
    }
}
