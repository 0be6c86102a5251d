//! Bodies that cannot be taken: each is refused with its code, the field's name and a sentence, and changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Product};

const JSON: &str = "application/json";

fn world() -> (Product, Client) {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    (product, admin)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_body_is_said_with_the_fields_name() {
    let (product, admin) = world();
    let (desktop, _) = product.desktop("bench", &admin).await;
    let task = r#""type":"command","content":"x","desktopId":"d""#;
    let long = "x".repeat(64 * 1024 + 1);
    let cases: Vec<(&str, &str, String, u16, &str, &str, &str)> = vec![
        ("/tasks", JSON, String::new(), 400, "malformed", "", "line 1"),
        ("/tasks", JSON, "{".into(), 400, "malformed", "", "line 1, column 1"),
        ("/tasks", JSON, format!("{{{task}}} x"), 400, "malformed", "", ""),
        ("/tasks", JSON, format!("{{{task},}}"), 400, "malformed", "", ""),
        ("/tasks", JSON, "\"x".into(), 400, "malformed", "", ""),
        ("/tasks", JSON, "[".repeat(500), 400, "malformed", "", ""),
        ("/tasks", JSON, "[]".into(), 422, "invalid_field", "body", "object"),
        ("/tasks", JSON, "null".into(), 422, "invalid_field", "body", "object"),
        ("/tasks", JSON, r#"["command","x","d"]"#.into(), 422, "invalid_field", "body", "object"),
        ("/tasks", JSON, "{}".into(), 422, "invalid_field", "type", "missing"),
        (
            "/tasks",
            JSON,
            r#"{"type":"command"}"#.into(),
            422,
            "invalid_field",
            "content",
            "missing",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"colour":"red"}}"#),
            422,
            "unknown_field",
            "colour",
            "",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"desktop_id":"d"}}"#),
            422,
            "unknown_field",
            "desktop_id",
            "",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"content":"y"}}"#),
            422,
            "invalid_field",
            "content",
            "twice",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"run":"yes"}}"#),
            422,
            "invalid_field",
            "run",
            "true or false",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"run":1}}"#),
            422,
            "invalid_field",
            "run",
            "true or false",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"title":7}}"#),
            422,
            "invalid_field",
            "title",
            "a string",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"dependsOn":"t"}}"#),
            422,
            "invalid_field",
            "dependsOn",
            "a list",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"dependsOn":["t",2]}}"#),
            422,
            "invalid_field",
            "dependsOn[1]",
            "a string",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"timeoutSeconds":-1}}"#),
            422,
            "invalid_field",
            "timeoutSeconds",
            "whole number",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{{task},"timeoutSeconds":1.5}}"#),
            422,
            "invalid_field",
            "timeoutSeconds",
            "whole number",
        ),
        (
            "/tasks",
            JSON,
            r#"{"type":"song","content":"x","desktopId":"d"}"#.into(),
            422,
            "invalid_field",
            "type",
            "prompt or command",
        ),
        (
            "/tasks",
            JSON,
            format!(r#"{{"type":"command","content":"{long}","desktopId":"{desktop}"}}"#),
            413,
            "too_large",
            "content",
            "",
        ),
        (
            "/tasks",
            "text/plain",
            format!("{{{task}}}"),
            415,
            "unsupported_media_type",
            "",
            "application/json",
        ),
        (
            "/tasks",
            "application/x-www-form-urlencoded",
            "type=command".into(),
            415,
            "unsupported_media_type",
            "",
            "",
        ),
        (
            "/approvals/resolve",
            JSON,
            r#"{"items":[{"id":"a","decision":"approve"}]}"#.into(),
            422,
            "invalid_field",
            "items[0].digest",
            "missing",
        ),
        (
            "/approvals/resolve",
            JSON,
            r#"{"items":[{"id":"a","decision":"approve","digest":"d","note":""}]}"#.into(),
            422,
            "unknown_field",
            "items[0].note",
            "",
        ),
        ("/approvals/resolve", JSON, r#"{"items":[]}"#.into(), 422, "invalid_field", "items", ""),
        (
            "/keys",
            JSON,
            r#"{"name":"k","scopes":["fly"]}"#.into(),
            422,
            "invalid_field",
            "scopes[0]",
            "read",
        ),
        (
            "/keys",
            JSON,
            r#"{"name":"k","scopes":["read"],"expiresAt":"soon"}"#.into(),
            422,
            "invalid_field",
            "expiresAt",
            "time",
        ),
        (
            "/approvals/ap_x/resolve",
            JSON,
            r#"{"decision":"approve","checklist":[true]}"#.into(),
            422,
            "invalid_field",
            "checklist",
            "",
        ),
    ];
    for (path, kind, body, status, code, field, says) in cases {
        let shown = body.chars().take(80).collect::<String>();
        let problem = admin.send(path, kind, body).await.refused(status, code);
        let named = problem["field"].as_str().unwrap_or_default();
        assert_eq!(named, field, "{shown}: {problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{shown}: {detail}");
    }
    assert_eq!(admin.get("/tasks").await.ok()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_have_one_mebibyte_and_a_media_type_with_parameters() {
    let (_product, admin) = world();
    let padded = |total: usize| {
        let body = r#"{"taskApprovalMode":true"#;
        format!("{body}{}}}", " ".repeat(total - body.len() - 1))
    };
    let put = async |body: String| {
        let request = admin.request(Method::PUT, "/api/mission-control/settings");
        Answer::of(request.header("content-type", "Application/JSON; charset=utf-8").body(body))
            .await
    };
    assert_eq!(put(padded(1024 * 1024)).await.status, 200);
    assert_eq!(put(padded(1024 * 1024 + 1)).await.refused(413, "too_large")["field"], "body");
    assert_eq!(put(padded(5 * 1024 * 1024)).await.refused(413, "too_large")["field"], "body");
    let form = "x".repeat(2 * 1024 * 1024);
    let form = admin.form("create_task", &[("content", &form)]).await;
    assert_eq!(form.refused(413, "too_large")["field"], "body");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_and_other_addresses_are_problems_too() {
    let (_product, admin) = world();
    let cases = [
        (Method::DELETE, "/tasks", "GET,HEAD,POST"),
        (Method::GET, "/approvals/ap_x/resolve", "POST"),
        (Method::HEAD, "/tasks/t_x/review", "POST"),
        (Method::PUT, "/approvals/ap_x/revoke", "POST"),
        (Method::PATCH, "/settings", "GET,HEAD,PUT"),
    ];
    for (method, path, allow) in cases {
        let answer = admin.call(method.clone(), path, None).await;
        assert_eq!((answer.status, answer.header("allow")), (405, allow), "{method} {path}");
        if method != Method::HEAD {
            answer.refused(405, "method_not_allowed");
        }
    }
    for path in ["/nothing", "/tasks/t_x/nothing", "", "/"] {
        admin.get(path).await.refused(404, "not_found");
        admin.post(path, json!({})).await.refused(404, "not_found");
    }
    let missing = admin.get("/tasks/t_x").await.refused(404, "not_found");
    assert_eq!(missing["title"], "No such task.");
    admin.get("/tasks/%ff").await.refused(400, "malformed");
    admin.get(&format!("/tasks/{}", "x".repeat(5000))).await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_without_a_body_need_none() {
    let (product, admin) = world();
    let (desktop, _) = product.desktop("bench", &admin).await;
    let task = json!({"type": "command", "content": "true", "desktopId": desktop});
    let task = admin.post("/tasks", task).await.created();
    let id = task["id"].as_str().unwrap();
    let cancelled = admin.call(Method::POST, &format!("/tasks/{id}/cancel"), None).await.ok();
    assert_eq!(cancelled["status"], "cancelled");
    let again = admin.call(Method::POST, &format!("/tasks/{id}/retry"), None).await.created();
    assert_eq!((&again["retryOf"], &again["content"]), (&json!(id), &json!("true")));
    assert_ne!(again["status"], Value::Null);
}
