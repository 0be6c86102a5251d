//! How people decide, over REST and as a page.

use serde_json::{Value, json};

use crate::support::{Client, Product, asking};

async fn answer(client: &Client, approval: &Value, decision: &str) {
    let path = format!("/approvals/{}/resolve", approval["id"].as_str().unwrap());
    let body = json!({"decision": decision, "digest": approval["digest"], "feedback": "Later"});
    client.post(&path, body).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_told_in_numbers_and_drawn_without_script() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await;
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, runner) = product.desktop("bench", &key).await;
    let empty = ada.page("/insights").await;
    assert!(empty.text.contains("Nothing was decided in the last 30 days"));
    assert!(empty.text.contains("Nothing waits."));
    assert!(!empty.text.contains("chart-drawing"));

    answer(&key, &asking(&key, &desktop).await, "approve").await;
    answer(&key, &asking(&key, &desktop).await, "reject").await;
    let waits = asking(&key, &desktop).await;
    let told = key.get("/insights").await.ok();
    let pace = &told["pace"];
    assert_eq!((&pace["decisions"], &pace["rejectedPercent"]), (&2.into(), &50.into()), "{told}");
    assert!(pace["medianMs"].as_i64().unwrap() <= pace["p90Ms"].as_i64().unwrap(), "{told}");
    assert_eq!(told["days"].as_array().unwrap().len(), 30);
    assert_eq!(told["waiting"][0]["id"], waits["id"]);
    let person = told["people"][0]["by"]["id"].as_str().unwrap();
    let results = key.get("/insights?gate=after_run").await.ok();
    assert_eq!(
        (&results["pace"]["decisions"], &results["pace"]["medianMs"]),
        (&0.into(), &Value::Null)
    );
    runner.get("/insights").await.refused(403, "insufficient_scope");

    let shown = ada.page(&format!("/insights?by={person}")).await.text;
    for part in [
        "class=\"chart-drawing\"",
        "data-of=\"approved\"",
        "data-of=\"rejected\"",
        "The numbers as a table",
        "1 of 2 decisions",
        &format!("/approvals/{}", waits["id"].as_str().unwrap()),
    ] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    assert!(!shown.contains(" style=\""), "a style in a page is refused by the browser");
    let nobody = ada.page("/insights?by=u_nobody").await.text;
    assert!(nobody.contains("No decision like that") && nobody.contains("Clear filter"));
    assert_eq!(ada.page("/insights?gate=later").await.status, 422);

    let board = ada.page("/").await.text;
    let strip = board.split("needs-you-around").nth(1).unwrap().split("</ul>").next().unwrap();
    for part in ["running", "median", "href=\"/insights\"", "of 1 desktop online"] {
        assert!(strip.contains(part), "{part} is missing: {strip}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn very_quick_approvals_are_shown_and_can_count_as_one_of_two() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await;
    let key = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("bench", &key).await;
    let on = json!({"attentionSecondPerson": true, "attentionAnswers": 10});
    key.put("/settings", on.clone()).await.refused(422, "invalid_field");
    product.person("bo", "approver");
    let set = key.put("/settings", on).await.ok();
    assert_eq!(
        (&set["attentionSecondPerson"], &set["attentionSharePercent"]),
        (&true.into(), &50.into())
    );
    for _ in 0..10 {
        answer(&key, &asking(&key, &desktop).await, "approve").await;
    }
    let told = key.get("/insights").await.ok()["attention"].clone();
    let expected = json!({"answers": 10, "fast": 10, "rejected": 0, "low": true});
    assert_eq!((&told[0]["by"]["name"], &told[0]["attention"]), (&"ada".into(), &expected));

    let waits = asking(&key, &desktop).await;
    assert_eq!((&waits["required"], &waits["hurried"]["yours"]), (&2.into(), &10.into()));
    let path = format!("/approvals/{}", waits["id"].as_str().unwrap());
    let shown = ada.page(&path).await.text;
    let words =
        "Your last 10 approvals were very quick. One more person is needed. Anyone can reject.";
    assert!(shown.contains(words), "{shown}");
    let body = json!({"decision": "approve", "digest": waits["digest"]});
    let voted = key.post(&format!("{path}/resolve"), body).await.ok()["approval"].clone();
    assert_eq!((&voted["state"], &voted["required"]), (&"pending".into(), &2.into()), "{voted}");
    assert!(ada.page(&path).await.text.contains("1 of 2 approved."));

    let profile = ada.page("/settings/profile").await.text;
    assert!(profile.contains("10 of your last 10 answers took under 3 s"), "{profile}");
    let insights = ada.page("/insights").await.text;
    assert!(insights.contains("Low: one more person is asked"), "{insights}");
    let settings = ada.page("/settings/mission-control/task-approval").await.text;
    assert!(settings.contains("A second person for very quick approvals"));
}
