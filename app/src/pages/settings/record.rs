//! What was decided of late, and what that speaks for.

use crate::parts::{banner::Banner, count::counted};
use leptos::prelude::*;
use service::ModeHistory;

/// What was decided in the last fortnight.
pub(super) fn record(history: &ModeHistory) -> AnyView {
    let counts = history.record;
    let words = if counts.approved + counts.rejected == 0 {
        "No result was decided in the last 14 days.".to_owned()
    } else {
        format!(
            "In the last 14 days {} and {}.",
            counted(counts.approved, "result was approved", "results were approved"),
            counted(counts.rejected, "was rejected", "were rejected"),
        )
    };
    view! {
        <div class="setting">
            <span class="setting-name">"The record"</span>
            <p>
                {words}
                " Keep the mode on until you trust the work. Then turn it off and set Requires Approval on the tasks that need it."
            </p>
        </div>
    }
    .into_any()
}

/// The record speaks for gating single tasks only.
pub(super) fn relax(history: &ModeHistory, admin: bool) -> AnyView {
    let words = counted(history.record.approved, "result", "results");
    let next =
        if admin { "You can turn the mode off" } else { "An administrator can turn the mode off" };
    view! {
        <Banner boxed=true>
            <strong>"A fortnight without a rejection."</strong>
            {format!(
                " {words} approved, none rejected. {next} and ask for single tasks only: set Requires Approval where a mistake is costly.",
            )}
        </Banner>
    }
    .into_any()
}
