//! People, as pages and forms: added, given another role, sent a link, and ended.

use serde_json::json;

use crate::support::{Answer, Product};

/// The secret that a form handed to the next page.
fn once(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut values = cookies.filter_map(|cookie| cookie.to_str().ok());
    let kept = values.find_map(|cookie| cookie.strip_prefix("mission_control_once="));
    kept.expect("a secret").split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_added_with_a_link_changed_and_ended_without_script() {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("op", "operator");
    let (ada, op) = (product.browser("ada").await, product.browser("op").await);
    let page = "/settings/people";
    let told = op.page(page).await.text;
    assert!(told.contains("Only people with the role admin can see and change this."));
    assert!(!told.contains("Add a person"));
    let fields = [("name", "bo"), ("role", "approver")];
    op.form("invite_person", &fields).await.refused(403, "role_too_low");
    ada.form("invite_person", &[("name", "bo"), ("role", "king")])
        .await
        .refused(422, "invalid_field");

    let secret = once(&ada.form("invite_person", &fields).await);
    let list = ada.page(page).await.text;
    assert!(list.contains("link open until") && list.contains("Last seen"), "{list}");
    let shown = ada.with("cookie", &format!("mission_control_once={secret}")).page(page).await;
    assert_eq!(shown.status, 303, "the cookie alone is nobody");

    let stranger = product.client().with("sec-fetch-site", "same-origin");
    let link = format!("/password?token={secret}");
    let form = stranger.page(&link).await;
    assert_eq!(form.status, 200);
    assert!(form.text.contains(&secret) && form.text.contains("Choose your password."));
    assert!(form.header("cache-control").contains("no-transform"), "it shows a secret");
    let password = "a password of bo's own";
    let chosen = [("secret", secret.as_str()), ("password", password)];
    let signed = stranger.form("use_link", &chosen).await;
    let bo = stranger.with("cookie", &signed.cookie().expect("signed in"));
    assert_eq!(bo.page("/").await.status, 200);
    stranger.form("use_link", &chosen).await.refused(409, "link_over");
    let there = stranger.with("referer", &format!("{}{link}", product.url));
    let again = there.submit("use_link", &chosen, "text/html").await;
    assert_eq!(again.status, 303);
    let why = stranger.page(again.header("location")).await.text;
    assert!(why.contains("This link no longer works."), "{why}");

    let id = list.split("?edit=").nth(2).unwrap().split('#').next().unwrap().to_owned();
    let change = ada.page(&format!("{page}?edit={id}")).await.text;
    for part in ["Save role", "Make a link", "End access"] {
        assert!(change.contains(part), "{part} is missing:\n{change}");
    }
    ada.form("change_role", &[("id", &id), ("role", "viewer")]).await.ok();
    ada.form("deactivate_person", &[("id", &id)]).await.ok();
    assert_eq!(bo.page("/").await.status, 303, "signed out everywhere");
    assert!(ada.page(page).await.text.contains("cannot sign in"));

    let again = ada.page(&format!("{page}?edit={id}")).await.text;
    assert!(again.contains("Let in again") && !again.contains("End access"), "{again}");
    ada.form("let_in", &[("id", &id)]).await.ok();
    let bo = stranger.sign_in("bo", password).await;
    assert_eq!(bo.page("/").await.status, 200, "with the password they had");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_managed_over_rest() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await;
    let invited = ada.post("/people", json!({"name": "bo", "role": "viewer"})).await.created();
    let (id, secret) = (invited["id"].as_str().unwrap(), invited["secret"].as_str().unwrap());
    let chosen = [("secret", secret), ("password", "a password of bo's own")];
    let stranger = product.client().with("sec-fetch-site", "same-origin");
    let signed = stranger.form("use_link", &chosen).await;
    let bo = stranger.with("cookie", &signed.cookie().expect("signed in"));
    let list = ada.get("/people").await.ok();
    let item = list["items"].as_array().unwrap().iter().find(|one| one["name"] == "bo").unwrap();
    assert_eq!(
        (&item["role"], &item["sessions"], &item["you"]),
        (&json!("viewer"), &json!(1), &json!(false))
    );
    assert!(!list.to_string().contains(secret), "the secret is in one answer");
    assert_eq!(ada.get("/people?limit=1").await.ok()["nextCursor"], "1");

    let path = format!("/people/{id}");
    let raised = ada.put(&path, json!({"role": "approver"})).await.ok();
    assert_eq!(
        (&raised["role"], bo.get("/me").await.ok()["canDecide"].as_bool()),
        (&json!("approver"), Some(true))
    );
    ada.put(&path, json!({"role": "king"})).await.refused(422, "invalid_field");
    let key = product.key("bo", "read");
    assert_eq!(key.get("/me").await.ok()["name"], "bo");
    let other = ada.post(&format!("{path}/link"), json!({})).await.created();
    assert_ne!(other["secret"], secret);
    let ended = ada.post(&format!("{path}/end"), json!({})).await.ok();
    assert!(ended["disabledAt"].is_string());
    bo.get("/me").await.refused(401, "unauthenticated");
    key.get("/me").await.refused(401, "unauthenticated");
    let back = ada.post(&format!("{path}/let-in"), json!({})).await.ok();
    assert_eq!((&back["disabledAt"], &back["role"]), (&json!(null), &json!("approver")));
    key.get("/me").await.refused(401, "unauthenticated");
    let late =
        [("secret", other["secret"].as_str().unwrap()), ("password", "another password of bo")];
    stranger.form("use_link", &late).await.refused(409, "link_over");
    let admin = product.key("ada", "read,admin");
    let log = admin.get("/audit?limit=200").await.ok();
    let rows = |action: &str| {
        let items = log["items"].as_array().unwrap().iter();
        items.filter(|row| row["action"] == action && row["actor"]["name"] == "ada").count()
    };
    let said =
        ["person.create", "person.link", "person.role_approver", "person.disable", "person.enable"];
    assert_eq!(said.map(rows), [1, 2, 1, 1, 1]);

    assert!(product.cli(&["user", "disable", "bo"]).status.success());
    let list = String::from_utf8(product.cli(&["user", "list"]).stdout).unwrap();
    assert!(list.contains("disabled"), "{list}");
    let enabled = product.cli(&["user", "enable", "BO"]);
    let said = String::from_utf8_lossy(&enabled.stderr).into_owned();
    assert!(said.contains("bo can sign in again, as approver."), "{said}");
    assert_eq!(product.cli(&["user", "enable", "nobody"]).status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_tried_on_history_by_its_address() {
    let product = Product::start();
    product.person("vi", "viewer");
    let vi = product.browser("vi").await;
    let page = "/settings/mission-control/policy/test";
    let form = vi.page(page).await.text;
    assert!(form.contains("Test on history") && !form.contains("What would be answered otherwise"));
    let tried = vi.page(&format!("{page}?preset=autonomous")).await.text;
    assert!(tried.contains("0 actions of 0 would be answered otherwise."), "{tried}");
    assert!(tried.contains("Every answer would be the same."));
    assert_eq!(vi.page(&format!("{page}?preset=wild")).await.status, 422);
    assert_eq!(vi.page(&format!("{page}?level=never")).await.status, 422);
    let same = vi.get("/policy/test?preset=autonomous").await.ok();
    assert_eq!(same, json!({"judged": 0, "erased": 0, "changed": []}));
    for wrong in ["preset=wild", "level=never", "agent=fae", "level=runs&interpreter=fish", "x=1"] {
        assert!(
            [400, 422].contains(&vi.get(&format!("/policy/test?{wrong}")).await.status),
            "{wrong}"
        );
    }
    let policy = vi.page("/settings/mission-control/policy").await.text;
    assert!(policy.contains(&format!("href=\"{page}\"")) && policy.contains("asked nothing"));
}
