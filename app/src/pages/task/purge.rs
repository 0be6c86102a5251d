//! Erasing what was written in it: for administrators, when it held something secret.

use super::{Desk, View};
use crate::parts::{
    conditions::PasswordField,
    icon::{Icon, Symbol},
};
use leptos::prelude::*;

/// The form, folded away: it is needed seldom and cannot be undone.
pub(super) fn form(desk: &Desk, view: &View) -> Option<AnyView> {
    let task = &view.task;
    if desk.actor.admin().is_err() || !task.status.is_final() || task.purged.is_some() {
        return None;
    }
    let password = desk.asks_password().then(|| {
        view! { <PasswordField id="purge-password".to_owned() words="Your password, to purge it" required=true /> }
    });
    Some(
        view! {
            <details class="fold" id="purge">
                <summary>
                    <Icon of=Symbol::Right />
                    "Purge this task"
                </summary>
                <form class="fold-body stack" method="post" action="/forms/purge_task">
                    <p>
                        "For a task that held something secret. It erases the command or prompt, output, files, messages and notes of this task and of every other attempt at it, and their traces in the database. Who decided what, and when, stays. Backups that were made before still hold it, and so do the desktop and whatever a webhook was told."
                    </p>
                    <input type="hidden" name="id" value=task.id.clone() />
                    <label class="check">
                        <input type="checkbox" name="sure" required />
                        "Erase it. It does not come back."
                    </label>
                    {password}
                    <div class="row">
                        <button class="button" data-kind="danger">
                            "Purge"
                        </button>
                    </div>
                </form>
            </details>
        }
        .into_any(),
    )
}
