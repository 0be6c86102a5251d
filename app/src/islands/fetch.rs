//! Asks the server for a page of this site.

use super::dom::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Headers, RequestInit, Response, SupportedType, Url};

/// What the address bar says, without what was shown once.
pub(super) fn location() -> Option<String> {
    let url = Url::new(&window().location().href().ok()?).ok()?;
    url.search_params().delete("notice");
    url.search_params().delete("refused");
    Some(format!("{}{}", url.pathname(), url.search()))
}

/// What came of asking for a page.
pub(super) enum Fetched {
    /// The page.
    Page(Document),
    /// The server said no.
    Refused,
    /// Nobody is signed in any more.
    SignedOut,
    /// There was no answer.
    Lost,
}

/// Asks for a page of this site.
pub(super) async fn fetch(address: &str) -> Fetched {
    let Some(answer) = ask(address).await else { return Fetched::Lost };
    if answer.redirected() && answer.url().contains("/login") {
        return Fetched::SignedOut;
    }
    if !answer.ok() {
        return Fetched::Refused;
    }
    read(&answer).await.map_or(Fetched::Lost, Fetched::Page)
}

async fn ask(address: &str) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "text/html").ok()?;
    let options = RequestInit::new();
    options.set_headers(&headers);
    let asked = window().fetch_with_str_and_init(address, &options);
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

async fn read(answer: &Response) -> Option<Document> {
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}
