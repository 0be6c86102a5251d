//! Who may come in, and what is refused: E22.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Agent, Era};
use super::decided::command;
use super::raw::{call, new_era, old_era, post_to, result};
use crate::actions::Desk;
use crate::support::{Answer, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn e22_only_a_key_that_counts_comes_in_under_our_own_name() {
    let desk = Desk::without_runner().await;
    let nobody = desk.product.client();

    for who in [&nobody, &nobody.with("authorization", "Bearer wrong"), &nobody.key("mc_key_1_x")] {
        let answer = Answer::of(list(who)).await;
        answer.refused(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), "Bearer", "nobody is led to a sign-in");
    }
    let bearer = nobody.with("authorization", &format!("Bearer {}", desk.fae.own_key()));
    for who in [&desk.fae, &bearer] {
        assert!(result(list(who)).await["tools"].is_array());
    }
    let browser = desk.product.browser("ada").await;
    Answer::of(list(&browser)).await.refused(401, "unauthenticated");

    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let led = desk.fae.with("origin", origin);
        Answer::of(list(&led)).await.refused(403, "cross_site");
    }
    let own = desk.fae.with("origin", &desk.product.url);
    assert!(result(list(&own)).await["tools"].is_array());
    for host in ["evil.example", "evil.example:3000", "127.0.0.1.evil.example"] {
        let led = desk.fae.with("host", host);
        Answer::of(list(&led)).await.refused(403, "foreign_host");
    }
    for method in [Method::GET, Method::DELETE, Method::PUT] {
        let answer = Answer::of(desk.fae.request(method, "/mcp")).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declared_address_is_the_only_other_name() {
    let product = crate::support::Product::start_with(&[
        "--no-local-desktop",
        "--public-url",
        "https://mc.example",
    ]);
    product.person("ada", "admin");
    let fae = product.named_key("Fae", "ada", "propose");

    for host in ["mc.example", "MC.example:443", "localhost:1"] {
        assert!(result(list(&fae.with("host", host))).await["tools"].is_array(), "{host}");
    }
    for host in ["mc.example:444", "other.example", "mc.example.evil.example"] {
        Answer::of(list(&fae.with("host", host))).await.refused(403, "foreign_host");
    }
    let behind = fae.with("host", "mc.example");
    Answer::of(list(&behind.with("origin", "http://mc.example"))).await.refused(403, "cross_site");
    assert!(result(list(&behind.with("origin", "https://mc.example"))).await["tools"].is_array());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_out_at_once_also_in_the_middle_of_a_wait() {
    let desk = Desk::without_runner().await;
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let asked = agent.ok("propose_action", command("true", json!({"wait_seconds": 0}))).await;
    let keys = desk.admin.get("/keys").await.ok();
    let key = keys["items"].as_array().unwrap().iter().find(|key| key["name"] == "Fae").unwrap();
    let path = format!("/keys/{}", key["id"].as_str().unwrap());
    let waits = agent.error("wait_for_decision", json!({"action_id": asked["action_id"]}));
    let (told, ()) = tokio::join!(waits, async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert!(desk.admin.delete(&path).await.status < 300);
    });
    assert_eq!(told["code"], "unauthenticated", "{told}");
    Answer::of(old_era(&desk.fae, "tools/list", json!({}))).await.refused(401, "unauthenticated");
    let list = desk.admin.get("/approvals").await.ok();
    assert_eq!(
        list["items"].as_array().unwrap().len(),
        1,
        "what it asked still waits for a person"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_ours_says_what_is_wrong_and_what_to_do() {
    let desk = Desk::without_runner().await;
    let agent = Agent::connect(&desk.fae, Era::Old).await;
    let refused = async |tool, arguments: Value| {
        let told = agent.error(tool, arguments).await;
        assert_eq!(told["status"], "refused", "{told}");
        for text in ["code", "problem", "what_to_do"] {
            assert!(told[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {told}");
        }
        (told["code"].as_str().unwrap().to_owned(), told["argument"].clone(), told.to_string())
    };
    for (tool, arguments, code, argument) in [
        ("propose_action", json!({"description": "x"}), "invalid_field", "command"),
        ("propose_action", json!({"command": 5, "description": "x"}), "invalid_field", "command"),
        ("propose_action", command("true", json!({"sudo": true})), "unknown_field", "sudo"),
        (
            "propose_action",
            json!({"command": "true", "description": " "}),
            "invalid_field",
            "description",
        ),
        (
            "propose_action",
            command("true", json!({"wait_seconds": 46})),
            "invalid_field",
            "wait_seconds",
        ),
        (
            "propose_action",
            command("true", json!({"device": "nowhere"})),
            "invalid_field",
            "device",
        ),
        (
            "propose_action",
            command("true", json!({"interpreter": "fish"})),
            "invalid_field",
            "interpreter",
        ),
        ("wait_for_decision", json!({}), "invalid_field", "action_id"),
    ] {
        let (found, field, text) = refused(tool, arguments).await;
        assert_eq!((found.as_str(), &field), (code, &json!(argument)), "{text}");
    }
    assert_eq!(refused("wait_for_decision", json!({"action_id": "a_1"})).await.0, "not_found");
    let make = json!({"title": "x", "command": "true"});
    assert_eq!(refused("create_task", make).await.0, "insufficient_scope");

    // With several desktops one has to be named, by its name or its id.
    let (second, _) = desk.product.desktop("second", &desk.admin).await;
    let (code, field, text) = refused("propose_action", command("true", json!({}))).await;
    assert_eq!((code.as_str(), field), ("invalid_field", json!("device")));
    assert!(text.contains("bench, second"), "{text}");
    for device in ["SECOND", &second] {
        let told = agent
            .ok("propose_action", command("true", json!({"device": device, "wait_seconds": 0})))
            .await;
        let action =
            desk.fae.get(&format!("/actions/{}", told["action_id"].as_str().unwrap())).await.ok();
        assert_eq!(action["desktop"]["name"], "second");
    }
    // Or in the program's configuration, where a call cannot name one.
    let asks = call("approval_prompt", json!({"tool_name": "Bash", "input": {"command": "ls"}}));
    let no = result(old_era(&desk.fae, "tools/call", asks)).await["content"][0]["text"].clone();
    assert!(no.as_str().unwrap().contains("?device=NAME"), "{no}");
    let asks = call("propose_action", command("uptime", json!({"wait_seconds": 0})));
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asks});
    let told = result(post_to("/mcp?device=second", &desk.fae, body)).await;
    assert_eq!(told["structuredContent"]["status"], "pending", "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_tool_decides_and_what_is_said_of_them_is_strict_and_plain() {
    let desk = Desk::without_runner().await;
    let agent = Agent::connect(&desk.fae, Era::New).await;
    let tools = agent.tools().await;
    let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    for known in ["propose_action", "wait_for_decision", "create_task", "get_task"] {
        assert!(names.contains(&known), "{names:?}");
    }
    assert!(
        !names.iter().any(|name| ["approve", "resolve", "decide", "review"].contains(name)),
        "{names:?}"
    );
    for tool in &tools {
        let schema = Value::Object((*tool.input_schema).clone());
        assert_eq!(
            (&schema["type"], &schema["additionalProperties"]),
            (&json!("object"), &json!(false)),
            "{schema}"
        );
        assert!(!schema.to_string().contains("$ref"), "{schema}");
        for (name, argument) in schema["properties"].as_object().unwrap() {
            assert!(argument["description"].is_string(), "{}: {name} says nothing", tool.name);
            assert!(argument["type"].is_string() && argument.get("format").is_none(), "{argument}");
        }
    }
    let propose = tools.iter().find(|tool| tool.name == "propose_action").unwrap();
    let said = propose.description.as_deref().unwrap();
    assert!(said.contains("Nothing runs until a human approves it"), "{said}");
    assert!(said.contains("do not retry the same command"), "{said}");
    let hints = propose.annotations.as_ref().unwrap();
    assert_eq!((hints.destructive_hint, hints.open_world_hint), (Some(true), Some(true)));
    let read = tools.iter().find(|tool| tool.name == "get_task").unwrap();
    assert_eq!(read.annotations.as_ref().unwrap().read_only_hint, Some(true));

    // The key of an agent decides through no door.
    let asked = agent.ok("propose_action", command("true", json!({"wait_seconds": 0}))).await;
    let action =
        desk.fae.get(&format!("/actions/{}", asked["action_id"].as_str().unwrap())).await.ok();
    let path = format!("/approvals/{}/resolve", action["approvalId"].as_str().unwrap());
    let yes = json!({"decision": "approve", "digest": action["digest"]});
    desk.fae.post(&path, yes).await.refused(403, "insufficient_scope");
    let told = result(new_era(
        &desk.fae,
        "tools/call",
        call("wait_for_decision", json!({"action_id": asked["action_id"], "wait_seconds": 0})),
    ))
    .await;
    assert_eq!(told["structuredContent"]["status"], "pending");
    wait_for("still waiting", 5, async || {
        let list = desk.admin.get("/approvals").await.ok();
        (list["items"].as_array().unwrap().len() == 1).then_some(())
    })
    .await;
}

fn list(who: &crate::support::Client) -> reqwest::RequestBuilder {
    old_era(who, "tools/list", json!({}))
}
