//! What stands under every page.

use leptos::prelude::*;

/// The product and its version.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="foot">
            <span>"Mission Control " {env!("CARGO_PKG_VERSION")}</span>
        </footer>
    }
}
