//! awk: its programs can start others and write files.

use crate::simple::{Simple, show};
use domain::action::Word;

/// Whether its program runs or writes, or is not there to read.
pub(in crate::wrappers) fn runs(simple: &Simple) -> bool {
    let mut words = simple.words.iter().skip(1);
    while let Some(word) = words.next() {
        let arg = show(word);
        match arg {
            "--" => return words.next().is_some_and(code),
            "-f" | "--file" => return words.next().is_none_or(|file| !super::there(show(file))),
            "-F" | "-v" | "--field-separator" | "--assign" => {
                words.next();
            }
            _ if arg.starts_with("-f") || arg.starts_with("--file=") => {
                let file = arg.trim_start_matches("--file=").trim_start_matches("-f");
                return !super::there(file);
            }
            _ if arg.starts_with("-F") || arg.starts_with("-v") => {}
            _ if arg.starts_with("--field-separator=") || arg.starts_with("--assign=") => {}
            "--posix" | "--traditional" | "--version" | "--help" | "-P" | "-V" => {}
            // Others load libraries or take code.
            _ if arg.starts_with('-') && arg.len() > 1 => return true,
            _ => return code(word),
        }
    }
    false
}

fn code(word: &Word) -> bool {
    let Word::Literal(program) = word else { return true };
    let Some(bare) = bare(program) else { return true };
    let dense: String = bare.split_whitespace().collect();
    ["system(", "getline", "@"].iter().any(|piece| dense.contains(piece))
        || bare.replace("||", "").contains('|')
        || prints(&bare)
}

/// Whether `>` stands in what a `print` says: it writes a file there, and compares anywhere else.
fn prints(bare: &str) -> bool {
    bare.split([';', '}']).any(|statement| {
        statement.split_once("print").is_some_and(|(_, printed)| printed.contains('>'))
    })
}

/// The program without its texts and patterns. `None` where it is not plain which is which.
fn bare(program: &str) -> Option<String> {
    let mut bare = String::new();
    // Only after some characters does a slash begin a pattern for certain.
    let mut before = '{';
    let mut chars = program.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => loop {
                match chars.next()? {
                    '\\' => {
                        chars.next();
                    }
                    '"' => break,
                    '\n' => return None,
                    _ => {}
                }
            },
            '/' if "{}(,;!~&|".contains(before) => loop {
                match chars.next()? {
                    '\\' => {
                        chars.next();
                    }
                    '/' => break,
                    '[' | '\n'
                        if chars
                            .as_str()
                            .split('/')
                            .next()
                            .is_some_and(|rest| !rest.contains(']')) =>
                    {
                        return None;
                    }
                    _ => {}
                }
            },
            // A division, unless a text or another slash could make it a pattern.
            '/' if chars.as_str().contains(['"', '/']) => return None,
            '#' | '\\' => return None,
            _ => bare.push(char),
        }
        if matches!(char, '"' | '/') {
            bare.push('_');
            before = '_';
        } else if !char.is_whitespace() {
            before = char;
        }
    }
    Some(bare)
}
