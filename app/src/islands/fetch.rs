//! Asks the server for a page of this site.

use super::dom::window;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, FormData, Headers, RequestInit, Response, SupportedType, Url,
    UrlSearchParams,
};

/// What the address bar says, without what was shown once.
pub(super) fn location() -> Option<String> {
    lasting(&window().location().href().ok()?)
}

/// An address of this site without what is shown once.
pub(super) fn lasting(address: &str) -> Option<String> {
    let url = Url::new(address).ok()?;
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
pub(super) async fn send(address: &str, form: &Element, pressed: Option<&Element>) -> Fetched {
    came(post(address, form, pressed).await).await
}

/// The answer to a form, whatever it is; none if there was no answer. The fields are taken as they are now.
pub(super) async fn post(
    address: &str,
    form: &Element,
    pressed: Option<&Element>,
) -> Option<Response> {
    let fields = FormData::new_with_form(form.dyn_ref()?).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    if let Some(button) = pressed
        && let Some(name) = button.get_attribute("name")
    {
        fields.append(&name, &button.get_attribute("value").unwrap_or_default());
    }
    ask(address, Some(&fields)).await
}

/// What a page that was asked for came to.
pub(super) async fn came(answer: Option<Response>) -> Fetched {
    let Some(answer) = answer else { return Fetched::Lost };
    if answer.redirected() && answer.url().contains("/login") {
        return Fetched::SignedOut;
    }
    if !answer.ok() {
        return Fetched::Refused;
    }
    read(&answer).await.map_or(Fetched::Lost, Fetched::Page)
}

/// A text of an answer that is no page.
pub(super) fn text_of(body: &JsValue, name: &str) -> Option<String> {
    Reflect::get(body, &name.into()).ok()?.as_string()
}

/// An answer that is no page.
pub(super) async fn body(answer: &Response) -> Option<JsValue> {
    JsFuture::from(answer.json().ok()?).await.ok()
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
