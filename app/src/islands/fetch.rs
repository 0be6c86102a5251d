//! Asks the server for a page of this site.

use super::dom::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, FormData, Headers, RequestInit, Response, SupportedType, Url,
    UrlSearchParams,
};

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
    came(ask(address, None).await).await
}

/// Sends a form to a page of this site, with one more field if a button was pressed.
pub(super) async fn send(
    address: &str,
    form: &Element,
    pressed: Option<(String, String)>,
) -> Fetched {
    let fields = form.dyn_ref().and_then(|form| FormData::new_with_form(form).ok());
    let fields =
        fields.and_then(|fields| UrlSearchParams::new_with_str_sequence_sequence(&fields).ok());
    let Some(fields) = fields else { return Fetched::Lost };
    if let Some((name, value)) = pressed {
        fields.append(&name, &value);
    }
    came(ask(address, Some(&fields)).await).await
}

async fn came(answer: Option<Response>) -> Fetched {
    let Some(answer) = answer else { return Fetched::Lost };
    if answer.redirected() && answer.url().contains("/login") {
        return Fetched::SignedOut;
    }
    if !answer.ok() {
        return Fetched::Refused;
    }
    read(&answer).await.map_or(Fetched::Lost, Fetched::Page)
}

async fn ask(address: &str, fields: Option<&UrlSearchParams>) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "text/html").ok()?;
    let options = RequestInit::new();
    options.set_headers(&headers);
    if let Some(fields) = fields {
        options.set_method("POST");
        options.set_body(fields);
    }
    let asked = window().fetch_with_str_and_init(address, &options);
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

async fn read(answer: &Response) -> Option<Document> {
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}
