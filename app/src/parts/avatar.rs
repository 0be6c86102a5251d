//! Round is a person, square is an agent.

use super::safe_text;
use domain::{Party, PartyKind};
use leptos::prelude::*;

/// Two letters of a name: of its first two words, else the first two of the only one.
pub fn initials(name: &str) -> String {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty());
    let Some(first) = words.next() else { return "?".to_owned() };
    let mut letters = first.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    match words.next().and_then(|second| second.chars().next()) {
        Some(second) => capital.chain(second.to_uppercase()).collect(),
        None => capital.chain(letters.next().into_iter().flat_map(char::to_lowercase)).collect(),
    }
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
            {initials(&name)}
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

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn two_letters_tell_names_apart() {
        for (name, letters) in [
            ("Ana", "An"),
            ("alex bell", "AB"),
            ("build-bot 3", "BB"),
            ("x", "X"),
            ("ÉMILE", "Ém"),
            ("李雷", "李雷"),
            ("--", "?"),
            ("", "?"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
