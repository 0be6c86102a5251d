//! Live streams: from the commit of an event to the last one who hears of it.

use anyhow::{Result, bail};

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many browsers listen
    #[arg(long, default_value_t = 1000)]
    listeners: usize,
}

/// Measures, and prints one line for each result.
pub(crate) fn run(options: &Options) -> Result<()> {
    bail!("not measured yet with {} listeners", options.listeners)
}
