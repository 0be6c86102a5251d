//! Which commands a rule speaks about: words, where `*` stands for one known word and a last `*` for any number.

use crate::{
    Refusal,
    action::{Part, Word},
};
use serde::{Deserialize, Serialize};

/// Words of a command, such as `systemctl status *`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandPattern(String);

/// How far a pattern fits a command whose words may not all be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    Yes,
    /// It may, once the unknown words are known.
    Perhaps,
    /// It does not.
    No,
}

impl CommandPattern {
    /// Reads a pattern. The first word has to be a program: a rule about every command has no pattern.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.first() {
            None => Err(Refusal::invalid("command", "It is empty. Leave it out for any command.")),
            Some(&"*") => Err(Refusal::invalid(
                "command",
                "It must begin with a program. Leave it out for any command.",
            )),
            Some(_) => Ok(Self(words.join(" "))),
        }
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How far it fits one simple command.
    pub fn fit(&self, part: &Part) -> Fit {
        let pattern: Vec<&str> = self.0.split(' ').collect();
        let open = pattern.len() > 1 && pattern.last() == Some(&"*");
        let fixed = if open { &pattern[..pattern.len() - 1] } else { &pattern[..] };
        if part.words.len() < fixed.len() || (!open && part.words.len() > fixed.len()) {
            // A word that is not known may come to several, or to none.
            let unknown = part.words.iter().any(|word| word.literal().is_none());
            return if unknown { Fit::Perhaps } else { Fit::No };
        }
        let mut fit = Fit::Yes;
        for (place, word) in part.words.iter().enumerate() {
            let wanted = fixed.get(place).copied().unwrap_or("*");
            match word {
                Word::Literal(text) if wanted == "*" || same(place, wanted, text) => {}
                Word::Literal(_) => return Fit::No,
                Word::Dynamic(_) => fit = Fit::Perhaps,
            }
        }
        fit
    }
}

/// A program is the same by its path's last part; arguments are the same to the letter.
fn same(place: usize, wanted: &str, word: &str) -> bool {
    let program = place == 0 && !wanted.contains(['/', '\\']);
    wanted == word || (program && word.rsplit(['/', '\\']).next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(words: &[&str]) -> Part {
        let word = |text: &&str| match text.strip_prefix('?') {
            Some(text) => Word::Dynamic(text.to_owned()),
            None => Word::Literal((*text).to_owned()),
        };
        Part { words: words.iter().map(word).collect(), more: false, line: 1 }
    }

    fn fit(pattern: &str, words: &[&str]) -> Fit {
        CommandPattern::parse(pattern).expect("a pattern").fit(&part(words))
    }

    #[test]
    fn words_are_compared_one_by_one() {
        assert_eq!(fit("git status", &["git", "status"]), Fit::Yes);
        assert_eq!(fit("git status", &["/usr/bin/git", "status"]), Fit::Yes);
        assert_eq!(fit("git status", &["git", "status", "-s"]), Fit::No);
        assert_eq!(fit("git status *", &["git", "status"]), Fit::Yes);
        assert_eq!(fit("git * -s", &["git", "diff", "-s"]), Fit::Yes);
        assert_eq!(fit("git status", &["sudo", "git", "status"]), Fit::No);
        assert_eq!(fit("git status ", &["git", "status "]), Fit::No);
    }

    #[test]
    fn what_is_not_known_fits_only_perhaps() {
        assert_eq!(fit("git status *", &["git", "?$COMMAND"]), Fit::Perhaps);
        assert_eq!(fit("rm -rf *", &["?$TOOL", "-rf", "/"]), Fit::Perhaps);
        assert_eq!(fit("rm -rf", &["rm", "-rf", "?$MORE"]), Fit::Perhaps);
        assert_eq!(fit("rm *", &["ls", "?$DIR"]), Fit::No);
    }

    #[test]
    fn a_pattern_begins_with_a_program() {
        assert!(CommandPattern::parse("  ").is_err());
        assert!(CommandPattern::parse("* -rf").is_err());
    }
}
