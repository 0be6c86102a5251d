//! Where teams are told that something waits.

use super::{Desk, keys::not_admin, page};
use crate::parts::{
    age::Ago,
    channel::{ChannelButtons, ChannelForm, ChannelHealth, ChannelStanding},
    empty::Empty,
    field::TextField,
    icon::{Icon, Symbol},
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    safe_text,
    topbar::Place,
};
use domain::{Timestamp, limits, notification::RouteKind, wire::ChannelItem};
use leptos::prelude::*;

/// Where teams are told that something waits.
#[component]
pub fn NotificationsPage() -> impl IntoView {
    page("Notifications", Some(Place::Settings), async |desk| {
        let admin = desk.actor.admin().is_ok();
        let mut channels = desk.mission.channels(&desk.actor).await?;
        channels.retain(|channel| channel.person_id.is_none());
        let (refused, now) = (desk.notice.clone(), desk.now);
        let list =
            if admin { view! { <ChannelList channels now /> }.into_any() } else { not_admin() };
        let form = admin.then(|| add(&desk));
        let mail = match desk.mission.reaches(RouteKind::Email) {
            Ok(()) => "Each person gives their own address in their profile.".to_owned(),
            Err(why) => why,
        };
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Notifications />
                <div>
                    <section class="panel" id="notifications">
                        <header>
                            <SettingsPath group="Mission Control" name="Notifications" />
                            <p>
                                "When something waits for a decision, it is told here: how many, where, and how risky; of a single request its title too. Never a command. The link opens the page, and nobody can decide by it."
                            </p>
                        </header>
                        <RefusalBanner notice=refused />
                        {list}
                    </section>
                    {form}
                    <section class="panel" id="mail">
                        <header>
                            <h2>"E-mail"</h2>
                            <p>
                                {mail} " " <a href="/settings/profile#notifications">"Yours"</a>
                            </p>
                        </header>
                    </section>
                </div>
            </main>
        })
    })
}

/// The channels of teams.
#[component]
pub fn ChannelList(
    /// The channels.
    channels: Vec<ChannelItem>,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    if channels.is_empty() {
        let text = "No team is told yet that something waits.";
        return view! { <Empty symbol=Symbol::Bell title="No channels yet" text /> }.into_any();
    }
    let each = channels.into_iter().map(|channel| one(channel, now)).collect_view();
    view! { <div class="stack">{each}</div> }.into_any()
}

fn one(channel: ChannelItem, now: Timestamp) -> AnyView {
    let heading = format!("channel-{}", channel.id);
    let name = safe_text::plain(&channel.name);
    view! {
        <section class="panel" aria-labelledby=heading.clone()>
            <header>
                <h2 id=heading.clone()>{safe_text::prose(&channel.name)}</h2>
                <form class="setting-change" method="post" action="/forms/test_channel">
                    <input type="hidden" name="id" value=channel.id.clone() />
                    <ChannelButtons name />
                </form>
                <p>
                    <ChannelStanding channel=channel.clone() /> " "
                    {safe_text::code(&channel.address)} " · made by "
                    {safe_text::prose(&channel.created_by.name)} " "
                    <Ago since=channel.created_at now />
                </p>
            </header>
            <ChannelHealth channel=channel.clone() now />
            <ChannelForm channel />
        </section>
    }
    .into_any()
}

fn add(desk: &Desk) -> AnyView {
    let typed = |field: &str| desk.typed(field).unwrap_or_default();
    view! {
        <section class="panel" id="new-channel">
            <header>
                <h2>"New channel"</h2>
            </header>
            <form class="form after" method="post" action="/forms/create_channel">
                <input type="hidden" name="kind" value="slack" />
                <div class="form-pair">
                    <TextField
                        name="name"
                        label="Name"
                        value=typed("name")
                        max=limits::NAME
                        hint="What people call it, such as #operations."
                        required=true
                    />
                    <div class="field">
                        <label for="address">"Incoming webhook"</label>
                        <input
                            class="input mono"
                            id="address"
                            name="address"
                            type="url"
                            required
                            maxlength=limits::ADDRESS
                            autocomplete="off"
                            spellcheck="false"
                            placeholder="https://hooks.slack.com/services/…"
                            aria-describedby="address-hint"
                        />
                        <span class="field-hint" id="address-hint">
                            "Of Slack, Mattermost, Rocket.Chat or another that takes the same. One on a private network is refused unless the server was started to allow it."
                        </span>
                    </div>
                </div>
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Add channel"
                    </button>
                    <span class="quiet">
                        "The address is a secret: it is not shown again."
                    </span>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
