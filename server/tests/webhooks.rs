//! Outside systems hear of ended tasks: signed, repeated until it arrives, also over a restart.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};

use crate::support::{Product, command, settled, wait_for};

/// What arrived, and what is answered next.
#[derive(Clone, Default)]
struct Receiver {
    arrived: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    refuse: Arc<Mutex<u32>>,
}

impl Receiver {
    async fn start() -> (Self, String) {
        let me = Self::default();
        let app = Router::new().route("/hook", post(receive)).with_state(me.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (me, url)
    }
}

async fn receive(State(me): State<Receiver>, headers: HeaderMap, body: String) -> StatusCode {
    let mut refuse = me.refuse.lock().unwrap();
    me.arrived.lock().unwrap().push((headers, body));
    if *refuse > 0 {
        *refuse -= 1;
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::NO_CONTENT
}

#[tokio::test(flavor = "multi_thread")]
async fn a19_a_resolution_is_told_signed_and_again_after_a_restart() {
    let (receiver, url) = Receiver::start().await;
    *receiver.refuse.lock().unwrap() = 1;
    let mut product = Product::start_with(&["--webhook-networks", "127.0.0.0/8"]);
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let made = admin.post("/webhooks", json!({"name": "PSA", "url": url})).await.created();
    let desktop = wait_for("this machine", 20, async || {
        let found = admin.get("/desktops").await.ok()["items"][0]["id"].clone();
        found.as_str().map(str::to_owned)
    })
    .await;
    let more = json!({"run": true, "externalRef": "PSA-7"});
    let task = admin.post("/tasks", command(&desktop, "echo fixed", more)).await.created();
    let id = task["id"].as_str().unwrap();
    settled(&admin, id, &["review"], 20).await;
    let yes = json!({"decision": "approve"});
    admin.post(&format!("/tasks/{id}/review"), yes).await.ok();
    wait_for("the record of the first try", 10, async || {
        let found = admin.get("/webhooks").await.ok()["items"][0]["deliveries"][0].clone();
        (found["tries"] == 1).then_some(())
    })
    .await;
    tokio::task::block_in_place(|| product.kill());
    tokio::task::block_in_place(|| product.restart());
    wait_for("the second try", 20, async || receiver.arrived.lock().unwrap().len().checked_sub(2))
        .await;
    let arrived = receiver.arrived.lock().unwrap().clone();
    let secret = made["secret"].as_str().unwrap();
    let key = standardwebhooks::Webhook::new(secret).unwrap();
    for (headers, body) in &arrived {
        key.verify(body.as_bytes(), headers).unwrap();
        let told: Value = serde_json::from_str(body).unwrap();
        assert_eq!(told["type"], "task.done");
        assert_eq!(told["data"]["externalRef"], "PSA-7");
        assert_eq!(told["data"]["output"], "fixed\n");
    }
    assert_eq!(arrived[0].0["webhook-id"], arrived[1].0["webhook-id"], "the same telling");
    let admin = admin.at(&product.url);
    let shown = wait_for("its record", 10, async || {
        let found = admin.get("/webhooks").await.ok()["items"][0]["deliveries"][0].clone();
        (found["state"] == "delivered").then_some(found)
    })
    .await;
    assert_eq!(shown["tries"], 2);
    assert!(!admin.get("/webhooks").await.text.contains(secret), "a secret is shown once");
}

#[tokio::test(flavor = "multi_thread")]
async fn t85_an_inner_address_is_not_told_unless_it_is_named() {
    let (receiver, url) = Receiver::start().await;
    let product = Product::start_with(&[]);
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    admin.post("/webhooks", json!({"name": "inside", "url": url})).await.created();
    let desktop = wait_for("this machine", 20, async || {
        let found = admin.get("/desktops").await.ok()["items"][0]["id"].clone();
        found.as_str().map(str::to_owned)
    })
    .await;
    admin.post("/tasks", command(&desktop, "exit 3", json!({"run": true}))).await.created();
    let shown = wait_for("a refused try", 20, async || {
        let found = admin.get("/webhooks").await.ok()["items"][0]["deliveries"][0].clone();
        found["error"].is_string().then_some(found)
    })
    .await;
    assert!(shown["error"].as_str().unwrap().contains("not on a public network"), "{shown}");
    assert!(receiver.arrived.lock().unwrap().is_empty());
}
