//! The live stream: nothing is left out, nothing comes twice, and it ends when it must.

use std::time::{Duration, Instant};

use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Product, command, wait_for};

/// An open stream, read line by line.
struct Listener {
    bytes: futures::stream::BoxStream<'static, reqwest::Result<Vec<u8>>>,
    text: String,
}

#[derive(Debug, Default)]
struct Frame {
    id: Option<i64>,
    data: Option<Value>,
    comment: bool,
    named: bool,
}

impl Listener {
    async fn open(client: &Client, query: &str) -> (Answer, Self) {
        let path = format!("/api/mission-control/activity/stream{query}");
        let response = client.request(Method::GET, &path).send().await.unwrap();
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: String::new(),
        };
        let bytes = response.bytes_stream().map(|part| part.map(|part| part.to_vec())).boxed();
        (answer, Self { bytes, text: String::new() })
    }

    /// The next frame; `None` when the stream ended.
    async fn frame(&mut self) -> Option<Frame> {
        loop {
            if let Some((frame, rest)) = self.text.split_once("\n\n") {
                let mut found = Frame::default();
                for line in frame.lines() {
                    match line.split_once(':').unwrap() {
                        ("", _) => found.comment = true,
                        ("id", id) => found.id = Some(id.trim().parse().unwrap()),
                        ("data", data) => found.data = Some(serde_json::from_str(data).unwrap()),
                        ("event", _) => found.named = true,
                        ("retry", _) => {}
                        other => panic!("{other:?}"),
                    }
                }
                self.text = rest.into();
                return Some(found);
            }
            let part = self.bytes.next().await?.ok()?;
            self.text.push_str(std::str::from_utf8(&part).unwrap());
        }
    }

    /// The next event, within some seconds.
    async fn event(&mut self) -> Value {
        let wait = async {
            loop {
                let frame = self.frame().await.expect("the stream goes on");
                if let Some(data) = frame.data {
                    assert!(!frame.named, "EventSource.onmessage gets no named events");
                    assert_eq!(Some(data["seq"].as_i64().unwrap()), frame.id);
                    return data;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), wait).await.expect("an event")
    }

    /// Waits for the end.
    async fn end(mut self, within: u64) {
        let wait = async { while self.frame().await.is_some() {} };
        tokio::time::timeout(Duration::from_secs(within), wait).await.expect("the stream ends");
    }
}

async fn world() -> (Product, Client, String) {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,admin");
    let (desktop, _) = product.desktop("bench", &admin).await;
    (product, admin, desktop)
}

async fn make(admin: &Client, desktop: &str, count: usize) {
    for n in 0..count {
        let more = json!({"title": format!("task {n}")});
        admin.post("/tasks", command(desktop, "true", more)).await.created();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_goes_on_where_it_was() {
    let (_product, admin, desktop) = world().await;
    make(&admin, &desktop, 3).await;
    let (answer, mut fresh) = Listener::open(&admin, "").await;
    assert_eq!(answer.status, 200);
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(fresh.frame().await.unwrap().comment, "something comes at once");
    let (_, mut whole) = Listener::open(&admin, "?after=0").await;
    make(&admin, &desktop, 40).await;
    let listed = async |after: i64| {
        let page = admin.get(&format!("/activity?after={after}&limit=200")).await.ok();
        page["items"].as_array().unwrap().clone()
    };
    let all = listed(0).await;
    assert_eq!(fresh.event().await, all[3], "without a number it starts now");
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.push(whole.event().await);
    }
    drop(whole);
    // The header goes before the parameter, as a browser that comes back sends both.
    let last = seen.last().unwrap()["seq"].to_string();
    let (_, mut again) = Listener::open(&admin.with("last-event-id", &last), "?after=0").await;
    while seen.len() < all.len() {
        seen.push(again.event().await);
    }
    assert_eq!(seen, all);
    let wrong = admin.with("last-event-id", "x").get("/activity/stream").await;
    assert_eq!(wrong.refused(422, "invalid_field")["field"], "Last-Event-ID");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_stream_says_every_fifteen_seconds_that_it_lives() {
    let (_product, admin, _) = world().await;
    let (_, mut quiet) = Listener::open(&admin, "").await;
    assert!(quiet.frame().await.unwrap().comment);
    let begun = Instant::now();
    let frame =
        tokio::time::timeout(Duration::from_secs(20), quiet.frame()).await.unwrap().unwrap();
    assert!(frame.comment && frame.data.is_none(), "{frame:?}");
    assert!(begun.elapsed() > Duration::from_secs(13), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_credential() {
    let (product, admin, desktop) = world().await;
    let key = product.named_key("soon gone", "ada", "read");
    let browser = product.browser("ada").await;
    let (_, mut by_key) = Listener::open(&key, "").await;
    let (_, mut by_cookie) = Listener::open(&browser, "").await;
    for listener in [&mut by_key, &mut by_cookie] {
        assert!(listener.frame().await.unwrap().comment);
    }
    assert!(product.cli(&["key", "revoke", "soon gone"]).status.success());
    assert_eq!(browser.form("sign_out", &[]).await.status, 200);
    // An event after the end is not told any more.
    make(&admin, &desktop, 1).await;
    for mut listener in [by_key, by_cookie] {
        let next = tokio::time::timeout(Duration::from_secs(10), listener.frame()).await;
        assert!(next.expect("the stream ends").is_none());
    }
    let (_, mut quiet) = Listener::open(&product.named_key("quiet", "ada", "read"), "").await;
    assert!(quiet.frame().await.unwrap().comment);
    assert!(product.cli(&["key", "revoke", "quiet"]).status.success());
    quiet.end(10).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_ends_streams_and_long_polls_within_five_seconds() {
    let (mut product, admin, _) = world().await;
    let (_, runner) = product.desktop("other", &admin).await;
    let (_, mut stream) = Listener::open(&admin, "").await;
    assert!(stream.frame().await.unwrap().comment);
    let poll = tokio::spawn(async move {
        runner.post("/runner/claim?wait=45", json!({"freeSlots": 1})).await.status
    });
    let online = async || {
        let desktops = admin.get("/desktops").await.ok();
        desktops["items"].as_array().unwrap().iter().any(|d| d["online"] == true).then_some(())
    };
    wait_for("the runner's claim", 5, online).await;
    let (took, code) = tokio::task::block_in_place(|| product.terminate());
    // With nothing left to run it waits for no deadline.
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert_eq!(code, Some(0));
    stream.end(1).await;
    let status = poll.await.unwrap();
    assert!(status == 503 || status == 204, "{status}");
}
