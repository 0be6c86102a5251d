//! Somebody at a machine whose commands ask people: the program with a home of its own, and a person who answers.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use super::{Client, Product, product, wait_for};

/// A server with one desktop, a person who decides, and an account that may ask.
pub struct Asker {
    pub product: Product,
    pub admin: Client,
    /// The secret of a key that can propose and nothing else.
    pub key: String,
    pub desktop: String,
    pub home: tempfile::TempDir,
}

impl Asker {
    pub async fn new() -> Self {
        let product = Product::start();
        product.person("ada", "admin");
        let admin = product.key("ada", "read,tasks,decide,admin");
        let made = product.cli(&["key", "add", "Osprey", "--for", "ada", "--scopes", "propose"]);
        let key = product::secret(&made);
        let (desktop, _) = product.desktop("bench", &admin).await;
        Self { product, admin, key, desktop, home: tempfile::tempdir().unwrap() }
    }

    /// The program at this server, in the home directory, with whatever else is in the test's own environment.
    pub fn command(&self, server: &str, args: &[&str]) -> Command {
        let mut command = self.plain(args);
        command
            .env("MISSION_CONTROL_SERVER", server)
            .env("MISSION_CONTROL_KEY", &self.key)
            .env("MISSION_CONTROL_DESKTOP", &self.desktop);
        command
    }

    /// The program of an account that is told nothing.
    pub fn plain(&self, args: &[&str]) -> Command {
        let mut command = product::command(self.product.data.path());
        command
            .args(args)
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_STATE_HOME")
            .env_remove("CLAUDE_CONFIG_DIR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Starts it at this server.
    pub fn start(&self, args: &[&str]) -> Child {
        heard(&self.command(&self.product.url, args)).spawn().unwrap()
    }

    /// The one action that waits for a person.
    pub async fn card(&self) -> Value {
        wait_for("a card", 20, async || {
            let list = self.admin.get("/approvals?gate=action").await.ok();
            match &list["items"].as_array().unwrap()[..] {
                [] => None,
                [one] => Some(one["action"].clone()),
                many => panic!("one card is one question: {many:?}"),
            }
        })
        .await
    }

    /// How many requests wait, and how many were ever made.
    pub async fn counts(&self) -> (usize, usize) {
        let count = async |state: &str| {
            let path = format!("/approvals?gate=action&state={state}&limit=200");
            self.admin.get(&path).await.ok()["items"].as_array().unwrap().len()
        };
        (count("pending").await, count("all").await)
    }

    pub async fn decide(&self, card: &Value, decision: &str, feedback: Option<&str>) {
        let path = format!("/approvals/{}/resolve", card["approvalId"].as_str().unwrap());
        let body = json!({"decision": decision, "digest": card["digest"], "feedback": feedback});
        self.admin.post(&path, body).await.ok();
    }

    /// How the agent of the key is held, as the page of gates says it.
    pub async fn held(&self) -> Value {
        let agents = self.admin.get("/agents").await.ok();
        let agents = agents["items"].as_array().unwrap().clone();
        let ours = agents.into_iter().find(|agent| agent["name"] == "Osprey").unwrap();
        let seen = &ours["seen"][0];
        json!([seen["door"], seen["client"], seen["held"]])
    }

    pub async fn action(&self, card: &Value) -> Value {
        self.admin.get(&format!("/actions/{}", card["id"].as_str().unwrap())).await.ok()
    }

    /// The same person and key at a server that was killed and started again.
    pub fn restart(&mut self) {
        tokio::task::block_in_place(|| {
            self.product.kill();
            self.product.restart();
        });
        self.admin = self.admin.at(&self.product.url);
    }
}

/// The program as a terminal starts it: whoever runs these tests may ignore signals, and hands that down.
fn heard(command: &Command) -> Command {
    let mut env = Command::new("env");
    env.arg("--default-signal=INT,QUIT,TERM").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => env.env(name, value),
            None => env.env_remove(name),
        };
    }
    env.current_dir(command.get_current_dir().unwrap());
    env.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    env
}

/// Its end, which has to come by itself.
pub async fn ended(mut child: Child) -> Output {
    wait_for("its end", 60, async || child.try_wait().unwrap()).await;
    tokio::task::block_in_place(|| child.wait_with_output().unwrap())
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Sends a signal.
pub fn signal(child: &Child, signal: rustix::process::Signal) {
    rustix::process::kill_process(rustix::process::Pid::from_child(child), signal).unwrap();
}

/// What a file holds; nothing where there is none.
pub fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}
