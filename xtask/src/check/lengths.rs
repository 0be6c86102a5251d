//! Files stay short enough to read in one go. Tests may be longer; house rule: about 150 lines, split past 300.

use std::fs;

use anyhow::{Result, ensure};

use super::source::code;
use crate::{site, workspace};

/// Where files are measured; each must exist.
const PLACES: [&str; 9] =
    ["crates", "app", "frontend", "server", "runner", "bench", "xtask", "style", "public"];
const SPLIT_PAST: usize = 300;
const FAIL_PAST: usize = 400;

pub(super) fn check() -> Result<()> {
    let mut long = Vec::new();
    for place in PLACES {
        let dir = workspace::root().join(place);
        ensure!(dir.is_dir(), "{place} is missing");
        for file in site::files(&dir)? {
            let path = file.strip_prefix(workspace::root())?.display().to_string();
            let ours = file.extension().is_some_and(|name| name == "rs" || name == "css");
            if ours && !path.contains("/tests/") {
                long.push((code(&fs::read_to_string(&file)?).len(), path));
            }
        }
    }
    ensure!(!long.is_empty(), "no file was measured");
    long.retain(|(lines, _)| *lines > SPLIT_PAST);
    long.sort_by(|a, b| b.cmp(a));
    for (lines, path) in &long {
        println!("    {lines} lines: {path}");
    }
    let failed = long.iter().filter(|(lines, _)| *lines > FAIL_PAST).count();
    ensure!(failed == 0, "{failed} files are longer than {FAIL_PAST} lines before their tests");
    Ok(())
}
