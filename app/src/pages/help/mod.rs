//! How approvals work.

mod api;
mod guide;

use super::{address, page};
use crate::parts::topbar::Place;
use leptos::prelude::*;

/// The sections of the guide: their ids and names.
const SECTIONS: [(&str, &str); 7] = [
    ("asks", "When it asks"),
    ("shows", "What you approve"),
    ("answers", "Approve or reject"),
    ("habits", "Good habits"),
    ("check", "Checklist"),
    ("results", "Approving results"),
    ("api", "From the command line"),
];

/// The guide.
#[component]
pub fn HelpPage() -> impl IntoView {
    let origin = address::origin();
    page("Help", Some(Place::Help), async move |_| {
        let links = SECTIONS.map(|(id, name)| view! { <a href=format!("#{id}")>{name}</a> });
        Ok(view! {
            <main id="main" class="with-index">
                <nav class="index-nav" aria-label="Guide">
                    <h2>"Guide"</h2>
                    {links.collect_view()}
                </nav>
                <article class="prose">
                    {guide::guide()}
                    {api::command_line(&origin)}
                    <p class="quiet">
                        "This guide describes version " {env!("CARGO_PKG_VERSION")}
                        ". What asks can change: look in "
                        <a href=crate::routes::TASK_APPROVAL>"Task Approval"</a> "."
                    </p>
                </article>
            </main>
        })
    })
}
