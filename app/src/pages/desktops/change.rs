//! A desktop's group and its hands-on way in, and its end.

use super::Desk;
use crate::{api::desktops::PAGE, parts::safe_text};
use domain::{limits, wire::DesktopItem};
use leptos::prelude::*;

/// The ways to change one desktop of the list.
pub(super) fn tools(desktop: &DesktopItem) -> AnyView {
    let name = safe_text::plain(&desktop.name);
    view! {
        <form class="setting-change" method="post" action="/forms/remove_desktop">
            <a
                class="button"
                data-size="small"
                href=format!("{PAGE}?edit={}#change-desktop", desktop.id)
                aria-label=format!("Change {name}")
            >
                "Change"
            </a>
            <input type="hidden" name="id" value=desktop.id.clone() />
            <button
                class="button"
                data-kind="danger"
                data-size="small"
                aria-label=format!("Remove {name}")
            >
                "Remove"
            </button>
        </form>
    }
    .into_any()
}

/// The form for one desktop.
pub(super) fn change(desk: &Desk, desktop: &DesktopItem) -> AnyView {
    let typed = |field: &str, stored: &Option<String>| {
        let typed = desk.typed("changed").is_some_and(|id| id == desktop.id);
        let stored = stored.clone().unwrap_or_default();
        if typed { desk.typed(field).unwrap_or_default() } else { stored }
    };
    let invalid = desk
        .refusal()
        .is_some_and(|notice| notice.field.as_deref() == Some("remoteAccessUrl"))
        .then_some("true");
    view! {
        <section class="panel" id="change-desktop">
            <header>
                <h2>"Change " {safe_text::prose(&desktop.name)}</h2>
            </header>
            <form class="form after" method="post" action="/forms/change_desktop">
                <input type="hidden" name="id" value=desktop.id.clone() />
                <div class="field">
                    <label for="changed-group">"Group"</label>
                    <input
                        class="input"
                        id="changed-group"
                        name="group"
                        value=typed("changed_group", &desktop.group)
                        maxlength=limits::NAME
                        autocomplete="off"
                    />
                    <span class="field-hint">
                        "Shown on every request for this desktop. Empty: none."
                    </span>
                </div>
                <div class="field">
                    <label for="remote-access">"Remote access"</label>
                    <input
                        class="input mono"
                        id="remote-access"
                        name="remote_access_url"
                        value=typed("remote_access_url", &desktop.remote_access_url)
                        maxlength=limits::ADDRESS
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="https://remote.example.com/connect/{hostname}"
                        aria-describedby="remote-access-hint"
                        aria-invalid=invalid
                    />
                    <span class="field-hint" id="remote-access-hint">
                        "How to get hands-on: an address that begins with https:, http:, ssh:, rdp: or vnc:. "
                        <code>"{name}"</code> " becomes the desktop's name, " <code>"{id}"</code>
                        " its id here, " <code>"{hostname}"</code>
                        " what the machine calls itself. The link stands on each of its tasks. Empty: none."
                    </span>
                </div>
                <footer>
                    <button class="button" data-kind="primary">
                        "Save desktop"
                    </button>
                    <a class="button" data-kind="plain" href=PAGE>
                        "Cancel"
                    </a>
                </footer>
            </form>
        </section>
        <section class="panel" id="renew-desktop">
            <header>
                <h2>"Enrol " {safe_text::prose(&desktop.name)} " anew"</h2>
                <p>
                    "When its token or the server's key was lost. The token before is refused from now on, what runs there is lost, and everything that was asked or allowed for this desktop and did not begin asks again."
                </p>
            </header>
            <form class="form after" method="post" action="/forms/renew_desktop">
                <input type="hidden" name="id" value=desktop.id.clone() />
                <footer>
                    <button class="button" data-kind="danger">
                        "Make a new token"
                    </button>
                    <span class="quiet">"It is shown once."</span>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
