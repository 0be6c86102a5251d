//! Settings › People: who has an account, and what they may do.

mod add;
mod change;

use super::{Desk, address, keys::not_admin, page};
use crate::{
    api::{
        once,
        people::{LINK, PAGE},
    },
    parts::{
        age::Ago,
        banner::{Banner, Tone},
        count::grouped,
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        notice::RefusalBanner,
        safe_text,
        secret_once::CopyLine,
        topbar::Place,
    },
};
use domain::{Timestamp, person::Role, wire::PersonItem};
use leptos::prelude::*;

/// Who has an account.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (secret, origin) = (once::take(PAGE), address::origin());
    page("People", Some(Place::Settings), async move |desk| {
        let admin = desk.actor.admin().is_ok();
        let people = if admin { desk.mission.people_items(&desk.actor).await? } else { Vec::new() };
        let link = secret.map(|secret| made(format!("{origin}{LINK}?token={secret}")));
        let refused = desk.notice.clone();
        let list = if admin { list(&people, desk.now) } else { not_admin() };
        let chosen = desk.query("edit").and_then(|id| people.iter().find(|one| one.id == id));
        let change = chosen.map(|person| match person.disabled_at {
            Some(_) => change::let_in(&desk, person),
            None => change::change(&desk, person),
        });
        let add = (admin && change.is_none()).then(|| add::add(&desk));
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::People />
                <div>
                    <section class="panel" id="people">
                        <header>
                            <SettingsPath group="Mission Control" name="People" />
                            <p>"Who can sign in, and what they may do. Each role includes the ones before it."</p>
                        </header>
                        <RefusalBanner notice=refused />
                        {link}
                        {list}
                    </section>
                    {change}
                    {add}
                </div>
            </main>
        })
    })
}

/// The link that was just made.
fn made(link: String) -> AnyView {
    view! {
        <div class="stack" id="link">
            <Banner tone=Tone::Go boxed=true>
                <strong>"Send this link to the person it is for."</strong>
                " They choose a password with it, once, within three days. It is shown this once: only its hash is kept."
            </Banner>
            <CopyLine text=link />
        </div>
    }
    .into_any()
}

/// What a role lets somebody do.
pub(super) const fn may(role: Role) -> &'static str {
    match role {
        Role::Viewer => "reads everything",
        Role::Operator => "also creates and runs tasks",
        Role::Approver => "also decides",
        Role::Admin => "also changes settings, people, keys and desktops",
    }
}

fn list(people: &[PersonItem], now: Timestamp) -> AnyView {
    let heads = ["Name", "Role", "Last seen", "Browsers", "Keys", "Answers in 30 days"];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows: Vec<_> = people.iter().map(|person| row(person, now)).collect();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        {heads.collect_view()} <th scope="col">
                            <span class="hidden-text">"Change"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(person: &PersonItem, now: Timestamp) -> AnyView {
    let seen = match person.last_seen_at {
        Some(since) => view! {
            <span>
                <Ago since now />
            </span>
        }
        .into_any(),
        None => "not of late".into_any(),
    };
    let note = if person.you {
        Some("you".to_owned())
    } else if person.disabled_at.is_some() {
        Some("cannot sign in".to_owned())
    } else {
        person.link_ends_at.map(|end| format!("link open until {}", end.date_clock_utc()))
    };
    let name = safe_text::plain(&person.name);
    let (words, label) = match person.disabled_at {
        Some(_) => ("Let in again", format!("Let {name} in again")),
        None => ("Change", format!("Change {name}")),
    };
    let change = view! {
        <a
            class="button"
            data-size="small"
            href=format!("{PAGE}?edit={}#change-person", person.id)
            aria-label=label
        >
            {words}
        </a>
    };
    view! {
        <tr>
            <td>
                <span class="table-main">{safe_text::prose(&person.name)}</span>
                {note.map(|note| view! { <span class="table-note">{note}</span> })}
            </td>
            <td data-label="Role">{person.role.as_str()}</td>
            <td data-label="Last seen">{seen}</td>
            <td data-label="Browsers">{grouped(person.sessions)}</td>
            <td data-label="Keys">{grouped(person.keys)}</td>
            <td data-label="Answers in 30 days">{grouped(person.answers)}</td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}

/// The roles as radio cards.
fn roles(desk: &Desk, chosen: Role) -> AnyView {
    let typed = desk.typed("role").and_then(|text| Role::parse(&text));
    let chosen = typed.unwrap_or(chosen);
    let card = |role: Role| {
        view! {
            <label>
                <input type="radio" name="role" value=role.as_str() checked={role == chosen} />
                <b>{role.as_str()}</b>
                <small>{may(role)}</small>
            </label>
        }
    };
    view! {
        <div class="field">
            <span class="field-label" id="role">
                "Role"
            </span>
            <div class="templates" role="radiogroup" aria-labelledby="role">
                {Role::ALL.map(card).collect_view()}
            </div>
        </div>
    }
    .into_any()
}
