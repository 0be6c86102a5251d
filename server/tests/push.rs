//! Browsers that a person is told on, and the push services that stand between. What is sealed, and for whom, is looked at with
//! another library in the browser's tests.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use domain::Timestamp;
use serde_json::{Value, json};

use crate::support::{Client, Product, asking, wait_for};

/// A point of the curve: the receiver's of RFC 8291, appendix A.
const KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const LOOPBACK: [&str; 3] = ["--no-local-desktop", "--webhook-networks", "127.0.0.0/8"];

/// A push service: what arrived, and what it answers.
#[derive(Clone)]
struct Service {
    arrived: Arc<Mutex<Vec<(HeaderMap, usize)>>>,
    answer: (StatusCode, &'static str),
}

impl Service {
    async fn start(status: u16, retry_after: &'static str) -> (Self, String) {
        let answer = (StatusCode::from_u16(status).unwrap(), retry_after);
        let me = Self { arrived: Arc::default(), answer };
        let app = Router::new().route("/push/{device}", post(receive)).with_state(me.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/push/phone", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (me, url)
    }

    fn count(&self) -> usize {
        self.arrived.lock().unwrap().len()
    }
}

async fn receive(
    State(me): State<Service>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> impl IntoResponse {
    me.arrived.lock().unwrap().push((headers, body.len()));
    (me.answer.0, [(header::RETRY_AFTER, me.answer.1)])
}

async fn add(browser: &Client, endpoint: &str) {
    let answer = device(browser, endpoint).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

async fn device(browser: &Client, endpoint: &str) -> crate::support::Answer {
    let fields = [("name", "Phone"), ("endpoint", endpoint), ("key", KEY), ("secret", SECRET)];
    browser.form("add_push_device", &fields).await
}

/// Ada's devices.
async fn devices(browser: &Client) -> Vec<Value> {
    let items = browser.get("/notifications/channels").await.ok()["items"].clone();
    let all = items.as_array().unwrap().clone();
    all.into_iter().filter(|item| item["kind"] == "push").collect()
}

async fn trouble(browser: &Client) -> Value {
    wait_for("a try that failed", 30, async || {
        let trouble = devices(browser).await.first()?["trouble"].clone();
        trouble.is_object().then_some(trouble)
    })
    .await
}

fn time(text: &Value) -> Timestamp {
    serde_json::from_value(text.clone()).unwrap()
}

/// A server with Ada, her browser, and a desktop that nobody runs.
async fn stage(flags: &[&str]) -> (Product, Client, String) {
    let product = Product::start_with(flags);
    product.person("ada", "admin");
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let browser = product.browser("ada").await;
    (product, browser, desktop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_whose_push_service_says_gone_is_removed() {
    for status in [404, 410] {
        let (service, url) = Service::start(status, "").await;
        let (_product, browser, desktop) = stage(&LOOPBACK).await;
        add(&browser, &url).await;
        asking(&browser, &desktop).await;
        wait_for("the device to be gone", 30, async || {
            devices(&browser).await.is_empty().then_some(())
        })
        .await;
        assert_eq!(service.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_is_left_alone_as_long_as_it_asks() {
    let (service, url) = Service::start(429, "3600").await;
    let (_product, browser, desktop) = stage(&LOOPBACK).await;
    add(&browser, &url).await;
    asking(&browser, &desktop).await;
    let trouble = trouble(&browser).await;
    let rest = time(&trouble["nextAt"]).seconds_since(time(&trouble["at"]));
    assert!(rest == 3_600, "{trouble}");
    assert!(trouble["error"].as_str().unwrap().contains("429"), "{trouble}");
    let (headers, length) = service.arrived.lock().unwrap()[0].clone();
    assert_eq!(headers["content-encoding"], "aes128gcm");
    assert_eq!(headers["topic"], "waiting");
    assert!(headers["authorization"].to_str().unwrap().starts_with("vapid t="));
    // Salt, record size and key, then a text filled up, and its tag.
    assert_eq!(length, 16 + 4 + 1 + 65 + 256 + 16);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_before_it_could_be_told_is_not_told() {
    let (service, url) = Service::start(503, "1").await;
    let (_product, browser, desktop) = stage(&LOOPBACK).await;
    add(&browser, &url).await;
    let approval = asking(&browser, &desktop).await;
    trouble(&browser).await;
    let no = json!({"decision": "reject", "digest": approval["digest"], "feedback": "No."});
    let id = approval["id"].as_str().unwrap();
    browser.post(&format!("/approvals/{id}/resolve"), no).await.ok();
    let before = service.count();
    // When its next try was due, it found nothing to tell.
    wait_for("nothing left to try", 60, async || {
        devices(&browser).await[0]["trouble"]["nextAt"].is_null().then_some(())
    })
    .await;
    assert_eq!(service.count(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn t85_a_push_service_inside_is_not_told_unless_its_network_is_named() {
    let (service, url) = Service::start(201, "").await;
    let (_product, browser, desktop) = stage(&["--no-local-desktop"]).await;
    add(&browser, &url).await;
    asking(&browser, &desktop).await;
    let trouble = trouble(&browser).await;
    assert!(trouble["error"].as_str().unwrap().contains("not on a public network"), "{trouble}");
    assert_eq!(service.count(), 0);
    device(&browser, "http://push.example/1").await.refused(422, "invalid_field");
    device(&browser, "https://push.example/\r\nx: y").await.refused(422, "invalid_field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_its_persons_who_decides_and_of_whoever_added_it_last() {
    let (service, url) = Service::start(201, "").await;
    let (product, ada, desktop) = stage(&LOOPBACK).await;
    product.person("vic", "viewer");
    product.person("bob", "approver");
    let vic = product.browser("vic").await;
    device(&vic, &url).await.refused(403, "not_an_approver");
    let nobody = product.client().with("sec-fetch-site", "same-origin");
    device(&nobody, &url).await.refused(401, "unauthenticated");
    let bob = product.browser("bob").await;
    add(&ada, &url).await;
    add(&ada, &url).await;
    assert_eq!(devices(&ada).await.len(), 1, "the same browser is one device");
    add(&bob, &url).await;
    assert_eq!((devices(&ada).await.len(), devices(&bob).await.len()), (0, 1));
    let shown =
        bob.get("/notifications/channels").await.text + &bob.page("/settings/profile").await.text;
    assert!(
        !shown.contains("/push/phone") && !shown.contains(SECRET),
        "an address is as good as a password"
    );
    let id = devices(&bob).await[0]["id"].as_str().unwrap().to_owned();
    ada.delete(&format!("/notifications/channels/{id}")).await.refused(404, "not_found");
    asking(&ada, &desktop).await;
    wait_for("word of it", 30, async || (service.count() == 1).then_some(())).await;
    for number in 2..=10 {
        add(&bob, &format!("{url}{number}")).await;
    }
    device(&bob, &format!("{url}11")).await.refused(422, "invalid_field");
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_listed_and_removed_over_rest_by_their_person() {
    let (product, ada, _) = stage(&LOOPBACK).await;
    let (_, url) = Service::start(201, "").await;
    add(&ada, &url).await;
    let list = ada.get("/notifications/devices").await.ok();
    let [device] = list["items"].as_array().unwrap().as_slice() else { panic!("{list}") };
    assert_eq!((&device["kind"], &device["name"]), (&json!("push"), &json!("Phone")));
    assert!(!list.to_string().contains("/push/phone"), "its address is as good as a password");
    product.person("pia", "approver");
    let pia = product.browser("pia").await;
    assert_eq!(pia.get("/notifications/devices").await.ok()["items"], json!([]));
    let path = format!("/notifications/devices/{}", device["id"].as_str().unwrap());
    pia.delete(&path).await.refused(404, "not_found");
    assert_eq!(ada.delete(&path).await.status, 204);
    ada.delete(&path).await.refused(404, "not_found");
    assert!(devices(&ada).await.is_empty());
}
