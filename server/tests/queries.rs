//! Lists: filters, pages, and parameters that cannot be read.

use std::slice::from_ref;

use serde_json::{Value, json};

use crate::support::{Client, Product, asking, command};

async fn numbers(client: &Client, path: &str) -> (Vec<i64>, Option<String>) {
    let page = client.get(path).await.ok();
    let items = page["items"].as_array().unwrap();
    let numbers = items.iter().map(|item| item["number"].as_i64().unwrap()).collect();
    (numbers, page["nextCursor"].as_str().map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_that_cannot_be_read_is_refused_by_name() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,admin");
    for (path, field) in [
        ("/tasks?limit=0", "limit"),
        ("/tasks?limit=201", "limit"),
        ("/tasks?limit=ten", "limit"),
        ("/tasks?limit=1&limit=2", "limit"),
        ("/tasks?cursor=!", "cursor"),
        ("/tasks?status=finished", "status"),
        ("/tasks?status=done,finished", "status"),
        ("/tasks?type=song", "type"),
        ("/approvals?state=open", "state"),
        ("/approvals?gate=later", "gate"),
        ("/approvals?order=random", "order"),
        ("/approvals?cursor=!", "cursor"),
        ("/insights?gate=later", "gate"),
        ("/activity?after=-1", "after"),
        ("/activity?after=x", "after"),
        ("/audit?limit=1000", "limit"),
        ("/desktops?limit=0", "limit"),
        ("/keys?cursor=x", "cursor"),
        ("/activity/stream?after=x", "after"),
    ] {
        let problem = admin.get(path).await.refused(422, "invalid_field");
        assert_eq!(problem["field"], field, "{path}");
    }
    for (path, field) in [("/tasks?stat=done", "stat"), ("/approvals?limit=1&x=", "x")] {
        let problem = admin.get(path).await.refused(422, "unknown_field");
        assert_eq!(problem["field"], field, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_filtered_and_come_in_pages() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (one, _) = product.desktop("one", &admin).await;
    let (two, _) = product.desktop("two", &admin).await;
    for n in 1..=7 {
        let desktop = if n % 2 == 0 { &two } else { &one };
        let more = json!({"title": format!("task {n}")});
        let task = admin.post("/tasks", command(desktop, "true", more)).await.created();
        if n > 5 {
            let path = format!("/tasks/{}/cancel", task["id"].as_str().unwrap());
            admin.post(&path, json!({})).await.ok();
        }
    }
    let all = async |path: &str| numbers(&admin, path).await.0;
    assert_eq!(all("/tasks").await, [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(all("/tasks?status=cancelled").await, [7, 6]);
    assert_eq!(all("/tasks?status=cancelled,pending&limit=3").await, [7, 6, 5]);
    assert_eq!(all("/tasks?status=cancelled&status=pending").await.len(), 7);
    assert_eq!(all("/tasks?status=").await.len(), 7);
    assert_eq!(all(&format!("/tasks?desktopId={two}")).await, [6, 4, 2]);
    assert_eq!(all("/tasks?type=prompt").await, [0; 0]);
    assert_eq!(all("/tasks?q=task%203").await, [3]);
    let (mut seen, mut path) = (Vec::new(), "/tasks?limit=3".to_owned());
    for wanted in [3, 3, 1] {
        let (page, next) = numbers(&admin, &path).await;
        assert_eq!(page.len(), wanted);
        assert_eq!(next.is_some(), wanted == 3 && seen.len() < 4, "{path}");
        seen.extend(page);
        path = format!("/tasks?limit=3&cursor={}", next.unwrap_or_default());
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
    let page = admin.get("/tasks").await.ok();
    assert_eq!(page["items"][0]["output"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn approvals_are_filtered_and_the_short_lists_come_in_pages_too() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("one", &admin).await;
    product.desktop("two", &admin).await;
    product.desktop("three", &admin).await;
    let decided = asking(&admin, &desktop).await;
    let pending = asking(&admin, &desktop).await;
    let (id, digest) = (decided["id"].as_str().unwrap(), &decided["digest"]);
    let no = json!({"decision": "reject", "digest": digest});
    admin.post(&format!("/approvals/{id}/resolve"), no).await.ok();
    let ids = async |path: &str| {
        let page = admin.get(path).await.ok();
        page["items"].as_array().unwrap().iter().map(|a| a["id"].clone()).collect::<Vec<_>>()
    };
    let (decided, pending) = (&decided["id"], &pending["id"]);
    assert_eq!(ids("/approvals").await, from_ref(pending));
    assert_eq!(ids("/approvals?state=decided").await, from_ref(decided));
    assert_eq!(ids("/approvals?state=all").await, [decided.clone(), pending.clone()]);
    assert_eq!(ids("/approvals?state=all&gate=after_run").await, [Value::Null; 0]);
    assert_eq!(ids("/approvals?order=unblocks&gate=before_run").await, from_ref(pending));
    assert_eq!(ids("/approvals?desktopId=d_none").await, [Value::Null; 0]);
    let page = admin.get("/approvals?state=all&limit=1").await.ok();
    let next = page["nextCursor"].as_str().unwrap();
    assert_eq!(
        ids(&format!("/approvals?state=all&limit=1&cursor={next}")).await,
        from_ref(pending)
    );

    let first = admin.get("/desktops?limit=2").await.ok();
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = first["nextCursor"].as_str().unwrap();
    let second = admin.get(&format!("/desktops?limit=2&cursor={next}")).await.ok();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!(second["nextCursor"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_carries_the_digest_to_decide_with_as_its_tag() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("one", &admin).await;
    let approval = asking(&admin, &desktop).await;
    let answer = admin.get(&format!("/approvals/{}", approval["id"].as_str().unwrap())).await;
    assert_eq!(answer.header("etag"), format!("\"{}\"", approval["digest"].as_str().unwrap()));
    assert_eq!(answer.header("cache-control"), "no-store");
}
