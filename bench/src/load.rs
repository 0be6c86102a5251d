//! The workloads that ask a server through REST and its pages.

use anyhow::Result;

use crate::closed::closed;
use crate::door::Door;
use crate::report::{Arrivals, Report, Watch};

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    door: Door,
    /// Connections that ask at a time
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// How many requests
    #[arg(long, default_value_t = 1000)]
    count: usize,
    #[command(subcommand)]
    workload: Workload,
}

/// One kind of load.
#[derive(clap::Subcommand, Clone, Copy)]
enum Workload {
    /// GET /healthz: what the way to the server and back costs
    Health,
}

/// Measures, and prints one line.
pub(crate) fn run(options: &Options) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(options))?.print()
}

async fn measure(options: &Options) -> Result<Report> {
    match options.workload {
        Workload::Health => health(options).await,
    }
}

async fn health(options: &Options) -> Result<Report> {
    let nobody = crate::client::Who::default();
    let watch = Watch::start()?;
    let work = vec![(); options.count];
    let latencies = closed(&options.door.servers, options.clients, work, async |connection, ()| {
        connection.get("/healthz", &nobody).await?.expect(200).map(drop)
    })
    .await?;
    watch.report("health", (Arrivals::Closed, options.clients, 1), &latencies)
}
