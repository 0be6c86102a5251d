//! What was seen, as the table between two marks in `docs/agents.md`. A run of some agents leaves the others' rows as they are.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::trial::{BARE, TRIALS, WAIT};
use crate::workspace;

const BEGIN: &str = "<!-- real agents: written by `cargo xtask test --real-agents` -->";
const END: &str = "<!-- end of real agents -->";

/// What stands where nothing was tried.
const UNTRIED: &str = "not tried";

/// One agent's row: the name, the version, and a word for each trial.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row(Vec<String>);

impl Row {
    pub(super) fn new(agent: &str, version: &str) -> Self {
        let mut cells = vec![UNTRIED.to_owned(); columns().len()];
        agent.clone_into(&mut cells[0]);
        version.clone_into(&mut cells[1]);
        Self(cells)
    }

    /// What was seen in this trial.
    pub(super) fn put(&mut self, column: &str, word: &str) {
        if let Some(at) = columns().iter().position(|name| *name == column) {
            self.0[at] = word.replace('|', "/").replace('\n', " ");
        }
    }

    /// What this run did not try was seen before, if it was the same version.
    fn keep(&mut self, before: &Self) {
        for (cell, old) in self.0.iter_mut().zip(&before.0) {
            if cell == UNTRIED {
                old.clone_into(cell);
            }
        }
    }

    fn line(&self) -> String {
        format!("| {} |", self.0.join(" | "))
    }
}

fn columns() -> Vec<&'static str> {
    let short = TRIALS.iter().map(|(name, _)| *name);
    ["Agent", "Version"].into_iter().chain(short).chain([WAIT, BARE]).collect()
}

/// The whole table.
pub(super) fn shown(rows: &[Row]) -> String {
    let columns = columns();
    let head = format!("| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
    rows.iter().fold(head, |table, row| table + "\n" + &row.line())
}

/// Puts the rows into the document, and answers what now stands there.
pub(super) fn write(rows: &[Row]) -> Result<String> {
    let file = file();
    let text =
        fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
    let (text, table) = put(&text, rows)?;
    fs::write(&file, text)?;
    Ok(table)
}

fn file() -> PathBuf {
    workspace::root().join("docs/agents.md")
}

fn put(text: &str, rows: &[Row]) -> Result<(String, String)> {
    let (head, rest) =
        text.split_once(BEGIN).context("docs/agents.md has no mark where the table begins")?;
    let (old, tail) =
        rest.split_once(END).context("docs/agents.md has no mark where the table ends")?;
    let mut all = read(old);
    for row in rows {
        let mut row = row.clone();
        match all.iter_mut().find(|old| old.0[0] == row.0[0]) {
            Some(old) => {
                if old.0[1] == row.0[1] {
                    row.keep(old);
                }
                *old = row;
            }
            None => all.push(row),
        }
    }
    let table = shown(&all);
    Ok((format!("{head}{BEGIN}\n\n{table}\n\n{END}{tail}"), table))
}

/// The rows of a table as it was written before; one with other columns is left behind.
fn read(table: &str) -> Vec<Row> {
    let width = columns().len();
    let lines = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let rows = lines.map(|line| {
        let cells = line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
        Row(cells.collect())
    });
    rows.filter(|row| row.0.len() == width).collect()
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, Row, put, read};

    fn row(agent: &str, version: &str, seen: &[(&str, &str)]) -> Row {
        let mut row = Row::new(agent, version);
        for (column, word) in seen {
            row.put(column, word);
        }
        row
    }

    #[test]
    fn a_run_of_one_agent_changes_its_row_and_nothing_else() {
        let empty = format!("# Agents\n\n{BEGIN}\n{END}\nMore.\n");
        let all = [
            row("A", "1", &[("Approve", "yes"), ("11-minute wait", "660 s")]),
            row("B", "1", &[("MCP", "yes")]),
        ];
        let (first, _) = put(&empty, &all).unwrap();
        let (second, table) =
            put(&first, &[row("A", "1", &[("Approve", "no: a | b\nc")])]).unwrap();
        assert!(second.starts_with("# Agents\n") && second.ends_with("\nMore.\n"));
        let expected = [
            row("A", "1", &[("Approve", "no: a / b c"), ("11-minute wait", "660 s")]),
            all[1].clone(),
        ];
        assert_eq!(read(&table), expected);
    }

    #[test]
    fn what_another_version_did_is_not_kept() {
        let empty = format!("{BEGIN}{END}");
        let (first, _) = put(&empty, &[row("A", "1", &[("Cancel", "yes")])]).unwrap();
        let newer = [row("A", "2", &[("Approve", "yes")])];
        let (_, table) = put(&first, &newer).unwrap();
        assert_eq!(read(&table), newer);
    }

    #[test]
    fn the_document_has_both_marks() {
        let text = std::fs::read_to_string(super::file()).unwrap();
        assert!(put(&text, &[]).is_ok());
    }
}
