//! Which of the ready-made encodings a client gets.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};

use super::asset::Bodies;

/// Brotli when the client takes it, else gzip, else the plain bytes.
pub(super) fn choose(bodies: Bodies, headers: &HeaderMap) -> (Option<&'static str>, Bytes) {
    let accepted =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let accepted: Vec<&str> = accepted.flat_map(|value| value.split(',')).collect();
    match bodies {
        Bodies { brotli: Some(body), .. } if takes(&accepted, "br") => (Some("br"), body),
        Bodies { gzip: Some(body), .. } if takes(&accepted, "gzip") => (Some("gzip"), body),
        Bodies { plain, .. } => (None, plain),
    }
}

/// True when the encoding is named and not refused with `q=0`.
fn takes(accepted: &[&str], encoding: &str) -> bool {
    accepted.iter().any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused =
            parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32)));
        named && !refused
    })
}
