//! A PostgreSQL database of a test's own, and the way to it, which can be cut.

use std::process::Command;
use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Where there is a server on which tests may make databases.
const VARIABLE: &str = "MISSION_CONTROL_TEST_POSTGRES";

/// An empty database. It is gone when this is dropped.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    pub fn new() -> Self {
        let server = std::env::var(VARIABLE).unwrap_or_else(|_| {
            panic!(
                "{VARIABLE} is not set: run `cargo xtask test`, or give the URL of a PostgreSQL server on which databases may \
                 be made"
            )
        });
        let name = format!("mc_several_{:016x}", rand::random::<u64>());
        psql(&server, &format!("CREATE DATABASE {name}"));
        Self { server, name }
    }

    /// Asks the database itself. Answers one line for each row.
    pub fn ask(&self, sql: &str) -> Vec<String> {
        psql(&self.url(), sql).lines().map(str::to_owned).collect()
    }

    /// The command that asks the database itself, for what takes its time.
    pub fn asking(&self, sql: &str) -> Command {
        command(&self.url(), sql)
    }

    /// Ends connections of the product whose name ends so, as an administrator may. Answers how many there were.
    pub fn end_connections(&self, name: &str) -> usize {
        let sql = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
             AND application_name LIKE 'mission-control%{name}' AND pid <> pg_backend_pid()"
        );
        self.ask(&sql).len()
    }

    fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// Host and port.
    fn address(&self) -> &str {
        let (_, rest) = self.server.rsplit_once('@').unwrap_or(("", &self.server));
        rest.split('/').next().unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn command(url: &str, sql: &str) -> Command {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]);
    command
}

fn psql(url: &str, sql: &str) -> String {
    let done = command(url, sql).output().unwrap();
    assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// The way from servers to their database.
pub struct Gate {
    open: Arc<watch::Sender<bool>>,
    /// The database's URL over this way.
    pub url: String,
}

impl Gate {
    pub async fn to(database: &Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap().to_string();
        let url = database.url().replace(database.address(), &here);
        let open = Arc::new(watch::Sender::new(true));
        tokio::spawn(carry(listener, database.address().to_owned(), open.clone()));
        Self { open, url }
    }

    /// Ends every connection at once, in the middle of whatever it says, and lets nobody through.
    pub fn cut(&self) {
        self.open.send_replace(false);
    }

    /// Lets new connections through.
    pub fn mend(&self) {
        self.open.send_replace(true);
    }
}

async fn carry(listener: TcpListener, to: String, open: Arc<watch::Sender<bool>>) {
    while let Ok((mut from, _)) = listener.accept().await {
        let mut is_open = open.subscribe();
        let to = to.clone();
        tokio::spawn(async move {
            if !*is_open.borrow() {
                return;
            }
            let Ok(mut there) = TcpStream::connect(to).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut from, &mut there) => {}
                _ = is_open.wait_for(|open| !open) => {}
            }
        });
    }
}
