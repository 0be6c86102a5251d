//! From a proposal to its end: E1 to E4.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Agent, Era};
use crate::actions::Desk;
use crate::support::{Client, wait_for};

pub fn command(script: &str, more: Value) -> Value {
    let mut body = json!({"command": script, "description": "Writes one line and returns it."});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// The one card that waits.
pub async fn card(admin: &Client) -> Value {
    wait_for("a card", 20, async || {
        let list = admin.get("/approvals").await.ok();
        let items = list["items"].as_array().unwrap();
        assert!(items.len() < 2, "{list}");
        items.first().cloned()
    })
    .await
}

async fn answer(desk: &Desk, decision: &str, feedback: &str) {
    let card = card(&desk.admin).await;
    let body = json!({"decision": decision, "digest": card["digest"], "feedback": feedback});
    let path = format!("/approvals/{}/resolve", card["id"].as_str().unwrap());
    desk.admin.post(&path, body).await.ok();
}

/// How often the script ran that writes into this file.
fn runs(file: &std::path::Path) -> usize {
    std::fs::read_to_string(file).map_or(0, |text| text.lines().count())
}

#[tokio::test(flavor = "multi_thread")]
async fn e1_an_approved_command_runs_once_and_its_result_comes_back_in_both_eras() {
    let desk = Desk::new(&[]).await;
    let out = tempfile::tempdir().unwrap();
    for era in [Era::Old, Era::New] {
        let agent = Agent::connect(&desk.fae, era).await;
        let file = out.path().join(format!("{era:?}"));
        let script = format!("echo ran | tee -a '{}'\n", file.display());
        let (told, ()) =
            tokio::join!(agent.ok("propose_action", command(&script, json!({}))), async {
                let card = card(&desk.admin).await;
                assert_eq!(card["action"]["script"], script.as_str(), "the exact bytes");
                assert_eq!(runs(&file), 0, "before the yes");
                answer(&desk, "approve", "").await;
            });
        assert_eq!((&told["status"], &told["decided_by"]), (&json!("succeeded"), &json!("ada")));
        assert_eq!(
            (&told["result"]["stdout"], &told["result"]["exit_code"]),
            (&json!("ran\n"), &json!(0))
        );
        assert!(!agent.progress().is_empty(), "it was told that it waits");
        assert_eq!(runs(&file), 1, "{era:?}");
        let again = agent.ok("wait_for_decision", json!({"action_id": told["action_id"]})).await;
        assert_eq!(again, told);
        agent.leave().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e2_a_no_runs_nothing_and_its_feedback_is_an_answer() {
    let desk = Desk::new(&[]).await;
    let file = desk.product.data.path().join("never");
    let script = format!("echo ran >> '{}'\n", file.display());
    for era in [Era::Old, Era::New] {
        let agent = Agent::connect(&desk.fae, era).await;
        let script = format!("{script}# {era:?}\n");
        let call = agent.ok("propose_action", command(&script, json!({})));
        let (told, ()) = tokio::join!(call, answer(&desk, "reject", "Not on a Friday."));
        assert_eq!(
            (&told["status"], &told["feedback"]),
            (&json!("rejected"), &json!("Not on a Friday."))
        );
        assert!(told["next"].as_str().unwrap().contains("propose something else"), "{told}");
        let again = agent.error("propose_action", command(&script, json!({}))).await;
        assert_eq!(again["code"], "already_rejected", "{again}");
        assert!(again["what_to_do"].as_str().unwrap().contains("Not on a Friday."), "{again}");
    }
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_run_is_an_error_with_what_it_wrote() {
    let desk = Desk::new(&[]).await;
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let call = agent.error("propose_action", command("echo why >&2; exit 3\n", json!({})));
    let (told, ()) = tokio::join!(call, answer(&desk, "approve", ""));
    assert_eq!((&told["status"], &told["result"]["exit_code"]), (&json!("failed"), &json!(3)));
    assert_eq!(told["result"]["stderr"], "why\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn e3_what_waits_outlives_the_server_and_runs_once() {
    let mut desk = Desk::new(&[]).await;
    let file = desk.product.data.path().join("ran");
    let script = format!("echo ran >> '{}'\n", file.display());
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let asked = agent.ok("propose_action", command(&script, json!({"wait_seconds": 0}))).await;
    assert_eq!((&asked["status"], &asked["result"]), (&json!("pending"), &json!(null)));
    assert!(asked["next"].as_str().unwrap().starts_with("Nothing has run."), "{asked}");
    let wait = json!({"action_id": asked["action_id"], "wait_seconds": 1});
    for _ in 0..3 {
        assert_eq!(agent.ok("wait_for_decision", wait.clone()).await, asked);
    }
    // A call that waits when the server stops still gets its answer.
    let long = json!({"action_id": asked["action_id"]});
    let (told, took) = tokio::join!(agent.ok("wait_for_decision", long), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        tokio::task::block_in_place(|| desk.product.terminate())
    });
    assert_eq!(told, asked);
    assert!(took.0 < Duration::from_secs(5) && took.1 == Some(0), "{took:?}");
    tokio::task::block_in_place(|| desk.product.restart());
    let url = desk.product.url.clone();
    (desk.admin, desk.fae) = (desk.admin.at(&url), desk.fae.at(&url));
    let agent = Agent::connect(&desk.fae, Era::Old).await;
    let still = agent.ok("wait_for_decision", wait.clone()).await;
    assert_eq!((&still["action_id"], &still["status"]), (&asked["action_id"], &json!("pending")));
    assert_eq!(runs(&file), 0);
    let call = agent.ok("wait_for_decision", json!({"action_id": asked["action_id"]}));
    let (told, ()) = tokio::join!(call, answer(&desk, "approve", ""));
    assert_eq!(told["status"], "succeeded", "{told}");
    assert_eq!(runs(&file), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn e4_a_client_that_goes_leaves_its_card_and_a_withdrawn_one_never_runs() {
    let desk = Desk::new(&[]).await;
    let file = desk.product.data.path().join("ran");
    let script = format!("echo ran >> '{}'\n", file.display());
    for era in [Era::Old, Era::New] {
        let agent = Agent::connect(&desk.fae, era).await;
        let said = command(&script, json!({}));
        let waits =
            tokio::spawn(async move { agent.try_call("propose_action", said).await.map(drop) });
        let asked = card(&desk.admin).await;
        waits.abort();
        assert!(waits.await.unwrap_err().is_cancelled());
        let agent = Agent::connect(&desk.fae, era).await;
        let id = asked["action"]["id"].as_str().unwrap();
        let wait = json!({"action_id": id, "wait_seconds": 2});
        let found = agent.ok("wait_for_decision", wait.clone()).await;
        assert_eq!(found["status"], "pending", "{era:?}: it still waits");
        assert_eq!(card(&desk.admin).await["id"], asked["id"], "the same card");
        desk.fae.post(&format!("/actions/{id}/withdraw"), json!({})).await.ok();
        let body = json!({"decision": "approve", "digest": asked["digest"]});
        let path = format!("/approvals/{}/resolve", asked["id"].as_str().unwrap());
        assert!(desk.admin.post(&path, body).await.status >= 400);
        assert_eq!(agent.ok("wait_for_decision", wait).await["status"], "withdrawn");
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(runs(&file), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_changed_is_found_through_the_old_action() {
    let desk = Desk::new(&[]).await;
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let call = agent.ok("propose_action", command("echo proposed\n", json!({})));
    let (told, ()) = tokio::join!(call, async {
        let old = card(&desk.admin).await;
        let path = format!("/actions/{}/edit", old["action"]["id"].as_str().unwrap());
        desk.admin.post(&path, json!({"script": "echo edited\n"})).await.created();
        wait_for("the new card", 20, async || {
            (card(&desk.admin).await["id"] != old["id"]).then_some(())
        })
        .await;
        answer(&desk, "approve", "").await;
    });
    assert_eq!((&told["changed_by"], &told["command"]), (&json!("ada"), &json!("echo edited\n")));
    assert_eq!(told["result"]["stdout"], "edited\n", "{told}");
}
