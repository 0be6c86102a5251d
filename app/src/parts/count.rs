//! Numbers of things, with their words.

use leptos::prelude::*;

/// `1 task`, `2 tasks`.
pub fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A whole number in groups: `48,211`.
pub fn grouped(number: impl std::fmt::Display) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number in a pill, such as how many wait.
#[component]
pub fn Count(
    /// How many.
    number: u32,
    /// `wait` when a person is needed.
    #[prop(optional, into)]
    tone: Option<&'static str>,
    /// What is counted, for screen readers: `waiting`.
    #[prop(optional, into)]
    of: Option<&'static str>,
) -> impl IntoView {
    view! {
        <span class="count" data-tone=tone>
            {grouped(number)}
            {of.map(|of| view! { <span class="hidden-text">" " {of}</span> })}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_words_and_are_grouped() {
        assert_eq!(counted(1, "task", "tasks"), "1 task");
        assert_eq!(counted(0, "task", "tasks"), "0 tasks");
        assert_eq!(counted(48_211, "line", "lines"), "48,211 lines");
        assert_eq!(grouped(1_000_000_u64), "1,000,000");
        assert_eq!(grouped(999), "999");
    }
}
