//! The load: a process of its own that asks a server as its users do, and keeps every latency.
//! It must never be part of the product, and no test depends on what it measures.

use clap::Parser;

mod agents;
mod bare;
mod client;
mod closed;
mod cost;
mod desk;
mod door;
mod fanout;
mod latency;
mod limits;
mod load;
mod pace;
mod report;

/// Measures a server that runs.
#[derive(Parser)]
enum Bench {
    /// Requests over REST and of pages
    Load(load::Options),
    /// What the disk and SQLite can do by themselves
    Limits(limits::Options),
    /// The yardstick: a server with nothing but group commit and a map of waiting agents
    Bare(bare::Options),
    /// Live streams: from the commit of an event to the last one who hears of it
    Fanout(fanout::Options),
}

fn main() -> anyhow::Result<()> {
    match Bench::parse() {
        Bench::Load(options) => load::run(&options),
        Bench::Limits(options) => limits::run(&options),
        Bench::Bare(options) => bare::run(&options),
        Bench::Fanout(options) => fanout::run(&options),
    }
}
