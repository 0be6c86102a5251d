//! The workloads that ask a server through REST and its pages. One process measures one workload once, on one thread, and
//! prints one line of JSON; whatever it needs on the desk is made before the clock starts.

use std::rc::Rc;
use std::time::Duration;

use anyhow::Result;
use tokio::task::LocalSet;

use crate::cost::Watched;
use crate::desk::Desk;
use crate::door::Door;
use crate::report::Report;

mod decide;
mod mixed;
mod plain;

/// What to measure with.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    door: Door,
    #[command(flatten)]
    watched: Watched,
    /// Connections that ask at a time
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// How many requests at most
    #[arg(long, default_value_t = 1000)]
    count: usize,
    /// How long at most, in seconds: a slow server is asked less often
    #[arg(long, default_value_t = 30)]
    limit: u64,
    #[command(subcommand)]
    workload: Workload,
}

/// One kind of load.
#[derive(clap::Subcommand, Clone, Copy)]
enum Workload {
    /// GET /healthz
    Health,
    /// POST /hello of the bare server: what the way to axum and back costs
    Hello,
    /// Tasks that wait for a person from the start
    Create,
    /// The first fifty that wait
    List,
    /// Single decisions
    Decide {
        /// Agents that wait meanwhile, each with a connection of its own; each decision is heard by one of them
        #[arg(long, default_value_t = 0)]
        agents: usize,
    },
    /// Decisions, 100 a request
    Bulk,
    /// From a decision to its waiting agent, one at a time
    Wake {
        /// Decisions a second
        #[arg(long, default_value_t = 50)]
        rate: u32,
    },
    /// GET / of a signed-in person
    Board,
    /// What a day brings, at a fixed rate
    Mixed {
        /// Deeds a second
        #[arg(long, default_value_t = 100)]
        rate: u32,
        /// How long
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// How often memory is looked at, in seconds
        #[arg(long, default_value_t = 60)]
        memory_every: u32,
    },
}

/// Measures, and prints one line.
pub(crate) fn run(options: &Options) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(LocalSet::new().run_until(measure(options)))?.print()
}

async fn measure(options: &Options) -> Result<Report> {
    match options.workload {
        Workload::Health => plain::health(options).await,
        Workload::Hello => plain::hello(options).await,
        Workload::Create => plain::create(options).await,
        Workload::List => plain::list(options).await,
        Workload::Board => plain::board(options).await,
        Workload::Decide { agents: 0 } => decide::alone(options).await,
        Workload::Decide { agents } => decide::heard(options, agents).await,
        Workload::Bulk => decide::bulk(options).await,
        Workload::Wake { rate } => decide::wake(options, rate).await,
        Workload::Mixed { rate, seconds, memory_every } => {
            mixed::mixed(options, rate, seconds, memory_every).await
        }
    }
}

impl Options {
    fn limit(&self) -> Duration {
        Duration::from_secs(self.limit)
    }

    async fn desk(&self) -> Result<Rc<Desk>> {
        Ok(Rc::new(Desk::enter(&self.door).await?))
    }
}
