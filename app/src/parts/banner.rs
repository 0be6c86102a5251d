//! The state of a page in one line, and what the server has just confirmed.

use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// What kind of thing a banner says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Plain,
    /// A person should look.
    Wait,
    /// Something went wrong.
    Stop,
    /// Something is well again.
    Go,
}

impl Tone {
    const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Wait => Some("wait"),
            Self::Stop => Some("stop"),
            Self::Go => Some("go"),
        }
    }

    const fn symbol(self) -> Symbol {
        match self {
            Self::Plain | Self::Wait => Symbol::Info,
            Self::Stop => Symbol::Warning,
            Self::Go => Symbol::Check,
        }
    }
}

/// A banner.
#[component]
pub fn Banner(
    /// What kind.
    #[prop(optional)]
    tone: Tone,
    /// Framed, inside a page; without it the banner runs from edge to edge.
    #[prop(optional)]
    boxed: bool,
    /// Read out at once: only for refusals and a lost connection.
    #[prop(optional)]
    alert: bool,
    /// Its words: `<strong>` for what happened, then what it means.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="banner"
            data-tone=tone.mark()
            data-shape=boxed.then_some("box")
            role=alert.then_some("alert")
        >
            <Icon of=tone.symbol() />
            <p>{children()}</p>
        </div>
    }
}
