//! The protocol as bytes: what a client library would hide.

use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use super::decided::{card, command};
use crate::actions::Desk;
use crate::support::{Answer, Client};

/// A request as the newer era sends it.
pub fn new_era(who: &Client, method: &str, mut params: Value) -> RequestBuilder {
    let meta = params["_meta"].take();
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "claude-code", "version": "2.1.330"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    if let Value::Object(more) = meta {
        params["_meta"].as_object_mut().unwrap().extend(more);
    }
    let name = params["name"].as_str().map(str::to_owned);
    let request = post(who, json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}))
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", method);
    match name {
        Some(name) => request.header("mcp-name", name),
        None => request,
    }
}

/// A request as the older era sends it.
pub fn old_era(who: &Client, method: &str, params: Value) -> RequestBuilder {
    post(who, json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}))
        .header("mcp-protocol-version", "2025-06-18")
}

pub fn post(who: &Client, body: Value) -> RequestBuilder {
    post_to("/mcp", who, body)
}

pub fn post_to(path: &str, who: &Client, body: Value) -> RequestBuilder {
    who.request(Method::POST, path)
        .header("accept", "application/json, text/event-stream")
        .json(&body)
}

pub fn call(tool: &str, arguments: Value) -> Value {
    json!({"name": tool, "arguments": arguments})
}

/// The messages of a stream, or the one of a body.
pub fn messages(text: &str) -> Vec<Value> {
    if let Ok(one) = serde_json::from_str(text) {
        return vec![one];
    }
    let data = text.lines().filter_map(|line| line.strip_prefix("data:"));
    data.filter(|data| !data.trim().is_empty())
        .map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

/// The answer to a request: the last message.
pub async fn result(request: RequestBuilder) -> Value {
    let answer = Answer::of(request).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    messages(&answer.text).pop().unwrap_or_else(|| panic!("nothing: {answer:?}"))["result"].clone()
}

fn kind(response: &Response) -> &str {
    response.headers()["content-type"].to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_come_before_the_decision_in_both_eras() {
    let desk = Desk::new(&[]).await;
    for request in [new_era, old_era] {
        let asks = call("propose_action", command("echo hi\n", json!({})));
        // This is as far as the headers.
        let mut response = request(&desk.fae, "tools/call", asks).send().await.unwrap();
        assert_eq!((response.status().as_u16(), kind(&response)), (200, "text/event-stream"));
        let card = card(&desk.admin).await;
        assert_eq!(card["state"], "pending");
        let body = json!({"decision": "reject", "digest": card["digest"]});
        let path = format!("/approvals/{}/resolve", card["id"].as_str().unwrap());
        desk.admin.post(&path, body).await.ok();
        let mut text = String::new();
        while let Some(bytes) = response.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
        let last = messages(&text).pop().unwrap();
        assert_eq!(last["result"]["structuredContent"]["status"], "rejected", "{text}");
        // Another one, or the same would be refused as a repetition.
        let asks = call("propose_action", command("echo again\n", json!({"wait_seconds": 0})));
        let told = result(request(&desk.fae, "tools/call", asks)).await;
        let id = told["structuredContent"]["action_id"].as_str().unwrap().to_owned();
        desk.fae.post(&format!("/actions/{id}/withdraw"), json!({})).await.ok();
        let admin = &desk.admin;
        let path = format!("/actions/{}/ask-again", card["action"]["id"].as_str().unwrap());
        admin.post(&path, json!({})).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_progress_hears_it_again_and_again() {
    let desk = Desk::without_runner().await;
    let asks = json!({"name": "propose_action", "arguments": command("true", json!({"wait_seconds": 17})),
        "_meta": {"progressToken": "p1"}});
    for (n, request) in [new_era, old_era].into_iter().enumerate() {
        let mut asks = asks.clone();
        asks["arguments"]["command"] = json!(format!("true # {n}"));
        let answer = Answer::of(request(&desk.fae, "tools/call", asks)).await;
        let all = messages(&answer.text);
        let told: Vec<&Value> =
            all.iter().filter(|m| m["method"] == "notifications/progress").collect();
        assert!(told.len() >= 2, "{}", answer.text);
        assert!(told.iter().all(|m| m["params"]["progressToken"] == "p1"), "{told:?}");
        assert!(told[0]["params"]["progress"].as_f64() < told[1]["params"]["progress"].as_f64());
        let last = all.last().unwrap();
        assert_eq!(last["result"]["structuredContent"]["status"], "pending", "{last}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eras_mix_on_one_connection() {
    let desk = Desk::without_runner().await;
    let hello = json!({"protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "codex-mcp-client", "version": "0.169.0"}});
    for _ in 0..2 {
        let found = result(new_era(&desk.fae, "server/discover", json!({}))).await;
        assert!(
            found["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")),
            "{found}"
        );
        let begun = result(old_era(&desk.fae, "initialize", hello.clone())).await;
        assert_eq!(begun["protocolVersion"], "2025-06-18");
        assert_eq!(begun["serverInfo"]["name"], "mission-control");
        let done = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
        assert_eq!(Answer::of(post(&desk.fae, done)).await.status, 202);
        let new = result(new_era(&desk.fae, "tools/list", json!({}))).await;
        let old = result(old_era(&desk.fae, "tools/list", json!({}))).await;
        assert_eq!((&new["resultType"], &new["tools"]), (&json!("complete"), &old["tools"]));
        assert!(old.get("resultType").is_none(), "{old}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_protocol_are_its_errors_and_ours_are_answers() {
    let desk = Desk::without_runner().await;
    let error = async |request: RequestBuilder| {
        let answer = Answer::of(request).await;
        let message = messages(&answer.text).pop().unwrap();
        (answer.status, message["error"]["code"].as_i64().unwrap())
    };
    let nothing = call("approve_everything", json!({}));
    assert_eq!(error(old_era(&desk.fae, "tools/call", nothing.clone())).await, (200, -32602));
    assert_eq!(error(new_era(&desk.fae, "tools/call", nothing)).await, (200, -32602));
    assert_eq!(error(old_era(&desk.fae, "tools/decide", json!({}))).await, (200, -32601));
    assert_eq!(error(new_era(&desk.fae, "tools/decide", json!({}))).await, (404, -32601));
    let other = new_era(&desk.fae, "tools/list", json!({})).header("mcp-method", "tools/call");
    assert_eq!(error(other).await.0, 400);
    let list = json!({"jsonrpc": "2.0", "id": 7, "method": "tools/list", "params": {}});
    let unknown = post(&desk.fae, list).header("mcp-protocol-version", "2031-01-01");
    assert_eq!(Answer::of(unknown).await.status, 400);
    let meta = json!({"_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28"}});
    let two = old_era(&desk.fae, "tools/list", meta);
    assert_eq!(Answer::of(two).await.status, 400, "two versions in one request");
    let broken = desk
        .fae
        .request(Method::POST, "/mcp")
        .header("accept", "application/json, text/event-stream");
    let broken =
        Answer::of(broken.header("content-type", "application/json").body("{nonsense")).await;
    assert!((400..500).contains(&broken.status), "{broken:?}");
    let large = "x".repeat(1024 * 1024 + 1);
    let large = call("propose_action", command(&large, json!({})));
    assert_eq!(Answer::of(old_era(&desk.fae, "tools/call", large)).await.status, 413);
}
