//! The program itself: `mission-control serve` in a directory of its own, and its other commands beside it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::Client;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mission-control");

/// A free port of this machine.
const ANY: &str = "127.0.0.1:0";

/// No command but `serve` takes longer.
const LONGEST: Duration = Duration::from_secs(30);

/// A running server and its data. Both are gone when it is dropped.
pub struct Product {
    child: Child,
    args: Vec<String>,
    env: Vec<(String, String)>,
    pub data: tempfile::TempDir,
    pub url: String,
    /// The setup link, when there was nobody yet.
    pub setup: Option<String>,
}

impl Product {
    /// A server whose machine is no desktop: nothing is ever run.
    pub fn start() -> Self {
        Self::start_with(&["--no-local-desktop"])
    }

    /// A server with these flags, on a port of its own.
    pub fn start_with(args: &[&str]) -> Self {
        Self::start_in(args, &[])
    }

    /// The same in this environment.
    pub fn start_in(args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_at(tempfile::tempdir().unwrap(), args, env)
    }

    /// The same in this data directory.
    pub fn start_at(data: tempfile::TempDir, args: &[&str], env: &[(&str, &str)]) -> Self {
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let env: Vec<_> = env.iter().map(owned).collect();
        let (child, url, setup) = serve(data.path(), ANY, &args, &env);
        Self { child, args, env, data, url, setup }
    }

    /// The same server again, on the same data, after it ended.
    pub fn restart(&mut self) {
        assert!(self.child.try_wait().unwrap().is_some(), "it still runs");
        (self.child, self.url, self.setup) = serve(self.data.path(), ANY, &self.args, &self.env);
    }

    /// The same at this address.
    pub fn restart_on(&mut self, listen: &str) {
        assert!(self.child.try_wait().unwrap().is_some(), "it still runs");
        (self.child, self.url, self.setup) = serve(self.data.path(), listen, &self.args, &self.env);
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and answers how long that took and with which exit code.
    pub fn terminate(&mut self) -> (Duration, Option<i32>) {
        let pid = rustix::process::Pid::from_child(&self.child);
        let begun = Instant::now();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let code = self.child.wait().unwrap().code();
        (begun.elapsed(), code)
    }

    /// Nobody in particular.
    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// Another command on the same data.
    pub fn cli(&self, args: &[&str]) -> Output {
        self.cli_in(args, "")
    }

    /// Another command, with something on its standard input.
    pub fn cli_in(&self, args: &[&str], input: &str) -> Output {
        run(self.data.path(), args, input)
    }

    /// Adds a person whose password is [`password`] of the name.
    pub fn person(&self, name: &str, role: &str) {
        let done = self.cli_in(
            &["user", "add", name, "--role", role, "--password-stdin"],
            &format!("{}\n", password(name)),
        );
        assert!(done.status.success(), "{done:?}");
    }

    /// A person's browser.
    pub async fn browser(&self, name: &str) -> Client {
        self.client().sign_in(name, &password(name)).await
    }

    /// A client with a new key. The key is called like its owner and scopes.
    pub fn key(&self, owner: &str, scopes: &str) -> Client {
        self.named_key(&format!("{owner} {scopes}"), owner, scopes)
    }

    /// A client with a new key of this name.
    pub fn named_key(&self, name: &str, owner: &str, scopes: &str) -> Client {
        let done = self.cli(&["key", "add", name, "--for", owner, "--scopes", scopes]);
        self.client().key(&secret(&done))
    }

    /// A desktop that nobody runs: its id and a client with its runner's token.
    pub async fn desktop(&self, name: &str, reader: &Client) -> (String, Client) {
        let runner = self.client().key(&secret(&self.cli(&["desktop", "add", name])));
        let desktops = reader.get("/desktops").await.ok();
        let desktops = desktops["items"].as_array().unwrap();
        let desktop = desktops.iter().find(|desktop| desktop["name"] == name).unwrap();
        (desktop["id"].as_str().unwrap().to_owned(), runner)
    }
}

/// A runner of its own process. It is killed at the latest when it is dropped.
pub struct Runner(Child);

impl Runner {
    /// This machine is the desktop of this token. It finds the server at the URL, and works in the folder.
    pub fn start(product: &Product, url: &str, token: &str, workspace: &Path) -> Self {
        let args = ["runner", "--server", url, "--token", token, "--name", "one"];
        let mut command = command(product.data.path());
        Self(command.args(args).arg("--workspace").arg(workspace).spawn().unwrap())
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The password of a test's person.
pub fn password(name: &str) -> String {
    format!("{name} likes long passwords")
}

/// The one line a command printed on standard output.
pub fn secret(done: &Output) -> String {
    assert!(done.status.success(), "{done:?}");
    let text = String::from_utf8(done.stdout.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "a secret stands alone: {text}");
    text.trim_end().to_owned()
}

/// Runs a command to its end.
pub fn run(data: &Path, args: &[&str], input: &str) -> Output {
    let mut child = command(data)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let end = Instant::now() + LONGEST;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("{args:?} does not end: {:?}", child.wait_with_output());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// The program on this data, untouched by the environment of whoever tests.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MISSION_CONTROL_") {
            command.env_remove(name);
        }
    }
    command.env("RUST_LOG", "warn").env("MISSION_CONTROL_DATA", data);
    command
}

/// Starts a server and waits until it says that it listens.
fn serve(
    data: &Path,
    listen: &str,
    args: &[String],
    env: &[(String, String)],
) -> (Child, String, Option<String>) {
    let mut child = command(data)
        .args(["serve", "--listen", listen])
        .args(args)
        .envs(env.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut setup = None;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(url) = line.strip_prefix("listening on ") {
            return (child, url.to_owned(), setup);
        }
        setup = line.split_once("http").map(|(_, rest)| format!("http{rest}"));
    }
    panic!("it ended: {:?}", child.wait())
}
