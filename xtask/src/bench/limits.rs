//! What the machine itself can do, measured in the same run.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use super::load::Spread;

/// Appends 4 KiB and waits until the disk has them, again and again, in the directory the database lies in.
pub(super) fn append_and_sync(dir: &Path, times: usize) -> Result<Spread> {
    let path = dir.join("append");
    let mut file = File::create(&path)?;
    let page = [7; 4096];
    let start = Instant::now();
    let mut latencies = Vec::new();
    for _ in 0..times {
        let began = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        latencies.push(began.elapsed());
    }
    let whole = start.elapsed();
    fs::remove_file(path)?;
    Spread::new(latencies, whole)
}
