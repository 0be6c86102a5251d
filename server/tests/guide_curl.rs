//! The calls that users know from the guide, made with the real `curl` as the guide writes them: only host and key
//! are another's.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Client, Product, command, settled};

/// `curl` with these arguments: the status and the body.
fn curl(args: &[&str]) -> (u16, Value) {
    let done =
        Command::new("curl").args(["-sS", "-w", "\n%{http_code}"]).args(args).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let text = String::from_utf8(done.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    (status.parse().unwrap(), serde_json::from_str(body).unwrap())
}

fn post(url: &str, key: &str, body: &str) -> (u16, Value) {
    let key = format!("x-api-key: {key}");
    curl(&["-X", "POST", url, "-H", &key, "-H", "Content-Type: application/json", "-d", body])
}

struct World {
    product: Product,
    key: String,
    client: Client,
    desktop: String,
}

/// A server that runs commands on this machine, and a key.
async fn world() -> World {
    let product = Product::start_with(&[]);
    product.person("ada", "approver");
    let made =
        product.cli(&["key", "add", "guide", "--for", "ada", "--scopes", "read,tasks,decide"]);
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let client = product.client().key(&key);
    let desktops = client.get("/desktops").await.ok();
    let desktop = desktops["items"][0]["id"].as_str().unwrap().to_owned();
    World { product, key, client, desktop }
}

impl World {
    /// A command that ran and waits in Review.
    async fn in_review(&self, content: &str) -> Value {
        let task = command(&self.desktop, content, json!({"requiresApproval": true, "run": true}));
        let task = self.client.post("/tasks", task).await.created();
        settled(&self.client, task["id"].as_str().unwrap(), &["review", "failed"], 30).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/mission-control{path}", self.product.url)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guides_review_calls_work() {
    let world = world().await;
    let task = world.in_review("echo hello; echo made > file.txt").await;
    assert_eq!((&task["status"], &task["gated"]), (&json!("review"), &json!(true)), "{task}");
    assert_eq!(task["output"], "hello\n");
    let id = task["id"].as_str().unwrap();
    let review = world.url(&format!("/tasks/{id}/review"));
    let (status, body) = post(&review, &world.key, r#"{"decision": "approve"}"#);
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["task"]["status"], "done");
    assert_eq!(body["approval"]["decision"]["by"]["name"], "ada");

    let task = world.in_review("echo myapp_prod").await;
    let id = task["id"].as_str().unwrap();
    let review = world.url(&format!("/tasks/{id}/review"));
    let words = "Database name should be myapp_staging, not myapp_prod";
    let no = format!(r#"{{"decision": "reject", "feedback": "{words}"}}"#);
    let (status, body) = post(&review, &world.key, &no);
    assert_eq!((status, &body["task"]["status"]), (200, &json!("failed")), "{body}");
    let read = world.client.get(&format!("/tasks/{id}")).await.ok();
    assert_eq!((&read["feedback"], &read["failure"]["code"]), (&json!(words), &json!("rejected")));
    // The same person saying the same again is told so; another answer comes too late.
    let (status, body) = post(&review, &world.key, &no);
    assert_eq!((status, &body["replayed"]), (200, &json!(true)), "{body}");
    let (status, body) = post(&review, &world.key, r#"{"decision": "approve"}"#);
    assert_eq!((status, &body["code"]), (409, &json!("already_decided")), "{body}");
    assert_eq!(body["decision"]["feedback"], words);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guides_approval_calls_work() {
    let world = world().await;
    let task = world.in_review("printf 'a line\n'; printf 'trouble\n' >&2; echo x > new").await;
    let key = format!("x-api-key: {}", world.key);
    let (status, list) = curl(&[&world.url("/approvals"), "-H", &key]);
    assert_eq!(status, 200);
    let entry = &list["items"][0];
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
    assert_eq!((&entry["task"]["id"], &entry["gate"]), (&task["id"], &json!("after_run")));
    assert_eq!(entry["desktop"]["id"], json!(world.desktop));
    assert_eq!(entry["completedAt"], task["completedAt"]);
    let output = format!("{}{}", world.product.url, entry["outputUrl"].as_str().unwrap());
    let done = Command::new("curl").args(["-sS", &output, "-H", &key]).output().unwrap();
    let output = String::from_utf8(done.stdout).unwrap();
    assert!(output.contains("a line\n") && output.contains("trouble\n"), "{output}");
    let id = task["id"].as_str().unwrap();
    let files = world.client.get(&format!("/tasks/{id}/files")).await.ok();
    assert_eq!(
        (&files["items"][0]["path"], &files["items"][0]["change"]),
        (&json!("new"), &json!("added"))
    );
    let logs = world.client.get(&format!("/tasks/{id}/logs")).await.ok();
    let streams: Vec<_> =
        logs["items"].as_array().unwrap().iter().map(|l| l["stream"].clone()).collect();
    assert!(streams.contains(&json!("stdout")) && streams.contains(&json!("stderr")), "{logs}");

    let resolve = world.url(&format!("/approvals/{}/resolve", entry["id"].as_str().unwrap()));
    let (status, body) = post(&resolve, &world.key, r#"{"decision": "approve"}"#);
    assert_eq!((status, &body["task"]["status"]), (200, &json!("done")), "{body}");
    let (_, list) = curl(&[&world.url("/approvals"), "-H", &key]);
    assert_eq!(list["items"], json!([]), "what is decided is not listed");
    let review = world.url(&format!("/tasks/{id}/review"));
    let (status, body) = post(&review, &world.key, r#"{"decision": "reject"}"#);
    assert_eq!((status, &body["code"]), (409, &json!("already_decided")), "one record: {body}");
    let (status, body) = post(&review, "mc_key_wrong", r#"{"decision": "approve"}"#);
    assert_eq!((status, &body["code"]), (401, &json!("unauthenticated")));
}
