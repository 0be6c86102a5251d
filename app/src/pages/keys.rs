//! The keys of programs.

use super::{Desk, address, page};
use crate::{
    api::{keys::PAGE, once},
    parts::{
        age::Ago,
        conditions::PasswordField,
        editable::editable,
        empty::Empty,
        field::TextField,
        icon::{Icon, Symbol},
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        notice::{NoticeKind, RefusalBanner},
        safe_text,
        secret_once::SecretOnce,
        topbar::Place,
    },
};
use domain::{Timestamp, key::Scope, limits, wire::KeyItem};
use leptos::prelude::*;

/// The keys of programs.
#[component]
pub fn KeysPage() -> impl IntoView {
    let (secret, origin) = (once::take(PAGE), address::origin());
    page("API keys", Some(Place::Settings), async move |desk| {
        let admin = desk.actor.admin().is_ok();
        let keys = if admin { desk.mission.keys(&desk.actor).await? } else { Vec::new() };
        let made = secret.map(|secret| {
            let line =
                format!("curl {origin}/api/mission-control/approvals -H \"x-api-key: {secret}\"");
            view! { <SecretOnce what="key" secret line /> }
        });
        let refused = desk.notice.clone();
        let form = admin.then(|| add(&desk));
        let list = if admin { list(&keys, desk.now) } else { not_admin() };
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Keys />
                <div>
                    <section class="panel" id="keys">
                        <header>
                            <SettingsPath group="Mission Control" name="API keys" />
                            <p>
                                "Sent as " <code>"x-api-key"</code>
                                ". An agent or runner key can never approve."
                            </p>
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

pub(super) fn not_admin() -> AnyView {
    let text = "Only people with the role admin can see and change this.";
    view! { <Empty symbol=Symbol::Hand text /> }.into_any()
}

fn list(keys: &[KeyItem], now: Timestamp) -> AnyView {
    if keys.is_empty() {
        let text = "A key lets a program read, create tasks or decide in a person's name.";
        return view! { <Empty symbol=Symbol::Key title="No keys yet" text /> }.into_any();
    }
    let rows = keys.iter().map(|key| row(key, now)).collect_view();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Owner"</th>
                        <th scope="col">"May"</th>
                        <th scope="col">"Last used"</th>
                        <th scope="col">"Ends"</th>
                        <th scope="col">
                            <span class="hidden-text">"Revoke"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(key: &KeyItem, now: Timestamp) -> AnyView {
    let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let used = key.last_used_at.map_or_else(
        || "never".into_any(),
        |at| {
            view! {
                <span>
                    <Ago since=at now />
                </span>
            }
            .into_any()
        },
    );
    let ends = match key.expires_at {
        Some(at) => at.date_clock_utc().get(..10).unwrap_or_default().to_owned(),
        None => "no end".to_owned(),
    };
    let end = if key.revoked_at.is_some() {
        view! { <span class="quiet">"revoked"</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/forms/revoke_key">
                <input type="hidden" name="id" value=key.id.clone() />
                <button class="button" data-kind="danger" data-size="small">
                    "Revoke"
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <td>
                <span class="table-main">{safe_text::prose(&key.name)}</span>
                <span class="table-note mono">{safe_text::code(&key.id)}</span>
            </td>
            <td data-label="Owner">{safe_text::prose(&key.owner.name)}</td>
            <td data-label="May">{scopes.join(", ")}</td>
            <td data-label="Last used">{used}</td>
            <td data-label="Ends">{ends}</td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}

/// What each scope lets a program do.
const SCOPES: [(Scope, &str); 5] = [
    (Scope::Read, "see everything its owner may see"),
    (Scope::Tasks, "create, run, cancel and retry tasks"),
    (Scope::Decide, "approve and reject in its owner's name"),
    (Scope::Propose, "be the agent of the key's name"),
    (Scope::Admin, "change settings, people, keys and desktops"),
];

fn add(desk: &Desk) -> AnyView {
    let refused = desk.notice.as_ref().filter(|notice| notice.kind == NoticeKind::Refused);
    let typed = |field: &str| {
        let text = refused.and_then(|notice| notice.typed(field)).unwrap_or_default();
        editable(&text).0
    };
    let scopes = typed("scopes");
    let (scopes, fresh) = (scopes.split(' ').collect::<Vec<_>>(), refused.is_none());
    let scope = |(scope, words): (Scope, &'static str)| {
        let checked = scopes.contains(&scope.as_str()) || (fresh && scope == Scope::Read);
        view! {
            <label class="check">
                <input type="checkbox" name="scopes[]" value=scope.as_str() checked=checked />
                <span>
                    <b>{scope.as_str()}</b>
                    " "
                    <span class="quiet">{words}</span>
                </span>
            </label>
        }
    };
    let password = desk.asks_password().then(|| {
        let words = "Your password, for decide or admin";
        view! { <PasswordField id="password".to_owned() words /> }
    });
    view! {
        <section class="panel" id="new-key">
            <header>
                <h2>"New key"</h2>
            </header>
            <form class="form after" method="post" action="/forms/add_key">
                <div class="form-pair">
                    <TextField
                        name="name"
                        label="Name"
                        value=typed("name")
                        max=limits::NAME
                        hint="With propose it is the agent's name."
                        required=true
                    />
                    <TextField
                        name="user"
                        label="Owner"
                        value=typed("user")
                        max=limits::NAME
                        hint="The name of a person. Without one, you."
                        placeholder="you"
                    />
                </div>
                <div class="field">
                    <span class="field-label" id="may">
                        "May"
                    </span>
                    <div class="check-list" role="group" aria-labelledby="may">
                        {SCOPES.map(scope).collect_view()}
                    </div>
                </div>
                <div class="field">
                    <label for="ends">"Last day"</label>
                    <input
                        class="input"
                        id="ends"
                        name="expires_at"
                        type="date"
                        value=typed("expires_at")
                    />
                    <span class="field-hint">"Without one, it works until it is revoked."</span>
                </div>
                {password}
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Create key"
                    </button>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
