//! `gate`: a command of this machine, held until a person approves it, then run here.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::builder::RangedU64ValueParser;
use domain::display::SafeText;
use domain::limits;
use runner::gate::{Ending, Gate, Wanted};
use runner::permission::{Desk, Program, Target};

use super::connection;

/// What every code means, below the flags.
const CODES: &str = "\
Exit codes:
  the command's own   it ran (128+N: signal N ended it; 124: longer than --run-timeout)
  64   it cannot be asked about: not UTF-8, too long, no such script
  69   the server could not be reached, or went away for longer than --patience
  70   what was approved is not what would run, or something here does not work
  75   nobody decided in time
  76   the request, or the yes to it, was taken back
  77   a person rejected it, or the policy blocks it
  78   not connected, or the server does not take this key or request
  126, 127   it cannot be started, or there is no such program
  130, 143   called off with Ctrl-C or SIGTERM while it waited; the request is withdrawn
Whatever the code below 128 other than the command's own: nothing ran.

What is approved is what stands on the card, to the byte. `gate -- sh deploy.sh` binds these words, not what the file holds:
`gate --script deploy.sh` binds the script itself. docs/gate.md says more.";

#[derive(clap::Args, Debug)]
#[command(after_help = CODES)]
#[group(skip)]
pub(super) struct Flags {
    #[command(flatten)]
    connection: connection::Flags,
    /// Why, for the person who decides
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// A command line that `sh -c` reads, in place of a program and its arguments
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["command", "script"])]
    shell: Option<String>,
    /// A script whose bytes are asked about and run, whatever becomes of the file; its first line names what reads it, else sh
    #[arg(long, value_name = "FILE", conflicts_with = "command")]
    script: Option<PathBuf>,
    /// How long a person may take, in seconds [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = RangedU64ValueParser::<u64>::new().range(1..=u64::from(limits::DECIDE_WITHIN)))]
    timeout: Option<u64>,
    /// How long it may run, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 86_400, value_parser = RangedU64ValueParser::<u64>::new().range(1..=u64::from(limits::TIMEOUT)))]
    run_timeout: u64,
    /// How long a server that goes away is tried again, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    patience: u64,
    /// Send the end of what it prints (64 KiB) with its outcome, where that goes to no terminal
    #[arg(long)]
    report_output: bool,
    /// The program and its arguments: no shell reads them
    #[arg(last = true, value_name = "CMD", required_unless_present_any = ["shell", "script"])]
    command: Vec<OsString>,
}

/// Holds the command, and ends as it ended.
pub(super) async fn run(flags: Flags) -> ExitCode {
    let ending = match Box::pin(hold(flags)).await {
        Ok(ending) => ending,
        Err(error) => Ending::Refused(format!("{error:#}")),
    };
    let why = ending.text();
    if !why.is_empty() {
        say(&format!("nothing ran. {why}"));
    }
    ExitCode::from(ending.code())
}

async fn hold(flags: Flags) -> anyhow::Result<Ending> {
    let wanted = match (flags.shell, &flags.script) {
        (Some(text), _) => Ok(Wanted::Shell(text)),
        (None, Some(file)) => Wanted::script(file),
        (None, None) => Wanted::argv(flags.command),
    };
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(ending) => return Ok(ending),
    };
    let connection = flags.connection.resolve()?;
    let desk = Desk::new(&connection, Program::Gate)?;
    let patience = Duration::from_secs(flags.patience);
    let target = match Target::find(&desk, &connection, patience.min(runner::gate::AT_ONCE)).await {
        Ok(target) => target,
        Err(error) => return Ok(Ending::from_error(&error)),
    };
    let gate = Gate {
        wanted,
        why: flags.why,
        dir: std::env::current_dir().context("this directory is gone")?,
        decide: flags.timeout.map(Duration::from_secs),
        limit: Duration::from_secs(flags.run_timeout),
        patience,
        tail: flags.report_output,
    };
    Ok(Box::pin(gate.hold(&desk, &target, &mut say)).await)
}

/// A line for people. It may name what somebody wrote.
fn say(text: &str) {
    // Nobody reads it where the other side is closed, which must not end what runs.
    let _ = writeln!(std::io::stderr(), "mission-control: {}", SafeText::prose(text));
}
