//! Who is told when a task ends.

use super::{Desk, keys::not_admin, page};
use crate::{
    api::{once, webhooks::PAGE},
    parts::{
        age::{Ago, Moment},
        badge::Badge,
        empty::Empty,
        field::TextField,
        icon::{Icon, Symbol},
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        notice::RefusalBanner,
        safe_text,
        secret_once::SecretOnce,
        topbar::Place,
    },
};
use domain::{
    Timestamp, limits,
    wire::{DeliveryItem, WebhookItem},
};
use leptos::prelude::*;

/// How a receiver makes sure that it was us: Standard Webhooks.
const VERIFY: [&str; 3] = [
    "Take the headers webhook-id, webhook-timestamp and webhook-signature. Refuse a timestamp more than five minutes off, and an id you already took.",
    "Compute HMAC-SHA256 over ID.TIMESTAMP.BODY, the raw body as it came, with the secret's part after whsec_, decoded from Base64, as the key.",
    "Encode it in Base64 and compare it in constant time with what follows v1, in webhook-signature. Every library for Standard Webhooks does this.",
];

/// Who is told when a task ends.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let secret = once::take(PAGE);
    page("Webhooks", Some(Place::Settings), async move |desk| {
        let admin = desk.actor.admin().is_ok();
        let webhooks = if admin { desk.mission.webhooks(&desk.actor).await? } else { Vec::new() };
        let made = secret.map(|secret| {
            let line = format!("WEBHOOK_SECRET={secret}");
            let note = " It is shown this once. Give it to the program that receives.";
            view! { <SecretOnce what="secret" secret line note /> }
        });
        let refused = desk.notice.clone();
        let now = desk.now;
        let list =
            if admin { view! { <WebhookList webhooks now /> }.into_any() } else { not_admin() };
        let form = admin.then(|| add(&desk));
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Webhooks />
                <div>
                    <section class="panel" id="webhooks">
                        <header>
                            <SettingsPath group="Mission Control" name="Webhooks" />
                            <p>
                                "When a task is Done or Failed, its result is posted here, signed, with the task's outside reference: to a ticket system or anything else. A try that fails is repeated, later each time."
                            </p>
                        </header>
                        <RefusalBanner notice=refused />
                        {made}
                        {list}
                    </section>
                    {form}
                    {verify()}
                </div>
            </main>
        })
    })
}

/// The webhooks, each with what was sent last.
#[component]
pub fn WebhookList(
    /// The webhooks.
    webhooks: Vec<WebhookItem>,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    if webhooks.is_empty() {
        let text = "Nobody is told yet when a task ends.";
        return view! { <Empty symbol=Symbol::Bell title="No webhooks yet" text /> }.into_any();
    }
    let each = webhooks.iter().map(|webhook| one(webhook, now)).collect_view();
    view! { <div class="stack">{each}</div> }.into_any()
}

fn one(webhook: &WebhookItem, now: Timestamp) -> AnyView {
    let heading = format!("webhook-{}", webhook.id);
    let sent = if webhook.deliveries.is_empty() {
        view! { <p class="quiet">"Nothing was sent yet: no task has ended since."</p> }.into_any()
    } else {
        let rows = webhook.deliveries.iter().map(|delivery| row(delivery, now)).collect_view();
        view! {
            <div class="panel-table">
                <table class="table" data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">"Task"</th>
                            <th scope="col">"Written"</th>
                            <th scope="col">"Tries"</th>
                            <th scope="col">"Next try"</th>
                            <th scope="col">"Last error"</th>
                            <th scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let remove = format!("Remove {}", safe_text::plain(&webhook.name));
    view! {
        <section class="panel" aria-labelledby=heading.clone()>
            <header>
                <h2 id=heading.clone()>{safe_text::prose(&webhook.name)}</h2>
                <form method="post" action="/forms/remove_webhook">
                    <input type="hidden" name="id" value=webhook.id.clone() />
                    <button
                        class="button"
                        data-kind="danger"
                        data-size="small"
                        aria-label=remove
                    >
                        "Remove"
                    </button>
                </form>
                <p>
                    {safe_text::code(&webhook.url)} " · made by "
                    {safe_text::prose(&webhook.created_by.name)} " "
                    <Ago since=webhook.created_at now />
                </p>
            </header>
            {sent}
        </section>
    }
    .into_any()
}

fn row(delivery: &DeliveryItem, now: Timestamp) -> AnyView {
    let state = match delivery.state.as_str() {
        "delivered" => view! { <Badge tone="go">"Delivered"</Badge> }.into_any(),
        "given_up" => view! { <Badge tone="stop">"Given up"</Badge> }.into_any(),
        _ if delivery.tries == 0 => view! { <Badge>"Not tried yet"</Badge> }.into_any(),
        _ => view! { <Badge>"Will try again"</Badge> }.into_any(),
    };
    let next = match delivery.next_at {
        Some(at) if at <= now => "now".into_any(),
        Some(at) => view! { <Moment at now /> }.into_any(),
        None => "none".into_any(),
    };
    let error = match delivery.error.as_deref() {
        Some(error) => safe_text::prose(error),
        None => "none".into_any(),
    };
    view! {
        <tr>
            <td>
                <a href=format!("/tasks/{}", delivery.task_id)>"The task"</a>
                <span class="table-note mono">{safe_text::code(&delivery.id)}</span>
            </td>
            <td data-label="Written">
                <span>
                    <Ago since=delivery.created_at now />
                </span>
            </td>
            <td data-label="Tries">{delivery.tries}</td>
            <td data-label="Next try">
                <span>{next}</span>
            </td>
            <td data-label="Last error">{error}</td>
            <td data-label="State">{state}</td>
        </tr>
    }
    .into_any()
}

fn add(desk: &Desk) -> AnyView {
    let typed = |field: &str| desk.typed(field).unwrap_or_default();
    view! {
        <section class="panel" id="new-webhook">
            <header>
                <h2>"New webhook"</h2>
            </header>
            <form class="form after" method="post" action="/forms/create_webhook">
                <div class="form-pair">
                    <TextField
                        name="name"
                        label="Name"
                        value=typed("name")
                        max=limits::NAME
                        hint="What people call it, such as the ticket system."
                        required=true
                    />
                    <div class="field">
                        <label for="url">"Address"</label>
                        <input
                            class="input mono"
                            id="url"
                            name="url"
                            type="url"
                            value=typed("url")
                            required
                            maxlength=limits::ADDRESS
                            autocomplete="off"
                            spellcheck="false"
                            placeholder="https://tickets.example.com/hooks/mission-control"
                        />
                        <span class="field-hint">
                            "An https address. One on a private network is refused unless the server was started to allow it."
                        </span>
                    </div>
                </div>
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Add webhook"
                    </button>
                    <span class="quiet">"Its secret is shown once."</span>
                </footer>
            </form>
        </section>
    }
    .into_any()
}

fn verify() -> AnyView {
    let lines = VERIFY.map(|line| view! { <li>{line}</li> });
    view! {
        <section class="panel" id="verify">
            <header>
                <h2>"Check a signature"</h2>
            </header>
            <div class="prose">
                <ol>{lines.collect_view()}</ol>
            </div>
        </section>
    }
    .into_any()
}
