//! What every answer tells the browser about itself.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::ServerState;

/// For what is not a page: nothing in it runs, and nobody frames it.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// For the service worker: it asks this server and nobody else.
pub const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// For pages. Scripts need the page's nonce; what such a script loads is trusted with it. No style, script or event
/// handler stands in the page's own text.
pub fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Adds what the door did not set itself.
pub async fn secure(State(state): State<ServerState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    absent(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    absent(headers, header::REFERRER_POLICY, "same-origin");
    absent(headers, header::CONTENT_SECURITY_POLICY, NOTHING);
    absent(headers, header::CACHE_CONTROL, "no-store");
    absent(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    absent(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if state.front.secure() {
        absent(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    }
    response
}

fn absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
