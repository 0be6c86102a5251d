//! The arrows between our crates, as Cargo.toml draws them.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace;

/// Each crate, and which of ours it may depend on. Tests (dev-dependencies) may look anywhere.
const ARROWS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("command", &["domain"]),
    ("service", &["domain", "command"]),
    ("store", &["service", "domain"]),
    ("app", &["domain", "service"]),
    ("frontend", &["app"]),
    ("server", &["app", "service", "store", "domain", "runner"]),
    ("runner", &["domain"]),
    ("bench", &[]),
    ("xtask", &[]),
];

/// Which crates alone may depend on a library, in tests too.
const OWNED: [(&str, &str); 2] = [("sqlx", "store"), ("libsqlite3-sys", "store")];

pub(super) fn check() -> Result<()> {
    let metadata = workspace::metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let names: BTreeSet<&str> =
        packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    ensure!(names == known, "the workspace holds {names:?}, the arrows are drawn for {known:?}");
    let wrong: Vec<String> = packages.iter().flat_map(wrong_arrows).collect();
    ensure!(wrong.is_empty(), "arrows that must not be:\n{}", wrong.join("\n"));
    Ok(())
}

fn wrong_arrows(package: &Value) -> Vec<String> {
    let from = package["name"].as_str().unwrap_or_default();
    let allowed =
        ARROWS.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, allowed)| allowed);
    let mut wrong = Vec::new();
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let to = dependency["name"].as_str().unwrap_or_default();
        let ours = ARROWS.iter().any(|(name, _)| *name == to) && dependency["source"].is_null();
        let for_tests = dependency["kind"] == "dev";
        if ours && !for_tests && !allowed.contains(&to) {
            wrong.push(format!("  {from} -> {to}"));
        }
        if (from, to) == ("app", "service") && dependency["optional"] != true {
            wrong.push("  app -> service must be optional: it belongs to `ssr` alone".to_owned());
        }
        if let Some((_, owner)) = OWNED.iter().find(|(name, owner)| *name == to && *owner != from) {
            wrong.push(format!("  {from} -> {to}, which belongs to {owner}"));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::wrong_arrows;
    use serde_json::json;

    fn package(from: &str, to: &str, kind: Option<&str>, optional: bool) -> serde_json::Value {
        json!({"name": from, "dependencies": [{"name": to, "source": null, "kind": kind, "optional": optional}]})
    }

    #[test]
    fn arrows_point_one_way() {
        assert!(wrong_arrows(&package("store", "service", None, false)).is_empty());
        assert_eq!(wrong_arrows(&package("service", "store", None, false)), ["  service -> store"]);
        assert!(wrong_arrows(&package("service", "store", Some("dev"), false)).is_empty());
    }

    #[test]
    fn the_app_takes_the_service_for_ssr_only() {
        assert!(wrong_arrows(&package("app", "service", None, true)).is_empty());
        assert_eq!(wrong_arrows(&package("app", "service", None, false)).len(), 1);
    }

    #[test]
    fn sqlx_belongs_to_the_store_even_in_tests() {
        assert!(wrong_arrows(&package("store", "sqlx", None, false)).is_empty());
        assert_eq!(wrong_arrows(&package("server", "sqlx", Some("dev"), false)).len(), 1);
    }
}
