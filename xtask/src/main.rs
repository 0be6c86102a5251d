//! The project's own commands: build, run, check and test Mission Control with nothing installed globally.
//! It must never be needed by the product at run time, and never read anything outside the checkout but its target
//! directory.

use clap::{Parser, Subcommand};

mod build;
mod command;
mod css;
mod frontend;
mod precompress;
mod run;
mod site;
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
    /// Build, then start `mission-control serve` and print its setup link
    Run {
        /// Passed on to `serve`
        #[arg(last = true)]
        serve: Vec<String>,
    },
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Build => build::build().map(drop),
        Task::Run { serve } => run::run(&serve),
    }
}
