//! docs/promises.md names tests; each named test exists where it is said to be. A promise without tests is not published.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// How many sentences are published.
const PROMISES: usize = 10;

pub(super) fn check() -> Result<()> {
    let root = workspace::root();
    let text =
        fs::read_to_string(root.join("docs/promises.md")).context("docs/promises.md is missing")?;
    let promises = promises(&text);
    ensure!(promises.len() == PROMISES, "docs/promises.md has {} promises", promises.len());
    let mut missing = Vec::new();
    let mut count = 0;
    for (title, named) in promises {
        ensure!(!named.is_empty(), "no test is named for: {title}");
        for (file, tests) in named {
            let source = fs::read_to_string(root.join(file))
                .with_context(|| format!("docs/promises.md names {file}"))?;
            count += tests.len();
            missing.extend(tests.iter().filter(|test| !holds(&source, test)).copied());
        }
    }
    ensure!(missing.is_empty(), "docs/promises.md names what is no test: {}", missing.join(", "));
    println!("    {count} tests");
    Ok(())
}

/// A file and the names of tests in it.
type Named<'a> = (&'a str, Vec<&'a str>);

/// Each sentence with its files and the tests in them.
fn promises(text: &str) -> Vec<(&str, Vec<Named<'_>>)> {
    let sections = text.split("\n## ").skip(1);
    sections
        .map(|section| {
            let title = section.lines().next().unwrap_or_default();
            let lines = section.lines().filter_map(|line| line.strip_prefix("- `"));
            let named = lines.filter_map(|line| {
                let mut words = line.split('`').step_by(2);
                Some((words.next()?, words.filter(|word| !word.is_empty()).collect()))
            });
            (title, named.collect())
        })
        .collect()
}

fn holds(source: &str, test: &str) -> bool {
    source.contains(&format!("fn {test}(")) || source.contains(&format!("test('{test}'"))
}

#[cfg(test)]
mod tests {
    use super::{holds, promises};

    #[test]
    fn the_tests_of_each_promise_are_read_with_their_files() {
        let text = "# Title\n\n## 1. One\n\nWords with `code`.\n\n- `a/b.rs`: `one`, `two`\n- `c.ts`: `says: so`\n\n## 2. Two\n";
        let read = promises(text);
        assert_eq!(
            read[0],
            ("1. One", vec![("a/b.rs", vec!["one", "two"]), ("c.ts", vec!["says: so"])])
        );
        assert_eq!(read[1], ("2. Two", vec![]));
        assert!(holds("async fn one() {", "one") && !holds("async fn one_more() {", "one"));
        assert!(holds("test('says: so', async", "says: so"));
    }
}
