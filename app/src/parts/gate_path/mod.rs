//! The road a task takes, with the stops where a person is asked.

mod road;

pub use road::{Around, road};

use super::{
    icon::{Icon, Symbol},
    safe_text,
};
use leptos::prelude::*;

/// How a stop looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is behind the task.
    Done,
    /// A person is asked here, and has not answered.
    Gate,
    /// It lies ahead, or the task stands there.
    Plain,
    /// It is left out.
    Off,
}

/// A stop on the road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// How it looks.
    pub look: Look,
    /// Its drawing.
    pub symbol: Symbol,
    /// What happens there; ours alone.
    pub title: String,
    /// More about it; names from outside may be in it.
    pub note: String,
    /// In place of the note: one for each desktop of the form beside it, of which the chosen one's is shown.
    pub by_desktop: Vec<String>,
    /// Only shown while this is chosen in the form beside it.
    pub when: Option<&'static str>,
}

impl Stop {
    /// A stop without a note.
    pub fn new(look: Look, symbol: Symbol, title: impl Into<String>) -> Self {
        Self {
            look,
            symbol,
            title: title.into(),
            note: String::new(),
            by_desktop: Vec::new(),
            when: None,
        }
    }

    /// With a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// With a note for each desktop, if there are any.
    #[must_use]
    pub fn by_desktop(mut self, notes: Vec<String>) -> Self {
        self.by_desktop = notes;
        self
    }

    /// Only while this is chosen.
    #[must_use]
    pub fn when(mut self, chosen: &'static str) -> Self {
        self.when = Some(chosen);
        self
    }
}

/// The road.
#[component]
pub fn GatePath(
    /// Its stops in order.
    stops: Vec<Stop>,
) -> impl IntoView {
    let stop = |stop: Stop| {
        let mark = |look| (stop.look == look).then_some("");
        let one = |(at, note): (usize, &String)| {
            view! { <small data-of-desktop=at + 1>{safe_text::prose(note)}</small> }
        };
        let each = stop.by_desktop.iter().enumerate().map(one).collect_view();
        let note = (!stop.note.is_empty() && stop.by_desktop.is_empty())
            .then(|| view! { <small>{safe_text::prose(&stop.note)}</small> });
        view! {
            <li
                data-done=mark(Look::Done)
                data-gate=mark(Look::Gate)
                data-off=mark(Look::Off)
                data-when=stop.when
            >
                <Icon of=stop.symbol />
                <span>
                    <b>{stop.title.clone()}</b>
                    {note}
                    {each}
                </span>
            </li>
        }
    };
    view! { <ol class="gate-path">{stops.into_iter().map(stop).collect_view()}</ol> }
}
