//! How approvals work.

mod agents;
mod api;
mod guide;

use super::{address, page};
use crate::parts::topbar::Place;
use leptos::prelude::*;

/// The sections of the guide: their ids and names.
const SECTIONS: [(&str, &str); 10] = [
    ("asks", "When it asks"),
    ("shows", "What you approve"),
    ("answers", "Approve or reject"),
    ("habits", "Good habits"),
    ("check", "Checklist"),
    ("results", "Approving results"),
    ("agents", "Agents and what they may do"),
    ("scripts", "By hand"),
    ("after", "When a task ends"),
    ("api", "From the command line"),
];

/// The guide.
#[component]
pub fn HelpPage() -> impl IntoView {
    let origin = address::origin();
    page("Help", Some(Place::Help), async move |desk| {
        let policy = desk.mission.policy(&desk.actor).await?;
        let links = SECTIONS.map(|(id, name)| view! { <a href=format!("#{id}")>{name}</a> });
        Ok(view! {
            <main id="main" class="with-index">
                <nav class="index-nav" aria-label="Guide">
                    <h2>"Guide"</h2>
                    {links.collect_view()}
                </nav>
                <article class="prose">
                    {guide::guide()}
                    {agents::agents()}
                    {api::command_line(&origin)}
                    <p class="quiet">
                        "This guide describes version " {policy.product_version}
                        {format!(" and policy {}", policy.version)}
                        ". What asks and what runs can change: look in "
                        <a href=crate::api::policy::PAGE>"What agents may do"</a> " and "
                        <a href=crate::routes::TASK_APPROVAL>"Task Approval"</a> "."
                    </p>
                </article>
            </main>
        })
    })
}
