//! Which answers are made smaller on their way out, and for whom.
//!
//! Pages and lists shrink to a tenth. Their length then says something about their text (BREACH): whoever can make a
//! browser ask for pages with words of their choice, and sees how long the encrypted answers are, can guess what else
//! stands there. So what another site makes a browser ask for comes as it is, and so does every page with a secret.
//! `docs/threat-model.md` says what remains.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, header};
use axum::middleware::Next;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

use crate::state::ServerState;

/// Below this many bytes the answer fits the first packets anyhow.
const WORTH: u16 = 1024;

/// Brotli 4 makes a board of 160 KB 9.9 KB in a millisecond; 5 saves 0.8 KB more and takes twice as long.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

/// Compresses what gains by it, as the client can read it. The site's own files are compressed ahead of time.
pub fn layer() -> CompressionLayer<Gains> {
    CompressionLayer::new().quality(LEVEL).compress_when(Gains)
}

/// Pages and JSON of some size. The live stream is neither: its events would be held back.
#[derive(Clone, Copy, Debug)]
pub struct Gains;

impl Predicate for Gains {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &Response<B>) -> bool {
        let header = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
        };
        let kind = header(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
        // A page with a secret says so, to proxies as well.
        let whole = header(header::CACHE_CONTROL).contains("no-transform");
        ["text/html", "application/json"].contains(&kind)
            && !whole
            && SizeAbove::new(WORTH).should_compress(response)
    }
}

/// Takes what the client can read out of a request that another site may have made, or that changes something: answers to
/// those carry new secrets.
pub async fn only_for_us(
    State(state): State<ServerState>,
    mut request: Request,
    next: Next,
) -> axum::response::Response {
    let reads = *request.method() == Method::GET;
    if !reads || may_be_led(request.headers(), state.front.secure()) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Whether another site may have made this browser ask. Over plain HTTP there is no length to guess from: the text itself
/// can be read on the way, and browsers do not say where a request came from.
fn may_be_led(headers: &HeaderMap, secure: bool) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site != "same-origin" && site != "none",
        None => secure && headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::may_be_led;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn what_another_site_asks_for_is_told_from_what_a_person_does() {
        for (site, cookie, secure, led) in [
            (Some("same-origin"), true, true, false),
            (Some("none"), true, true, false),
            (Some("cross-site"), true, true, true),
            (Some("cross-site"), true, false, true),
            (Some("same-site"), true, true, true),
            (None, true, true, true),
            (None, false, true, false),
            (None, true, false, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.extend(site.map(|site| {
                (
                    axum::http::HeaderName::from_static("sec-fetch-site"),
                    HeaderValue::from_static(site),
                )
            }));
            if cookie {
                headers.insert("cookie", HeaderValue::from_static("mc_session=x"));
            }
            assert_eq!(may_be_led(&headers, secure), led, "{site:?} {cookie} {secure}");
        }
    }
}
