//! The browser's entry: wakes the islands of the page it was loaded by.
//! It must never hold anything else; what people see is in `app`.

use wasm_bindgen::prelude::wasm_bindgen;

// Nothing here calls into `app`; naming it links its islands, which the page looks up by name.
use app as _;

/// Called once by the page, as soon as the WASM is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
