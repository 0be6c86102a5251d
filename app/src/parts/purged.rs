//! What stands where texts were that are erased.

use super::{
    age::{Moment, Precision},
    count::counted,
    safe_text,
    status::ApprovalStatus,
};
use domain::{Timestamp, task::Purged, wire::Approval};
use leptos::prelude::*;

/// Who erased them, when, and how much there was.
pub fn words(purged: &Purged, now: Timestamp) -> AnyView {
    let kept = format!(
        " There was a text of {} bytes, {} bytes of output, and {}. Who decided what, and when, is still here and in the log.",
        purged.content_bytes,
        purged.output_bytes,
        counted(purged.files, "changed file", "changed files"),
    );
    view! {
        <strong>
            "Purged by " {safe_text::prose(&purged.by.name)} " on "
            <Moment at=purged.at now precision=Precision::Second /> "."
        </strong>
        {kept}
    }
    .into_any()
}

/// A request whose texts are gone: who decided it, and when.
pub fn request(approval: &Approval, purged: &Purged, now: Timestamp) -> AnyView {
    let by = approval.decision.as_ref().map(|decision| {
        view! { " by " {safe_text::prose(&decision.by.name)} ", " <Moment at=decision.at now /> }
    });
    view! {
        <div class="action-card" id=format!("card-{}", approval.id) data-state=approval.state.clone()>
            <section>
                <p>
                    <ApprovalStatus state=approval.state.clone() />
                    {by}
                </p>
                <p>{words(purged, now)}</p>
            </section>
        </div>
    }
    .into_any()
}
