//! The program `mission-control`.

use std::process::ExitCode;

use clap::Parser;
use server::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mission-control: {error:#}");
            ExitCode::FAILURE
        }
    }
}
