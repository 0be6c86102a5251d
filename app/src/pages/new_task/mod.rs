//! A new task, from nothing, from a start, or from a task that ended.

mod agent;
mod draft;
mod fields;
mod gates;
mod retry;
mod templates;

use super::{Desk, page};
use crate::parts::topbar::Place;
use domain::{
    TaskStatus,
    wire::{DesktopItem, Task},
};
use draft::Draft;
use gates::Road;
use leptos::prelude::*;
use service::{Error, TaskFilter};
use templates::Template;

/// A new task.
#[component]
pub fn NewTaskPage() -> impl IntoView {
    page("New task", Some(Place::Board), async |desk| match desk.query("retry") {
        Some(id) => retry::retry(&desk, &id).await,
        None => fresh(&desk).await,
    })
}

/// What the form offers to choose from.
struct Choices {
    desktops: Vec<DesktopItem>,
    /// The agents that come in with a key of their own.
    external: Vec<String>,
    /// The tasks that are not over, newest first.
    open: Vec<Task>,
    /// Whether Task Approval Mode is on.
    mode: bool,
}

impl Choices {
    async fn load(desk: &Desk) -> Result<Self, Error> {
        let open = TaskFilter {
            statuses: vec![TaskStatus::Pending, TaskStatus::Running, TaskStatus::Review],
            limit: Some(200),
            ..TaskFilter::default()
        };
        let agents = desk.mission.agents(&desk.actor).await?.into_iter();
        Ok(Self {
            external: agents.filter(|agent| agent.external).map(|agent| agent.name).collect(),
            desktops: desk.mission.desktops(&desk.actor).await?,
            open: desk.mission.tasks(&desk.actor, open).await?.items,
            mode: desk.mission.settings(&desk.actor).await?.task_approval_mode,
        })
    }
}

async fn fresh(desk: &Desk) -> Result<AnyView, Error> {
    desk.actor.operator()?;
    let choices = Choices::load(desk).await?;
    let template = desk.query("template").as_deref().and_then(Template::of);
    let draft = Draft::new(desk.notice.as_ref(), template);
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
            </header>
            {form}
            <Road stops=gates::stops() />
        </main>
    }
    .into_any())
}
