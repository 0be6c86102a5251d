//! `cargo xtask bench`: measures the release binary over REST and its pages, on loopback, with users, permissions, audit
//! and events all on. It is never a test: nothing passes or fails by a time.
//!
//! The disk of one machine drifts more than most changes do, so each run also measures its own limits, in turns with the
//! product: a bare axum server with one group-committing writer, a bare "hello", raw SQLite, raw appends. Compare ratios
//! inside one run, never two runs. `docs/performance.md` says what each workload is.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::build;
use machine::Machine;
use plan::Effort;
use record::Record;
use tool::Tool;

pub(crate) mod budget;
mod fill;
mod machine;
mod plan;
mod record;
mod row;
mod several;
mod single;
mod start;
mod table;
mod targets;
mod tool;
mod wire;

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A few minutes, with 1,000 and 10,000 open items
    #[arg(long)]
    quick: bool,
    /// Only the workloads whose name contains this
    #[arg(long, default_value = "", hide_default_value = true)]
    only: String,
    /// Measure the release binary that is there, without building it first
    #[arg(long)]
    no_build: bool,
    /// Measure this binary instead
    #[arg(long, value_name = "FILE", conflicts_with = "no_build")]
    binary: Option<PathBuf>,
    /// Put the tables into docs/performance.md, or with several servers into docs/scaling.md
    #[arg(long)]
    write_docs: bool,
    /// An empty PostgreSQL database to measure several servers on
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// How many servers to measure, one run each; more than one need --database-url
    #[arg(long, value_name = "COUNTS", value_delimiter = ',')]
    servers: Vec<usize>,
}

/// Measures, prints the tables, and keeps everything in `target/bench`.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let binary = match &options.binary {
        Some(binary) => binary.canonicalize().with_context(|| binary.display().to_string())?,
        None if options.no_build => build::binary()?,
        None => build::build()?,
    };
    ensure!(binary.is_file(), "{} is missing: run without --no-build", binary.display());
    let tool = Tool::build()?;
    let machine = Machine::look(&binary)?;
    let effort = if options.quick { Effort::QUICK } else { Effort::FULL };
    let mut record = Record::new(machine, effort);
    let (document, measured) = if options.servers.is_empty() && options.database_url.is_none() {
        let measured = single::measure(&tool, &binary, &options.only, effort, &mut record);
        ("docs/performance.md", measured)
    } else {
        let counts = if options.servers.is_empty() { &[1][..] } else { &options.servers };
        let database = options.database_url.as_deref();
        let found = &mut record.servers;
        (
            "docs/scaling.md",
            several::measure(&tool, &binary, (database, counts), (&options.only, effort), found),
        )
    };
    let tables = table::tables(&record);
    println!("\n{tables}");
    println!("kept in {}", record.keep()?.display());
    // What was measured before something failed is kept, and is not published.
    measured?;
    if options.write_docs {
        record::write(document, &tables)?;
    }
    Ok(())
}
