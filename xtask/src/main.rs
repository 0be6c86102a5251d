//! The project's own commands: build, run, check and test Mission Control with nothing installed globally.
//! It must never be needed by the product at run time, and never read anything outside the checkout but its target
//! directory, the packages it installed, and the agents that it installs to try them.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod build;
mod check;
mod clients;
mod command;
mod css;
mod dev;
mod e2e;
mod frontend;
mod fuzz;
mod http;
mod machine;
mod npm;
mod postgres;
mod precompress;
mod python;
mod real_agents;
mod run;
mod server;
mod site;
mod test;
mod workspace;

/// Build and test commands of Mission Control.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the release binary with the web interface inside
    Build,
    /// Watch, rebuild what changed, restart the server, reload browsers
    Dev {
        /// Passed on to `serve`
        #[arg(last = true)]
        serve: Vec<String>,
    },
    /// Check formatting, lints and the laws of the code base
    Check {
        /// Only the checks whose name contains this
        #[arg(default_value = "", hide_default_value = true)]
        word: String,
    },
    /// Run every test: of the crates, and of browser, clients and examples against the release build
    Test(test::Options),
    /// Run the browser tests against the release build
    E2e {
        /// Passed on to Playwright
        #[arg(last = true)]
        playwright: Vec<String>,
    },
    /// Test the clients and the examples, or make the clients' types anew
    Clients(clients::Options),
    /// Measure the release binary over REST
    Bench(bench::Options),
    /// Fail when the first visit of a board costs more bytes than it may
    Budget(bench::budget::Options),
    /// Run fuzz targets for longer, led by what code they reach
    Fuzz(fuzz::Options),
    /// Start a throw-away PostgreSQL and print its URL, for tests by hand
    Postgres,
    /// Start the scripted model that real agents are tested with, to try one by hand
    Model {
        /// Where to listen on loopback
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// Build, then start `mission-control serve` and print its setup link
    Run {
        /// Passed on to `serve`
        #[arg(last = true)]
        serve: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run_task(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_task(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Build => build::build().map(drop),
        Task::Check { word } => check::check(&word),
        Task::Dev { serve } => dev::dev(&serve),
        Task::Test(options) => test::test(&options),
        Task::Clients(options) => clients::clients(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Budget(options) => bench::budget::budget(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Postgres => postgres::by_hand(),
        Task::Model { port } => real_agents::model(port),
        Task::E2e { playwright } => e2e::e2e(&playwright),
        Task::Run { serve } => run::run(&serve),
    }
}
