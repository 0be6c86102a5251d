//! The load: a process of its own that asks a server as its users do, and keeps every latency.
//! It must never be part of the product, and no test depends on what it measures.

use clap::Parser;

mod client;
mod closed;
mod door;
mod fanout;
mod latency;
mod load;
mod report;

/// Measures a server that runs.
#[derive(Parser)]
enum Bench {
    /// Requests over REST and of pages
    Load(load::Options),
    /// Live streams: from the commit of an event to the last one who hears of it
    Fanout(fanout::Options),
}

fn main() -> anyhow::Result<()> {
    match Bench::parse() {
        Bench::Load(options) => load::run(&options),
        Bench::Fanout(options) => fanout::run(&options),
    }
}
