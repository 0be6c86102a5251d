//! Where the agents work: a real server, a real runner that has them all, and a person who decides over REST.

mod agents_file;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::agent::Agent;
use super::llm::{Call, Llm, marked};
use super::packages::Packages;
use super::process;
use crate::command;
use crate::http::Connection;
use crate::server::{Place, Server};
use crate::workspace;

pub(super) use agents_file::Known;

/// How long an agent may take from one thing that is seen to the next, its start and its canary included.
const PATIENCE: Duration = Duration::from_mins(2);

/// How often the person looks.
const LOOK: Duration = Duration::from_millis(100);

/// All of it; it ends with this.
pub(super) struct Office {
    pub(super) llm: Llm,
    server: Server,
    runner: Child,
    person: String,
    desktop: String,
    workspace: PathBuf,
    log: PathBuf,
    /// Removed last.
    _place: Place,
}

/// A task that an agent works on.
pub(super) struct Task {
    pub(super) id: String,
    /// Where the agent works.
    pub(super) dir: PathBuf,
}

impl Office {
    /// Opens with these agents, and waits until the runner is there.
    pub(super) fn open(
        binary: &Path,
        agents: &[&Agent],
        packages: &Packages,
        known: Known,
    ) -> Result<Self> {
        let llm = Llm::start(0)?;
        let place = Place::make(binary, "real-agents")?;
        let credentials = place.credentials()?;
        let token = place.desktop("trial")?;
        let workspace = place.data().join("work");
        fs::create_dir_all(&workspace)?;
        let file = place.data().join("agents.toml");
        fs::write(&file, agents_file::text(agents, &llm, known))?;
        let server = place.start()?;
        let name = match known {
            Known::ByProfile => "real-agents.log",
            Known::ByCommand => "real-agents-by-command.log",
        };
        let log = workspace::target_dir()?.join(name);
        let url = format!("http://{}", server.address());
        let mut runner = place.command(&["runner", "--server", &url, "--token", &token]);
        runner.arg("--workspace").arg(&workspace).arg("--agents").arg(&file);
        runner
            .env("PATH", packages.path(agents)?)
            .env("TRIAL_KEY", "not-a-key")
            .env("RUST_LOG", "info");
        runner
            .stdin(Stdio::null())
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?);
        let runner = runner.spawn().context("the runner cannot be started")?;
        let person = credentials.key_header();
        let mut office = Self {
            llm,
            server,
            runner,
            person,
            desktop: String::new(),
            workspace,
            log,
            _place: place,
        };
        office.desktop = office.until("the runner to come", || {
            let desktops = office.get("/desktops")?;
            let online = items(&desktops).find(|desktop| desktop["online"] == true);
            Ok(online.and_then(|desktop| desktop["id"].as_str()).map(str::to_owned))
        })?;
        Ok(office)
    }

    pub(super) fn get(&self, path: &str) -> Result<Value> {
        let path = format!("/api/mission-control{path}");
        let answer = Connection::open(self.server.address())?.get(&path, &self.person)?;
        answer.expect(200).with_context(|| format!("GET {path}"))?.json()
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let path = format!("/api/mission-control{path}");
        let answer = Connection::open(self.server.address())?.post(&path, &self.person, body)?;
        ensure!(
            (200..300).contains(&answer.status),
            "POST {path}: {} {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
        answer.json()
    }

    /// Asks an agent to do what the calls say, in a directory of its own.
    pub(super) fn ask(
        &self,
        agent: &Agent,
        name: &str,
        calls: impl FnOnce(&Path) -> Vec<Call>,
    ) -> Result<Task> {
        let own = format!("{}-{name}", agent.profile);
        let dir = self.workspace.join(&own);
        fs::create_dir_all(&dir)?;
        let content = marked("Do exactly what the script says.", &calls(&dir));
        let task = self.post(
            "/tasks",
            &json!({
                "type": "prompt", "title": format!("{}: {name}", agent.title), "content": content,
                "desktopId": self.desktop, "agent": agent.title, "cwd": own, "run": true, "timeoutSeconds": 1800,
            }),
        )?;
        Ok(Task { id: text(&task, "id")?, dir })
    }

    /// The next card of this task that waits for a person.
    pub(super) fn card(&self, task: &Task) -> Result<Value> {
        self.until("a card", || {
            let waiting = self.get("/approvals?state=pending&limit=200")?;
            let card = items(&waiting).find(|card| card["task"]["id"] == task.id.as_str());
            if let Some(card) = card.filter(|card| card["gate"] == "action") {
                return Ok(Some(card.clone()));
            }
            let now = self.task(task)?;
            ensure!(
                !is_over(&now),
                "the task ended without a card: {}",
                self.words_of(task, &now)?
            );
            Ok(None)
        })
    }

    /// Every card that the task ever had.
    pub(super) fn cards(&self, task: &Task) -> Result<Vec<Value>> {
        let all = self.get("/approvals?state=all&limit=200")?;
        let own = items(&all).filter(|card| card["task"]["id"] == task.id.as_str());
        Ok(own.filter(|card| card["gate"] == "action").cloned().collect())
    }

    /// Says yes, or no with feedback.
    pub(super) fn decide(&self, card: &Value, feedback: Option<&str>) -> Result<()> {
        let decision = if feedback.is_some() { "reject" } else { "approve" };
        let body = json!({"decision": decision, "digest": card["digest"], "feedback": feedback});
        self.post(&format!("/approvals/{}/resolve", text(card, "id")?), &body).map(drop)
    }

    pub(super) fn cancel(&self, task: &Task) -> Result<()> {
        self.post(&format!("/tasks/{}/cancel", task.id), &json!({})).map(drop)
    }

    pub(super) fn task(&self, task: &Task) -> Result<Value> {
        self.get(&format!("/tasks/{}", task.id))
    }

    /// Waits until the task is over, and answers it.
    pub(super) fn end(&self, task: &Task) -> Result<Value> {
        self.until("the task to end", || Ok(Some(self.task(task)?).filter(is_over)))
    }

    /// The action of a card as it is now.
    pub(super) fn action(&self, card: &Value) -> Result<Value> {
        self.get(&format!("/actions/{}", text(&card["action"], "id")?))
    }

    /// Everything that the task says of itself: its thread, its log and its end.
    pub(super) fn words_of(&self, task: &Task, now: &Value) -> Result<String> {
        let thread = self.get(&format!("/tasks/{}/messages", task.id))?;
        let log = self.get(&format!("/tasks/{}/logs", task.id))?;
        let texts = items(&thread).chain(items(&log)).filter_map(|item| item["text"].as_str());
        let [status, failure, output] =
            [&now["status"], &now["failure"]["message"], &now["output"]]
                .map(|value| value.as_str().unwrap_or_default());
        let end = format!("{status}. {failure}\n{output}");
        Ok(texts.chain([end.as_str()]).collect::<Vec<_>>().join("\n"))
    }

    /// The processes that came from the runner, at any depth.
    pub(super) fn processes(&self) -> Result<Vec<u32>> {
        let parents = process::parents()?;
        let mut found = vec![self.runner.id()];
        let mut at = 0;
        while let Some(parent) = found.get(at).copied() {
            found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
            at += 1;
        }
        Ok(found.split_off(1))
    }

    /// Looks again and again until there is something.
    pub(super) fn until<T>(
        &self,
        what: &str,
        mut look: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let began = Instant::now();
        loop {
            if let Some(found) = look()? {
                return Ok(found);
            }
            ensure!(process::lives(self.runner.id()), "the runner ended: {}", self.last_words());
            if began.elapsed() > PATIENCE {
                bail!(
                    "waited {} s in vain for {what}; the runner's log is {}",
                    PATIENCE.as_secs(),
                    self.log.display()
                );
            }
            thread::sleep(LOOK);
        }
    }
}

impl Office {
    /// The end of the runner's log.
    fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_else(|error| error.to_string());
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(5)..].join("\n")
    }

    /// Keeps what the model was asked beside the runner's log, for whoever wants to know why.
    fn keep_what_was_heard(&self) -> Result<()> {
        let heard = self.llm.heard();
        let lines = heard
            .iter()
            .map(|asked| format!("{}\n", json!({"api": asked.api, "body": asked.body})));
        Ok(fs::write(self.log.with_extension("jsonl"), lines.collect::<Vec<_>>().concat())?)
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Err(error) = self.keep_what_was_heard() {
            eprintln!("warning: what the model was asked is not kept: {error}");
        }
        command::answers(command::program("kill").args(["-TERM", &self.runner.id().to_string()]));
        if let Err(error) = self.runner.wait() {
            eprintln!("warning: the runner may still be there: {error}");
        }
    }
}

fn is_over(task: &Value) -> bool {
    ["done", "failed", "cancelled", "review"].iter().any(|status| task["status"] == *status)
}

/// The items of a list.
pub(super) fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list["items"].as_array().into_iter().flatten()
}

/// A field that has to be a text.
pub(super) fn text(value: &Value, name: &str) -> Result<String> {
    let text = value[name].as_str().with_context(|| format!("{name} is missing in {value}"))?;
    Ok(text.to_owned())
}
