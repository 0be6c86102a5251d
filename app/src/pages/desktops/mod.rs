//! The machines.

mod change;

use super::{Desk, address, page};
use crate::{
    api::{desktops::PAGE, once},
    parts::{
        age::Ago,
        empty::Empty,
        field::TextField,
        icon::{Icon, Symbol},
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        notice::RefusalBanner,
        safe_text,
        secret_once::SecretOnce,
        target::Online,
        topbar::Place,
    },
};
use domain::{Timestamp, desktop::TOUR, limits, wire::DesktopItem};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The machines.
#[component]
pub fn DesktopsPage() -> impl IntoView {
    let (token, origin) = (once::take(PAGE), address::origin());
    page("Desktops", Some(Place::Settings), async move |desk| {
        let desktops = desk.mission.desktops(&desk.actor).await?;
        let ways_in = desk.mission.ways_in(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let made = token.map(|token| {
            let line = format!("mission-control runner --server {origin} --token {token}");
            view! { <SecretOnce what="token" secret=token line /> }
        });
        let refused = desk.notice.clone();
        let list = list(&desktops, &ways_in, admin, desk.now);
        let edited = desk.query("edit").filter(|_| admin);
        let edited = edited.and_then(|id| desktops.iter().find(|desktop| desktop.id == id));
        let change = edited.map(|desktop| change::change(&desk, desktop));
        let form = if admin { add(&desk) } else { super::keys::not_admin() };
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Desktops />
                <div>
                    <section class="panel" id="desktops">
                        <header>
                            <SettingsPath group="Mission Control" name="Desktops" />
                            <p>"A desktop is a machine with a runner on it: where tasks run."</p>
                        </header>
                        <RefusalBanner notice=refused />
                        {made}
                        {list}
                    </section>
                    {change}
                    {form}
                </div>
            </main>
        })
    })
}

fn list(
    desktops: &[DesktopItem],
    ways_in: &BTreeMap<String, String>,
    admin: bool,
    now: Timestamp,
) -> AnyView {
    if desktops.is_empty() {
        let text = "Add a desktop, then start its runner with the line that is shown.";
        return view! { <Empty symbol=Symbol::Desktop title="No desktops yet" text /> }.into_any();
    }
    let rows = desktops.iter().map(|desktop| {
        let link = ways_in.get(&desktop.id).map(String::as_str);
        row(desktop, link, admin, now)
    });
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Group"</th>
                        <th scope="col">"System"</th>
                        <th scope="col">"Runs as"</th>
                        <th scope="col">"Agents"</th>
                        <th scope="col">"Hands-on"</th>
                        <th scope="col">
                            <span class="hidden-text">"Change"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(desktop: &DesktopItem, link: Option<&str>, admin: bool, now: Timestamp) -> AnyView {
    let seen = desktop.last_seen_at.filter(|_| !desktop.online).map(|at| {
        view! {
            " "
            <span class="quiet">
                "seen " <Ago since=at now />
            </span>
        }
    });
    let never = desktop.last_seen_at.is_none().then_some(" never seen");
    let system = desktop.system.as_ref();
    let runs_as = system.map(|system| safe_text::code(&system.user));
    let system = system.map(|s| safe_text::prose(&format!("{} {}", s.os, s.arch)));
    let tools = admin.then(|| change::tools(desktop));
    let secrets = (!desktop.secrets.is_empty()).then(|| {
        let names = desktop.secrets.join(", ");
        view! { <span class="table-note">"Secrets: " {safe_text::code(&names)}</span> }
    });
    let workspace = desktop.workspace.as_deref().map(|path| {
        view! { <span class="table-note">{safe_text::code(path)}</span> }
    });
    view! {
        <tr>
            <td>
                <span class="table-main">{safe_text::prose(&desktop.name)}</span>
                {workspace}
                {secrets}
            </td>
            <td data-label="State">
                <span>
                    <Online online=desktop.online />
                    {seen}
                    {never}
                </span>
            </td>
            <td data-label="Group">{desktop.group.as_deref().map(safe_text::prose)}</td>
            <td data-label="System">{system}</td>
            <td data-label="Runs as">{runs_as}</td>
            <td data-label="Agents">{agents(&desktop.agents)}</td>
            <td data-label="Hands-on">{link.map(|address| open(&desktop.name, address))}</td>
            <td>{tools}</td>
        </tr>
    }
    .into_any()
}

fn agents(names: &[String]) -> AnyView {
    if names.is_empty() {
        return view! { <span class="quiet">"none"</span> }.into_any();
    }
    let names = names.iter().enumerate().map(|(at, name)| {
        let comma = (at > 0).then_some(", ");
        let scripted = (name == TOUR).then_some(" (scripted)");
        view! {
            {comma}
            {safe_text::prose(name)}
            {scripted}
        }
    });
    view! { <span>{names.collect_view()}</span> }.into_any()
}

/// The filled-in way in. It leaves this site, so the page behind it learns nothing of this one.
fn open(desktop: &str, address: &str) -> AnyView {
    let label = format!("Open remote access to {}", safe_text::plain(desktop));
    view! {
        <a
            href=address.to_owned()
            target="_blank"
            rel="noopener noreferrer"
            title=safe_text::plain(address)
            aria-label=label
        >
            "Open"
        </a>
    }
    .into_any()
}

fn add(desk: &Desk) -> AnyView {
    let typed = |field: &str| desk.typed(field).unwrap_or_default();
    view! {
        <section class="panel" id="new-desktop">
            <header>
                <h2>"Add a desktop"</h2>
            </header>
            <form class="form after" method="post" action="/forms/add_desktop">
                <div class="form-pair">
                    <TextField
                        name="name"
                        label="Name"
                        value=typed("name")
                        max=limits::NAME
                        hint="What people call the machine."
                        required=true
                    />
                    <TextField
                        name="group"
                        label="Group"
                        value=typed("group")
                        max=limits::NAME
                        hint="Optional, such as a room or a customer."
                    />
                </div>
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Add desktop"
                    </button>
                    <span class="quiet">"Its runner's token is shown once."</span>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
