//! Small words in a frame.

use leptos::prelude::*;

/// A badge; never something to click.
#[component]
pub fn Badge(
    /// `wait`, `stop`, `go` or `claim`; plain when absent.
    #[prop(optional, into)]
    tone: Option<&'static str>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone>
            {children()}
        </span>
    }
}
