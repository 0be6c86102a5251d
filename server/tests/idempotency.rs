//! The same POST sent again happens once.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Client, Product, asking, command};

async fn world() -> (Product, Client, String) {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("pia", "approver");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("bench", &admin).await;
    (product, admin, desktop)
}

async fn how_many(client: &Client) -> usize {
    client.get("/tasks").await.ok()["items"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_gets_the_same_bytes_and_makes_one_task() {
    let (product, admin, desktop) = world().await;
    let once = admin.with("idempotency-key", "order-7");
    let body = command(&desktop, "true", json!({}));
    let first = once.post("/tasks", body.clone()).await;
    first.created();
    for _ in 0..3 {
        let again = once.post("/tasks", body.clone()).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        assert_eq!(again.header("idempotency-replayed"), "true");
    }
    assert_eq!(how_many(&admin).await, 1);
    let other = command(&desktop, "false", json!({}));
    once.post("/tasks", other).await.refused(422, "idempotency_key_reused");
    once.post("/tasks/t_x/run", json!({})).await.refused(422, "idempotency_key_reused");
    assert_eq!(how_many(&admin).await, 1);
    // Another credential has keys of its own, and so has the same person's other key.
    let other = product.key("ada", "read,tasks").with("idempotency-key", "order-7");
    assert_ne!(other.post("/tasks", body).await.created(), first.json());
    assert_eq!(how_many(&admin).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_is_kept_and_a_mistake_may_be_mended() {
    let (product, admin, desktop) = world().await;
    let approval = asking(&admin, &desktop).await;
    let path = format!("/approvals/{}/resolve", approval["id"].as_str().unwrap());
    let yes = json!({"decision": "approve", "digest": approval["digest"]});
    admin.post(&path, yes.clone()).await.ok();
    let pia = product.browser("pia").await.with("idempotency-key", "k");
    let no = json!({"decision": "reject", "digest": approval["digest"]});
    let lost = pia.post(&path, no.clone()).await;
    lost.refused(409, "already_decided");
    let again = pia.post(&path, no).await;
    assert_eq!((again.status, &again.text), (409, &lost.text));
    assert_eq!(again.header("content-type"), "application/problem+json");
    assert_eq!(again.header("idempotency-replayed"), "true");

    let mended = admin.with("idempotency-key", "mend");
    mended.post("/tasks", json!({"type": "command"})).await.refused(422, "invalid_field");
    mended.post("/tasks", command(&desktop, "true", json!({}))).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_is_done_and_the_others_wait_or_get_its_answer() {
    let (_product, admin, desktop) = world().await;
    for round in 0..20 {
        let once = admin.with("idempotency-key", &format!("round {round}"));
        let body = command(&desktop, "true", json!({"title": format!("round {round}")}));
        let asked = (0..8).map(|_| {
            let (once, body) = (once.clone(), body.clone());
            tokio::spawn(async move { once.post("/tasks", body).await })
        });
        let answers: Vec<Answer> =
            futures::future::join_all(asked).await.into_iter().map(Result::unwrap).collect();
        let done: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!done.is_empty(), "{answers:?}");
        assert!(done.iter().all(|answer| answer.text == done[0].text));
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "request_in_progress");
        }
        let q = format!("/tasks?q=round%20{round}&limit=200");
        let found = admin.get(&q).await.ok();
        let title = format!("round {round}");
        let found =
            found["items"].as_array().unwrap().iter().filter(|t| t["title"] == title.as_str());
        assert_eq!(found.count(), 1, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_never_kept_and_a_key_has_a_length() {
    let (product, admin, _) = world().await;
    let once = admin.with("idempotency-key", "k");
    let body = json!({"name": "k", "scopes": ["read"]});
    let first = once.post("/keys", body.clone()).await.created();
    let second = once.post("/keys", body).await.created();
    assert_ne!(first["secret"], second["secret"]);
    for secret in [&first["secret"], &second["secret"]] {
        product.client().key(secret.as_str().unwrap()).get("/me").await.ok();
    }
    let path = "/tasks/t_x/run";
    for (key, code) in [("x".repeat(256), "invalid_field"), (" ".into(), "invalid_field")] {
        let answer = admin.with("idempotency-key", &key).call(Method::POST, path, None).await;
        assert_eq!(answer.refused(422, code)["field"], "Idempotency-Key");
    }
    let longest = admin.with("idempotency-key", &"x".repeat(255));
    longest.call(Method::POST, path, None).await.refused(404, "not_found");
    let nobody = product.client().with("idempotency-key", "k");
    nobody.call(Method::POST, path, None).await.refused(401, "unauthenticated");
}
