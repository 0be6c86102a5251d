//! `cargo xtask build`: the release binary, with the web interface inside.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::command::{self, cargo, seconds, step};
use crate::precompress::Sizes;
use crate::site::{self, Site};
use crate::workspace;

/// Builds everything and answers the path of the binary.
pub(crate) fn build() -> Result<PathBuf> {
    let start = Instant::now();
    let site = site::build_release()?;
    let binary = step("server", || server(&site))?;
    report(&site, &binary)?;
    println!("built in {}: {}", seconds(start.elapsed()), binary.display());
    Ok(binary)
}

/// Where `build` leaves the binary.
pub(crate) fn binary() -> Result<PathBuf> {
    Ok(workspace::target_dir()?.join("release/mission-control"))
}

fn server(site: &Site) -> Result<PathBuf> {
    command::run(
        cargo()
            .args([
                "build",
                "--locked",
                "--release",
                "--package",
                "server",
                "--bin",
                "mission-control",
            ])
            .env("MISSION_CONTROL_SITE", &site.dir),
    )?;
    let binary = binary()?;
    ensure!(binary.is_file(), "the build left no {}", binary.display());
    Ok(binary)
}

fn report(site: &Site, binary: &PathBuf) -> Result<()> {
    println!("\n{:<32} {:>10} {:>10} {:>10}", "bytes", "raw", "brotli", "gzip");
    let mut total = Sizes::default();
    for (path, size) in &site.sizes {
        println!("{path:<32} {:>10} {:>10} {:>10}", size.raw, size.brotli, size.gzip);
        if path.starts_with("pkg/") {
            total.raw += size.raw;
            total.brotli += size.brotli;
            total.gzip += size.gzip;
        }
    }
    println!("{:<32} {:>10} {:>10} {:>10}", "pkg together", total.raw, total.brotli, total.gzip);
    println!("{:<32} {:>10}\n", "binary", fs::metadata(binary)?.len());
    Ok(())
}
