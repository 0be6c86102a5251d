//! `hook`: an agent that somebody started asks a person before it does something.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Subcommand;
use runner::hook::claude::{
    Hook, Installed, Place, Reply, Setup, Tools, fragment, install, uninstall,
};
use runner::permission::{Desk, Program, Trouble, state_dir};

use super::connection;

/// How long a server that does not answer is tried again, at install.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a person may take: a little less than Claude lets a hook take.
const WAIT: u64 = 86_000;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Claude Code asks a person before it changes, starts or fetches something: see docs/claude-code.md
    Claude(Box<Claude>),
}

#[derive(clap::Args, Debug)]
#[group(skip)]
pub(super) struct Claude {
    #[command(flatten)]
    connection: connection::Flags,
    /// Put the hook into Claude Code's settings, beside what is there
    #[arg(long, conflicts_with_all = ["server", "key", "key_file"])]
    install: bool,
    /// Take it out again
    #[arg(long, conflicts_with = "install")]
    uninstall: bool,
    /// Only print what --install would put in
    #[arg(long, conflicts_with_all = ["install", "uninstall"])]
    print: bool,
    /// In the settings of this account, for every project: what is meant when neither is said
    #[arg(long)]
    user: bool,
    /// In the settings of the project in this directory, for everybody who works on it
    #[arg(long, conflicts_with = "user")]
    project: bool,
    /// Claude Code's program
    #[arg(long = "claude", value_name = "FILE", default_value = "claude")]
    program: PathBuf,
    /// Ask about these tools as well, which only look, plan or talk: Read, Grep, …; or `all`
    #[arg(long, value_name = "TOOLS", value_delimiter = ',')]
    ask: Vec<String>,
    /// After so many seconds of waiting let a `claude -p` end; resumed, it asks about the same call again
    #[arg(long, value_name = "SECONDS")]
    defer_after: Option<u64>,
    /// How long a person may take, in seconds; then the call is denied
    #[arg(long, value_name = "SECONDS", default_value_t = WAIT)]
    wait: u64,
    /// How long a server that goes away is tried again, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    patience: u64,
    /// Claude Code also calls the hook when a call has ended: --install sets this
    #[arg(long)]
    reports: bool,
    /// Send what a command printed with its outcome
    #[arg(long)]
    report_output: bool,
}

impl Command {
    /// Does what was asked, or answers one event.
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Claude(flags) = self;
        if flags.print {
            print!("{}", fragment(&flags.command_line()?));
            return Ok(ExitCode::SUCCESS);
        }
        if flags.install || flags.uninstall {
            flags.set_up().await?;
            return Ok(ExitCode::SUCCESS);
        }
        // On a task of its own: also what breaks in it is an answer.
        let answered = tokio::spawn(Box::pin(flags.answer())).await;
        let reply =
            answered.unwrap_or_else(|broken| Reply::trouble(&format!("the hook broke: {broken}")));
        let mut out = std::io::stdout();
        let told = out.write_all(reply.stdout.as_bytes()).and_then(|()| out.flush());
        if !reply.stderr.is_empty() {
            // The exit code says it as well.
            let _ = writeln!(std::io::stderr(), "{}", reply.stderr);
        }
        // An answer that did not arrive is a no.
        Ok(ExitCode::from(if told.is_ok() { reply.code } else { 2 }))
    }
}

impl Claude {
    async fn answer(self: Box<Self>) -> Reply {
        let mut stdin = Vec::new();
        if let Err(error) = std::io::stdin().lock().read_to_end(&mut stdin) {
            return Reply::trouble(&format!("what Claude Code wrote cannot be read: {error}"));
        }
        let state = match state_dir() {
            Ok(state) => state,
            Err(error) => return Reply::trouble(&format!("{error:#}")),
        };
        let hook = Hook {
            tools: Tools { ask: self.ask },
            wait: Duration::from_secs(self.wait),
            defer_after: self.defer_after.map(Duration::from_secs),
            patience: Duration::from_secs(self.patience),
            reports: self.reports,
            output: self.report_output,
            state,
        };
        let connection = self.connection;
        hook.answer(&stdin, move || connection.resolve()).await
    }

    async fn set_up(&self) -> anyhow::Result<()> {
        let place = if self.project { Place::Project } else { Place::User };
        if self.uninstall {
            let done = uninstall(place)?;
            let shown = done.file.display();
            if done.changed {
                eprintln!("Took the hook out of {shown}.{}", kept(&done));
            } else {
                eprintln!("There is no hook of ours in {shown}.");
            }
            return Ok(());
        }
        self.check_connection().await?;
        let command = self.command_line()?;
        let setup = Setup { command: command.clone(), claude: self.program.clone() };
        let done = install(place, &setup).await?;
        let (shown, version) = (done.file.display(), done.version.as_deref().unwrap_or_default());
        if !done.changed {
            eprintln!("The hook is in {shown} already. Claude Code {version} asks it.");
            return Ok(());
        }
        eprintln!(
            "Claude Code {version} asks Mission Control from its next start on. {shown} has now:"
        );
        print!("{}", fragment(&command));
        eprintln!(
            "Not asked about: {}.{}\nTo take it out: mission-control hook claude --uninstall{}",
            Tools::quiet().join(", "),
            kept(&done),
            if self.project { " --project" } else { "" }
        );
        Ok(())
    }

    /// A hook that cannot ask would deny everything, so it is tried before.
    async fn check_connection(&self) -> anyhow::Result<()> {
        let connection = self.connection.resolve()?;
        match Desk::new(&connection, Program::Hook)?.me(PATIENCE).await {
            Ok(_) => Ok(()),
            Err(refused @ Trouble::Refused(_)) => {
                Err(refused).context("nothing was changed, as the server does not take the key")
            }
            Err(Trouble::Away(why)) => {
                eprintln!(
                    "{} cannot be reached now ({why}). While that is so, Claude Code is denied what it asks for.",
                    connection.server
                );
                Ok(())
            }
        }
    }

    /// The command that Claude Code runs in a shell.
    fn command_line(&self) -> anyhow::Result<String> {
        let program = if self.project {
            // The file is for everybody, whose program may lie elsewhere. Where there is none, nothing goes through.
            "mission-control".to_owned()
        } else {
            quoted(&std::env::current_exe()?)?
        };
        let mut words = vec![program, "hook".into(), "claude".into(), "--reports".into()];
        let connection = &self.connection;
        if let Some(file) = &connection.connection {
            words.extend(["--connection".into(), quoted(&std::path::absolute(file)?)?]);
        }
        if let Some(desktop) = &connection.desktop {
            words.extend(["--desktop".into(), quoted(Path::new(desktop))?]);
        }
        if !self.ask.is_empty() {
            words.extend(["--ask".into(), quoted(Path::new(&self.ask.join(",")))?]);
        }
        if let Some(seconds) = self.defer_after {
            words.extend(["--defer-after".into(), seconds.to_string()]);
        }
        if self.wait != WAIT {
            words.extend(["--wait".into(), self.wait.to_string()]);
        }
        if self.patience != 600 {
            words.extend(["--patience".into(), self.patience.to_string()]);
        }
        if self.report_output {
            words.push("--report-output".into());
        }
        Ok(words.join(" "))
    }
}

/// One word of a command line.
fn quoted(path: &Path) -> anyhow::Result<String> {
    let text = path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:\\".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    if text.contains(['\'', '"', '\n']) {
        bail!("{text:?} has quotes in it, which not every shell reads alike; use another path");
    }
    Ok(if cfg!(windows) { format!("\"{text}\"") } else { format!("'{text}'") })
}

fn kept(done: &Installed) -> String {
    match &done.backup {
        Some(backup) => format!(" What was there before is in {}.", backup.display()),
        None => String::new(),
    }
}
