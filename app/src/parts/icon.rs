//! The product's own drawings: 16 px grid, one stroke, the text's colour. Always beside a word.
//!
//! Each page holds each drawing once, and every place where one stands only names it: a board has hundreds.

use leptos::{prelude::*, tachys::html::InertElement};

macro_rules! symbols {
    ($($(#[$doc:meta])* $name:ident = $path:literal),+ $(,)?) => {
        /// One drawing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Symbol { $($(#[$doc])* $name),+ }

        impl Symbol {
            /// What stands where the drawing is shown.
            const fn named(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-", stringify!($name), "\"/></svg>"
                    )),+
                }
            }
        }

        /// Every drawing under its name.
        const DRAWN: &str = concat!(
            $("<symbol id=\"i-", stringify!($name), "\" viewBox=\"0 0 16 16\">", $path, "</symbol>"),+
        );
    };
}

symbols! {
    /// The product's mark: a person decides here.
    Gate = r#"<path d="M2.75 2.5v11M13.25 2.5v11M2.75 8h2.9M10.35 8h2.9"/><circle cx="8" cy="8" r="1.9"/>"#,
    /// The board.
    Board = r#"<path d="M2.75 3h2.9v10h-2.9zM6.55 3h2.9v6.5h-2.9zM10.35 3h2.9v8.5h-2.9z"/>"#,
    /// The approvals.
    Inbox = r#"<path d="M2.5 9l2-5.5h7l2 5.5v3.75h-11zM2.5 9h3.2l.9 1.75h2.8L10.3 9h3.2"/>"#,
    /// The numbers.
    Chart = r#"<path d="M2.5 13h11M4.5 10.5v-3M8 10.5v-7M11.5 10.5v-5"/>"#,
    /// The settings.
    Sliders = r#"<path d="M2.5 5h5.5M11 5h2.5M2.5 11H5M8 11h5.5"/><circle cx="9.5" cy="5" r="1.5"/><circle cx="6.5" cy="11" r="1.5"/>"#,
    /// Help.
    Help = r#"<circle cx="8" cy="8" r="5.75"/><path d="M6.3 6.3a1.75 1.75 0 113 1.3C8.5 8.2 8 8.5 8 9.4M8 11.3v.1"/>"#,
    /// Find.
    Search = r#"<circle cx="7" cy="7" r="4.25"/><path d="M10.2 10.2l3.3 3.3"/>"#,
    /// Something new.
    Plus = r#"<path d="M8 3v10M3 8h10"/>"#,
    /// A target machine.
    Desktop = r#"<rect x="2" y="2.75" width="12" height="8" rx="1"/><path d="M5.5 13.5h5M8 10.75v2.75"/>"#,
    /// An agent.
    Agent = r#"<rect x="3" y="5" width="10" height="8" rx="1"/><path d="M8 5V2.5M6 8.5v1M10 8.5v1"/>"#,
    /// Others wait behind it.
    Holds = r#"<path d="M3 3.5v9M3 8h3c2.5 0 2-4 4.5-4H13M6 8c2.5 0 2 4 4.5 4H13"/>"#,
    /// The gate before a run.
    Pause = r#"<path d="M5.5 3.5v9M10.5 3.5v9"/>"#,
    /// A result to look at.
    Eye = r#"<path d="M1.8 8S4.1 3.8 8 3.8 14.2 8 14.2 8 11.9 12.2 8 12.2 1.8 8 1.8 8z"/><circle cx="8" cy="8" r="1.9"/>"#,
    /// Something is wrong.
    Warning = r#"<path d="M8 2.5l6 10.75H2zM8 6.75v3M8 11.4v.1"/>"#,
    /// Something is deleted.
    Trash = r#"<path d="M2.75 4.5h10.5M6.2 4.5V2.9h3.6v1.6M4.2 4.5l.6 8.6h6.4l.6-8.6"/>"#,
    /// Rights.
    Shield = r#"<path d="M8 2l5 1.7v4C13 10.8 11 12.8 8 14c-3-1.2-5-3.2-5-6.3v-4z"/>"#,
    /// Copy.
    Copy = r#"<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 3.5v-1h-8v8h1"/>"#,
    /// Yes.
    Check = r#"<path d="M3 8.5l3.2 3.2L13 4.8"/>"#,
    /// No.
    Cross = r#"<path d="M4 4l8 8M12 4l-8 8"/>"#,
    /// More answers.
    More = r#"<g class="solid"><circle cx="3.5" cy="8" r="1.15"/><circle cx="8" cy="8" r="1.15"/><circle cx="12.5" cy="8" r="1.15"/></g>"#,
    /// Send back.
    Back = r#"<path d="M5.5 4L2.5 7l3 3M2.5 7h7.25a3.25 3.25 0 010 6.5H7"/>"#,
    /// Change.
    Edit = r#"<path d="M3 13l.6-2.8 7.2-7.2a1.55 1.55 0 012.2 2.2l-7.2 7.2z"/>"#,
    /// Time.
    Clock = r#"<circle cx="8" cy="8" r="5.75"/><path d="M8 4.75V8l2.2 1.4"/>"#,
    /// A key or a digest.
    Key = r#"<circle cx="5" cy="8" r="2.5"/><path d="M7.5 8h6v2.25M11 8v1.75"/>"#,
    /// Done, approved.
    Done = r#"<circle class="solid" cx="8" cy="8" r="6.25"/><path class="knock" d="M5.2 8.2l2 2 3.6-4"/>"#,
    /// Failed, rejected.
    Failed = r#"<path class="solid" d="M5.2 1.75h5.6l3.45 3.45v5.6l-3.45 3.45H5.2L1.75 10.8V5.2z"/><path class="knock" d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>"#,
    /// Time was up.
    Expired = r#"<path d="M4.5 2.5h7M4.5 13.5h7M5.25 2.5v2.25L8 8l2.75-3.25V2.5M5.25 13.5v-2.25L8 8l2.75 3.25v2.25"/>"#,
    /// To the page before.
    Left = r#"<path d="M10 4L6 8l4 4"/>"#,
    /// Unfold, or onwards.
    Right = r#"<path d="M6 4l4 4-4 4"/>"#,
    /// Unfold downwards.
    Down = r#"<path d="M4 6l4 4 4-4"/>"#,
    /// The network.
    Network = r#"<circle cx="8" cy="8" r="5.75"/><path d="M2.25 8h11.5M8 2.25c2.4 2 2.4 9.5 0 11.5c-2.4-2-2.4-9.5 0-11.5z"/>"#,
    /// Stop.
    Stop = r#"<path d="M5.5 2.25h5l3.25 3.25v5L10.5 13.75h-5L2.25 10.5v-5z"/>"#,
    /// Pending.
    Pending = r#"<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.1 2.22"/>"#,
    /// A command.
    Command = r#"<path d="M3 4.5l3.25 3.25L3 11M8 11.75h5"/>"#,
    /// It waits for others.
    Blocked = r#"<path d="M2.5 8h7M6.8 5.2L9.6 8l-2.8 2.8M13 3.5v9"/>"#,
    /// A prompt.
    Prompt = r#"<path d="M2.5 3.5h11v7.25H8L5 13.25v-2.5H2.5z"/>"#,
    /// Running.
    Running = r#"<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 8V4.4A3.6 3.6 0 0111.6 8 3.6 3.6 0 018 11.6z"/>"#,
    /// Review.
    Review = r#"<path d="M8 1.9L14.1 8 8 14.1 1.9 8z"/><circle class="solid" cx="8" cy="8" r="1.6"/>"#,
    /// A file.
    File = r#"<path d="M4 2.25h5l3 3v8.5H4zM9 2.25v3h3"/>"#,
    /// Outcome unknown.
    Unknown = r#"<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.6 1.9"/><path d="M6.4 6.4a1.6 1.6 0 112.7 1.2C8.4 8.2 8 8.4 8 9.1M8 11v.1"/>"#,
    /// Cancelled.
    Cancelled = r#"<circle cx="8" cy="8" r="5.5"/><path d="M4.2 11.8l7.6-7.6"/>"#,
    /// Again, or replaced.
    Turn = r#"<path d="M13.2 8.5A5.25 5.25 0 1111.8 4.2L13.5 6M13.5 2.75V6h-3.25"/>"#,
    /// Onwards.
    Arrow = r#"<path d="M3 8h10M9.2 4.2L13 8l-3.8 3.8"/>"#,
    /// Tell me.
    Bell = r#"<path d="M4.25 11V7a3.75 3.75 0 017.5 0v4l1 1.25H3.25zM6.75 14h2.5"/>"#,
    /// Elsewhere.
    External = r#"<path d="M6.5 3.5h-3v9h9v-3M9.25 3H13v3.75M13 3L7.5 8.5"/>"#,
    /// Filter.
    Filter = r#"<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>"#,
    /// Not yours to decide.
    Hand = r#"<path d="M4 8.5V5.2a1 1 0 012 0M6 7V3.6a1 1 0 012 0V7M8 7V4.2a1 1 0 012 0V8M10 6.2a1 1 0 012 0V10c0 2.3-1.6 3.75-3.9 3.75-1.7 0-2.9-.8-3.7-2.2L3 9.3a1 1 0 011-.8"/>"#,
    /// What happened.
    Info = r#"<circle cx="8" cy="8" r="5.75"/><path d="M8 7.4v3.6M8 5v.1"/>"#,
    /// A person.
    Person = r#"<circle cx="8" cy="5.3" r="2.5"/><path d="M3 13.5c.6-2.8 2.5-4 5-4s4.4 1.2 5 4"/>"#,
}

/// A drawing. It is hidden from screen readers: the word beside it says the same.
#[component]
pub fn Icon(
    /// Which one.
    of: Symbol,
) -> impl IntoView {
    // Ready as it is: a board has hundreds, and each would be put together anew.
    InertElement::new(of.named())
}

/// The drawings that the page names. Stands once on each page, before what names them; takes no room.
#[component]
pub fn Drawings() -> impl IntoView {
    view! { <svg class="drawings" width="0" height="0" aria-hidden="true" inner_html=DRAWN></svg> }
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, Symbol};

    #[test]
    fn what_is_named_is_drawn_and_only_once() {
        for (symbol, name) in
            [(Symbol::Gate, "Gate"), (Symbol::Done, "Done"), (Symbol::Person, "Person")]
        {
            assert!(symbol.named().contains(&format!("><use href=\"#i-{name}\"/></svg>")));
            assert_eq!(DRAWN.matches(&format!("<symbol id=\"i-{name}\" ")).count(), 1);
        }
    }
}
