//! The files behind every page: script, WASM, style sheet, and what lies in `public/`.
//!
//! A release binary holds them, compressed ahead of time. `/pkg/HASH/…` carries the hash of all those files in its
//! address, so browsers keep them for ever; the rest is asked again each time and answered 304 while unchanged.
//! A debug build reads them from the directory in `MISSION_CONTROL_SITE_DIR` instead, anew for each request, which is
//! what `cargo xtask dev` uses.

use app::ServiceWorker;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::config::LeptosOptions;

use crate::headers::WORKER_POLICY;
use asset::{Asset, Source};

mod asset;
mod encoding;

/// What the browser keeps beside the pages, and is told with.
const WORKER: &str = "service-worker.js";

/// The name the script, the WASM and the style sheet share.
const OUTPUT_NAME: &str = "mission-control";

/// The web interface's files, inside this binary or in a directory.
#[derive(Clone, Debug)]
pub struct Site {
    source: Source,
}

impl Site {
    /// The files of this binary; in a debug build those of the directory in `MISSION_CONTROL_SITE_DIR`, when it is set.
    pub fn of_this_binary() -> Self {
        #[cfg(debug_assertions)]
        if let Some(dir) = std::env::var_os("MISSION_CONTROL_SITE_DIR") {
            return Self { source: Source::Directory(dir.into()) };
        }
        Self { source: Source::EMBEDDED }
    }

    /// True when the binary was built without the web interface: pages then come without style and script.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// What the page shell needs to name these files: `/{site_pkg_dir}/{output_name}.css`, `.js` and `_bg.wasm`.
    pub fn leptos_options(&self) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_pkg_dir(format!("pkg/{}", self.source.pkg_hash()))
            .build()
    }

    /// The address that pages register the service worker by, when there is one. Each release has another.
    pub fn service_worker(&self) -> ServiceWorker {
        let there = self.source.find(WORKER).is_some();
        ServiceWorker(there.then(|| format!("/{WORKER}?release={}", self.source.pkg_hash())))
    }

    /// Routes for every file: `/pkg/HASH/…`, and each file of `public/` at the root.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let site = self.clone();
        let mut router = Router::new().route(
            "/pkg/{hash}/{*file}",
            get(async move |Path((hash, file)): Path<(String, String)>, headers: HeaderMap| {
                site.answer_pkg(&hash, &file, &headers)
            }),
        );
        for path in self.source.public_paths() {
            let site = self.clone();
            let route = format!("/{path}");
            let serve = async move |headers: HeaderMap| site.answer(&path, "no-cache", &headers);
            router = router.route(&route, get(serve));
        }
        router
    }

    fn answer_pkg(&self, hash: &str, file: &str, headers: &HeaderMap) -> Response {
        if hash != self.source.pkg_hash() {
            return StatusCode::NOT_FOUND.into_response();
        }
        self.answer(&format!("pkg/{file}"), "public, max-age=31536000, immutable", headers)
    }

    fn answer(&self, path: &str, caching: &'static str, headers: &HeaderMap) -> Response {
        let caching = if self.source.is_fixed() { caching } else { "no-store" };
        match self.source.find(path) {
            Some(asset) => respond(path, asset, caching, headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

/// The best body the client takes, under its own tag; or 304 when the client has that body already.
fn respond(path: &str, asset: Asset, caching: &'static str, headers: &HeaderMap) -> Response {
    let (encoding, body) = encoding::choose(asset.bodies, headers);
    let tag = format!(
        "\"{}{}\"",
        asset.hash,
        encoding.map(|name| format!("-{name}")).unwrap_or_default()
    );
    let common = [
        (header::CACHE_CONTROL, caching.to_owned()),
        (header::ETAG, tag.clone()),
        (header::VARY, "accept-encoding".to_owned()),
    ];
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = [(header::CONTENT_TYPE, asset::content_type(path))];
    let encoded = encoding.map(|name| [(header::CONTENT_ENCODING, name)]);
    let mut response = (common, kind, body).into_response();
    if path == WORKER {
        let policy = header::HeaderValue::from_static(WORKER_POLICY);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some([(name, value)]) = encoded {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests;
