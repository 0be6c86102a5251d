//! `openapi.json` agrees with the router and with the limits.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Product};

/// Every call of the contract that exists so far.
const CONTRACT: &[(&str, &str)] = &[
    ("post", "/tasks"),
    ("get", "/tasks"),
    ("get", "/tasks/{id}"),
    ("post", "/tasks/{id}/run"),
    ("post", "/tasks/{id}/cancel"),
    ("post", "/tasks/{id}/finish"),
    ("post", "/tasks/{id}/merge"),
    ("post", "/tasks/{id}/close"),
    ("post", "/tasks/{id}/purge"),
    ("post", "/tasks/{id}/retry"),
    ("post", "/tasks/{id}/review"),
    ("get", "/tasks/{id}/output"),
    ("get", "/tasks/{id}/logs"),
    ("get", "/tasks/{id}/files"),
    ("get", "/tasks/{id}/comments"),
    ("post", "/tasks/{id}/comments"),
    ("delete", "/tasks/{id}/comments/{comment}"),
    ("get", "/tasks/{id}/messages"),
    ("post", "/tasks/{id}/messages"),
    ("get", "/approvals"),
    ("get", "/approvals/{id}"),
    ("get", "/approvals/{id}/evidence"),
    ("post", "/approvals/{id}/resolve"),
    ("post", "/approvals/resolve"),
    ("post", "/approvals/{id}/revoke"),
    ("post", "/approvals/{id}/snooze"),
    ("delete", "/approvals/{id}/snooze"),
    ("post", "/actions"),
    ("get", "/actions/{id}"),
    ("get", "/actions/{id}/output"),
    ("post", "/actions/{id}/revisions"),
    ("post", "/actions/{id}/edit"),
    ("post", "/actions/{id}/take"),
    ("post", "/actions/{id}/report"),
    ("post", "/actions/{id}/withdraw"),
    ("post", "/actions/{id}/close"),
    ("post", "/actions/{id}/ask-again"),
    ("get", "/agents"),
    ("get", "/policy"),
    ("put", "/policy"),
    ("get", "/policy/test"),
    ("post", "/policy/rules"),
    ("delete", "/policy/rules/{id}"),
    ("get", "/scripts"),
    ("post", "/scripts"),
    ("get", "/scripts/{id}"),
    ("put", "/scripts/{id}"),
    ("delete", "/scripts/{id}"),
    ("post", "/scripts/{id}/run"),
    ("get", "/notifications/channels"),
    ("post", "/notifications/channels"),
    ("put", "/notifications/channels/{id}"),
    ("delete", "/notifications/channels/{id}"),
    ("post", "/notifications/channels/{id}/confirm"),
    ("post", "/notifications/channels/{id}/code"),
    ("post", "/notifications/channels/{id}/test"),
    ("get", "/notifications/devices"),
    ("delete", "/notifications/devices/{id}"),
    ("get", "/webhooks"),
    ("post", "/webhooks"),
    ("delete", "/webhooks/{id}"),
    ("put", "/desktops/{id}"),
    ("post", "/desktops/{id}/renew"),
    ("post", "/runner/work/{id}/usage"),
    ("post", "/runner/work/{id}/look"),
    ("post", "/runner/agents"),
    ("post", "/runner/claim"),
    ("post", "/runner/work/{id}/heartbeat"),
    ("post", "/runner/work/{id}/logs"),
    ("post", "/runner/work/{id}/files"),
    ("post", "/runner/work/{id}/result"),
    ("get", "/settings"),
    ("put", "/settings"),
    ("get", "/desktops"),
    ("post", "/desktops"),
    ("delete", "/desktops/{id}"),
    ("get", "/keys"),
    ("post", "/keys"),
    ("delete", "/keys/{id}"),
    ("get", "/people"),
    ("post", "/people"),
    ("put", "/people/{id}"),
    ("post", "/people/{id}/link"),
    ("post", "/people/{id}/end"),
    ("post", "/people/{id}/let-in"),
    ("get", "/activity"),
    ("get", "/activity/stream"),
    ("get", "/insights"),
    ("get", "/stop"),
    ("post", "/stop"),
    ("post", "/resume"),
    ("get", "/audit"),
    ("get", "/audit/checkpoint"),
    ("get", "/audit/export"),
    ("get", "/me"),
    ("get", "/me/sessions"),
    ("delete", "/me/sessions"),
    ("delete", "/me/sessions/{id}"),
    ("get", "/openapi.json"),
];

async fn document(product: &Product) -> Value {
    product.client().get("/openapi.json").await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_described_and_every_description_is_a_call() {
    let product = Product::start();
    let document = document(&product).await;
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert((method.clone(), path.clone()));
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
            assert_eq!(
                problem["schema"]["$ref"], "#/components/schemas/Problem",
                "{method} {path}"
            );
        }
    }
    let outside = [("get", "/healthz"), ("get", "/readyz"), ("get", "/metrics")];
    let contract = CONTRACT
        .iter()
        .map(|(method, path)| ((*method).to_owned(), format!("/api/mission-control{path}")))
        .chain(outside.map(|(method, path)| (method.to_owned(), path.to_owned())));
    assert_eq!(described, contract.collect());

    let methods = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
    let paths: BTreeSet<&String> = described.iter().map(|(_, path)| path).collect();
    for path in paths {
        for method in &methods {
            let there = described.contains(&(method.as_str().to_lowercase(), path.clone()));
            let request = product.client().request(method.clone(), &path.replace("{id}", "x"));
            let status = Answer::of(request).await.status;
            let closed = path.starts_with("/api") && !path.ends_with("openapi.json");
            let wanted = match (there, closed) {
                (true, true) => 401,
                (true, false) => 200,
                (false, _) => 405,
            };
            assert_eq!(status, wanted, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_are_stated_and_every_name_leads_somewhere() {
    let product = Product::start();
    let document = document(&product).await;
    let field = |body: &str, name: &str| {
        document["components"]["schemas"][body]["properties"][name].clone()
    };
    for (body, name, limit, value) in [
        ("CreateTask", "content", "maxLength", json!(65536)),
        ("CreateTask", "title", "maxLength", json!(200)),
        ("CreateTask", "desktopId", "maxLength", json!(64)),
        ("CreateTask", "agent", "maxLength", json!(80)),
        ("CreateTask", "externalAgent", "maxLength", json!(80)),
        ("CreateTask", "cwd", "maxLength", json!(4096)),
        ("CreateTask", "externalRef", "maxLength", json!(500)),
        ("CreateTask", "dependsOn", "maxItems", json!(50)),
        ("CreateTask", "timeoutSeconds", "maximum", json!(604_800)),
        ("CreateTask", "timeoutSeconds", "minimum", json!(1)),
        ("RetryTask", "content", "maxLength", json!(65536)),
        ("RetryTask", "title", "maxLength", json!(200)),
        ("Review", "feedback", "maxLength", json!(16384)),
        ("Review", "decision", "enum", json!(["approve", "reject"])),
        ("Resolve", "feedback", "maxLength", json!(16384)),
        ("Resolve", "decision", "enum", json!(["approve", "reject"])),
        ("BulkItem", "feedback", "maxLength", json!(16384)),
        ("BulkItem", "decision", "enum", json!(["approve", "reject"])),
        ("BulkResolve", "items", "maxItems", json!(100)),
        ("FinishTask", "output", "maxLength", json!(524_288)),
        ("FinishTask", "outcome", "enum", json!(["succeeded", "failed"])),
        ("PostMessage", "text", "maxLength", json!(16384)),
        ("CreateDesktop", "name", "maxLength", json!(80)),
        ("CreateDesktop", "group", "maxLength", json!(80)),
        ("CreateKey", "name", "maxLength", json!(80)),
        ("CreateKey", "user", "maxLength", json!(80)),
        ("CreateKey", "scopes", "maxItems", json!(6)),
    ] {
        assert_eq!(field(body, name)[limit], value, "{body}.{name}");
    }
    let kinds = json!(["device_action", "agent_permission"]);
    assert_eq!(field("Action", "kind")["enum"], kinds);
    let own = &document["components"]["schemas"]["Propose"]["allOf"][1]["properties"]["kind"];
    assert_eq!(own["enum"], kinds);
    assert_eq!(field("Action", "state")["enum"], json!(domain::ActionState::NAMES));
    for body in ["CreateTask", "Resolve", "Review", "CreateKey", "ChangeSettings"] {
        let schema = &document["components"]["schemas"][body];
        assert_eq!(schema["additionalProperties"], false, "{body} refuses unknown fields");
    }
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, page) in schemas.iter().filter(|(name, _)| name.starts_with("Page_")) {
        let entry = format!("#/components/schemas/{}", &name["Page_".len()..]);
        assert_eq!(page["properties"]["items"]["items"]["$ref"], entry, "{name}");
    }
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is named but not described");
    }
    let mut names = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} names two operations");
        }
    }
}
