//! Writes that another site tricked a browser into are refused; reads and keys are not concerned.

use serde_json::json;

use crate::support::{Client, Product};

/// The same signed-in browser, without what says where its requests come from.
async fn bare(product: &Product, name: &str) -> Client {
    let signed_in = product.browser(name).await;
    let cookie = signed_in.request(reqwest::Method::GET, "/").build().unwrap();
    let cookie = cookie.headers()["cookie"].to_str().unwrap().to_owned();
    product.client().with("cookie", &cookie)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_alone_writes_nothing() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = bare(&product, "ada").await;
    assert_eq!(ada.get("/me").await.ok()["name"], "ada");
    let here = product.url.clone();
    let off = || json!({"taskApprovalMode": false});
    for from in [
        ada.clone(),
        ada.with("sec-fetch-site", "cross-site"),
        ada.with("sec-fetch-site", "same-site"),
        ada.with("sec-fetch-site", "none"),
        ada.with("origin", "null"),
        ada.with("origin", "https://evil.example"),
        ada.with("origin", &here.replace("http:", "https:")),
        ada.with("origin", &format!("{here}0")),
        // A name that was made to lead here.
        ada.with("origin", "http://evil.example").with("host", "evil.example"),
    ] {
        from.put("/settings", off()).await.refused(403, "cross_site");
        from.post("/tasks", json!({})).await.refused(403, "cross_site");
        from.delete("/me/sessions").await.refused(403, "cross_site");
        from.form("change_settings", &[("task_approval_mode", "off")])
            .await
            .refused(403, "cross_site");
        from.form("sign_out", &[]).await.refused(403, "cross_site");
    }
    assert_eq!(ada.get("/settings").await.ok()["taskApprovalMode"], true);
    for from in [ada.with("origin", &here), ada.with("sec-fetch-site", "same-origin")] {
        assert_eq!(from.put("/settings", off()).await.ok()["taskApprovalMode"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_counts_as_a_write_and_a_key_needs_no_origin() {
    let product = Product::start();
    product.person("ada", "admin");
    let password = "ada likes long passwords";
    let fields = [("name", "ada"), ("password", password)];
    let elsewhere = product.client().with("origin", "https://evil.example");
    for from in [product.client(), elsewhere] {
        let answer = from.form("sign_in", &fields).await;
        answer.refused(403, "cross_site");
        assert!(answer.cookie().is_none());
        from.form("set_up", &[("secret", "x"), ("name", "x")]).await.refused(403, "cross_site");
    }
    let answer = product.client().with("origin", &product.url).form("sign_in", &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let key = product.key("ada", "read,admin").with("sec-fetch-site", "cross-site");
    key.put("/settings", json!({"taskApprovalMode": true})).await.ok();
    assert_eq!(key.form("change_settings", &[("task_approval_mode", "on")]).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_the_declared_address_is_what_counts() {
    let product =
        Product::start_with(&["--no-local-desktop", "--public-url", "https://mc.example/"]);
    product.person("ada", "admin");
    let link = product.setup.clone().unwrap();
    assert!(link.starts_with("https://mc.example/setup?token="), "{link}");
    let own = product.client().with("origin", "https://mc.example");
    let fields = [("name", "ada"), ("password", "ada likes long passwords")];
    let answer = own.form("sign_in", &fields).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-mc_session="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
    let ada = own.with("cookie", &answer.cookie().unwrap());
    ada.put("/settings", json!({})).await.ok();
    let direct = ada.with("origin", &product.url);
    direct.put("/settings", json!({})).await.refused(403, "cross_site");
    // A cookie of the plain name is nobody's here.
    let plain = answer.cookie().unwrap().replace("__Host-", "");
    own.with("cookie", &plain).get("/me").await.refused(401, "unauthenticated");
}
