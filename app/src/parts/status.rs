//! Status marks: silhouette and word first, colour last.

use super::icon::{Icon, Symbol};
use domain::TaskStatus;
use leptos::prelude::*;

/// The drawing of a column.
pub const fn status_symbol(status: TaskStatus) -> Symbol {
    match status {
        TaskStatus::Pending => Symbol::Pending,
        TaskStatus::Running => Symbol::Running,
        TaskStatus::Review => Symbol::Review,
        TaskStatus::Done => Symbol::Done,
        TaskStatus::Failed => Symbol::Failed,
        TaskStatus::Cancelled => Symbol::Cancelled,
    }
}

/// The mark of a task's status, with its word unless the words stand beside it.
#[component]
pub fn Status(
    /// The column.
    status: TaskStatus,
    /// Only the mark.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    view! {
        <span class="status" data-status=status.as_str()>
            <Icon of=status_symbol(status) />
            {(!bare).then(|| format!(" {}", status.label()))}
        </span>
    }
}

/// The mark of an approval's state, with words such as "Approved by Ana".
#[component]
pub fn ApprovalStatus(
    /// The state on the wire: `pending`, `approved` …
    #[prop(into)]
    state: String,
    /// What to say; the state's own word when absent.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let (mark, symbol, word) = match state.as_str() {
        "approved" => ("approved", Symbol::Done, "Approved"),
        "rejected" => ("rejected", Symbol::Failed, "Rejected"),
        "expired" => ("expired", Symbol::Expired, "Expired"),
        "lapsed" => ("expired", Symbol::Expired, "Lapsed"),
        "superseded" => ("superseded", Symbol::Turn, "Superseded"),
        "revoked" => ("cancelled", Symbol::Cancelled, "Revoked"),
        "withdrawn" => ("cancelled", Symbol::Cancelled, "Withdrawn"),
        _ => ("waiting", Symbol::Gate, "Waiting"),
    };
    let words = words.unwrap_or_else(|| word.to_owned());
    view! {
        <span class="status" data-status=mark>
            <Icon of=symbol />
            " "
            {super::safe_text::prose(&words)}
        </span>
    }
}
