//! A server to measure or to try: its own data directory, a user, a key, desktops.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::command;
use crate::workspace;

/// Where a server has its data; removed in the end.
pub(crate) struct Place {
    binary: PathBuf,
    dir: PathBuf,
    /// Where the database is, when it is not in the directory.
    database: Option<String>,
}

/// Who asks.
pub(crate) struct Credentials {
    pub(crate) user: &'static str,
    pub(crate) password: String,
    pub(crate) key: String,
}

impl Credentials {
    /// The header line that carries the key.
    pub(crate) fn key_header(&self) -> String {
        key_header(&self.key)
    }
}

/// The header line that carries a key.
pub(crate) fn key_header(key: &str) -> String {
    format!("x-api-key: {key}\r\n")
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    /// Kept open: a server that may not print any more would end.
    _output: BufReader<ChildStdout>,
}

impl Place {
    /// Beside the build, on a real disk: `/tmp` may be memory.
    pub(crate) fn make(binary: &Path, purpose: &str) -> Result<Self> {
        let dir = workspace::target_dir()?.join(format!("{purpose}-{}", std::process::id()));
        fs::create_dir_all(&dir)?;
        Ok(Self { binary: binary.to_owned(), dir, database: None })
    }

    /// With its database elsewhere.
    pub(crate) fn on(mut self, database: Option<String>) -> Self {
        self.database = database;
        self
    }

    /// A directory of its own with everything that is in this one. No server may be at work here.
    pub(crate) fn copy(&self, purpose: &str) -> Result<Self> {
        let other = Self::make(&self.binary, purpose)?;
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::copy(entry.path(), other.dir.join(entry.file_name()))?;
            }
        }
        Ok(other)
    }

    /// A directory for one more server on the same database, with the same key for what it signs.
    pub(crate) fn beside(&self, purpose: &str) -> Result<Self> {
        let other = Self::make(&self.binary, purpose)?.on(self.database.clone());
        for key in ["signing.key", "push.key"] {
            let from = self.dir.join(key);
            if from.is_file() {
                fs::copy(from, other.dir.join(key))?;
            }
        }
        Ok(other)
    }

    pub(crate) fn data(&self) -> &Path {
        &self.dir
    }

    /// The binary with this data directory.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(&self.dir).env("RUST_LOG", "warn");
        if let Some(database) = &self.database {
            // Not on the command line: it may hold a password.
            command.env("MISSION_CONTROL_DATABASE_URL", database);
        }
        command
    }

    /// Makes the user and the key with the command line.
    pub(crate) fn credentials(&self) -> Result<Credentials> {
        let (user, password) = ("bench", format!("bench password {}", std::process::id()));
        let mut add = self.command(&["user", "add", user, "--role", "admin", "--password-stdin"]);
        let mut child = add
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start the binary")?;
        child
            .stdin
            .take()
            .context("no standard input")?
            .write_all(format!("{password}\n").as_bytes())?;
        ensure!(child.wait()?.success(), "the user could not be made");
        let scopes = ["key", "add", user, "--for", user, "--scopes", "read,tasks,decide"];
        let key = command::output(&mut self.command(&scopes))?.trim().to_owned();
        Ok(Credentials { user, password, key })
    }

    /// Adds a desktop, and answers its runner's token.
    pub(crate) fn desktop(&self, name: &str) -> Result<String> {
        Ok(command::output(&mut self.command(&["desktop", "add", name]))?.trim().to_owned())
    }

    /// Makes a key of an agent, and answers it.
    pub(crate) fn agent(&self, credentials: &Credentials, name: &str) -> Result<String> {
        let words = ["key", "add", name, "--for", credentials.user, "--scopes", "tasks,propose"];
        Ok(command::output(&mut self.command(&words))?.trim().to_owned())
    }

    /// Starts the server and waits for its line `listening on …`.
    pub(crate) fn start(&self) -> Result<Server> {
        Server::start(self.command(&["serve", "--listen", "127.0.0.1:0", "--no-local-desktop"]))
    }

    /// The median time from the start of the process to its first answer.
    pub(crate) fn cold_start(&self, times: usize) -> Result<Duration> {
        let mut found = Vec::new();
        for _ in 0..times {
            let began = Instant::now();
            let server = self.start()?;
            crate::http::Connection::open(server.address)?.get("/healthz", "")?.expect(200)?;
            found.push(began.elapsed());
            server.stop()?;
        }
        found.sort();
        found.get(times / 2).copied().context("nothing was started")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.dir) {
            eprintln!("warning: {} stays: {error}", self.dir.display());
        }
    }
}

impl Server {
    /// Starts a server, and waits for its line `listening on …`.
    pub(crate) fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let output = child.stdout.take().context("the server has no output")?;
        let mut output = BufReader::new(output);
        let mut address = None;
        let mut line = String::new();
        while address.is_none() && output.read_line(&mut line)? > 0 {
            address = line.trim_end().strip_prefix("listening on http://").map(str::to_owned);
            line.clear();
        }
        let address = address.context("the server ended without listening")?;
        Ok(Self { child, address: address.parse().context("not an address")?, _output: output })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u32 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(f64::from(kib) / 1024.0)
    }

    /// Processor time used while nobody asks, in percent of a core.
    pub(crate) fn idle_use(&self, time: Duration) -> Result<f64> {
        let before = self.nanoseconds()?;
        thread::sleep(time);
        let used = Duration::from_nanos(self.nanoseconds()? - before);
        Ok(100.0 * used.as_secs_f64() / time.as_secs_f64())
    }

    /// What all threads have run so far.
    fn nanoseconds(&self) -> Result<u64> {
        let mut sum = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let text = fs::read_to_string(thread?.path().join("schedstat"))?;
            sum += text.split_whitespace().next().context("empty schedstat")?.parse::<u64>()?;
        }
        Ok(sum)
    }

    /// Asks the server to end, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<()> {
        command::answers(command::program("kill").args(["-TERM", &self.child.id().to_string()]));
        ensure!(self.child.wait()?.success(), "the server did not end well");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nothing left to kill.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
