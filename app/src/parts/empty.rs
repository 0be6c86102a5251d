//! What stands where nothing is.

use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A place with nothing in it: why, and what to do.
#[component]
pub fn Empty(
    /// A drawing above the words.
    #[prop(optional, into)]
    symbol: Option<Symbol>,
    /// The heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// What to do: a link or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {symbol.map(|of| view! { <Icon of /> })} {title.map(|title| view! { <h2>{title}</h2> })}
            <p>{text}</p> {children.map(|children| children())}
        </div>
    }
}
