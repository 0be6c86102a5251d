//! Compares what came back with what an agent had announced. It can only find differences; it never accepts for a person.

use crate::text;
use domain::{
    Refusal,
    action::{Difference, Expected, Findings},
    change::FileChange,
    limits,
};
use regex::bytes::{Regex, RegexBuilder};

/// A compiled pattern may take this much memory, in bytes: an agent wrote it.
const COMPILED: usize = 1024 * 1024;

/// Holds an announcement to its limits when it is made.
pub(crate) fn check(expected: &Expected) -> Result<(), Refusal> {
    if let Some(words) = expected.text() {
        text::note("expected", words, limits::DESCRIPTION)?;
    }
    let Expected::Checks { output_pattern, files, .. } = expected else { return Ok(()) };
    if let Some(pattern) = output_pattern {
        text::note("expected.outputPattern", pattern, limits::PATTERN)?;
        compiled(pattern).map_err(|error| {
            Refusal::invalid(
                "expected.outputPattern",
                format!("It is not a regular expression that can be used: {error}"),
            )
        })?;
    }
    let files = files.as_deref().unwrap_or_default();
    if files.len() > limits::ANNOUNCED_FILES {
        return Err(Refusal::invalid("expected.files", "At most 500 files can be announced."));
    }
    files.iter().try_for_each(|path| text::line("expected.files", path, limits::PATH))
}

/// How the end of an action compares. None when nothing can be checked.
pub(crate) fn action(
    expected: &Expected,
    code: Option<i32>,
    files: &[FileChange],
    output: &[u8],
) -> Option<Findings> {
    let Expected::Checks { exit_code, .. } = expected else { return None };
    if !expected.checkable() {
        return None;
    }
    let mut differences = Vec::new();
    if let Some(wanted) = exit_code
        && code != Some(*wanted)
    {
        differences.push(Difference::ExitCode { expected: *wanted, actual: code });
    }
    add_output(expected, output, &mut differences);
    add_files(expected, files, &mut differences);
    Some(Findings(differences))
}

/// How the end of a prompt task compares. `files` is none when nobody looked.
pub(crate) fn task(
    expected: &Expected,
    files: Option<&[FileChange]>,
    output: &[u8],
) -> Option<Findings> {
    let Expected::Checks { output_pattern, files: announced, .. } = expected else { return None };
    let looked = files.is_some() && announced.is_some();
    if output_pattern.is_none() && !looked {
        return None;
    }
    let mut differences = Vec::new();
    add_output(expected, output, &mut differences);
    if let Some(files) = files {
        add_files(expected, files, &mut differences);
    }
    Some(Findings(differences))
}

fn add_output(expected: &Expected, output: &[u8], differences: &mut Vec<Difference>) {
    let Expected::Checks { output_pattern: Some(pattern), .. } = expected else { return };
    // A pattern was compiled when it was announced; one that no longer can be matches nothing.
    if !compiled(pattern).is_ok_and(|regex| regex.is_match(output)) {
        differences.push(Difference::Output { pattern: pattern.clone() });
    }
}

fn add_files(expected: &Expected, files: &[FileChange], differences: &mut Vec<Difference>) {
    let Expected::Checks { files: Some(announced), .. } = expected else { return };
    let announced: Vec<String> = announced.iter().map(|path| plain(path)).collect();
    for file in files {
        if !announced.contains(&plain(&file.path)) {
            differences.push(Difference::FileNotAnnounced { path: file.path.clone() });
        }
    }
    for path in &announced {
        let changed = files.iter().any(|file| {
            plain(&file.path) == *path || file.old_path.as_deref().map(plain).as_ref() == Some(path)
        });
        if !changed {
            differences.push(Difference::FileNotChanged { path: path.clone() });
        }
    }
}

/// The same path, however it is written.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(COMPILED).multi_line(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::ChangeKind;

    fn checks(code: i32, pattern: &str, files: &[&str]) -> Expected {
        Expected::Checks {
            exit_code: Some(code),
            output_pattern: Some(pattern.into()),
            files: Some(files.iter().map(|path| (*path).to_owned()).collect()),
            text: None,
        }
    }

    fn changed(path: &str) -> FileChange {
        FileChange {
            path: path.into(),
            change: ChangeKind::Added,
            old_path: None,
            additions: 1,
            deletions: 0,
            diff: String::new(),
            binary: false,
            truncated: false,
        }
    }

    #[test]
    fn what_was_announced_matches() {
        let expected = checks(0, "^done$", &["./out.txt"]);
        let found = action(&expected, Some(0), &[changed("out.txt")], b"start\ndone\n");
        assert!(found.expect("checked").matches());
    }

    #[test]
    fn every_difference_is_named() {
        let expected = checks(0, "^done$", &["out.txt"]);
        let found = action(&expected, Some(3), &[changed("secret.txt")], b"undone\n");
        let texts: Vec<String> = found.expect("checked").0.iter().map(Difference::text).collect();
        assert_eq!(
            texts,
            [
                "Exit code 3. Announced was 0.",
                "Nothing in the output matches the announced pattern ^done$.",
                "secret.txt changed. That was not announced.",
                "out.txt did not change. It was announced.",
            ]
        );
    }

    #[test]
    fn words_alone_are_not_checked() {
        assert_eq!(action(&Expected::Text("fine".into()), Some(1), &[], b""), None);
    }

    #[test]
    fn a_pattern_that_would_take_the_memory_is_refused() {
        let greedy = checks(0, "(?:a{1000}){1000}", &[]);
        assert_eq!(check(&greedy).expect_err("too large").code(), "invalid_field");
        assert_eq!(check(&checks(0, "(", &[])).expect_err("broken").code(), "invalid_field");
    }
}
