//! A new task, from nothing, from a start, or from a task that ended.

mod agent;
mod depends;
mod draft;
mod fields;
mod foreseen;
mod gates;
mod limits;
mod place;
mod retry;
mod templates;

pub(crate) use depends::names;

use super::{Desk, page};
use crate::parts::{
    banner::{Banner, Tone},
    safe_text,
    topbar::Place,
};
use depends::Depends;
use domain::wire::{DesktopItem, Task};
use draft::Draft;
use foreseen::Written;
use gates::Road;
use leptos::prelude::*;
use service::Error;

/// Where the form is sent to see what would come of it: its own page, with POST. Nothing is stored then.
const LOOK: &str = "/tasks/new";

/// A new task.
#[component]
pub fn NewTaskPage() -> impl IntoView {
    page("New task", Some(Place::Board), async |desk| match desk.query("retry") {
        Some(id) => retry::retry(&desk, &id).await,
        None => fresh(&desk).await,
    })
}

/// What the form offers to choose from, and what is known about what was chosen.
struct Choices {
    desktops: Vec<DesktopItem>,
    /// The agents that come in with a key of their own.
    external: Vec<String>,
    depends: Depends,
    /// Whether Task Approval Mode is on.
    mode: bool,
    written: Written,
}

impl Choices {
    async fn load(desk: &Desk, draft: &Draft) -> Result<Self, Error> {
        let agents = desk.mission.agents(&desk.actor).await?.into_iter();
        let desktops = desk.mission.desktops(&desk.actor).await?;
        // Whoever presses Check, or cannot, has finished writing a name.
        let settle = desk.posted().is_some_and(|posted| !posted.get("check").is_empty());
        let wanted = draft.wanted(desktops.first().map(|desktop| desktop.id.as_str()));
        let foreseen = desk.mission.foresee_task(&desk.actor, &wanted).await?;
        let desktop = desktops.iter().find(|desktop| desktop.id == wanted.desktop_id).cloned();
        Ok(Self {
            external: agents.filter(|agent| agent.external).map(|agent| agent.name).collect(),
            desktops,
            depends: Depends::load(desk, draft, settle).await?,
            mode: desk.mission.settings(&desk.actor).await?.task_approval_mode,
            written: Written { wanted, desktop, foreseen, fixed: false },
        })
    }
}

async fn fresh(desk: &Desk) -> Result<AnyView, Error> {
    desk.actor.operator()?;
    let draft = Draft::of(desk);
    let choices = Choices::load(desk, &draft).await?;
    let made = match desk.query("made") {
        Some(id) => Some(desk.mission.task(&desk.actor, &id).await?),
        None => None,
    };
    let stops = gates::stops(&choices.desktops, &choices.depends.note());
    let form = fields::form(&draft, &choices, desk.notice.clone());
    Ok(view! {
        <main id="main" class="split">
            <header class="page-head">
                <ol class="crumbs">
                    <li>
                        <a href="/">"Board"</a>
                    </li>
                    <li>"New task"</li>
                </ol>
                <h1>"New task"</h1>
                {made.as_ref().map(was_made)}
            </header>
            {form}
            <Road stops more=foreseen::beside(&choices.written) />
        </main>
    }
    .into_any())
}

/// The task that this one comes after.
fn was_made(task: &Task) -> AnyView {
    let (href, label) = (format!("/tasks/{}", task.id), task.label());
    let title = safe_text::prose(&task.title);
    view! {
        <Banner tone=Tone::Go boxed=true>
            <strong>
                <a href=href>{label}</a>
                " was made."
            </strong>
            " "
            {title}
            ". This is the next one, for the same desktop."
        </Banner>
    }
    .into_any()
}
