//! One task: what it is, what it wrote, what it changed, and the decision about it.

mod action;
mod asking;
mod banners;
mod branch;
mod close;
mod decision;
mod dependencies;
mod facts;
mod files;
mod head;
mod log_tools;
mod logs;
mod output;
mod purge;
mod record;
mod tabs;
mod thread;

use super::{Desk, page};
use crate::parts::{notice::RefusalBanner, safe_text, topbar::Place};
use domain::{
    Gate, TaskStatus, TaskType,
    change::FileChange,
    wire::{Approval, Comment, DesktopItem, MessageItem, Page, Task},
};
use leptos::prelude::*;
use leptos_meta::Title;
use service::{Error, TaskContext, TaskLinks};
use tabs::{Tab, Tabs};

/// Everything a task's page knows.
#[derive(Clone)]
struct View {
    task: Task,
    around: TaskContext,
    /// What it waits for and what waits for it, over every step.
    links: TaskLinks,
    /// Its desktop, unless it was removed.
    desktop: Option<DesktopItem>,
    files: Vec<FileChange>,
    /// What is said about lines of them.
    comments: Vec<Comment>,
    messages: Page<MessageItem>,
    /// The actions of the messages, and those they take the place of.
    actions: action::Actions,
    /// What those of them that run have written.
    output: action::Output,
    mode: bool,
    tab: Tab,
}

impl View {
    async fn load(desk: &Desk) -> Result<Self, Error> {
        let (mission, actor, id) = (&desk.mission, &desk.actor, desk.param("id"));
        let task = mission.task(actor, &id).await?;
        let around = mission.task_context(actor, &id).await?;
        let links = mission.task_links(actor, &id).await?;
        let desktops = mission.desktops(actor).await?;
        let desktop = desktops.into_iter().find(|desktop| desktop.id == task.desktop.id);
        let files = mission.task_files(actor, &id).await?;
        let comments = mission.comments(actor, &id).await?;
        let after = desk.query("said").and_then(|seq| seq.parse().ok()).unwrap_or(0);
        let messages = mission.messages(actor, &id, after, Some(200), 0).await?;
        let mode = mission.settings(actor).await?.task_approval_mode;
        let tab = Tab::chosen(desk.query("tab").as_deref(), &task, &files);
        let (actions, output) = (action::Actions::new(), action::Output::new());
        let mut view = Self {
            task,
            around,
            links,
            desktop,
            files,
            comments,
            messages,
            actions,
            output,
            mode,
            tab,
        };
        view.actions = action::read(desk, &view).await?;
        view.output = action::output(desk, &view.actions).await?;
        Ok(view)
    }

    /// The request that waits for a person now.
    fn waits(&self, gate: Gate) -> Option<&Approval> {
        self.around.approvals.iter().rfind(|a| a.gate == gate && a.state == "pending")
    }

    /// What the task's content is called.
    const fn content_word(&self) -> &'static str {
        match self.task.kind {
            TaskType::Command => "Command",
            TaskType::Prompt => "Prompt",
        }
    }

    /// Whether there is anything of a run to look at.
    fn ran(&self) -> bool {
        if self.task.purged.is_some() {
            return false;
        }
        // An agent that still works speaks in the thread.
        let speaks = self.task.kind == TaskType::Prompt && self.task.status == TaskStatus::Running;
        (self.task.started_at.is_some() && !speaks)
            || self.around.log_count > 0
            || !self.files.is_empty()
            || self.task.status == TaskStatus::Review
    }
}

/// One task.
#[component]
pub fn TaskPage() -> impl IntoView {
    page("Task", Some(Place::Board), async |desk| {
        let view = Box::pin(View::load(&desk)).await?;
        let panel = tabs::panel(&desk, &view).await?;
        let banners = banners::banners(&desk, &view);
        let quiet = banners.is_empty();
        let banners = view! {
            <div class="stack" id="banners" hidden=quiet>
                {banners}
            </div>
        };
        let title = format!("{} {}", view.task.label(), safe_text::plain(&view.task.title));
        let refused = desk.notice.clone();
        // With an agent the thread is what is read; a result comes after it.
        let talk = view.task.kind == TaskType::Prompt;
        // While it waits for others, they are what its page is about.
        let held = view.task.phase.as_deref() == Some("held");
        Ok(view! {
            <Title text=title />
            <main id="main" class="split review-page">
                {head::head(&desk, &view)}
                <div class="stack">
                    <RefusalBanner notice=refused />
                    <div class="stack" id="task" data-live="">
                        {banners}
                        {held.then(|| dependencies::dependencies(&view))}
                        {asking::content(&desk, &view)}
                        {talk.then(|| thread::thread(&desk, &view))}
                        {view.ran().then(|| view! { <Tabs view=view.clone() /> })}
                        {panel}
                        {decision::decision(&desk, &view)}
                        {(!held).then(|| dependencies::dependencies(&view))}
                        {(!talk).then(|| thread::thread(&desk, &view))}
                    </div>
                    {purge::form(&desk, &view)}
                </div>
                {facts::facts(&desk, &view)}
            </main>
        })
    })
}
