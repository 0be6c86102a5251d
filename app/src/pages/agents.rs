//! Who can work, and where.

use super::{address, page};
use crate::parts::{
    avatar::Avatar,
    count::grouped,
    empty::Empty,
    icon::Symbol,
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    safe_text,
    stopped::{StopAll, StopQuestion, StopSwitch},
    target::Online,
    topbar::Place,
};
use domain::{desktop::TOUR, wire::AgentItem};
use leptos::prelude::*;

/// An agents file that is right: one agent with a model behind it.
const AGENTS_FILE: &str = r#"[[agent]]
name = "Fern"
driver = "llm"
protocol = "openai"
base_url = "https://models.example.com/v1/"
model = "the-model"
key_variable = "FERN_KEY"
"#;

/// What is said of the agent that plays a tour.
const TOUR_NOTE: &str = "Scripted: it plays a fixed tour, with no model behind it.";

/// Who can work.
#[component]
pub fn AgentsPage() -> impl IntoView {
    let origin = address::origin();
    page("Agents", Some(Place::Agents), async move |desk| {
        let agents = desk.mission.agents(&desk.actor).await?;
        let refused = desk.notice.clone();
        let may = desk.actor.stopper().is_ok();
        let all = desk.stopped.is_some();
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Agents />
                <div>
                    <section class="panel" id="agents">
                        <header>
                            <SettingsPath group="Mission Control" name="Agents" />
                            <p>
                                "An agent works on prompts. It reads and writes messages freely; to change a desktop it asks. "
                                <a href=super::agent_notes::PAGE>"How your agents are gated"</a>
                            </p>
                        </header>
                        <RefusalBanner notice=refused />
                        <div id="agent-list" data-live="">
                            <AgentList agents may />
                        </div>
                        <div id="stop-all" data-live="">
                            {stop_all(all, may)}
                        </div>
                    </section>
                    {add(&origin)}
                </div>
            </main>
        })
    })
}

/// Stands where no agent does.
pub(super) fn none_yet() -> AnyView {
    let text =
        "A runner brings its agents when it starts; a key with the scope propose is one too.";
    view! { <Empty symbol=Symbol::Agent title="No agents yet" text /> }.into_any()
}

/// The agents, by name.
#[component]
pub fn AgentList(
    /// The agents.
    agents: Vec<AgentItem>,
    /// Whether this person may stop them.
    #[prop(optional)]
    may: bool,
) -> impl IntoView {
    if agents.is_empty() {
        return none_yet();
    }
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Agent"</th>
                        <th scope="col">"Works on"</th>
                        <th scope="col">"Comes in"</th>
                        <th scope="col">"Running"</th>
                        <th scope="col">"Waiting"</th>
                        {may.then(|| view! { <th scope="col"><span class="hidden-text">"Stop"</span></th> })}
                    </tr>
                </thead>
                <tbody>{agents.iter().map(|agent| row(agent, may)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(agent: &AgentItem, may: bool) -> AnyView {
    let tour = agent.name == TOUR && !agent.external;
    let note = tour.then(|| view! { <span class="table-note">{TOUR_NOTE}</span> });
    let comes = match (agent.desktops.is_empty(), agent.external) {
        (false, false) => "A runner starts it",
        (true, true) => "External, with its own key",
        (false, true) => "A runner starts it; also external, with its own key",
        (true, false) => "Not now: no runner and no key brings it",
    };
    let waiting = match agent.waiting {
        0 => "nothing to decide".into_any(),
        number => view! { <a href="/approvals">{grouped(number)} " to decide"</a> }.into_any(),
    };
    let stopped = agent.stopped.then(|| {
        view! { <span class="table-note">"Stopped: nothing of it starts."</span> }
    });
    let label = if agent.stopped { "Start again" } else { "Stop" };
    let switch = may.then(|| {
        view! {
            <td>
                <StopSwitch agent=agent.name.clone() stopped=agent.stopped label />
            </td>
        }
    });
    view! {
        <tr>
            <td>
                <span class="who table-main">
                    <Avatar name=agent.name.clone() agent=true />
                    {safe_text::prose(&agent.name)}
                </span>
                {note}
                {stopped}
            </td>
            <td data-label="Works on">{places(agent)}</td>
            <td data-label="Comes in">{comes}</td>
            <td data-label="Running">{grouped(agent.running)}</td>
            <td data-label="Waiting">{waiting}</td>
            {switch}
        </tr>
    }
    .into_any()
}

/// The switch for everything, where it is not said at the top of the page already that all is stopped.
fn stop_all(stopped: bool, may: bool) -> Option<AnyView> {
    if stopped || !may {
        return None;
    }
    Some(
        view! {
            <div class="stop-all">
                <p>
                    "Something goes wrong? Stop all runs: no task and no action starts, on no desktop, until somebody starts them again. What runs goes on, and can be cancelled."
                </p>
                <StopAll />
                <StopQuestion />
            </div>
        }
        .into_any(),
    )
}

fn places(agent: &AgentItem) -> AnyView {
    if agent.external {
        return "Any desktop".into_any();
    }
    let place = |desktop: &domain::wire::DesktopRef| {
        view! {
            <li>
                {safe_text::prose(&desktop.name)} " " <Online online=desktop.online />
            </li>
        }
    };
    match agent.desktops.as_slice() {
        [] => "None".into_any(),
        desktops => view! { <ul>{desktops.iter().map(place).collect_view()}</ul> }.into_any(),
    }
}

fn add(origin: &str) -> AnyView {
    view! {
        <section class="panel" id="add-agent">
            <header>
                <h2>"Add an agent"</h2>
            </header>
            <div class="prose">
                <p>
                    <strong>"One that a runner starts."</strong>
                    " Write an agents file on the desktop, and start the runner there with "
                    <code>"--agents FILE"</code> "; for this server's own desktop, start " <code>"serve"</code>
                    " with it. The key of the model stays in a variable on that desktop."
                </p>
                <pre tabindex="0" aria-label="An agents file">
                    <code>{AGENTS_FILE}</code>
                </pre>
                <p>
                    <strong>"One of your own."</strong>
                    " Make a key with the scope propose under "
                    <a href=format!("{}#new-key", crate::api::keys::PAGE)>"API keys"</a>
                    ". The key's name is the agent's name. Its program proposes over MCP or REST; such a key can never approve. Claude Code, Codex, OpenCode, Gemini, Copilot and Qwen take one line of configuration with the address "
                    <code>{format!("{origin}/mcp")}</code>"."
                </p>
                <p>
                    <a href="/help#agents">"How an agent asks, and the lines to send"</a>
                </p>
            </div>
        </section>
    }
    .into_any()
}
