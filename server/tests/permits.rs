//! Whoever can write the database file, but has no key, runs nothing.

use std::path::Path;

use domain::task::RunBound;
use domain::{DesktopId, TaskType};
use serde_json::{Value, json};

use crate::actions::{Desk, proposal};
use crate::support::product::{Runner, secret};
use crate::support::{Product, command, wait_for};

const GOOD: &str = "echo approved >> ran";
const EVIL: &str = "echo tampered >> ran";

/// Puts other bytes of the same length in place of these, wherever they stand in the database's file. The server must be
/// down.
fn tamper(product: &Product, changes: &[(&str, &str)]) {
    let data = product.data.path();
    // A copy has no log beside it whose sums would tell.
    let copy = data.join("copy");
    let made = product.cli(&["backup", copy.to_str().unwrap()]);
    assert!(made.status.success(), "{made:?}");
    let mut bytes = std::fs::read(&copy).unwrap();
    for (from, to) in changes {
        assert_eq!(from.len(), to.len());
        let found: Vec<usize> = bytes
            .windows(from.len())
            .enumerate()
            .filter(|(_, window)| *window == from.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert!(!found.is_empty(), "{from} is nowhere");
        for at in found {
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }
    for name in ["mission-control.db", "mission-control.db-wal", "mission-control.db-shm"] {
        let file = data.join(name);
        if file.exists() {
            std::fs::remove_file(file).unwrap();
        }
    }
    std::fs::write(data.join("mission-control.db"), bytes).unwrap();
    std::fs::remove_file(copy).unwrap();
}

/// The digest of a command task.
fn run_digest(task: &str, desktop: &str, content: &str, salt: &str) -> String {
    let desktop = DesktopId::new(desktop);
    RunBound {
        task,
        desktop: &desktop,
        kind: TaskType::Command,
        content,
        cwd: Some("."),
        timeout_seconds: 3600,
        agent: None,
        external_agent: None,
        interpreter: None,
        title: "",
        previous_feedback: None,
        salt,
    }
    .digest()
    .to_string()
}

/// An action that is approved, a task that is approved, and a task that was only asked to run: none taken yet.
struct LetGo {
    desk: Desk,
    token: String,
    bench: String,
    action: Value,
    approved: Value,
    asked: Value,
    /// The random text of the approved task.
    salt: String,
}

impl LetGo {
    async fn new() -> Self {
        let product = Product::start();
        let token = secret(&product.cli(&["desktop", "add", "bench"]));
        let folder = tempfile::tempdir().unwrap();
        let mut runner = Runner::start(&product, &product.url, &token, folder.path());
        let desk = Desk::on(product).await;
        runner.kill();
        let bench = desk.desktop.clone();
        let prompt = desk.prompt().await;
        let body = proposal(&prompt, json!({"script": GOOD, "cwd": "."}));
        let action = desk.fae.post("/actions", body).await.created();
        desk.decide(&action, "approve").await.ok();
        let more = json!({"run": true, "approveBeforeRun": true, "cwd": "."});
        let approved = desk.admin.post("/tasks", command(&bench, GOOD, more)).await.created();
        let id = approved["pendingApprovalIds"][0].as_str().unwrap();
        let asked = desk.admin.get(&format!("/approvals/{id}")).await.ok();
        let yes = json!({"decision": "approve", "digest": asked["digest"]});
        desk.admin.post(&format!("/approvals/{id}/resolve"), yes).await.ok();
        let evidence = desk.admin.get(&format!("/approvals/{id}/evidence")).await.ok();
        let stated = evidence["statement"].as_str().unwrap();
        let stated: Value = serde_json::from_str(stated).unwrap();
        let salt = stated["task"]["salt"].as_str().unwrap().to_owned();
        let more = json!({"run": true, "cwd": "."});
        let asked = desk.admin.post("/tasks", command(&bench, GOOD, more)).await.created();
        Self { desk, token, bench, action, approved, asked, salt }
    }

    /// Changes the file while the server is down.
    fn tamper(&mut self, changes: &[(&str, &str)]) {
        tokio::task::block_in_place(|| self.desk.product.terminate());
        tamper(&self.desk.product, changes);
        tokio::task::block_in_place(|| self.desk.product.restart());
        self.desk.admin = self.desk.admin.at(&self.desk.product.url);
    }

    fn runner(&self, folder: &Path) -> Runner {
        Runner::start(&self.desk.product, &self.desk.product.url, &self.token, folder)
    }

    async fn get(&self, what: &str, of: &Value) -> Value {
        self.desk.admin.get(&format!("/{what}/{}", of["id"].as_str().unwrap())).await.ok()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t19_a_changed_row_is_offered_by_the_server_and_refused_by_the_runner() {
    let mut made = LetGo::new().await;
    let id = made.approved["id"].as_str().unwrap().to_owned();
    // Whoever changes the command also changes the digest that was approved, wherever it stands.
    let before = (
        made.get("actions", &made.action).await["digest"].as_str().unwrap().to_owned(),
        run_digest(&id, &made.bench, GOOD, &made.salt),
    );
    made.tamper(&[(GOOD, EVIL)]);
    let after = (
        made.get("actions", &made.action).await["digest"].as_str().unwrap().to_owned(),
        run_digest(&id, &made.bench, EVIL, &made.salt),
    );
    assert_ne!(before, after);
    made.tamper(&[(&before.0, &after.0), (&before.1, &after.1)]);
    let folder = tempfile::tempdir().unwrap();
    let _runner = made.runner(folder.path());
    let over = wait_for("the action's end", 20, async || {
        let action = made.get("actions", &made.action).await;
        (action["state"] == "failed").then_some(action)
    })
    .await;
    assert!(over["result"]["reason"].as_str().unwrap().contains("signature"), "{over}");
    for (task, why) in [(&made.approved, "signature"), (&made.asked, "permitted")] {
        let over = wait_for("a task's end", 20, async || {
            let task = made.get("tasks", task).await;
            (task["status"] == "failed").then_some(task)
        })
        .await;
        assert!(over["failure"]["message"].as_str().unwrap().contains(why), "{over}");
    }
    assert!(!folder.path().join("ran").exists(), "it ran");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_stored_and_not_what_was_approved_is_asked_again() {
    let mut made = LetGo::new().await;
    made.tamper(&[(GOOD, EVIL)]);
    let folder = tempfile::tempdir().unwrap();
    let _runner = made.runner(folder.path());
    let again = wait_for("another request", 20, async || {
        let action = made.get("actions", &made.action).await;
        (action["state"] == "pending").then_some(action)
    })
    .await;
    assert_eq!(again["script"], EVIL, "a person sees what is stored");
    wait_for("another request", 20, async || {
        let task = made.get("tasks", &made.approved).await;
        (task["phase"] == "asking").then_some(())
    })
    .await;
    let over = wait_for("the task's end", 20, async || {
        let task = made.get("tasks", &made.asked).await;
        (task["status"] == "failed").then_some(task)
    })
    .await;
    assert!(over["failure"]["message"].as_str().unwrap().contains("permitted"), "{over}");
    assert!(!folder.path().join("ran").exists(), "it ran");
}
