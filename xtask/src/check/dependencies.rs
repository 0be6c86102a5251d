//! Licences, duplicates and origins of everything that ships, judged by `deny.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::licence::satisfied;
use crate::workspace;

/// The part of `deny.toml` that is read here.
#[derive(Deserialize)]
struct Law {
    graph: Graph,
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Graph {
    targets: Vec<String>,
    exclude: Vec<String>,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    skip: Vec<Skip>,
}

/// A version that may be there beside another one.
#[derive(Deserialize)]
struct Skip {
    /// `NAME@VERSION`
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    allow_registry: Vec<String>,
}

pub(super) fn check() -> Result<()> {
    let text =
        fs::read_to_string(workspace::root().join("deny.toml")).context("deny.toml is missing")?;
    let law: Law = toml::from_str(&text).context("deny.toml cannot be read")?;
    let mut wrong = BTreeSet::new();
    let mut titles = BTreeSet::new();
    for target in &law.graph.targets {
        let metadata = workspace::metadata(&["--filter-platform", target])?;
        let shipped = shipped(&metadata, &law.graph.exclude)?;
        wrong.extend(shipped.iter().filter_map(|package| wrong_licence(package, &law)));
        wrong.extend(shipped.iter().filter_map(|package| wrong_source(package, &law)));
        wrong.extend(duplicates(&shipped, &law.bans.skip));
        titles.extend(shipped.iter().map(|package| title(package)));
        println!("    {target}: {} crates", shipped.len());
    }
    let stale = law.bans.skip.iter().filter(|skip| !titles.contains(&skip.name));
    wrong.extend(stale.map(|skip| format!("skipped, but not there any more: {}", skip.name)));
    let wrong: Vec<String> = wrong.into_iter().collect();
    ensure!(wrong.is_empty(), "deny.toml forbids:\n  {}", wrong.join("\n  "));
    Ok(())
}

/// Everything reachable from our crates other than the excluded, without what only tests need.
fn shipped<'a>(metadata: &'a Value, exclude: &[String]) -> Result<Vec<&'a Value>> {
    let list = |at: &'a Value| at.as_array().map(Vec::as_slice).unwrap_or_default();
    let packages: BTreeMap<&str, &Value> = list(&metadata["packages"])
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let members = list(&metadata["workspace_members"]).iter().filter_map(Value::as_str);
    let mut open: Vec<&str> = members
        .filter(|id| {
            !exclude
                .iter()
                .any(|name| packages.get(id).is_some_and(|package| package["name"] == **name))
        })
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = nodes.get(id).with_context(|| format!("cargo metadata resolves no {id}"))?;
        for dependency in list(&node["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev") {
                open.extend(dependency["pkg"].as_str());
            }
        }
    }
    ensure!(seen.len() > 50, "only {} crates were found", seen.len());
    Ok(seen.into_iter().filter_map(|id| packages.get(id).copied()).collect())
}

fn wrong_licence(package: &Value, law: &Law) -> Option<String> {
    let licence = package["license"].as_str().unwrap_or("no licence");
    (!satisfied(licence, &law.licenses.allow))
        .then(|| format!("{}: licence {licence}", title(package)))
}

/// Ours have no source; all others come from an allowed registry.
fn wrong_source(package: &Value, law: &Law) -> Option<String> {
    let source = package["source"].as_str()?;
    let registry = source.strip_prefix("registry+").unwrap_or(source);
    (!law.sources.allow_registry.iter().any(|allowed| allowed == registry))
        .then(|| format!("{}: comes from {source}", title(package)))
}

fn duplicates(shipped: &[&Value], skip: &[Skip]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for package in shipped {
        if !skip.iter().any(|skip| skip.name == title(package)) {
            versions
                .entry(package["name"].as_str().unwrap_or_default())
                .or_default()
                .push(title(package));
        }
    }
    versions
        .into_values()
        .filter(|same| same.len() > 1)
        .map(|same| format!("twice: {}", same.join(", ")))
        .collect()
}

/// `NAME@VERSION`
fn title(package: &Value) -> String {
    format!(
        "{}@{}",
        package["name"].as_str().unwrap_or("?"),
        package["version"].as_str().unwrap_or("?")
    )
}
