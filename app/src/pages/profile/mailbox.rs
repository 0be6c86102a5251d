//! The signed-in person's mailbox: whether they are told there that something waits for them.

use super::super::Desk;
use crate::parts::{
    banner::{Banner, Tone},
    channel::{ChannelForm, ChannelHealth, ChannelStanding},
    safe_text,
};
use domain::{limits, notification::RouteKind, wire::ChannelItem};
use leptos::prelude::*;

/// The mailbox, or the form to give one.
pub(super) fn mailbox(desk: &Desk, channel: Option<ChannelItem>) -> AnyView {
    let reaches = desk.mission.reaches(RouteKind::Email);
    let may = desk.actor.reviewer().is_ok();
    let body = match (channel, reaches) {
        (Some(channel), _) if channel.confirmed => known(channel, desk),
        (Some(channel), _) => asked(channel, desk),
        (None, Err(why)) => view! { <p class="quiet after">{why}</p> }.into_any(),
        (None, Ok(())) if !may => {
            let words = "You do not decide, so nothing would be sent.";
            view! { <p class="quiet after">{words}</p> }.into_any()
        }
        (None, Ok(())) => give(desk),
    };
    view! {
        <section class="panel" id="notifications">
            <header>
                <h2>"Notifications by e-mail"</h2>
                <p>
                    "What you may decide and have not put aside: how many, where, and how risky; of a single request its title too. Never a command. Nobody can decide by mail."
                </p>
            </header>
            {body}
        </section>
    }
    .into_any()
}

fn known(channel: ChannelItem, desk: &Desk) -> AnyView {
    view! {
        <form class="setting-change after" method="post" action="/forms/test_channel">
            <input type="hidden" name="id" value=channel.id.clone() />
            <b>{safe_text::prose(&channel.address)}</b>
            <ChannelStanding channel=channel.clone() />
            <button class="button" data-size="small">
                "Send a test"
            </button>
            <button
                class="button"
                data-kind="danger"
                data-size="small"
                formaction="/forms/remove_channel"
            >
                "Remove"
            </button>
        </form>
        <ChannelHealth channel=channel.clone() now=desk.now />
        <ChannelForm channel />
    }
    .into_any()
}

fn asked(channel: ChannelItem, desk: &Desk) -> AnyView {
    let invalid = desk
        .refusal()
        .is_some_and(|notice| notice.field.as_deref() == Some("code"))
        .then_some("true");
    let address = safe_text::prose(&channel.address);
    view! {
        <Banner tone=Tone::Wait boxed=true>
            <strong>"A code was mailed to " {address} "."</strong>
            " Nothing else is sent there before you enter it."
        </Banner>
        <form class="form after" method="post" action="/forms/confirm_channel">
            <input type="hidden" name="id" value=channel.id.clone() />
            <div class="form-pair">
                <div class="field">
                    <label for="code">"Code"</label>
                    <input
                        class="input mono"
                        id="code"
                        name="code"
                        inputmode="numeric"
                        required
                        maxlength="20"
                        autocomplete="one-time-code"
                        aria-describedby="code-hint"
                        aria-invalid=invalid
                    />
                    <span class="field-hint" id="code-hint">
                        "Eight digits. They count for 15 minutes."
                    </span>
                </div>
            </div>
            <footer>
                <button class="button" data-kind="primary">
                    "Confirm"
                </button>
                <button
                    class="button"
                    formaction="/forms/send_channel_code"
                    formnovalidate
                >
                    "Send another code"
                </button>
                <button
                    class="button"
                    data-kind="danger"
                    formaction="/forms/remove_channel"
                    formnovalidate
                >
                    "Remove the address"
                </button>
            </footer>
        </form>
    }
    .into_any()
}

fn give(desk: &Desk) -> AnyView {
    view! {
        <form class="form after" method="post" action="/forms/create_channel">
            <input type="hidden" name="kind" value="email" />
            <div class="form-pair">
                <div class="field">
                    <label for="address">"Your address"</label>
                    <input
                        class="input"
                        id="address"
                        name="address"
                        type="email"
                        value=desk.typed("address").unwrap_or_default()
                        required
                        maxlength=limits::EMAIL
                        autocomplete="email"
                        placeholder="ana@example.com"
                    />
                </div>
            </div>
            <footer>
                <button class="button" data-kind="primary">
                    "Send me a code"
                </button>
                <span class="quiet">"You enter it here, so that nobody gets your mail."</span>
            </footer>
        </form>
    }
    .into_any()
}
