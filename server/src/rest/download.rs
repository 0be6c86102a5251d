//! Bytes that a program wrote: handed out as they are, to be kept and not to be shown by a browser.

use axum::http::header;
use axum::response::IntoResponse;

/// Plain text whatever is in it, saved under this name. The browser is told not to guess (`headers.rs`).
pub fn text(name: &'static str, bytes: Vec<u8>) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes)
}
