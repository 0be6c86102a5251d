//! Round is a person, square is an agent.

use super::safe_text;
use domain::{Party, PartyKind};
use leptos::prelude::*;

/// The first letter of a name that can be seen.
pub fn initial(name: &str) -> String {
    let letter = name.chars().find(|letter| letter.is_alphanumeric()).unwrap_or('?');
    letter.to_uppercase().collect()
}

/// The mark of a person or an agent.
#[component]
pub fn Avatar(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Whether it is an agent or another program.
    #[prop(optional)]
    agent: bool,
) -> impl IntoView {
    view! {
        <span class="avatar" data-kind=agent.then_some("agent") aria-hidden="true">
            {initial(&name)}
        </span>
    }
}

/// Mark and name of whoever a record names.
#[component]
pub fn Who(
    /// Who.
    party: Party,
) -> impl IntoView {
    let agent = party.kind != PartyKind::Person;
    view! {
        <span class="who">
            <Avatar name=party.name.clone() agent />
            {safe_text::prose(&party.name)}
        </span>
    }
}
