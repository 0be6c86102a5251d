//! Saved, tested commands: the list, one of them, and a new one.

mod form;
mod list;
mod origin;
mod run;
mod show;
mod uses;

pub use form::{Draft, ScriptForm};
pub use list::ScriptList;
pub use origin::Origin;
pub use run::{RunForm, Values};

use super::page;
use crate::parts::{
    icon::{Icon, Symbol},
    index_nav::{SettingsIndex, SettingsPlace},
    notice::RefusalBanner,
    topbar::Place,
};
use leptos::prelude::*;

/// The list; with `?task=ID`, to handle that task by hand.
#[component]
pub fn ScriptsPage() -> impl IntoView {
    page("Scripts", Some(Place::Scripts), async |desk| {
        let scripts = desk.mission.scripts(&desk.actor).await?;
        let origin = Origin::of(&desk).await?;
        let refused = desk.notice.clone();
        let new = (desk.actor.operator().is_ok() && origin.is_none()).then(|| {
            view! {
                <a class="button" href="/scripts/new">
                    <Icon of=Symbol::Plus />
                    " New script"
                </a>
            }
        });
        let now = desk.now;
        let head = match &origin {
            Some(origin) => origin.head(),
            None => view! {
                <h1>"Scripts"</h1>
                <p>
                    "Saved, tested commands. Run one by hand, by itself or for a task, instead of approving something that looks wrong."
                </p>
            }
            .into_any(),
        };
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Scripts />
                <div>
                    <section class="panel" id="scripts">
                        <header>{head} {new}</header>
                        <RefusalBanner notice=refused />
                        <ScriptList scripts origin now />
                    </section>
                </div>
            </main>
        })
    })
}

/// A script: what it is, running it, and changing it with `?edit=on`.
#[component]
pub fn ScriptPage() -> impl IntoView {
    page("Script", Some(Place::Scripts), show::show)
}

/// A new script.
#[component]
pub fn NewScriptPage() -> impl IntoView {
    page("New script", Some(Place::Scripts), async |desk| {
        desk.actor.operator()?;
        let refused = desk.notice.clone();
        let draft = form::Draft::of(&desk, None);
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Scripts />
                <section class="panel" id="new-script">
                    <header>
                        <ol class="crumbs">
                            <li>
                                <a href="/scripts">"Scripts"</a>
                            </li>
                            <li>"New script"</li>
                        </ol>
                        <h1>"New script"</h1>
                        <p>"Try the command first. What is saved here others run as it is."</p>
                    </header>
                    <RefusalBanner notice=refused />
                    <ScriptForm draft script=None />
                </section>
            </main>
        })
    })
}
