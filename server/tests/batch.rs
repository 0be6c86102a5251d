//! Several requests at once, by a form: what was shown is what is sent, and the next page says what became of each.

use serde_json::json;

use crate::support::{Product, asking};

#[tokio::test(flavor = "multi_thread")]
async fn ticked_requests_are_shown_whole_answered_one_by_one_and_found_in_the_history() {
    let product = Product::start();
    product.person("ada", "admin");
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let ada = product.browser("ada").await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        asked.push(asking(&key, &desktop).await);
    }
    let text = |at: usize, field: &str| asked[at][field].as_str().unwrap().to_owned();
    let picks: Vec<_> = (0..3).map(|at| format!("pick={}", text(at, "id"))).collect();
    let list = ada.page("/approvals").await;
    for at in 0..3 {
        assert!(list.text.contains(&format!("value=\"{}\"", text(at, "id"))), "a box for each");
    }
    let page = ada.page(&format!("/approvals?tab=batch&{}", picks.join("&"))).await;
    assert!(page.text.contains("Review 3 requests"));
    for at in 0..3 {
        assert!(page.text.contains(&text(at, "digest")), "the digest of what is shown");
    }

    // Somebody decides one of them before the form is sent.
    let path = format!("/approvals/{}/resolve", text(1, "id"));
    key.post(&path, json!({"decision": "reject", "digest": text(1, "digest")})).await.ok();
    let mut fields = vec![("decision".to_owned(), "approve".to_owned())];
    for at in 0..3 {
        let field = |key: &str| format!("items[{at}][{key}]");
        fields.push((field("id"), text(at, "id")));
        fields.push((field("digest"), text(at, "digest")));
        if at < 2 {
            fields.push((field("take"), "on".to_owned()));
        }
    }
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = ada.submit("resolve_approvals", &fields, "text/html").await;
    assert_eq!(sent.status, 303, "{sent:?}");
    let next = ada.page(sent.header("location")).await;
    assert!(next.text.contains("1 answered, 1 not.") && next.text.contains("You approved it."));
    assert!(next.text.contains("ada rejected this at"), "who was faster");
    let mut states = Vec::new();
    for at in 0..3 {
        let now = key.get(&format!("/approvals/{}", text(at, "id"))).await.ok();
        states.push(now["state"].as_str().unwrap().to_owned());
    }
    assert_eq!(states, ["approved", "rejected", "pending"], "what was not ticked is not answered");
    let none = ada.form("resolve_approvals", &[("decision", "approve")]).await;
    assert_eq!(none.refused(422, "invalid_field")["field"], "items");
    ada.form("resolve_approvals", &fields[1..]).await.refused(422, "invalid_decision");

    let found = async |query: &str| {
        let list = key.get(&format!("/approvals?{query}")).await.ok();
        let page = ada.page(&format!("/approvals?tab=history&{query}")).await;
        assert_eq!(page.status, 200);
        (list["items"].as_array().unwrap().len(), page.text.matches("<tr id=\"row-").count())
    };
    assert_eq!(found("state=rejected").await, (1, 1));
    assert_eq!(found("state=expired").await, (0, 0));
    let history = ada.page("/approvals?tab=history&by=ADA&asked=nobody").await;
    assert!(history.text.contains("No decision like that"));
    assert_eq!(ada.page("/approvals?tab=history&from=soon").await.status, 422);
    key.get("/approvals?state=maybe").await.refused(422, "invalid_field");
    key.get("/approvals?from=soon").await.refused(422, "invalid_field");
}
