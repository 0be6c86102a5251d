//! The patterns of rules: read once or refused, and never wider than their words.

use domain::action::{Interpreter, Part, Word};
use domain::policy::{CommandPattern, Fit};

#[test]
fn a_pattern_fits_its_own_words_and_no_others() {
    fuzz!("patterns", 10_000, |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let (pattern, command) = text.split_once('|').unwrap_or((&text, &text));
        let Ok(pattern) = CommandPattern::parse(pattern) else { return };
        assert_eq!(CommandPattern::parse(pattern.as_str()).as_ref(), Ok(&pattern));
        let words: Vec<&str> = pattern.as_str().split(' ').collect();
        let own = words.iter().map(|word| Word::Literal((*word).to_owned())).collect();
        let own = Part { words: own, more: false, line: 1 };
        assert_eq!(pattern.fit(&own), Fit::Yes, "{pattern:?}");
        let command: Vec<&str> = command.split_whitespace().collect();
        let fit = pattern.fit(&part(&command));
        if !words.contains(&"*") && !command.iter().any(|word| word.starts_with('?')) {
            // A program without a folder is that program in any folder.
            let bare = |word: &&str| word.rsplit(['/', '\\']).next() == Some(words[0]);
            let same = words == command
                || (command.first().is_some_and(bare) && words.get(1..) == command.get(1..));
            assert_eq!(fit, if same { Fit::Yes } else { Fit::No }, "{pattern:?} {command:?}");
        }
        for interpreter in Interpreter::ALL {
            // A rule that narrows must not be looser than one that widens.
            let touch = pattern.touches(interpreter, &part(&command));
            assert!(fit == Fit::No || touch != Fit::No, "{pattern:?} {command:?}");
            assert!(fit != Fit::Yes || touch == Fit::Yes, "{pattern:?} {command:?}");
        }
    });
}

/// A command; `?` before a word says that it is known only when it runs.
fn part(words: &[&str]) -> Part {
    let word = |text: &&str| match text.strip_prefix('?') {
        Some(text) => Word::Dynamic(text.to_owned()),
        None => Word::Literal((*text).to_owned()),
    };
    Part { words: words.iter().map(word).collect(), more: false, line: 1 }
}
