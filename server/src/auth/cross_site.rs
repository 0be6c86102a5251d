//! Writes that a browser was tricked into. A page of another site can make a browser send a form with its cookie, but
//! it cannot make it lie about where the form came from.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Refusal;

use super::Identity;
use crate::config::Front;
use crate::pages;
use crate::problem::Problem;
use crate::state::ServerState;

/// Refuses a write that comes with a cookie, or goes to a form, unless the browser says that it came from here.
/// A form needs no cookie to be refused: signing somebody in as another person is a write as well.
pub async fn refuse_cross_site(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    let identity = request.extensions().get::<Identity>().cloned().unwrap_or_default();
    let by_cookie = identity.actor.is_some() && !identity.by_key;
    let form = request.uri().path().starts_with(pages::FORMS) && !identity.by_key;
    let write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if write && (by_cookie || form) && !from_here(request.headers(), &state.front) {
        return Problem::from(Refusal::CrossSite).into_response();
    }
    next.run(request).await
}

/// Neither header present means no: every browser of the last years sends at least one of them with a write.
fn from_here(headers: &HeaderMap, front: &Front) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    header("sec-fetch-site") == Some("same-origin")
        || header(header::ORIGIN.as_str())
            .is_some_and(|origin| front.is_own_origin(origin, header(header::HOST.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(front: &Front, pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, axum::http::HeaderValue::from_static(value));
        }
        from_here(&headers, front)
    }

    #[test]
    fn a_write_passes_only_when_the_browser_says_it_came_from_here() {
        let open = Front::loopback();
        let tls = Front::at("https://mc.example").unwrap();
        let host = ("host", "127.0.0.1:3000");
        for (front, headers, wanted) in [
            (&open, vec![host, ("sec-fetch-site", "same-origin")], true),
            (&open, vec![host, ("origin", "http://127.0.0.1:3000")], true),
            (&open, vec![("host", "localhost:3000"), ("origin", "http://localhost:3000")], true),
            (&open, vec![host], false),
            (&open, vec![host, ("origin", "null")], false),
            (&open, vec![host, ("origin", "http://127.0.0.1:3001")], false),
            (&open, vec![host, ("sec-fetch-site", "same-site")], false),
            (&open, vec![host, ("sec-fetch-site", "cross-site")], false),
            (&open, vec![host, ("sec-fetch-site", "none")], false),
            (
                &open,
                vec![("host", "evil.example:3000"), ("origin", "http://evil.example:3000")],
                false,
            ),
            (&tls, vec![("origin", "https://mc.example")], true),
            (&tls, vec![("origin", "HTTPS://MC.example")], true),
            (&tls, vec![("origin", "https://mc.example:443")], true),
            (&tls, vec![("origin", "http://mc.example")], false),
            (&tls, vec![("origin", "https://mc.example.evil.example")], false),
            (&tls, vec![host, ("origin", "http://127.0.0.1:3000")], false),
        ] {
            assert_eq!(passes(front, &headers), wanted, "{headers:?}");
        }
    }
}
