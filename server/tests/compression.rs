//! Pages and lists are made smaller for those who may have them smaller, and for nobody else.

use crate::support::{Answer, Client, Product};
use flate2::read::GzDecoder;
use reqwest::Method;
use std::io::Read;

const BOTH: (&str, &str) = ("accept-encoding", "gzip, br");

async fn encoding(client: &Client, path: &str) -> String {
    let request = client.request(Method::GET, path).header("accept", "text/html");
    Answer::of(request).await.header("content-encoding").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_comes_compressed_and_is_the_same_page() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await;
    let both = ada.with(BOTH.0, BOTH.1);
    assert_eq!(encoding(&both, "/help").await, "br");
    assert_eq!(encoding(&ada, "/help").await, "", "only for who can read it");
    let gzip = ada.with("accept-encoding", "gzip");
    let answer = gzip.request(Method::GET, "/help").send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    assert!(answer.headers()["vary"].to_str().unwrap().contains("accept-encoding"));
    let packed = answer.bytes().await.unwrap();
    let mut page = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut page).unwrap();
    assert!(page.contains("</html>"), "{page}");
    assert!(packed.len() * 2 < page.len(), "{} of {}", packed.len(), page.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_compressed_and_what_is_small_is_not() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await.with(BOTH.0, BOTH.1);
    assert_eq!(encoding(&ada, "/api/mission-control/openapi.json").await, "br");
    assert_eq!(encoding(&ada, "/api/mission-control/me").await, "");
    assert_eq!(encoding(&ada, "/healthz").await, "");
    let stream = ada.request(Method::GET, "/api/mission-control/activity/stream").send().await;
    let stream = stream.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert!(!stream.headers().contains_key("content-encoding"), "events are not held back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_another_site_asked_for_keeps_its_length() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await.with(BOTH.0, BOTH.1);
    for site in ["cross-site", "same-site"] {
        let led = ada.with("sec-fetch-site", site);
        assert_eq!(encoding(&led, "/?q=a+guess").await, "", "{site}");
    }
    assert_eq!(encoding(&ada.with("sec-fetch-site", "none"), "/?q=mine").await, "br");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_a_secret_keeps_its_length() {
    let product = Product::start();
    let nobody = product.client().with(BOTH.0, BOTH.1);
    let setup = nobody.page("/setup?token=a-guess").await;
    assert_eq!((setup.status, setup.header("content-encoding")), (200, ""));
    assert!(setup.header("cache-control").contains("no-transform"));
    product.person("ada", "admin");
    let ada = product.browser("ada").await.with(BOTH.0, BOTH.1);
    assert_eq!(encoding(&ada, "/settings/keys").await, "br", "without a secret it is like any");
    let request = ada.request(Method::GET, "/settings/keys").header("accept", "text/html");
    let page = Answer::of(request.header("cookie", "mission_control_once=shown-once")).await;
    assert!(page.text.contains("shown-once"), "the page shows it, and can be read: {page:?}");
    assert_eq!(page.header("content-encoding"), "");
    assert_eq!(page.header("cache-control"), "no-store, no-transform");
}
