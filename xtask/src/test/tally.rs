//! Counts tests from what the test runners print, while passing all of it on.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::command::shown;

/// One test program, or one suite, and how its tests ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    name: String,
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Part {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), passed: 0, failed: 0, skipped: 0 }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// A summary line: `test result: ok. 3 passed; 0 failed; 1 ignored; …` of cargo, `Summary [ 0.5s] 3 tests run:
    /// 3 passed, 1 skipped` of nextest, `3 passed (1.2s)` of Playwright, `1 failed, 3 passed in 1.20s` of pytest, or
    /// `ℹ pass 3` of Node.js.
    fn read(&mut self, line: &str) {
        if let Some(line) = line.strip_prefix("ℹ ") {
            self.passed += number_after(line, "pass");
            self.failed += number_after(line, "fail") + number_after(line, "cancelled");
            self.skipped += number_after(line, "skipped") + number_after(line, "todo");
            return;
        }
        self.passed += number_before(line, "passed");
        self.failed += number_before(line, "failed")
            + number_before(line, "flaky")
            + number_before(line, "error")
            + number_before(line, "errors");
        self.skipped += number_before(line, "ignored") + number_before(line, "skipped");
    }
}

impl fmt::Display for Part {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, passed, failed, skipped } = self;
        write!(to, "{name:<28} {passed:>7} {failed:>7} {skipped:>8}")
    }
}

/// The number in front of a word, as in `12 passed;`.
fn number_before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split_whitespace().collect();
    let found = words.windows(2).find(|pair| pair[1].trim_end_matches([',', ';']) == word);
    found.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// The number behind a word, as in `pass 12`.
fn number_after(line: &str, word: &str) -> usize {
    line.strip_prefix(word).and_then(|rest| rest.trim().parse().ok()).unwrap_or(0)
}

/// Runs a test command of cargo, adding one part for each test program that has tests. Running no test is a failure.
pub(crate) fn run(command: &mut Command, name: &str, parts: &mut Vec<Part>) -> Result<()> {
    let mut tally = Tally { name: name.to_owned(), found: Vec::new() };
    let succeeded = passing_on(command, |line| tally.read(line))?;
    let found: Vec<Part> = tally
        .found
        .into_iter()
        .filter(|part| part.passed + part.failed + part.skipped > 0)
        .collect();
    let line = shown(command);
    let ran: usize = found.iter().map(|part| part.passed + part.failed).sum();
    parts.extend(found);
    ensure!(succeeded, "`{line}` failed");
    ensure!(ran > 0 || line.contains("--doc"), "`{line}` ran no test");
    Ok(())
}

/// Runs a command of Playwright, pytest or Node.js as one part.
pub(crate) fn run_suite(command: &mut Command, name: &str) -> Result<Part> {
    let mut part = Part::new(name);
    let succeeded = passing_on(command, |line| part.read(line))?;
    if !succeeded {
        bail!("`{}` failed: {} passed, {} failed", shown(command), part.passed, part.failed);
    }
    ensure!(part.passed > 0, "`{}` ran no test", shown(command));
    Ok(part)
}

/// Prints each line of both outputs, in order, and shows it to `see`.
fn passing_on(command: &mut Command, mut see: impl FnMut(&str)) -> Result<bool> {
    let line = shown(command);
    println!("$ {line}");
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start `{line}`"))?;
    // The command keeps copies of the pipe's end; without this, reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut lines = BufReader::new(reader);
    let mut bytes = Vec::new();
    while lines.read_until(b'\n', &mut bytes)? > 0 {
        let text = String::from_utf8_lossy(&bytes);
        print!("{text}");
        see(text.trim_end());
        bytes.clear();
    }
    Ok(child.wait()?.success())
}

/// Follows cargo's output: which program runs, then how it ended.
struct Tally {
    name: String,
    found: Vec<Part>,
}

impl Tally {
    fn read(&mut self, line: &str) {
        let text = line.trim_start();
        if let Some(program) = program(text) {
            self.name = program;
        } else if text.starts_with("test result:") || text.starts_with("Summary [") {
            let mut part = Part::new(&self.name);
            part.read(text);
            self.found.push(part);
        }
    }
}

/// `Running tests/doors.rs (/…/deps/doors-0123)` is `doors`, `Doc-tests domain` is `domain, examples`.
fn program(line: &str) -> Option<String> {
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{name}, examples"));
    }
    let path = line.strip_prefix("Running ")?.split_once('(')?.1.trim_end_matches(')');
    let file = path.rsplit('/').next()?;
    let name = file.rsplit_once('-').map_or(file, |(name, _)| name);
    Some(if line.contains(" tests/") || line.starts_with("Running tests/") {
        format!("  {name}")
    } else {
        name.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, Tally, passing_on};

    #[test]
    fn cargo_programs_are_counted_apart() {
        let mut tally = Tally { name: "crates".to_owned(), found: Vec::new() };
        for line in [
            "     Running unittests src/lib.rs (/t/debug/deps/domain-0f)",
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "     Running tests/race.rs (/t/debug/deps/race-11)",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.01s",
            "   Doc-tests domain",
            "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "     Summary [   0.5s] 7 tests run: 5 passed, 2 failed, 1 skipped",
        ] {
            tally.read(line);
        }
        let part = |name: &str, passed, failed, skipped| Part {
            name: name.to_owned(),
            passed,
            failed,
            skipped,
        };
        let expected = [
            part("domain", 12, 2, 1),
            part("  race", 3, 0, 0),
            part("domain, examples", 1, 0, 0),
            part("domain, examples", 5, 2, 1),
        ];
        assert_eq!(tally.found, expected);
    }

    #[test]
    fn playwright_is_counted_from_its_closing_lines() {
        let mut part = Part::new("browser");
        for line in ["  1 failed", "  1 flaky", "  2 skipped", "  12 passed (5.2s)"] {
            part.read(line);
        }
        assert_eq!((part.passed, part.failed, part.skipped), (12, 2, 2));
    }

    #[test]
    fn pytest_and_node_are_counted_from_their_closing_lines() {
        let mut part = Part::new("Python");
        part.read("=== 1 failed, 46 passed, 2 skipped, 1 error in 28.87s ===");
        part.read("examples/test_curl.py ....   [100%]");
        assert_eq!((part.passed, part.failed, part.skipped), (46, 2, 2));
        let mut part = Part::new("TypeScript");
        for line in [
            "ℹ tests 13",
            "ℹ pass 9",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 2",
            "ℹ duration_ms 14112.1",
        ] {
            part.read(line);
        }
        assert_eq!((part.passed, part.failed, part.skipped), (9, 2, 2));
    }

    #[test]
    fn both_outputs_are_seen_in_order_and_a_failure_is_told() {
        let mut seen = Vec::new();
        let script = "echo one; echo two >&2; echo three; exit 3";
        let succeeded = passing_on(std::process::Command::new("sh").args(["-c", script]), |line| {
            seen.push(line.to_owned());
        });
        assert!(!succeeded.unwrap());
        assert_eq!(seen, ["one", "two", "three"]);
    }
}
