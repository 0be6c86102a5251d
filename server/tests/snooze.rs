//! "Not now" through both doors: one person's own, and nobody else's.

use serde_json::json;

use crate::support::{Product, asking};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_put_aside_and_brought_back_over_rest_and_by_a_form() {
    let product = Product::start();
    for name in ["ada", "bo"] {
        product.person(name, "admin");
    }
    let key = product.key("ada", "read,tasks,decide");
    let bo = product.key("bo", "read,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let approval = asking(&key, &desktop).await;
    let id = approval["id"].as_str().unwrap();
    let path = format!("/approvals/{id}/snooze");
    let ada = product.browser("ada").await;

    let aside = key.post(&path, json!({"until": null})).await.ok();
    assert_eq!((&aside["state"], &aside["snoozed"]["until"]), (&json!("pending"), &json!(null)));
    let count = async |who: &crate::support::Client, query: &str| {
        let page = who.get(&format!("/approvals?{query}")).await.ok();
        page["items"].as_array().unwrap().len()
    };
    for (who, rest, own) in [(&key, 0, 1), (&ada, 0, 1), (&bo, 1, 0)] {
        assert_eq!(count(who, "").await, 1);
        assert_eq!(count(who, "snoozed=false").await, rest);
        assert_eq!(count(who, "snoozed=true").await, own);
    }
    let waiting = ada.page("/approvals").await;
    assert!(waiting.text.contains("Nothing waits for you"));
    let list = ada.page("/approvals?tab=snoozed").await;
    assert!(list.text.contains(&format!("row-{id}")) && list.text.contains("when it changes"));

    let back = ada.submit("unsnooze_approval", &[("id", id)], "text/html").await;
    assert_eq!(back.status, 303, "{back:?}");
    assert_eq!(count(&key, "snoozed=true").await, 0);
    let fields = [("id", id), ("until", "hour"), ("back", "/approvals")];
    let next = ada.submit("snooze_approval", &fields, "text/html").await;
    assert!(next.status == 303 && next.header("location").starts_with("/approvals?notice="));
    assert_eq!(count(&key, "snoozed=true").await, 1);
    let wrong = ada.form("snooze_approval", &[("id", id), ("until", "someday")]).await;
    assert_eq!(wrong.refused(422, "invalid_field")["field"], "until");
    let body = json!({"until": "2020-01-01T00:00:00Z"});
    assert_eq!(key.post(&path, body).await.refused(422, "invalid_field")["field"], "until");
    assert_eq!(key.delete(&path).await.ok()["snoozed"], json!(null));
    let agent = product.key("ada", "propose");
    agent.post(&path, json!({})).await.refused(403, "insufficient_scope");
    product.client().post(&path, json!({})).await.refused(401, "unauthenticated");
}
