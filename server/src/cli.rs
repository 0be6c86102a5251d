//! The command line. A secret stands alone on standard output; everything else for people goes to standard error.

mod audit;
mod backup;
mod connect;
mod connection;
mod desktop;
mod gate;
mod hook;
mod key;
mod migrate;
mod runner;
mod stop;
mod table;
mod user;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use service::MissionControl;

use crate::config::{Config, Place, PlaceFlags, ServeFlags};
use crate::lock::InUse;
use crate::{desk, logging, serve};

/// People approve or reject what AI agents do on machines.
#[derive(Parser, Debug)]
#[command(name = "mission-control", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    place: PlaceFlags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Run the server, and make this machine a desktop
    Serve(ServeFlags),
    /// Make this machine a desktop of a server elsewhere
    Runner(runner::Flags),
    /// Let this account ask people: for `gate` and `hook`
    Connect(Box<connect::Flags>),
    /// Hold a command until a person approves it, then run it here
    Gate(Box<gate::Flags>),
    /// Let an agent that you start yourself ask a person first
    #[command(subcommand)]
    Hook(hook::Command),
    /// People who may sign in
    #[command(subcommand)]
    User(user::Command),
    /// Keys for programs
    #[command(subcommand)]
    Key(key::Command),
    /// Machines that work can be sent to
    #[command(subcommand)]
    Desktop(desktop::Command),
    /// The log of who did what
    #[command(subcommand)]
    Audit(audit::Command),
    /// Copy the database into a new file, also while the server runs
    Backup {
        /// The file to make
        file: PathBuf,
    },
    /// Put a backup in the database's place; what was allowed and not begun asks again
    Restore {
        /// What `backup` made; none after PostgreSQL's own tools have put a database back
        file: Option<PathBuf>,
    },
    /// Move everything into another database: from SQLite to PostgreSQL, or back
    Migrate(migrate::Flags),
    /// Start nothing more, of one agent or at all; what runs goes on
    Stop(stop::Flags),
    /// Let an agent, or everything, go on
    Resume(stop::Flags),
    /// Check an exported audit log, without a server
    Verify(verify::Flags),
    /// What the runner starts for each task
    #[command(hide = true)]
    Supervise,
}

impl Cli {
    /// Does what was asked. The runtime is made here, because a supervisor must not have one.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Supervise => return Ok(runner::supervise()),
            Command::Verify(flags) => verify::run(&flags)?,
            Command::Gate(flags) => return Ok(runtime()?.block_on(gate::run(*flags))),
            Command::Hook(command) => return runtime()?.block_on(command.run()),
            command => runtime()?.block_on(command.run(self.place))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

impl Command {
    async fn run(self, place: PlaceFlags) -> anyhow::Result<()> {
        match self {
            Self::Serve(flags) => {
                let config = Config::load(place.try_into()?, flags)?;
                logging::start(config.log_format);
                serve::serve(config).await
            }
            Self::Runner(flags) => runner::run(flags, &place.try_into()?).await,
            Self::Connect(flags) => Box::pin(connect::run(*flags, place)).await,
            Self::User(command) => beside(place, async |desk| command.run(desk).await).await,
            Self::Key(command) => beside(place, async |desk| command.run(desk).await).await,
            Self::Audit(command) => beside(place, async |desk| command.run(desk).await).await,
            Self::Desktop(command) => beside(place, async |desk| command.run(desk).await).await,
            Self::Stop(flags) => beside(place, async |desk| stop::stop(flags, desk).await).await,
            Self::Resume(flags) => {
                beside(place, async |desk| stop::resume(flags, desk).await).await
            }
            Self::Backup { file } => backup::backup(&named(place)?, &file).await,
            Self::Restore { file } => backup::restore(&named(place)?, file.as_deref()).await,
            Self::Migrate(flags) => migrate::run(&flags, &named(place)?).await,
            Self::Supervise | Self::Verify(_) | Self::Gate(_) | Self::Hook(_) => Ok(()),
        }
    }
}

/// Works with the service on the database, beside a server that may be running on it.
async fn beside(
    place: PlaceFlags,
    work: impl AsyncFnOnce(&MissionControl) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let place = named(place)?;
    let _using = InUse::with_others(&place.data)?;
    work(&desk::open(&place).await?).await
}

/// The place that flags, environment and the configuration file name.
fn named(place: PlaceFlags) -> anyhow::Result<Place> {
    Place::try_from(place)?.with_file()
}
