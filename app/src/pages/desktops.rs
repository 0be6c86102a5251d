//! The machines.

use super::{Desk, address, page};
use crate::{
    api::{desktops::PAGE, once},
    parts::{
        age::Ago,
        editable::editable,
        empty::Empty,
        icon::{Icon, Symbol},
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        notice::{NoticeKind, RefusalBanner},
        safe_text,
        secret_once::SecretOnce,
        target::Online,
        topbar::Place,
    },
};
use domain::{Timestamp, limits, wire::DesktopItem};
use leptos::prelude::*;

/// The machines.
#[component]
pub fn DesktopsPage() -> impl IntoView {
    let (token, origin) = (once::take(PAGE), address::origin());
    page("Desktops", Some(Place::Settings), async move |desk| {
        let desktops = desk.mission.desktops(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let made = token.map(|token| {
            let line = format!("mission-control runner --server {origin} --token {token}");
            view! { <SecretOnce what="token" secret=token line /> }
        });
        let refused = desk.notice.clone();
        let list = list(&desktops, admin, desk.now);
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
                    {form}
                </div>
            </main>
        })
    })
}

fn list(desktops: &[DesktopItem], admin: bool, now: Timestamp) -> AnyView {
    if desktops.is_empty() {
        let text = "Add a desktop, then start its runner with the line that is shown.";
        return view! { <Empty symbol=Symbol::Desktop title="No desktops yet" text /> }.into_any();
    }
    let rows = desktops.iter().map(|desktop| row(desktop, admin, now)).collect_view();
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
                        <th scope="col"></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(desktop: &DesktopItem, admin: bool, now: Timestamp) -> AnyView {
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
    let remove = admin.then(|| {
        view! {
            <form method="post" action="/forms/remove_desktop">
                <input type="hidden" name="id" value=desktop.id.clone() />
                <button class="button" data-kind="danger" data-size="small">
                    "Remove"
                </button>
            </form>
        }
    });
    let workspace = desktop.workspace.as_deref().map(|path| {
        view! { <span class="table-note">{safe_text::code(path)}</span> }
    });
    view! {
        <tr>
            <td>
                <span class="table-main">{safe_text::prose(&desktop.name)}</span>
                {workspace}
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
            <td>{remove}</td>
        </tr>
    }
    .into_any()
}

fn add(desk: &Desk) -> AnyView {
    let refused = desk.notice.as_ref().filter(|notice| notice.kind == NoticeKind::Refused);
    let typed = |field: &str| {
        let text = refused.and_then(|notice| notice.typed(field)).unwrap_or_default();
        editable(&text).0
    };
    view! {
        <section class="panel" id="new-desktop">
            <header>
                <h2>"Add a desktop"</h2>
            </header>
            <form class="form after" method="post" action="/forms/add_desktop">
                <div class="form-pair">
                    <div class="field">
                        <label for="name">"Name"</label>
                        <input
                            class="input"
                            id="name"
                            name="name"
                            value=typed("name")
                            required
                            maxlength=limits::NAME
                            autocomplete="off"
                        />
                        <span class="field-hint">"What people call the machine."</span>
                    </div>
                    <div class="field">
                        <label for="group">"Group"</label>
                        <input
                            class="input"
                            id="group"
                            name="group"
                            value=typed("group")
                            maxlength=limits::NAME
                            autocomplete="off"
                        />
                        <span class="field-hint">"Optional, such as a room or a customer."</span>
                    </div>
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
