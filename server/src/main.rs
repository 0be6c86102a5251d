//! The program `mission-control`.

use std::process::ExitCode;

use clap::Parser;
use domain::display::SafeText;
use server::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            // It may name what somebody else wrote: a name, a line of a file.
            let error = SafeText::prose(&format!("{error:#}"));
            eprintln!("mission-control: {error}");
            ExitCode::FAILURE
        }
    }
}
