//! What the disk and SQLite can do by themselves, here and now.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::bare::ledger::Ledger;
use crate::latency::Latencies;
use crate::report::{Arrivals, Watch};

/// How many decisions are in one commit, and how many such commits are measured.
const BATCHES: [(u32, usize); 4] = [(1, 400), (16, 300), (64, 200), (256, 100)];

/// Where to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A directory on the disk that the databases lie on
    #[arg(long)]
    data: PathBuf,
}

/// Measures, and prints one line for each limit.
pub(crate) fn run(options: &Options) -> Result<()> {
    append(&options.data, 400)?;
    BATCHES.iter().try_for_each(|(each, commits)| decide(&options.data, *each, *commits))
}

/// Appends 4 KiB and waits until the disk has them, again and again.
fn append(dir: &Path, times: usize) -> Result<()> {
    let path = dir.join("append");
    let mut file = File::create(&path)?;
    let page = [7; 4096];
    let (watch, mut latencies) = (Watch::start()?, Latencies::new()?);
    for _ in 0..times {
        let began = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        latencies.record(began.elapsed())?;
    }
    let report = watch.report("append", (Arrivals::Closed, 1, 1), &latencies)?;
    fs::remove_file(path)?;
    report.print()
}

/// Decides in one thread, `each` of them in one commit: a guarded update and an audit row for each decision.
fn decide(dir: &Path, each: u32, commits: usize) -> Result<()> {
    let path = dir.join(format!("raw-{each}.db"));
    let ledger = Ledger::write(&path)?;
    let requests = |ledger: &Ledger| {
        let one = |_| ledger.create("Rotate a log", "logrotate --force /etc/logrotate.conf");
        (0..usize::try_from(each)? * commits).map(one).collect::<Result<Vec<_>>>()
    };
    let waiting = ledger.commit(requests)?;
    let (watch, mut latencies) = (Watch::start()?, Latencies::new()?);
    for batch in waiting.chunks(usize::try_from(each)?) {
        let began = Instant::now();
        ledger.commit(|ledger| {
            for id in batch {
                let decided = ledger.decide(*id, &format!("bare:{id}"), "approve")?;
                ensure!(decided, "{id} was decided already");
            }
            Ok(())
        })?;
        latencies.record(began.elapsed())?;
    }
    let report = watch.report(&format!("raw-{each}"), (Arrivals::Closed, 1, each), &latencies)?;
    drop(ledger);
    for end in ["", "-wal", "-shm"] {
        let file = dir.join(format!("raw-{each}.db{end}"));
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    report.print()
}
