//! Which address shows which page.

use crate::pages::{
    activity::ActivityPage,
    agent_notes::AgentNotesPage,
    agents::AgentsPage,
    approval::ApprovalPage,
    approval_edit::ApprovalEditPage,
    approvals::ApprovalsPage,
    board::BoardPage,
    desktops::DesktopsPage,
    help::HelpPage,
    insights::InsightsPage,
    keys::KeysPage,
    login::LoginPage,
    new_task::NewTaskPage,
    not_found::NotFoundPage,
    notifications::NotificationsPage,
    password::PasswordPage,
    people::PeoplePage,
    policy::{PolicyPage, PolicyTestPage},
    profile::ProfilePage,
    scripts::{NewScriptPage, ScriptPage, ScriptsPage},
    settings::SettingsPage,
    setup::SetupPage,
    task::TaskPage,
    webhooks::WebhooksPage,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Redirect, Route, Router, Routes},
    path,
};

/// Where Task Approval Mode is set.
pub const TASK_APPROVAL: &str = "/settings/mission-control/task-approval";

/// Every page. Each arrives whole, so that it works without script.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let titled = |page: String| match page.as_str() {
        "" => "Mission Control".to_owned(),
        page => format!("{page} · Mission Control"),
    };
    view! {
        <Title formatter=titled />
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=BoardPage ssr=SsrMode::Async />
                <Route path=path!("/approvals") view=ApprovalsPage ssr=SsrMode::Async />
                <Route path=path!("/approvals/:id") view=ApprovalPage ssr=SsrMode::Async />
                <Route
                    path=path!("/approvals/:id/edit")
                    view=ApprovalEditPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/tasks/new") view=NewTaskPage ssr=SsrMode::Async />
                <Route path=path!("/tasks/:id") view=TaskPage ssr=SsrMode::Async />
                <Route
                    path=path!("/settings")
                    view=|| view! { <Redirect path=TASK_APPROVAL /> }
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/settings/mission-control/task-approval")
                    view=SettingsPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/settings/mission-control/policy")
                    view=PolicyPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/settings/mission-control/policy/test")
                    view=PolicyTestPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/settings/mission-control/webhooks")
                    view=WebhooksPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/settings/mission-control/notifications")
                    view=NotificationsPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/agents") view=AgentsPage ssr=SsrMode::Async />
                <Route path=path!("/agents/gates") view=AgentNotesPage ssr=SsrMode::Async />
                <Route path=path!("/scripts") view=ScriptsPage ssr=SsrMode::Async />
                <Route path=path!("/scripts/new") view=NewScriptPage ssr=SsrMode::Async />
                <Route path=path!("/scripts/:id") view=ScriptPage ssr=SsrMode::Async />
                <Route path=path!("/settings/profile") view=ProfilePage ssr=SsrMode::Async />
                <Route path=path!("/settings/people") view=PeoplePage ssr=SsrMode::Async />
                <Route path=path!("/settings/keys") view=KeysPage ssr=SsrMode::Async />
                <Route path=path!("/settings/desktops") view=DesktopsPage ssr=SsrMode::Async />
                <Route path=path!("/activity") view=ActivityPage ssr=SsrMode::Async />
                <Route path=path!("/insights") view=InsightsPage ssr=SsrMode::Async />
                <Route path=path!("/help") view=HelpPage ssr=SsrMode::Async />
                <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async />
                <Route path=path!("/password") view=PasswordPage ssr=SsrMode::Async />
                <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
