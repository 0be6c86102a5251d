//! `supervise`, the hidden subcommand; `run SERVER STATE WORKSPACE`, a runner that can be killed; and `acp SCRIPT`, an agent
//! that plays a script.

#[path = "acp_agent.rs"]
mod acp_agent;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["supervise"] => runner::supervise_main(),
        ["acp", script] => acp_agent::main(script),
        ["run", server, state, workspace] => run(server, state, workspace),
        _ => ExitCode::FAILURE,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn run(server: &str, state: &str, workspace: &str) -> ExitCode {
    let config = runner::RunnerConfig::new(server, "token", workspace, state);
    let run = async { runner::run(config?, tokio_util::sync::CancellationToken::new()).await };
    match run.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
