//! What one run found, kept as JSON, and the part of a document that its tables stand in.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;

use super::machine::Machine;
use super::plan::Effort;
use super::row::Row;
use super::several::Servers;
use super::single::{Fill, Syncs};
use super::start::Start;
use super::targets::{Target, targets};
use crate::workspace;

const BEGIN: &str = "<!-- measured: written by `cargo xtask bench --write-docs` -->";
const END: &str = "<!-- /measured -->";

/// One run. Its JSON is described in `docs/performance.md`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
    schema: &'static str,
    pub(super) machine: Machine,
    pub(super) repeats: usize,
    pub(super) limits: Vec<Value>,
    pub(super) starts: Vec<Start>,
    pub(super) fills: Vec<Fill>,
    pub(super) rows: Vec<Row>,
    pub(super) syncs: Option<Syncs>,
    pub(super) day: Option<Value>,
    /// Two reports for each number of listeners: how late they hear, and how all come back.
    pub(super) fanout: Vec<[Value; 2]>,
    pub(super) servers: Vec<Servers>,
    /// The workloads that failed: an answer was wrong, or did not come.
    pub(super) failed: Vec<String>,
    /// Set when it is kept.
    targets: Vec<Target>,
}

impl Record {
    pub(super) fn new(machine: Machine, effort: Effort) -> Self {
        Self {
            schema: "mission-control/bench/1",
            machine,
            repeats: effort.repeats,
            limits: Vec::new(),
            starts: Vec::new(),
            fills: Vec::new(),
            rows: Vec::new(),
            syncs: None,
            day: None,
            fanout: Vec::new(),
            servers: Vec::new(),
            failed: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// The rate of a raw limit, by the load's name for it.
    pub(super) fn limit(&self, name: &str) -> Option<f64> {
        let found = self.limits.iter().find(|limit| limit["workload"] == name)?;
        found["perSecond"].as_f64()
    }

    /// Writes it to `target/bench`, and answers where.
    pub(super) fn keep(mut self) -> Result<PathBuf> {
        self.targets = targets(&self);
        let dir = workspace::target_dir()?.join("bench");
        fs::create_dir_all(&dir)?;
        let path = dir.join(format!("{}.json", self.machine.date.replace(':', "")));
        fs::write(&path, serde_json::to_vec_pretty(&self)?)?;
        Ok(path)
    }
}

/// Puts the tables into a document of the checkout, between its two markers.
pub(super) fn write(document: &str, tables: &str) -> Result<()> {
    let path = workspace::root().join(document);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {document}"))?;
    let text = between(&text, tables)
        .with_context(|| format!("{document} lacks the markers {BEGIN} and {END}"))?;
    fs::write(&path, text)?;
    println!("written into {document}");
    Ok(())
}

fn between(text: &str, tables: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", tables.trim()))
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, between};

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let text = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let new = between(&text, "| new |\n").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}\n\n| new |\n\n{END}\nafter\n"));
        assert_eq!(between(&new, "| new |").as_ref(), Some(&new));
        assert_eq!(between("no markers", "x"), None);
        assert_eq!(between(&format!("{END} {BEGIN}"), "x"), None);
    }
}
