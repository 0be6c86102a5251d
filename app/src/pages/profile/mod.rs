//! The signed-in person, how they are told that something waits, and their browsers.

mod devices;
mod mailbox;

use super::page;
use crate::parts::{
    age::Ago,
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    properties::Facts,
    safe_text,
    topbar::Place,
};
use domain::{
    Timestamp,
    person::Role,
    wire::{AttentionView, Me, SessionItem},
};
use leptos::prelude::*;

/// The signed-in person and their browsers.
#[component]
pub fn ProfilePage() -> impl IntoView {
    page("Profile and sign-in", Some(Place::Settings), async |desk| {
        let me = desk.mission.me(&desk.actor);
        let attention = desk.mission.my_attention(&desk.actor).await?;
        let sessions = desk.mission.my_sessions(&desk.actor).await?;
        let others = sessions.iter().filter(|session| !session.current).count();
        let rows = sessions.iter().map(|session| row(session, desk.now)).collect_view();
        let channels = desk.mission.channels(&desk.actor).await?;
        let mut mine = channels.into_iter().filter(|channel| channel.person_id.is_some());
        let mailbox = mailbox::mailbox(&desk, mine.find(|channel| channel.kind == "email"));
        let devices = desk.mission.push_devices(&desk.actor).await?;
        let devices = desk.respond(|| devices::devices(&desk, devices));
        let refused = desk.notice.clone();
        let end_others = (others > 0).then(|| {
            view! {
                <form method="post" action="/forms/end_other_sessions">
                    <button class="button" data-kind="danger">
                        "Sign all others out"
                    </button>
                </form>
            }
        });
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Profile />
                <div>
                    <section class="panel" id="profile">
                        <header>
                            <SettingsPath group="You" name="Profile and sign-in" />
                        </header>
                        <RefusalBanner notice=refused />
                        {person(&me, attention.as_ref())}
                        <form class="after" method="post" action="/forms/sign_out">
                            <button class="button">"Sign out"</button>
                        </form>
                    </section>
                    {devices}
                    {mailbox}
                    <section class="panel" id="sessions">
                        <header>
                            <h2>"Signed-in browsers"</h2>
                            {end_others}
                        </header>
                        <table class="table" data-stack="">
                            <thead>
                                <tr>
                                    <th scope="col">"Browser"</th>
                                    <th scope="col">"Signed in"</th>
                                    <th scope="col">"Last used"</th>
                                    <th scope="col">
                                        <span class="hidden-text">"Sign out"</span>
                                    </th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </section>
                </div>
            </main>
        })
    })
}

/// `23 of your last 50 answers took under 3 s`, and when that is so often that it is called low.
fn quick(attention: &AttentionView) -> AnyView {
    let AttentionView { answers, fast, low, .. } = *attention;
    let words = match answers {
        0 => "You answered no request in the last 14 days.".to_owned(),
        1 if fast == 1 => "Your last answer took under 3 s from when it was asked.".to_owned(),
        1 => "Your last answer took 3 s or more from when it was asked.".to_owned(),
        many => {
            format!("{fast} of your last {many} answers took under 3 s from when they were asked.")
        }
    };
    let low = low.then_some(" Attention is low, and recovers with slower answers or a rejection.");
    view! {
        {words}
        {low}
        " "
        <a href="/insights#attention">"How it is counted"</a>
    }
    .into_any()
}

fn person(me: &Me, attention: Option<&AttentionView>) -> AnyView {
    let may = match me.role {
        Some(Role::Viewer) => "viewer: reads everything",
        Some(Role::Operator) => "operator: also creates and runs tasks",
        Some(Role::Approver) => "approver: also decides",
        Some(Role::Admin) => "admin: also changes settings, people, keys and desktops",
        None => "none",
    };
    let mut facts = vec![("Name", safe_text::prose(&me.name)), ("Role", may.into_any())];
    facts.extend(attention.map(|attention| ("Attention", quick(attention))));
    view! {
        <div class="properties after">
            <Facts facts />
        </div>
    }
    .into_any()
}

fn row(session: &SessionItem, now: Timestamp) -> AnyView {
    let end = if session.current {
        view! { <span class="quiet">"this one"</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/forms/end_session">
                <input type="hidden" name="id" value=session.id.clone() />
                <button class="button" data-kind="danger" data-size="small">
                    "Sign out"
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <td class="table-main">{safe_text::prose(&session.user_agent)}</td>
            <td data-label="Signed in">
                <span>
                    <Ago since=session.created_at now />
                </span>
            </td>
            <td data-label="Last used">
                <span>
                    <Ago since=session.last_seen_at now />
                </span>
            </td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}
