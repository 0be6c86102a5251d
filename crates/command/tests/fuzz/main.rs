//! Fuzz target of the reader: any text, as each interpreter would get it, is read in time, and no part of it is lost.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../../domain/tests/fuzz/changed.rs"]
#[macro_use]
mod changed;
mod watch;

use domain::action::{Code, Interpreter, Reading, Word};
use watch::Watch;

/// A command that no other can be taken for.
const MARK: &str = "mark-7f3a here";

#[test]
fn any_text_is_read_in_time_and_what_stands_before_it_is_seen() {
    let watch = Watch::start();
    fuzz!("read", 1_500, |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        for interpreter in [Interpreter::Bash, Interpreter::Sh, Interpreter::Powershell] {
            check(&text, &watch.read(interpreter, &Code::Script(text.clone().into_owned())));
            let marked = watch.read(interpreter, &Code::Script(format!("{MARK}\n{text}")));
            if let Some(parts) = &marked.parts {
                let words: Vec<_> = parts[0].words.iter().filter_map(Word::literal).collect();
                assert_eq!((words.join(" "), parts[0].line), (MARK.to_owned(), 1), "{text:?}");
            }
        }
        let argv: Vec<String> = text.split('\0').map(str::to_owned).collect();
        let reading = watch.read(Interpreter::Exec, &Code::Argv(argv.clone()));
        check(&text, &reading);
        if let Some(parts) = reading.parts {
            let known: Vec<_> = argv.into_iter().map(Word::Literal).collect();
            assert_eq!(parts[0].words, known);
        }
    });
}

fn check(text: &str, reading: &Reading) {
    assert!(reading.facts.len() <= 50);
    for fact in &reading.facts {
        let one_line = !fact.text.contains(['\n', '\r']);
        assert!(one_line && fact.text.chars().count() <= 200, "{fact:?}");
    }
    for part in reading.parts.iter().flatten() {
        let known = matches!(part.words.first(), Some(Word::Literal(_)) | None);
        assert!(known, "a program that is not known is a part of {text:?}");
        assert!(part.line >= 1, "{part:?}");
    }
}
