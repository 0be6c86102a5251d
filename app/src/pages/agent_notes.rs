//! How each agent is gated: the doors it comes through, what holds it there, and what does not.

use super::{agents::none_yet, page};
use crate::parts::{
    age::{Ago, Moment},
    avatar::Avatar,
    badge::Badge,
    index_nav::{SettingsIndex, SettingsPlace},
    safe_text,
    topbar::Place,
};
use domain::{
    Timestamp,
    agent_note::{Door, Held},
    wire::{AgentItem, AgentSeen, CanaryView},
};
use leptos::prelude::*;

/// Its address.
pub const PAGE: &str = "/agents/gates";

/// How each agent is gated.
#[component]
pub fn AgentNotesPage() -> impl IntoView {
    page("How your agents are gated", Some(Place::Agents), async |desk| {
        let agents = desk.mission.agents(&desk.actor).await?;
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Agents />
                <div>
                    <section class="panel" id="gates">
                        <header>
                            <ol class="crumbs">
                                <li>"Settings"</li>
                                <li>"Mission Control"</li>
                                <li>
                                    <a href="/agents">"Agents"</a>
                                </li>
                                <li>"How your agents are gated"</li>
                            </ol>
                            <h1>"How your agents are gated"</h1>
                            <p>
                                "What waits for a person depends on the way an agent comes in. This page says it for each of them, and what an agent is known to do without asking."
                            </p>
                        </header>
                        <div id="gate-list" data-live="">
                            <Gates agents now=desk.now />
                        </div>
                    </section>
                    {meanings()}
                </div>
            </main>
        })
    })
}

/// Every agent at each of its doors.
#[component]
pub fn Gates(
    /// The agents.
    agents: Vec<AgentItem>,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    if agents.is_empty() {
        return none_yet();
    }
    view! {
        <div class="panel-table">
            <table class="table gates" data-stack="" data-last="start">
                <thead>
                    <tr>
                        <th scope="col">"Agent"</th>
                        <th scope="col">"Comes in"</th>
                        <th scope="col">"Held"</th>
                        <th scope="col">"Runs without asking"</th>
                        <th scope="col">"Test of its gate"</th>
                        <th scope="col">"Last seen"</th>
                    </tr>
                </thead>
                <tbody>{agents.iter().map(|agent| rows(agent, now)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn rows(agent: &AgentItem, now: Timestamp) -> AnyView {
    if agent.seen.is_empty() {
        return unseen(agent);
    }
    agent.seen.iter().map(|seen| row(agent, seen, now)).collect_view().into_any()
}

fn name(agent: &AgentItem) -> AnyView {
    view! {
        <td>
            <span class="who table-main">
                <Avatar name=agent.name.clone() agent=true />
                {safe_text::prose(&agent.name)}
            </span>
        </td>
    }
    .into_any()
}

fn row(agent: &AgentItem, seen: &AgentSeen, now: Timestamp) -> AnyView {
    let unasked = match (&seen.runs_unasked, seen.held) {
        (Some(text), _) => text.clone(),
        (None, Held::Enforced) => {
            "Nothing. It reads inside the workspace and proposes the rest.".into()
        }
        (None, _) => "Not known for this program.".into(),
    };
    view! {
        <tr>
            {name(agent)}
            <td data-label="Comes in">
                <span>{door(seen.door)} {program(seen)}</span>
            </td>
            <td data-label="Held">{held(seen.held)}</td>
            <td data-label="Runs without asking">
                <span>{unasked}</span>
            </td>
            <td data-label="Test of its gate">{canary(seen.canary.as_ref(), now)}</td>
            <td data-label="Last seen">
                <Ago since=seen.last_seen_at now />
            </td>
        </tr>
    }
    .into_any()
}

/// One that has not come in yet.
fn unseen(agent: &AgentItem) -> AnyView {
    let comes = match (agent.desktops.is_empty(), agent.external) {
        (false, _) => "A runner starts it",
        (true, true) => "With its own key",
        (true, false) => "Not now",
    };
    view! {
        <tr>
            {name(agent)}
            <td data-label="Comes in">{comes}</td>
            <td data-label="Held">"Known once it has asked for something"</td>
            <td data-label="Runs without asking"></td>
            <td data-label="Test of its gate"></td>
            <td data-label="Last seen">"Not yet"</td>
        </tr>
    }
    .into_any()
}

const fn door(door: Door) -> &'static str {
    match door {
        Door::Runner => "A runner starts it",
        Door::Mcp => "Over MCP",
        Door::Rest => "Over REST",
        Door::Hook => "Through a hook",
    }
}

/// The program, as it calls itself.
fn program(seen: &AgentSeen) -> Option<AnyView> {
    let client = seen.client.as_ref()?;
    let version = seen.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let text = format!("{client}{version}");
    Some(view! { <span class="table-note">{safe_text::prose(&text)}</span> }.into_any())
}

fn held(held: Held) -> AnyView {
    match held {
        Held::Enforced => view! { <Badge tone="go">"Enforced"</Badge> },
        Held::Proposals => view! { <Badge>"What it proposes"</Badge> },
        Held::Cooperative => view! { <Badge tone="claim">"Cooperative"</Badge> },
    }
    .into_any()
}

fn canary(canary: Option<&CanaryView>, now: Timestamp) -> AnyView {
    let Some(canary) = canary else { return view! { <span>"None yet"</span> }.into_any() };
    let badge = if canary.passed {
        view! { <Badge tone="go">"It asked"</Badge> }.into_any()
    } else {
        view! { <Badge tone="stop">"It did not ask"</Badge> }.into_any()
    };
    let note = canary.note.as_ref().map(|note| {
        view! { <span class="table-note">{safe_text::prose(note)}</span> }
    });
    view! {
        <span>
            {badge}
            <span class="table-note">
                <Moment at=canary.at now />
            </span>
            {note}
        </span>
    }
    .into_any()
}

/// What the words in the column mean.
fn meanings() -> AnyView {
    view! {
        <section class="panel" id="meanings">
            <header>
                <h2>"What is held"</h2>
            </header>
            <dl class="define">
                <dt>
                    <Badge tone="go">"Enforced"</Badge>
                </dt>
                <dd>
                    "The agent has no tools of its own. What it wants changed, a runner runs after a person said yes, exactly as it was shown."
                </dd>
                <dt>
                    <Badge>"What it proposes"</Badge>
                </dt>
                <dd>
                    "What it proposes here is enforced in the same way. What it does with tools of its own, where it runs, is not seen here."
                </dd>
                <dt>
                    <Badge tone="claim">"Cooperative"</Badge>
                </dt>
                <dd>
                    "The agent asks before it acts, and then acts itself. It is held as long as its program asks; the test of its gate checks that at the start."
                </dd>
            </dl>
        </section>
    }
    .into_any()
}
