//! The bar above every page: where to go, whether what you see is current, and what waits.

use super::{
    avatar::initials,
    count::Count,
    icon::{Icon, Symbol},
    safe_text,
};
use crate::islands::Live;
use leptos::prelude::*;

/// Where a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The board.
    Board,
    /// The approvals.
    Approvals,
    /// Who can work.
    Agents,
    /// The saved commands.
    Scripts,
    /// What happened.
    Activity,
    /// How people decide.
    Insights,
    /// The settings.
    Settings,
    /// Help.
    Help,
}

impl Place {
    /// Shown only where the bar is wide: five fit a phone's edge, what happened among them. Elsewhere agents and scripts are
    /// reached through the settings, and the insights, which need most room, from the board and the approvals.
    const fn wide(self) -> Option<&'static str> {
        match self {
            Self::Agents | Self::Scripts => Some(""),
            Self::Insights => Some("more"),
            Self::Activity => Some("edge"),
            _ => None,
        }
    }
}

const PLACES: [(Place, &str, &str, Symbol); 8] = [
    (Place::Board, "/", "Board", Symbol::Board),
    (Place::Approvals, "/approvals", "Approvals", Symbol::Inbox),
    (Place::Agents, "/agents", "Agents", Symbol::Agent),
    (Place::Scripts, "/scripts", "Scripts", Symbol::Command),
    (Place::Activity, "/activity", "Activity", Symbol::Clock),
    (Place::Insights, "/insights", "Insights", Symbol::Chart),
    (Place::Settings, "/settings/mission-control/task-approval", "Settings", Symbol::Sliders),
    (Place::Help, "/help", "Help", Symbol::Help),
];

/// The top bar; on a phone its places move to the bottom edge.
#[component]
pub fn TopBar(
    /// Where this page belongs.
    place: Option<Place>,
    /// How many requests wait for a person.
    waiting: u32,
    /// Who is signed in.
    name: String,
    /// What was searched for.
    #[prop(optional, into)]
    sought: String,
) -> impl IntoView {
    let account = format!("{}, your account", safe_text::plain(&name));
    let links = PLACES.map(|(at, href, word, symbol)| {
        let badge = (at == Place::Approvals && waiting > 0)
            .then(|| view! { <Count number=waiting tone="wait" of="waiting" /> });
        view! {
            <a
                href=href
                aria-current=(place == Some(at)).then_some("page")
                data-wide=at.wide()
            >
                <Icon of=symbol />
                <span>{word}</span>
                {badge}
            </a>
        }
    });
    view! {
        <a class="skip" href="#main">
            "Skip to content"
        </a>
        <header class="topbar">
            <a class="topbar-brand" href="/">
                <Icon of=Symbol::Gate />
                " Mission Control"
            </a>
            <nav class="topbar-nav" id="places" aria-label="Main" data-live="">
                {links.collect_view()}
            </nav>
            <div class="topbar-tools">
                <Live />
                <form class="search" role="search" action="/">
                    <Icon of=Symbol::Search />
                    <input
                        class="input"
                        type="search"
                        name="q"
                        placeholder="Find a task"
                        aria-label="Find a task"
                        value=sought
                    />
                    <kbd class="kbd">"/"</kbd>
                </form>
                <a class="button" data-kind="primary" href="/tasks/new" aria-label="New task">
                    <Icon of=Symbol::Plus />
                    <span class="label">"New task"</span>
                </a>
                <a
                    class="avatar"
                    data-size="large"
                    href="/settings/profile"
                    aria-label=account
                >
                    {initials(&name)}
                </a>
            </div>
        </header>
    }
}
