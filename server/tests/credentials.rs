//! Who may do what over REST: one table of callers and calls, and what happens to credentials that end.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, Product, asking, command, in_review, wait_for};

/// The callers, in the order of the table's columns.
const CALLERS: [&str; 10] = [
    "nobody",
    "viewer",
    "operator",
    "approver",
    "admin",
    "read key",
    "tasks key",
    "decide key",
    "agent key",
    "runner",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_open_to_whom_it_should_be_and_to_nobody_else() {
    let product = Product::start();
    for (name, role) in
        [("vic", "viewer"), ("olga", "operator"), ("pia", "approver"), ("ada", "admin")]
    {
        product.person(name, role);
    }
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, runner) = product.desktop("bench", &admin).await;
    let agent = product.named_key("fae", "ada", "read,tasks,propose");
    let proposer = product.named_key("mingo", "ada", "propose");
    let callers = [
        product.client(),
        product.browser("vic").await,
        product.browser("olga").await,
        product.browser("pia").await,
        product.browser("ada").await,
        product.key("ada", "read"),
        product.key("ada", "tasks"),
        product.key("ada", "decide"),
        proposer,
        runner,
    ];
    let task = admin.post("/tasks", command(&desktop, "true", json!({}))).await.created();
    let task = task["id"].as_str().unwrap();
    let approval = asking(&admin, &desktop).await;
    let approval = approval["id"].as_str().unwrap();
    let waiting = in_review(&admin, &agent, &desktop).await;
    let waiting = waiting["id"].as_str().unwrap();
    let create = || Some(command(&desktop, "true", json!({})));
    let wrong = || Some(json!({"decision": "perhaps"}));
    let get = Method::GET;
    let post = Method::POST;

    // What each caller of `CALLERS` gets. A call that would change something is made so that it fails after the
    // question of who asks: 404 and 422 mean that the caller may. 401: nobody. 403: may not.
    let table: Vec<(Method, String, Option<Value>, [u16; 10])> = vec![
        (get.clone(), "/me".into(), None, [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
        (get.clone(), "/tasks".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (
            get.clone(),
            format!("/tasks/{task}"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            format!("/tasks/{task}/output"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            format!("/tasks/{task}/logs"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            format!("/tasks/{task}/files"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            format!("/tasks/{task}/messages"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            "/approvals".into(),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            format!("/approvals/{approval}"),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (get.clone(), "/desktops".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (get.clone(), "/settings".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (get.clone(), "/activity".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (get.clone(), "/keys".into(), None, [401, 403, 403, 403, 200, 403, 403, 403, 403, 403]),
        (get.clone(), "/audit".into(), None, [401, 403, 403, 403, 200, 403, 403, 403, 403, 403]),
        (get.clone(), "/stop".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (
            post.clone(),
            "/stop".into(),
            Some(json!({"agent": "nobody"})),
            [401, 403, 403, 404, 404, 403, 403, 404, 403, 403],
        ),
        (
            post.clone(),
            "/resume".into(),
            Some(json!({"agent": "nobody"})),
            [401, 403, 403, 404, 404, 403, 403, 404, 403, 403],
        ),
        (
            get.clone(),
            "/audit/checkpoint".into(),
            None,
            [401, 403, 403, 403, 200, 403, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            "/audit/export".into(),
            None,
            [401, 403, 403, 403, 200, 403, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/tasks".into(),
            create(),
            [401, 403, 201, 201, 201, 403, 201, 403, 403, 403],
        ),
        (
            post.clone(),
            "/tasks/t_x/run".into(),
            None,
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (
            post.clone(),
            "/tasks/t_x/cancel".into(),
            None,
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (
            post.clone(),
            "/tasks/t_x/purge".into(),
            None,
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/tasks/t_x/retry".into(),
            None,
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (
            post.clone(),
            format!("/approvals/{approval}/resolve"),
            wrong(),
            [401, 403, 403, 422, 422, 403, 403, 422, 403, 403],
        ),
        (
            post.clone(),
            format!("/tasks/{waiting}/review"),
            wrong(),
            [401, 403, 403, 422, 422, 403, 403, 422, 403, 403],
        ),
        (
            post.clone(),
            "/approvals/ap_x/revoke".into(),
            None,
            [401, 403, 403, 404, 404, 403, 403, 404, 403, 403],
        ),
        (
            post.clone(),
            "/desktops".into(),
            Some(json!({"name": ""})),
            [401, 403, 403, 403, 422, 403, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/keys".into(),
            Some(json!({"name": "", "scopes": []})),
            [401, 403, 403, 403, 422, 403, 403, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/keys/k_x".into(),
            None,
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/desktops/d_x".into(),
            None,
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (
            Method::PUT,
            "/settings".into(),
            Some(json!({})),
            [401, 403, 403, 403, 200, 403, 403, 403, 403, 403],
        ),
        (get.clone(), "/agents".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (get.clone(), "/policy".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (
            Method::PUT,
            "/policy".into(),
            Some(json!({"preset": "restrictive"})),
            [401, 403, 403, 403, 200, 403, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/policy/rules".into(),
            Some(json!({"level": "runs", "command": "*"})),
            [401, 403, 403, 403, 422, 403, 403, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/policy/rules/r_x".into(),
            None,
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (get.clone(), "/scripts".into(), None, [401, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
        (
            post.clone(),
            "/scripts".into(),
            Some(json!({"name": "", "interpreter": "sh", "body": "true"})),
            [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/scripts/sc_x".into(),
            None,
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (
            post.clone(),
            "/scripts/sc_x/run".into(),
            Some(json!({})),
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (get.clone(), "/webhooks".into(), None, [401, 403, 403, 403, 200, 403, 403, 403, 403, 403]),
        (
            post.clone(),
            "/webhooks".into(),
            Some(json!({"name": "", "url": ""})),
            [401, 403, 403, 403, 422, 403, 403, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/webhooks/wh_x".into(),
            None,
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (
            get.clone(),
            "/notifications/channels".into(),
            None,
            [401, 200, 200, 200, 200, 200, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/notifications/channels".into(),
            Some(json!({"kind": "slack", "name": "", "address": ""})),
            [401, 403, 403, 403, 422, 403, 403, 403, 403, 403],
        ),
        (
            Method::DELETE,
            "/notifications/channels/nc_x".into(),
            None,
            [401, 404, 404, 404, 404, 404, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/notifications/channels/nc_x/test".into(),
            None,
            [401, 404, 404, 404, 404, 404, 403, 403, 403, 403],
        ),
        (
            Method::PUT,
            "/desktops/d_x".into(),
            Some(json!({})),
            [401, 403, 403, 403, 404, 403, 403, 403, 403, 403],
        ),
        (
            post.clone(),
            "/actions".into(),
            Some(
                json!({"taskId": "t_x", "interpreter": "sh", "script": "true", "description": "Nothing."}),
            ),
            [401, 403, 403, 403, 403, 403, 403, 403, 404, 404],
        ),
        (
            get.clone(),
            "/actions/a_x".into(),
            None,
            [401, 404, 404, 404, 404, 404, 403, 403, 404, 404],
        ),
        (
            post.clone(),
            "/actions/a_x/withdraw".into(),
            None,
            [401, 403, 403, 403, 403, 403, 403, 403, 404, 404],
        ),
        (
            post.clone(),
            "/actions/a_x/close".into(),
            Some(json!({"ran": true})),
            [401, 403, 403, 404, 404, 403, 403, 404, 403, 403],
        ),
        (
            post.clone(),
            "/actions/a_x/ask-again".into(),
            None,
            [401, 403, 404, 404, 404, 403, 404, 403, 403, 403],
        ),
        (
            post.clone(),
            "/runner/work/t_x/usage".into(),
            Some(
                json!({"lease": "l", "usage": {"model": "", "turns": 0, "inputTokens": 0, "outputTokens": 0}}),
            ),
            [401, 403, 403, 403, 403, 403, 403, 403, 403, 404],
        ),
        (
            post.clone(),
            "/runner/work/a_x/look".into(),
            Some(json!({"operands": []})),
            [401, 403, 403, 403, 403, 403, 403, 403, 403, 404],
        ),
        (
            post.clone(),
            "/runner/agents".into(),
            Some(json!({"agent": "nobody"})),
            [401, 403, 403, 403, 403, 403, 403, 403, 403, 404],
        ),
        (
            post.clone(),
            "/runner/claim".into(),
            Some(json!({})),
            [401, 403, 403, 403, 403, 403, 403, 403, 403, 204],
        ),
        (
            post.clone(),
            "/runner/work/t_x/heartbeat".into(),
            Some(json!({"lease": "l"})),
            [401, 403, 403, 403, 403, 403, 403, 403, 403, 404],
        ),
    ];
    let mut wrong = Vec::new();
    for (method, path, body, wanted) in table {
        for ((name, caller), wanted) in CALLERS.iter().zip(&callers).zip(wanted) {
            let answer = caller.call(method.clone(), &path, body.clone()).await;
            if answer.status != wanted {
                wrong.push(format!("{name}: {method} {path}: {} not {wanted}", answer.status));
            }
            if answer.status == 401 {
                answer.refused(401, "unauthenticated");
                assert!(answer.header("www-authenticate").starts_with("Bearer"), "{answer:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(admin.get(&format!("/approvals/{approval}")).await.ok()["state"], "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_taken_in_either_header_and_goes_before_the_cookie() {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("vic", "viewer");
    let key = product.key("ada", "read");
    assert_eq!(key.get("/me").await.ok()["name"], "ada");
    let done = product.cli(&["key", "add", "bearer", "--for", "ada", "--scopes", "read"]);
    let text = String::from_utf8(done.stdout).unwrap();
    let bearer = product.client().with("authorization", &format!("bearer {}", text.trim()));
    assert_eq!(bearer.get("/me").await.ok()["scopes"], json!(["read"]));
    let vic = product.browser("vic").await;
    assert_eq!(vic.get("/me").await.ok()["name"], "vic");
    assert_eq!(vic.with("x-api-key", text.trim()).get("/me").await.ok()["name"], "ada");
    vic.with("x-api-key", "mc_key_wrong").get("/me").await.refused(401, "unauthenticated");
    for broken in ["", "x", "mc_key_", &text.trim()[..40], &format!("{}x", text.trim())] {
        product.client().key(broken).get("/me").await.refused(401, "unauthenticated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_ends_at_once() {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("pia", "approver");
    let admin = product.key("ada", "read,admin");
    let (desktop, runner) = product.desktop("bench", &admin).await;
    let gone = |client: Client| async move {
        client.get("/me").await.refused(401, "unauthenticated");
    };

    let key = product.named_key("short lived", "pia", "read");
    key.get("/me").await.ok();
    assert!(product.cli(&["key", "revoke", "short lived"]).status.success());
    gone(key).await;

    runner.get("/me").await.ok();
    assert_eq!(admin.delete(&format!("/desktops/{desktop}")).await.status, 204);
    gone(runner).await;

    let (one, two) = (product.browser("pia").await, product.browser("pia").await);
    let sessions = one.get("/me/sessions").await.ok();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 2, "{sessions}");
    assert_eq!(one.delete("/me/sessions").await.status, 204);
    gone(two).await;
    let out = one.form("sign_out", &[]).await;
    assert_eq!(out.status, 200, "{out:?}");
    gone(one).await;

    let (browser, key) = (product.browser("pia").await, product.key("pia", "read,decide"));
    assert!(product.cli(&["user", "disable", "pia"]).status.success());
    gone(browser).await;
    gone(key).await;
    let last = product.cli(&["user", "disable", "ada"]);
    assert!(!last.status.success() && String::from_utf8_lossy(&last.stderr).contains("last"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_ends_when_it_said_it_would() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,admin");
    #[expect(clippy::disallowed_methods, reason = "the program's clock is this machine's")]
    let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    let soon = soon.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
    let soon = domain::Timestamp(i64::try_from(soon).unwrap()).to_rfc3339();
    let made =
        admin.post("/keys", json!({"name": "k", "scopes": ["read"], "expiresAt": soon})).await;
    let key = product.client().key(made.created()["secret"].as_str().unwrap());
    key.get("/me").await.ok();
    wait_for("the key's end", 5, async || (key.get("/me").await.status == 401).then_some(())).await;
    let past = json!({"name": "k", "scopes": ["read"], "expiresAt": "2020-01-01T00:00:00Z"});
    assert_eq!(admin.post("/keys", past).await.refused(422, "invalid_field")["field"], "expiresAt");
}
