//! `search`: lines of text files that hold a text or match a regular expression.

use super::{Eyes, Search};
use ignore::WalkBuilder;
use regex::{Regex, RegexBuilder};
use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    time::{Duration, Instant},
};

/// How many lines one answer has.
const MOST: usize = 200;
/// How much of a long line is shown, in characters.
const WIDEST: usize = 300;
/// Larger files are passed over.
const LARGEST: u64 = 16 * 1024 * 1024;
/// How long one search takes at most.
const LONGEST: Duration = Duration::from_secs(10);

pub(super) fn search(eyes: &Eyes, search: &Search) -> Result<String, String> {
    let path = search.path.as_deref().unwrap_or(".");
    let place = eyes.find(path)?;
    let pattern =
        if search.regex { search.pattern.clone() } else { regex::escape(&search.pattern) };
    let pattern = RegexBuilder::new(&pattern).size_limit(1 << 20).build();
    let pattern = pattern.map_err(|error| format!("the pattern cannot be used: {error}"))?;
    let walk = WalkBuilder::new(&place)
        .hidden(false)
        .parents(false)
        .git_global(false)
        .follow_links(false)
        .same_file_system(true)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_name(Ord::cmp)
        .build();
    let (mut found, start) = (Vec::new(), Instant::now());
    for entry in walk {
        let Ok(entry) = entry else { continue };
        let file = entry.file_type().is_some_and(|kind| kind.is_file());
        if !file || entry.metadata().is_ok_and(|metadata| metadata.len() > LARGEST) {
            continue;
        }
        if start.elapsed() > LONGEST {
            found.push("[stopped: this took too long; search in a folder further down]".to_owned());
            break;
        }
        lines(eyes, entry.path(), &pattern, &mut found);
        if found.len() >= MOST {
            found.truncate(MOST);
            found.push(format!("[stopped after {MOST} lines; search more narrowly]"));
            break;
        }
    }
    if found.is_empty() {
        return Ok(format!("Nothing in {path} matches."));
    }
    Ok(found.join("\n"))
}

fn lines(eyes: &Eyes, path: &Path, pattern: &Regex, found: &mut Vec<String>) {
    let Ok(file) = std::fs::File::open(path) else { return };
    let mut reader = BufReader::new(file.take(LARGEST));
    let (mut line, mut number) = (Vec::new(), 0_usize);
    while found.len() < MOST {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => number += 1,
        }
        if line.contains(&0) {
            return;
        }
        // Before it is matched, or a pattern could feel its way along a value; before it is cut, or half a value would stay.
        let hidden = eyes.secrets.hide(std::mem::take(&mut line));
        let text = String::from_utf8_lossy(&hidden);
        if pattern.is_match(text.trim_end_matches(['\r', '\n'])) {
            let shown: String = text.trim_end().chars().take(WIDEST).collect();
            found.push(format!("{}:{number}: {shown}", eyes.shown(path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agent::tools::{Read, read},
        secrets::Secrets,
    };

    #[test]
    fn a_value_is_hidden_before_it_is_matched_and_before_it_is_cut() {
        let value = "c4nary".repeat(40);
        let secrets = [("token".to_owned(), value.clone())].into();
        let secrets = Secrets::of(secrets).expect("a secret");
        let dir = tempfile::tempdir().expect("a folder");
        let filler = "x".repeat(WIDEST - 20);
        std::fs::write(dir.path().join("a.txt"), format!("TOKEN {filler}{value} end\n"))
            .expect("a file");
        let long = format!("{}{value}", "y".repeat(read::MOST - 30));
        std::fs::write(dir.path().join("b.txt"), long).expect("a file");
        let eyes = Eyes::open(dir.path(), dir.path(), &secrets).expect("there");
        let look = |pattern: &str, regex| {
            let wanted = Search { pattern: pattern.into(), path: None, regex };
            search(&eyes, &wanted).expect("a pattern")
        };
        let found = look("TOKEN", false);
        assert!(found.contains("[secret:token]") && !found.contains("c4n"), "{found}");
        for guess in ["c4n", "xc4nary", "TOKEN x+c"] {
            assert!(look(guess, true).starts_with("Nothing"), "{guess}");
        }
        let wanted = Read { path: "b.txt".into(), first_line: None, last_line: None };
        let text = read::read(&eyes, &wanted).expect("a text file");
        assert!(
            text.contains("[cut here") && !text.contains("c4n"),
            "{}",
            &text[text.len() - 99..]
        );
    }
}
