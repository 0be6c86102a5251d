//! The bundled SQLite is 3.51.3 or newer: older ones can lose a committed write when the WAL is reset.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::workspace;

const LEAST: [u32; 3] = [3, 51, 3];

pub(super) fn check() -> Result<()> {
    let metadata = workspace::metadata(&[])?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let library = packages.iter().find(|package| package["name"] == "libsqlite3-sys");
    let library = library.context("Cargo.lock holds no libsqlite3-sys")?;
    let manifest = library["manifest_path"].as_str().context("libsqlite3-sys has no manifest")?;
    let header = Path::new(manifest).with_file_name("sqlite3").join("sqlite3.h");
    let text = fs::read(&header).with_context(|| format!("cannot read {}", header.display()))?;
    let version = version(&String::from_utf8_lossy(&text)).context("sqlite3.h names no version")?;
    ensure!(version >= LEAST, "SQLite {version:?} is bundled; at least {LEAST:?} is needed");
    let bundled = metadata["resolve"]["nodes"].as_array().into_iter().flatten().any(|node| {
        let features = node["features"].as_array();
        node["id"] == library["id"]
            && features.is_some_and(|names| names.iter().any(|name| name == "bundled"))
    });
    ensure!(bundled, "libsqlite3-sys would take the system's SQLite: its `bundled` feature is off");
    println!("    SQLite {}.{}.{}", version[0], version[1], version[2]);
    Ok(())
}

/// The version that `sqlite3.h` defines.
fn version(header: &str) -> Option<[u32; 3]> {
    let line = header.lines().find(|line| line.starts_with("#define SQLITE_VERSION "))?;
    let mut parts = line.split('"').nth(1)?.split('.').map(str::parse);
    Some([parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?])
}

#[cfg(test)]
mod tests {
    use super::{LEAST, version};

    #[test]
    fn versions_compare_as_numbers() {
        let of = |text: &str| version(&format!("#define SQLITE_VERSION        \"{text}\"\n"));
        assert!(of("3.9.0") < Some(LEAST) && of("3.51.2") < Some(LEAST));
        assert!(of("3.51.3") >= Some(LEAST) && of("3.100.0") > Some(LEAST));
        assert_eq!(version("nothing"), None);
    }
}
