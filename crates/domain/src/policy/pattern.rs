//! Which commands a rule speaks about: words, where `*` stands for one known word and a last `*` for any number.

use super::cmdlet;
use crate::{
    Refusal,
    action::{Interpreter, Part, Word},
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

    /// Whether a rule that widens covers a command: every word is known, there is nothing beside the words, and the
    /// program is the system's. `./git` is not `git`.
    pub fn covers(&self, part: &Part) -> bool {
        let program = part.words.first().and_then(Word::literal).unwrap_or_default();
        let named = self.0.split(' ').next() == Some(program);
        let found =
            program.rsplit_once(['/', '\\']).is_none_or(|(place, _)| PLACES.contains(&place));
        !part.more && (named || found) && self.fit(part) == Fit::Yes
    }

    /// How far a rule that narrows touches a command. Letter case and `.exe` are no way around it, nor are PowerShell's
    /// short names; outside PowerShell they only make it ask.
    pub fn touches(&self, interpreter: Interpreter, part: &Part) -> Fit {
        let exact = self.fit(part);
        if exact == Fit::Yes {
            return exact;
        }
        let powershell = interpreter == Interpreter::Powershell;
        let words: Vec<String> = self.0.split(' ').map(str::to_owned).collect();
        let pattern = Self(plain(words, powershell).join(" "));
        let known = |word: &Word| match word {
            Word::Literal(text) => text.clone(),
            Word::Dynamic(_) => String::new(),
        };
        let texts = plain(part.words.iter().map(known).collect(), powershell);
        let words = part.words.iter().zip(texts).map(|(word, text)| match word {
            Word::Literal(_) => Word::Literal(text),
            Word::Dynamic(raw) => Word::Dynamic(raw.clone()),
        });
        match pattern.fit(&Part { words: words.collect(), ..part.clone() }) {
            Fit::Yes if !powershell => Fit::Perhaps,
            loose => loose,
        }
    }
}

/// Where a system keeps its programs.
const PLACES: [&str; 6] =
    ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

/// Words in lower case, the program without `.exe` and, for PowerShell, by its full name.
fn plain(words: Vec<String>, powershell: bool) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().map(|word| word.to_ascii_lowercase()).collect();
    if let Some(program) = words.first_mut() {
        if let Some(bare) = program.strip_suffix(".exe") {
            *program = bare.to_owned();
        } else if let Some(cmdlet) = cmdlet(program).filter(|_| powershell) {
            *program = cmdlet.to_ascii_lowercase();
        }
    }
    words
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
