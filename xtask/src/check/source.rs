//! The Rust sources as the checks read them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{site, workspace};

/// One Rust file of the product: not a test, not the build tool.
pub(super) struct Source {
    /// Path from the checkout.
    pub(super) path: String,
    /// The lines up to the first inline test module, numbered from 1, without comments.
    pub(super) lines: Vec<(usize, String)>,
}

/// Every product source below these directories, or these files; each must exist.
pub(super) fn sources(places: &[&str]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for place in places {
        let at = workspace::root().join(place);
        ensure!(at.exists(), "{place} is missing");
        let files = if at.is_dir() { site::files(&at)? } else { vec![at] };
        let before = found.len();
        for file in
            files.into_iter().filter(|file| file.extension().is_some_and(|name| name == "rs"))
        {
            found.push(read(file)?);
        }
        ensure!(found.len() > before, "{place} holds no Rust file");
    }
    Ok(found)
}

fn read(file: PathBuf) -> Result<Source> {
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let path = file.strip_prefix(workspace::root())?.display().to_string();
    Ok(Source { path, lines: code(&text) })
}

/// The code lines of a file: no comments, nothing from the first inline test module on.
pub(super) fn code(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .map(|(number, line)| (number + 1, line.split("//").next().unwrap_or_default().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn comments_and_inline_tests_are_not_code() {
        let lines = code("//! about sqlx::\nuse a; // b\n#[cfg(test)]\nmod tests {}\n");
        assert_eq!(lines, [(1, String::new()), (2, "use a; ".to_owned())]);
    }
}
