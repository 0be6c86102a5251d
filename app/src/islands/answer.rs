//! Sends a form and puts in the page that the server answers with, without loading it anew: a decision is confirmed at once.
//! The form, its address and its refusals are those of a page without script. Nothing is shown that the server has not said.

use super::{
    dom::{self, all, document, first, flag, inside, say},
    fetch::{self, Fetched},
    follow, forms, morph, reading, refresh, swap, tick, times,
};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlFormElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// A form whose answer did not come: it may have arrived.
pub(super) const SENT: &str = "data-x-sent";
/// What is said about a form that came to nothing.
const NOTE: &str = "not-sent";

/// Sends a form with the button that was pressed.
pub(super) fn send(form: Element, button: Element) {
    let address = button.get_attribute("formaction").or_else(|| form.get_attribute("action"));
    let address = address.unwrap_or_default();
    if let Some(before) = document().get_element_by_id(NOTE) {
        before.remove();
    }
    wasm_bindgen_futures::spawn_local(async move {
        let Some(answer) = fetch::post(&address, &form, Some(&button)).await else {
            flag(&form, SENT, Some(""));
            note(
                &button,
                "No answer came back.",
                "We do not know whether it arrived. Reload this page to see, before you send it again.",
            );
            return;
        };
        let to = answer.redirected().then(|| answer.url());
        let Some(to) = to else {
            // It was turned away before anybody read it: the answer is for programs, with the words for people in it.
            let body = fetch::body(&answer).await.unwrap_or_default();
            let text = |name| fetch::text_of(&body, name).unwrap_or_default();
            note(&button, &text("title"), &text("detail"));
            return;
        };
        match (fetch::came(Some(answer)).await, fetch::lasting(&to)) {
            (Fetched::Page(page), Some(lasting))
                if lasting.split('?').next() == Some(&refresh::path()) =>
            {
                put(&page, &lasting, &form);
            }
            (Fetched::SignedOut, _) => {
                refresh::signed_out();
                forms::back();
            }
            // Another page, or one that says why not. What the form came to is kept for it.
            _ => swap::leave(&to),
        }
    });
}

/// Puts in a whole page of the same path, as it would stand after a load.
fn put(page: &Document, address: &str, form: &Element) {
    let fresh = page.query_selector("body").ok().flatten();
    let (Some(body), Some(fresh)) = (first("body"), fresh) else {
        swap::leave(address);
        return;
    };
    let (island, follows) = (first("leptos-island"), follow::wanted());
    all(".toast").iter().for_each(Element::remove);
    morph::force(&body, &fresh);
    // The island that is awake stays, wherever its place is now.
    if let (Some(awake), Some(asleep)) = (island, first("leptos-island"))
        && awake != asleep
    {
        let _ = asleep.replace_with_with_node_1(&awake);
    }
    refresh::placed(page);
    swap::arrived(address);
    times::tell();
    follow::settle(follows);
    reading::watch();
    tick::tell();
    forms::toasts();
    forms::back();
    settle(form);
}

/// Where reading goes on: at a refusal, at the request that is next, or at what became of the one that was answered.
fn settle(form: &Element) {
    if let Some(refusal) = first("main [role=alert]") {
        show(&refusal);
        return;
    }
    if let Some(form) = form.dyn_ref::<HtmlFormElement>().filter(|_| form.is_connected()) {
        form.reset();
    }
    if document().active_element().is_some_and(|on| on.node_name() != "BODY") {
        return;
    }
    let became = || document().get_element_by_id(&dom::id(form));
    if let Some(place) = first("[data-heading]").or_else(became) {
        flag(&place, "tabindex", Some("-1"));
        dom::focus(&place);
    }
}

fn show(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Says beside the button why nothing is shown, and lets it be pressed again.
fn note(button: &Element, title: &str, detail: &str) {
    forms::back();
    let banner = refresh::made(&format!(
        "<div class=\"banner\" data-tone=\"stop\" data-shape=\"box\" role=\"alert\" id=\"{NOTE}\">{}<p><strong></strong> \
         <span></span></p></div>",
        refresh::INFO
    ));
    let Some(banner) = banner else { return };
    for (part, words) in [("strong", title), ("span", detail)] {
        if let Some(part) = inside(&banner, part) {
            say(&part, words);
        }
    }
    let place = button.closest(".decision-row, .decision-pair, .menu, form").ok().flatten();
    if let Some((place, around)) =
        place.and_then(|place| Some((place.clone(), place.parent_node()?)))
    {
        let _ = around.insert_before(&banner, Some(&place));
        show(&banner);
    }
}
