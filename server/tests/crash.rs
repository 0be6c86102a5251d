//! A crash at each point of an approved action's way. The wire stops the message there; then one side dies as in a power
//! cut. These are the points at which anything durable happens: between two of them a crash finds the same state.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::actions::{Desk, proposal};
use crate::support::product::{Runner, secret};
use crate::support::wire::{Point, Wire};
use crate::support::{Product, wait_for};

/// Who dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Server,
    Runner,
}

/// An action that notes each of its runs, approved at once, on a desktop behind a wire.
struct Way {
    desk: Desk,
    wire: Wire,
    runner: Runner,
    token: String,
    folder: tempfile::TempDir,
}

impl Way {
    async fn new() -> Self {
        let product = Product::start();
        let token = secret(&product.cli(&["desktop", "add", "bench"]));
        let folder = tempfile::tempdir().unwrap();
        let wire = Wire::to(&product.url).await;
        let runner = Runner::start(&product, &wire.url, &token, folder.path());
        Self { desk: Desk::on(product).await, wire, runner, token, folder }
    }

    fn ran(&self) -> PathBuf {
        self.folder.path().join("ran")
    }

    /// How often it ran.
    fn runs(&self) -> usize {
        std::fs::read_to_string(self.ran()).map_or(0, |text| text.lines().count())
    }

    async fn approved(&self, more: &str) -> Value {
        let task = self.desk.prompt().await;
        let script = format!("echo ran >> '{}'\n{more}", self.ran().display());
        let body = proposal(&task, json!({ "script": script }));
        let action = self.desk.fae.post("/actions", body).await.created();
        self.desk.decide(&action, "approve").await.ok();
        action
    }

    /// The victim dies, and comes back.
    fn crash(&mut self, victim: Victim) {
        tokio::task::block_in_place(|| match victim {
            Victim::Server => {
                self.desk.product.kill();
                self.desk.product.restart();
            }
            Victim::Runner => self.runner.kill(),
        });
        let url = self.desk.product.url.clone();
        (self.desk.admin, self.desk.fae) = (self.desk.admin.at(&url), self.desk.fae.at(&url));
        self.wire.go_on(&url);
        if victim == Victim::Runner {
            let (product, url) = (&self.desk.product, &self.wire.url);
            self.runner = Runner::start(product, url, &self.token, self.folder.path());
        }
    }

    /// What became of it, long enough afterwards for a second run to show itself.
    async fn end(&self, action: &Value) -> (String, usize) {
        let path = format!("/actions/{}", action["id"].as_str().unwrap());
        let state = wait_for("an end", 60, async || {
            let found = self.desk.fae.get(&path).await.ok();
            let state = found["state"].as_str().unwrap().to_owned();
            (!["approved", "running"].contains(&state.as_str())).then_some(state)
        })
        .await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        (state, self.runs())
    }
}

/// An action whose message is lost at this point, where one side dies.
async fn lost_at(point: Point, victim: Victim) -> (String, usize) {
    let mut way = Way::new().await;
    way.wire.stop_at(point);
    let action = way.approved("").await;
    way.wire.stopped().await;
    way.crash(victim);
    way.end(&action).await
}

/// An action in whose middle one side dies.
async fn in_its_middle(victim: Victim) -> (String, usize) {
    let mut way = Way::new().await;
    let action = way.approved("sleep 3").await;
    wait_for("its start", 20, async || (way.runs() > 0).then_some(())).await;
    way.crash(victim);
    way.end(&action).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t22_a_claim_that_never_arrives_runs_nothing_and_is_not_given_out_again() {
    let claimed = Point::Answered("/runner/claim");
    let (server, runner) =
        tokio::join!(lost_at(claimed, Victim::Server), lost_at(claimed, Victim::Runner));
    // Nobody knows that it did not run: only a person may say so.
    assert_eq!(server, ("outcome_unknown".into(), 0));
    assert_eq!(runner, ("outcome_unknown".into(), 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t22_an_action_in_whose_middle_one_side_dies_runs_once() {
    let (server, runner) =
        tokio::join!(in_its_middle(Victim::Server), in_its_middle(Victim::Runner));
    assert_eq!(server, ("succeeded".into(), 1), "its runner tells the server that came back");
    assert_eq!(runner, ("outcome_unknown".into(), 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t22_a_report_that_never_arrives_is_told_again() {
    let sent = Point::Sent("/result");
    let (server, runner) =
        tokio::join!(lost_at(sent, Victim::Server), lost_at(sent, Victim::Runner));
    assert_eq!(server, ("succeeded".into(), 1));
    assert_eq!(runner, ("succeeded".into(), 1), "the runner kept its end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t22_a_report_whose_answer_never_arrives_counts_once() {
    let told = Point::Answered("/result");
    let (server, runner) =
        tokio::join!(lost_at(told, Victim::Server), lost_at(told, Victim::Runner));
    assert_eq!(server, ("succeeded".into(), 1));
    assert_eq!(runner, ("succeeded".into(), 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t23_a_decision_whose_answer_never_arrives_is_made_once_and_told_again() {
    let mut desk = Desk::without_runner().await;
    let task = desk.prompt().await;
    let action = desk.propose(&task, json!({})).await;
    let wire = Wire::to(&desk.product.url).await;
    wire.stop_at(Point::Answered("/resolve"));
    let body = json!({"decision": "approve", "digest": action["digest"]});
    let path = format!("/approvals/{}/resolve", action["approvalId"].as_str().unwrap());
    let (away, sent, to) = (desk.admin.at(&wire.url), body.clone(), path.clone());
    let waiting = tokio::spawn(async move { away.post(&to, sent).await });
    wire.stopped().await;
    tokio::task::block_in_place(|| {
        desk.product.kill();
        desk.product.restart();
    });
    waiting.abort();
    desk.admin = desk.admin.at(&desk.product.url);
    let again = desk.admin.post(&path, body).await.ok();
    assert_eq!(
        (&again["replayed"], &again["approval"]["state"]),
        (&json!(true), &json!("approved"))
    );
    let audit = desk.admin.get("/audit?limit=200").await.ok();
    let decided = |row: &&Value| row["action"] == "approval.approve";
    assert_eq!(audit["items"].as_array().unwrap().iter().filter(decided).count(), 1, "{audit}");
}
