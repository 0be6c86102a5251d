//! The column of facts beside what is read.

use leptos::prelude::*;

/// A group of facts under its heading.
#[component]
pub fn FactGroup(
    /// The heading.
    title: &'static str,
    /// Only shown while this is chosen in the form beside it.
    #[prop(optional_no_strip)]
    when: Option<&'static str>,
    /// A `<Facts>`, a list or a path.
    children: Children,
) -> impl IntoView {
    view! {
        <section data-when=when>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// One fact: its name and what is so.
pub type Fact = (&'static str, AnyView);

/// A list of facts.
#[component]
pub fn Facts(
    /// In order of weight.
    facts: Vec<Fact>,
) -> impl IntoView {
    let row = |(name, value): Fact| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    };
    view! { <dl>{facts.into_iter().map(row).collect_view()}</dl> }
}
