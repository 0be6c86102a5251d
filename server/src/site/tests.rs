//! Through the real routes, with a site of three files.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

use super::Site;
use super::asset::{Embedded, Source};

static FILES: [Embedded; 3] = [
    Embedded {
        path: "pkg/mission-control.css",
        hash: "0c55",
        plain: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    },
    Embedded { path: "favicon.svg", hash: "0f", plain: b"<svg/>", brotli: None, gzip: None },
    Embedded { path: "service-worker.js", hash: "5e", plain: b"//", brotli: None, gzip: None },
];

const CSS: &str = "/pkg/abc/mission-control.css";

async fn get(path: &str, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
    let site = Site { source: Source::Embedded("abc", &FILES) };
    let router: Router = site.router();
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 100).await.unwrap().to_vec()).unwrap()
}

fn named(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_best_encoding_the_client_takes_is_sent() {
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("BR;q=0.5", "br", "brotli"),
        ("br;q=0, gzip;q=0.2", "gzip", "gzip"),
        ("br; q=0.0, gzip;q=0", "", "plain"),
        ("identity", "", "plain"),
        ("broken", "", "plain"),
    ] {
        let response = get(CSS, &[(header::ACCEPT_ENCODING, accepted)]).await;
        assert_eq!(named(&response, header::CONTENT_ENCODING), encoding, "{accepted}");
        assert_eq!(named(&response, header::VARY), "accept-encoding");
        assert_eq!(named(&response, header::CONTENT_TYPE), "text/css; charset=utf-8");
        assert_eq!(text(response).await, body, "{accepted}");
    }
}

#[tokio::test]
async fn files_under_a_hash_are_kept_for_ever_and_others_asked_again() {
    let css = get(CSS, &[]).await;
    assert_eq!(named(&css, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    let icon = get("/favicon.svg", &[(header::ACCEPT_ENCODING, "br")]).await;
    assert_eq!(named(&icon, header::CACHE_CONTROL), "no-cache");
    assert_eq!(named(&icon, header::CONTENT_TYPE), "image/svg+xml");
    assert_eq!(text(icon).await, "<svg/>");
}

#[tokio::test]
async fn a_service_worker_is_asked_again_and_reaches_this_server_alone() {
    let worker = get("/service-worker.js?release=abc", &[]).await;
    assert_eq!(named(&worker, header::CACHE_CONTROL), "no-cache");
    assert_eq!(named(&worker, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    let policy = named(&worker, header::CONTENT_SECURITY_POLICY);
    assert_eq!(policy, "default-src 'none'; connect-src 'self'");
    assert_eq!(named(&get(CSS, &[]).await, header::CONTENT_SECURITY_POLICY), "");
}

#[tokio::test]
async fn a_tag_holds_for_one_encoding() {
    let packed = get(CSS, &[(header::ACCEPT_ENCODING, "br")]).await;
    let tag = named(&packed, header::ETAG).to_owned();
    let known = [(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, tag.as_str())];
    let again = get(CSS, &known).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(named(&again, header::ETAG), tag);
    assert_eq!(text(again).await, "");
    let other = [(header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, tag.as_str())];
    assert_eq!(get(CSS, &other).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn another_builds_address_and_unknown_files_are_not_found() {
    for path in [
        "/pkg/old/mission-control.css",
        "/pkg/abc/other.css",
        "/pkg/abc/../favicon.svg",
        "/site.list",
    ] {
        assert_eq!(get(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_directory_is_served_uncached_and_never_left() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("site")).unwrap();
    std::fs::create_dir(dir.path().join("site/pkg")).unwrap();
    std::fs::write(dir.path().join("site/pkg/a.css"), "a{}").unwrap();
    std::fs::write(dir.path().join("secret.css"), "no").unwrap();
    let router: Router = Site { source: Source::Directory(dir.path().join("site")) }.router();
    let get = |path: &'static str| {
        router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap())
    };
    let found = get("/pkg/dev/a.css").await.unwrap();
    assert_eq!(named(&found, header::CACHE_CONTROL), "no-store");
    assert_eq!(text(found).await, "a{}");
    for path in
        ["/pkg/dev/../../secret.css", "/pkg/dev/..%2F..%2Fsecret.css", "/pkg/dev/%2Fetc%2Fhostname"]
    {
        assert_eq!(get(path).await.unwrap().status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn the_page_shell_gets_addresses_that_carry_the_hash() {
    let options = Site { source: Source::Embedded("abc", &FILES) }.leptos_options();
    assert_eq!(format!("/{}/{}.css", options.site_pkg_dir, options.output_name), CSS);
    assert!(Site { source: Source::Embedded("", &[]) }.is_empty());
    let worker = Site { source: Source::Embedded("abc", &FILES) }.service_worker();
    assert_eq!(worker.0.as_deref(), Some("/service-worker.js?release=abc"));
    assert_eq!(Site { source: Source::Embedded("", &[]) }.service_worker().0, None);
}
