//! Under which address the browser found this server.

use crate::{parts::safe_text, visitor::CookiePolicy};
use axum::http::{header, request::Parts};
use leptos::prelude::use_context;

/// `https://ops.example.com`, as the browser said it; for lines that people copy.
pub(super) fn origin() -> String {
    let parts = use_context::<Parts>();
    let host = parts.as_ref().and_then(|parts| parts.headers.get(header::HOST)?.to_str().ok());
    let scheme =
        if use_context::<CookiePolicy>().unwrap_or_default().secure { "https" } else { "http" };
    format!("{scheme}://{}", safe_text::plain(host.unwrap_or("127.0.0.1:3000")))
}
