//! One line of text in a form, with its label and what it is for.

use leptos::prelude::*;

/// A labelled line. Its id is its name, so a page has one of each.
#[component]
pub fn TextField(
    /// What the form sends it as.
    name: &'static str,
    /// What it is called.
    label: &'static str,
    /// What stands in it: what was typed before a refusal.
    value: String,
    /// The most characters it takes.
    max: usize,
    /// What it is for; nothing when the label says it all.
    #[prop(optional, into)]
    hint: String,
    /// Whether something has to be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it is code or an address, in equally wide letters.
    #[prop(optional)]
    mono: bool,
    /// The browser's own kind of input, such as `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// An example, shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                class=if mono { "input mono" } else { "input" }
                id=name
                name=name
                type=kind
                value=value
                required=required
                maxlength=max
                autocomplete="off"
                placeholder=(!placeholder.is_empty()).then_some(placeholder)
            />
            {(!hint.is_empty()).then(|| view! { <span class="field-hint">{hint}</span> })}
        </div>
    }
}
