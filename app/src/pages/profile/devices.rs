//! The phones and browsers that the signed-in person is told on while no page is open.

use super::super::Desk;
use crate::parts::{
    age::Ago,
    channel::{ChannelButtons, ChannelForm, ChannelHealth, ChannelStanding},
    field::TextField,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{limits, wire::PushDeviceItem};
use leptos::{nonce::use_nonce, prelude::*};

/// The devices, and the way to make this browser one of them.
pub(super) fn devices(desk: &Desk, devices: Vec<PushDeviceItem>) -> AnyView {
    let each = devices.into_iter().map(|device| one(device, desk)).collect_view();
    let way = match desk.mission.push_key() {
        Some(_) if desk.actor.reviewer().is_err() => {
            let words = "You do not decide, so nothing would be sent.";
            view! { <p class="quiet after">{words}</p> }.into_any()
        }
        Some(key) => add(desk, key),
        None => view! { <p class="quiet after">"This server tells no devices."</p> }.into_any(),
    };
    view! {
        <section class="panel" id="devices">
            <header>
                <h2>"Notifications on a device"</h2>
                <p>
                    "A phone or a browser shows how many requests wait, the highest risk, and one title with its desktop, also while no page is open. Never a command. It opens the page; nobody can decide in it."
                </p>
            </header>
            {each}
            {way}
            <p class="quiet after">
                "On a phone, Mission Control can be an app: choose "<b>"Add to Home Screen"</b>" or "
                <b>"Install"</b>
                " in the menu of the browser. An iPhone takes notifications only then."
            </p>
        </section>
    }
    .into_any()
}

fn one(device: PushDeviceItem, desk: &Desk) -> AnyView {
    let (channel, now) = (device.channel, desk.now);
    let name = safe_text::plain(&channel.name);
    view! {
        <div class="device" data-mark=device.mark>
            <form class="device-row" method="post" action="/forms/test_channel">
                <input type="hidden" name="id" value=channel.id.clone() />
                <b>{safe_text::prose(&channel.name)}</b>
                <ChannelStanding channel=channel.clone() />
                <span class="quiet" data-here="" hidden>
                    "this one"
                </span>
                <span class="device-ways">
                    <ChannelButtons name />
                </span>
            </form>
            <p class="quiet">
                "Added " <Ago since=channel.created_at now /> ", through "
                {safe_text::code(&channel.address)} "."
            </p>
            <ChannelHealth channel=channel.clone() now />
            <details>
                <summary>
                    <Icon of=Symbol::Right />
                    "What is told there"
                </summary>
                <ChannelForm channel />
            </details>
        </div>
    }
    .into_any()
}

/// Shown by its script, where the browser can be told at all.
fn add(desk: &Desk, key: String) -> AnyView {
    let name = desk.typed("name").unwrap_or_else(|| named(&desk.user_agent()));
    let missing =
        "Adding this browser needs script. Without it, or before it is here, nothing else changes.";
    view! {
        <form
            class="form after"
            method="post"
            action="/forms/add_push_device"
            data-push-key=key
            hidden
        >
            <input type="hidden" name="endpoint" />
            <input type="hidden" name="key" />
            <input type="hidden" name="secret" />
            <div class="form-pair">
                <TextField
                    name="name"
                    label="Name of this device"
                    value=name
                    max=limits::NAME
                    hint="So that you know it again in this list."
                    required=true
                />
            </div>
            <footer>
                <button class="button" data-kind="primary">
                    <Icon of=Symbol::Bell />
                    " Notify this device"
                </button>
                <span class="quiet">"Your browser asks you then."</span>
            </footer>
        </form>
        <p class="after" id="push-note" role="status">
            {missing}
        </p>
        <script type="module" src="/push.js" nonce=use_nonce()></script>
    }
    .into_any()
}

/// What a browser is called until its person says otherwise. Most name others beside themselves, so the order counts.
fn named(user_agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "This browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_a_name_that_its_person_knows() {
        let kit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            (format!("Mozilla/5.0 (Linux; Android 15; Pixel 9) {kit} Chrome/140.0 Mobile Safari/537.36"), "Chrome on Android"),
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {kit} Chrome/140.0 Safari/537.36 Edg/140.0"), "Edge on Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1".into(), "Safari on iPhone"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(), "Firefox on Linux"),
            (String::new(), "This browser"),
        ] {
            assert_eq!(named(&agent), name, "{agent}");
        }
    }
}
