//! The task that a script is run for: "Handle manually for MC-12 on RECEPTION-02".

use super::super::Desk;
use crate::parts::{safe_text, target::Online};
use domain::wire::{DesktopRef, Task};
use leptos::prelude::*;
use service::Error;

/// The task that is handled by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The task's id.
    pub id: String,
    /// `MC-12`.
    pub label: String,
    /// The task's title.
    pub title: String,
    /// Where the script will run.
    pub desktop: DesktopRef,
}

impl From<Task> for Origin {
    fn from(task: Task) -> Self {
        Self { label: task.label(), id: task.id, title: task.title, desktop: task.desktop }
    }
}

impl Origin {
    /// The task the address names. The form that shows the exact text sends it as `task_id`.
    pub(super) async fn of(desk: &Desk) -> Result<Option<Self>, Error> {
        match desk.query("task").or_else(|| desk.query("task_id")) {
            Some(id) => Ok(Some(desk.mission.task(&desk.actor, &id).await?.into())),
            None => Ok(None),
        }
    }

    /// The heading of the list for this task.
    pub(super) fn head(&self) -> AnyView {
        let back = format!("/tasks/{}", self.id);
        view! {
            <ol class="crumbs">
                <li>
                    <a href=back>{self.label.clone()}</a>
                </li>
                <li>"Handle manually"</li>
            </ol>
            <h1>
                {format!("Handle manually for {} on ", self.label)}
                {safe_text::prose(&self.desktop.name)}
            </h1>
            <p>
                {safe_text::prose(&self.title)} ". "
                <Online online=self.desktop.online />
                " Choose a script. It runs on that desktop, and the task’s thread tells of it."
            </p>
        }
        .into_any()
    }
}
