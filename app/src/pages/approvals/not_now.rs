//! "Not now": when a request that is put aside comes back, and the way to have it back before.

use crate::parts::{
    age::Moment,
    banner::Banner,
    icon::{Icon, Symbol},
    not_now::{ACTION, choices},
};
use domain::{
    Timestamp,
    wire::{Approval, Snoozed},
};
use leptos::prelude::*;

/// The choice of when it comes back. Nothing where nobody is asked any more, or where it is put aside already.
pub(in crate::pages) fn not_now(approval: &Approval, back: &str) -> Option<AnyView> {
    if approval.state != "pending" || approval.snoozed.is_some() {
        return None;
    }
    Some(
        view! {
            <details class="menu not-now" data-drop="down" data-align="end">
                <summary class="button" data-size="small">
                    <Icon of=Symbol::Clock />
                    " Not now "
                    <kbd class="kbd">"N"</kbd>
                </summary>
                <form class="menu-list" method="post" action=ACTION data-in-place="">
                    <input type="hidden" name="id" value=approval.id.clone() />
                    <input type="hidden" name="back" value=back.to_owned() />
                    {choices(false)}
                    <p class="quiet">"For you alone. It is not a no, and its time goes on."</p>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// That it is put aside, and until when.
pub(in crate::pages) fn put_aside(approval: &Approval, now: Timestamp) -> Option<AnyView> {
    let snoozed = approval.snoozed.as_ref().filter(|_| approval.state == "pending")?;
    let (id, back) = (approval.id.clone(), comes_back(snoozed, now));
    Some(
        view! {
            <Banner boxed=true>
                <strong>"You put this aside."</strong>
                " It comes back "
                {back}
                ". Others still see it."
                <form class="put-aside" method="post" action="/forms/unsnooze_approval" data-in-place="">
                    <input type="hidden" name="id" value=id />
                    <button class="button" data-size="small">
                        "Bring it back now"
                    </button>
                </form>
            </Banner>
        }
        .into_any(),
    )
}

/// `at 09:00`, or `when it changes`.
pub(super) fn comes_back(snoozed: &Snoozed, now: Timestamp) -> AnyView {
    match snoozed.until {
        Some(at) => view! { "at " <Moment at now /> }.into_any(),
        None => "when it changes".into_any(),
    }
}
