//! A PostgreSQL server of its own for tests, thrown away in the end: a new cluster in a directory of its own, on a free port
//! of loopback, with a certificate, a password that nobody else has, and the settings that PostgreSQL comes with. It writes
//! to disk as a real one does: tests ask what is left after a crash.

mod binaries;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use data_encoding::HEXLOWER;

use crate::command;
use crate::workspace;
use binaries::Binaries;

/// Where tests look for a server on which they may make databases.
pub(crate) const VARIABLE: &str = "MISSION_CONTROL_TEST_POSTGRES";

/// How long a cluster may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// The certificate and key of `127.0.0.1`, which the tests of mail use too. `ca.pem` beside them is who says so.
const CERTIFICATE: &str = "server/tests/support/tls/server.pem";
const KEY: &str = "server/tests/support/tls/server.key";

/// Starts the server, and stops it at the end of what comes on its standard input. That end is there when this program drops
/// the pipe or dies, however it dies, so no server stays behind. What a server that broke had said is shown.
const KEEPER: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 >"$2/log" 2>&1 &
server=$!
trap '' INT TERM HUP
exec 3<&0
(read -r end <&3; kill -INT "$server" 2>/dev/null) &
wait "$server" || cat "$2/log" >&2
rm -rf "$2"
"#;

/// A running server. It is stopped and its data removed when this is dropped.
pub(crate) struct Postgres {
    keeper: Child,
    /// Dropped before waiting for the keeper: that is its sign to end.
    line: Option<ChildStdin>,
    url: String,
}

/// Who runs the server, where root may not: PostgreSQL refuses it.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Postgres {
    /// Makes a cluster and starts it. Installs PostgreSQL first where it is missing and this account may.
    pub(crate) fn start() -> Result<Self> {
        let binaries = Binaries::find()?;
        let account = if crate::machine::is_root() { Some(Account::unprivileged()?) } else { None };
        let dir = directory(account)?;
        let made = Self::start_in(&binaries, account, &dir);
        if made.is_err() && dir.exists() {
            // The keeper removes it where there is one.
            fs::remove_dir_all(&dir).with_context(|| format!("{} stays", dir.display()))?;
        }
        made
    }

    /// Where tests connect, as a user who may make databases.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn start_in(binaries: &Binaries, account: Option<Account>, dir: &Path) -> Result<Self> {
        let password = password()?;
        let data = dir.join("data");
        let said = own_file(dir, "password", format!("{password}\n").as_bytes(), account)?;
        let mut initdb = as_account(&binaries.program("initdb"), account, dir);
        // One test in two connects: no rounds of hashing for a password that lives for minutes on loopback.
        initdb.args(["--username=mc", "--auth=password", "--encoding=UTF8", "--locale=C.UTF-8"]);
        initdb.arg("--pgdata").arg(&data).arg("--pwfile").arg(&said);
        command::quietly(&mut initdb)?;
        fs::remove_file(said)?;
        for (name, from) in [("server.crt", CERTIFICATE), ("server.key", KEY)] {
            let bytes = fs::read(workspace::root().join(from))
                .with_context(|| format!("{from} is missing"))?;
            own_file(&data, name, &bytes, account)?;
        }
        let mut settings = File::options().append(true).open(data.join("postgresql.conf"))?;
        // Many tests at once, each with its own database and pools.
        writeln!(settings, "ssl = on\nmax_connections = 300")?;
        drop(settings);
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut keeper = as_account(Path::new("/bin/sh"), account, dir);
        keeper.args(["-c", KEEPER, "keeper"]).arg(&binaries.0).arg(dir).arg(port.to_string());
        let mut keeper = keeper.stdin(Stdio::piped()).spawn().context("cannot start a shell")?;
        let line = keeper.stdin.take();
        let url = format!("postgres://mc:{password}@127.0.0.1:{port}/postgres");
        let mut server = Self { keeper, line, url };
        server.wait(binaries, port)?;
        Ok(server)
    }

    /// Until it takes connections.
    fn wait(&mut self, binaries: &Binaries, port: u16) -> Result<()> {
        let begun = Instant::now();
        let mut ask = Command::new(binaries.program("pg_isready"));
        ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        while !command::answers(&mut ask) {
            let ended = self.keeper.try_wait()?.is_some();
            ensure!(!ended, "PostgreSQL did not start; what it said stands above");
            if begun.elapsed() > PATIENCE {
                bail!("PostgreSQL did not answer within {} s", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.line.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("warning: PostgreSQL may still be there: {error}");
        }
    }
}

impl Account {
    /// The account of Debian's package, else the one that owns nothing.
    fn unprivileged() -> Result<Self> {
        for name in ["postgres", "nobody"] {
            let id = |kind| {
                let mut ask = Command::new("id");
                let answer = ask.args([kind, name]).stderr(Stdio::null()).output().ok()?;
                String::from_utf8(answer.stdout).ok()?.trim().parse::<u32>().ok()
            };
            if let (Some(user), Some(group)) = (id("-u"), id("-g")) {
                return Ok(Self { user, group });
            }
        }
        bail!("PostgreSQL does not run as root, and this machine has neither postgres nor nobody")
    }
}

/// A new directory that only this account can look into. Not beside the build: that may lie where only root gets.
fn directory(account: Option<Account>) -> Result<PathBuf> {
    let dir = std::env::temp_dir().join(format!("mission-control-postgres-{}", std::process::id()));
    let shown = dir.display();
    fs::DirBuilder::new()
        .mode(0o700)
        .create(&dir)
        .with_context(|| format!("cannot make {shown}"))?;
    give(&dir, account)?;
    Ok(dir)
}

/// A file that only this account can read.
fn own_file(dir: &Path, name: &str, bytes: &[u8], account: Option<Account>) -> Result<PathBuf> {
    let path = dir.join(name);
    fs::write(&path, b"")?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    fs::write(&path, bytes)?;
    give(&path, account)?;
    Ok(path)
}

fn give(path: &Path, account: Option<Account>) -> Result<()> {
    let Some(Account { user, group }) = account else { return Ok(()) };
    chown(path, Some(user), Some(group))
        .with_context(|| format!("cannot give {} away", path.display()))
}

/// A program as this account, in a directory that it may enter, in no language but C.
fn as_account(program: &Path, account: Option<Account>, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).env("LC_ALL", "C.UTF-8");
    // What the person's own PostgreSQL is told must not reach this one.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("PG")) {
            command.env_remove(&name);
        }
    }
    if let Some(Account { user, group }) = account {
        command.uid(user).gid(group);
    }
    command
}

fn password() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}

/// `cargo xtask postgres`: one to work with by hand, until a line or an end comes on standard input, or Ctrl-C.
pub(crate) fn by_hand() -> Result<()> {
    let server = Postgres::start()?;
    println!("{}", server.url());
    eprintln!(
        "A throw-away PostgreSQL. In another terminal:\n  export {VARIABLE}={}\n  cargo test -p store\nPress Enter to stop it.",
        server.url()
    );
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Postgres;
    use crate::command::answers;
    use std::process::Command;

    #[test]
    fn a_server_takes_its_password_alone_and_leaves_nothing_behind() {
        let server = Postgres::start().unwrap();
        let address = server.url().split_once('@').unwrap().1.to_owned();
        let asks = |url: &str| answers(Command::new("psql").args(["-w", "-c", "SELECT 1", url]));
        assert!(asks(server.url()), "{address}");
        assert!(!asks(&format!("postgres://mc:wrong@{address}")));
        let dir = format!("mission-control-postgres-{}", std::process::id());
        let dir = std::env::temp_dir().join(dir);
        assert!(dir.is_dir());
        drop(server);
        assert!(!dir.exists(), "{} is still there", dir.display());
    }
}
