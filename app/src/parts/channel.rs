//! A way to tell somebody that something waits: how it stands, and what is told there.

use super::{
    age::{Ago, Moment},
    badge::Badge,
    banner::{Banner, Tone},
    safe_text,
};
use domain::{
    Timestamp,
    approval::Risk,
    limits,
    wire::{ChannelItem, ChannelTrouble},
};
use leptos::prelude::*;

/// How it stands, in a word.
#[component]
pub fn ChannelStanding(
    /// The channel.
    channel: ChannelItem,
) -> impl IntoView {
    match &channel {
        channel if !channel.confirmed => view! { <Badge tone="wait">"Not confirmed"</Badge> },
        channel if !channel.on => view! { <Badge>"Off"</Badge> },
        channel if channel.unreachable.is_some() || channel.trouble.is_some() => {
            view! { <Badge tone="stop">"Does not arrive"</Badge> }
        }
        _ => view! { <Badge tone="go">"On"</Badge> },
    }
}

/// What can be done with it, in a form that sends its test.
#[component]
pub fn ChannelButtons(
    /// What it is called, safe to show.
    name: String,
) -> impl IntoView {
    view! {
        <button class="button" data-size="small" aria-label=format!("Send a test to {name}")>
            "Send a test"
        </button>
        <button
            class="button"
            data-kind="danger"
            data-size="small"
            formaction="/forms/remove_channel"
            aria-label=format!("Remove {name}")
        >
            "Remove"
        </button>
    }
}

/// Why nothing arrives, and when something last did.
#[component]
pub fn ChannelHealth(
    /// The channel.
    channel: ChannelItem,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    let unreachable = channel.unreachable.as_deref().map(|why| {
        let why = safe_text::prose(why);
        view! {
            <Banner tone=Tone::Stop boxed=true>
                <strong>"Nothing can be sent there."</strong>
                " "
                {why}
            </Banner>
        }
    });
    let trouble = channel.trouble.as_ref().map(|trouble| failed(trouble, now));
    let told = match channel.told_at {
        Some(at) => view! {
            "Last told "
            <Ago since=at now />
            "."
        }
        .into_any(),
        None => "Nothing was told there yet.".into_any(),
    };
    view! {
        {unreachable}
        {trouble}
        <p class="quiet after">{told}</p>
    }
}

fn failed(trouble: &ChannelTrouble, now: Timestamp) -> AnyView {
    let tries = match trouble.tries {
        1 => "Tried once, ".to_owned(),
        2 => "Tried twice, last ".to_owned(),
        many => format!("Tried {many} times, last "),
    };
    let next = match trouble.next_at {
        Some(at) if at <= now => "It is tried again now.".into_any(),
        Some(at) => view! {
            "It is tried again at "
            <Moment at now />
            "."
        }
        .into_any(),
        None => "What waited then is not tried again; what comes next is.".into_any(),
    };
    let (error, since) = (safe_text::prose(trouble.error.trim_end_matches('.')), trouble.at);
    view! {
        <Banner tone=Tone::Stop boxed=true>
            <strong>"The last message did not arrive."</strong>
            " "
            {error}
            ". "
            {tries}
            <Ago since now />
            ". "
            {next}
        </Banner>
    }
    .into_any()
}

/// What is told there, as a form.
#[component]
pub fn ChannelForm(
    /// The channel.
    channel: ChannelItem,
) -> impl IntoView {
    let field = |name: &str| format!("{name}-{}", channel.id);
    let option = |risk: Risk, words: &'static str| {
        view! {
            <option value=risk.as_str() selected=risk == channel.least_risk>
                {words}
            </option>
        }
    };
    // A mail cannot be taken back, and what a device shows is always brought up to date.
    let ends = (channel.kind == "slack").then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name="tell_ends" value="on" checked=channel.tell_ends />
                <span>
                    <b>"Say what became of it"</b>
                    " "
                    <span class="quiet">"who decided what was told there"</span>
                </span>
            </label>
        }
    });
    let seconds = |name: &'static str, label: &'static str, hint: &'static str, value: u32| {
        view! {
            <div class="field">
                <label for=field(name)>{label}</label>
                <input
                    class="input"
                    id=field(name)
                    name=name
                    type="number"
                    min="0"
                    max=limits::GATHER
                    value=value
                    required
                    aria-describedby=format!("{}-hint", field(name))
                />
                <span class="field-hint" id=format!("{}-hint", field(name))>
                    {hint}
                </span>
            </div>
        }
    };
    view! {
        <form class="form after" method="post" action="/forms/change_channel">
            <input type="hidden" name="id" value=channel.id.clone() />
            <div class="check-list">
                <label class="check">
                    <input type="checkbox" name="on" value="on" checked=channel.on />
                    <span>
                        <b>"On"</b>
                        " "
                        <span class="quiet">"something is sent when a request waits"</span>
                    </span>
                </label>
                {ends}
            </div>
            <div class="form-pair">
                <div class="field">
                    <label for=field("least_risk")>"Tell"</label>
                    <select class="select" id=field("least_risk") name="least_risk">
                        {option(Risk::Low, "every request")}
                        {option(Risk::Medium, "medium and high risk")}
                        {option(Risk::High, "high risk only")}
                    </select>
                </div>
                {seconds(
                    "gather",
                    "Wait for more, in seconds",
                    "What comes meanwhile is told together. High risk waits 10 s at most.",
                    channel.gather_seconds,
                )}
                {seconds(
                    "pause",
                    "Between two messages, in seconds",
                    "At least this long. High risk waits 60 s at most.",
                    channel.pause_seconds,
                )}
            </div>
            <footer>
                <button class="button">"Save"</button>
            </footer>
        </form>
    }
}
