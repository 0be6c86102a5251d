//! ARCHITECTURE.md names files; each named file exists.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{site, workspace};

/// Endings that make a word a file name.
const ENDINGS: [&str; 10] =
    [".rs", ".toml", ".md", ".css", ".sql", ".ts", ".js", ".json", ".svg", ".yml"];
/// A map that names fewer paths than this is not one.
const LEAST: usize = 10;

pub(super) fn check() -> Result<()> {
    let root = workspace::root();
    let text =
        fs::read_to_string(root.join("ARCHITECTURE.md")).context("ARCHITECTURE.md is missing")?;
    let paths = named_paths(&text, |name| root.join(name).exists());
    ensure!(paths.len() >= LEAST, "ARCHITECTURE.md names only {} paths", paths.len());
    let mut names = Vec::new();
    for place in ["crates", "app", "frontend", "server", "runner", "xtask", "style", "end2end"] {
        if root.join(place).is_dir() {
            names.extend(site::files(&root.join(place))?);
        }
    }
    let exists = |path: &String| {
        root.join(path).exists()
            || !path.contains('/') && names.iter().any(|name| name.ends_with(path))
    };
    let missing: Vec<_> = paths.iter().filter(|path| !exists(path)).cloned().collect();
    ensure!(
        missing.is_empty(),
        "ARCHITECTURE.md names what does not exist: {}",
        missing.join(", ")
    );
    println!("    {} paths", paths.len());
    Ok(())
}

/// The words that are paths: they end like a file, or begin with something at the top of the checkout.
fn named_paths(text: &str, at_top: impl Fn(&str) -> bool) -> Vec<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || "`()[]|\"'→►".contains(letter));
    let words = words.map(|word| word.trim_end_matches(['.', ',', ';', ':', '/']));
    let mut paths: Vec<String> = words
        .filter(|word| !word.contains("://") && !word.starts_with(['/', '.', '*', '<', '$']))
        .filter(|word| {
            let file =
                ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending));
            file || word.split_once('/').is_some_and(|(top, _)| at_top(top))
        })
        .flat_map(expand)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// `a/{b,c}.rs` is `a/b.rs` and `a/c.rs`.
fn expand(word: &str) -> Vec<String> {
    let parts =
        word.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match parts {
        Some((before, (inside, after))) => {
            inside.split(',').map(|one| format!("{before}{one}{after}")).collect()
        }
        None => vec![word.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::named_paths;

    #[test]
    fn paths_are_told_from_prose_routes_and_links() {
        let text = "See `app/src/lib.rs`, (server/src/rest) and main.css; text/html is not one, nor /approvals or \
                    https://a.example/x.md.\n  crates/{domain,store}/Cargo.toml";
        let paths = named_paths(text, |top| ["app", "server"].contains(&top));
        assert_eq!(
            paths,
            [
                "app/src/lib.rs",
                "crates/domain/Cargo.toml",
                "crates/store/Cargo.toml",
                "main.css",
                "server/src/rest"
            ]
        );
    }
}
