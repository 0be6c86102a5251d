//! Approve and Reject, at the lower edge of what they decide.

mod answers;

pub use answers::{Typed, approve_button, reject_button};

use super::{
    banner::Banner,
    conditions::{Conditions, fields, standing_words},
    digest::Digest,
    icon::{Icon, Symbol},
    not_now::choices,
    notice::Notice,
    safe_text,
};
use domain::approval::Reason;
use leptos::prelude::*;

/// The reason a form says: by its word, or by its label.
pub fn reason_of(text: &str) -> Option<Reason> {
    let text = text.trim();
    Reason::parse(text).or_else(|| Reason::ALL.into_iter().find(|reason| reason.label() == text))
}

/// The reasons for a "no" that take one tap, as chips.
pub fn reason_chips(chosen: &str) -> AnyView {
    let chosen = reason_of(chosen);
    let chip = |reason: Reason| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="reason"
                    value=reason.as_str()
                    checked={chosen == Some(reason)}
                />
                {reason.label()}
            </label>
        }
    };
    view! { <div class="chips">{Reason::ALL.map(chip).collect_view()}</div> }.into_any()
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whether it may run. Approve is held until the last line was in view.
    BeforeRun,
    /// Whether an agent's action may run. Approve is held in the same way.
    Action,
    /// Whether its result counts.
    Result,
}

/// The way to another answer than yes or no: the command as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditWay {
    /// The page with the command in a field.
    pub href: String,
    /// Which revision it becomes.
    pub revision: i64,
    /// Who asks, and is told.
    pub agent: String,
}

/// What stands in place of the answer where this person may not give one.
#[component]
pub fn MayNotDecide() -> impl IntoView {
    view! {
        <Banner boxed=true>
            <strong>"You can read this, but not decide."</strong>
            " People with the role approver or admin can."
        </Banner>
    }
}

/// The first button of a form is what Enter presses. This one answers nothing, so that no key decides by accident: the
/// browser side stops it, and the server refuses it.
#[component]
pub fn NoDefaultAnswer() -> impl IntoView {
    view! { <button name="decision" value="" hidden></button> }
}

/// What is inside a `decision`: ids, note and the two buttons. The form around it names the action.
#[component]
pub fn DecisionBar(
    /// What is decided.
    kind: Kind,
    /// The approval's id, or the task's where a result is reviewed.
    id: String,
    /// The digest of what is shown above.
    digest: String,
    /// The page to go on to.
    #[prop(optional, into)]
    back: String,
    /// What the last form came to: a refused note is shown again.
    notice: Option<Notice>,
    /// Put after the ids of its fields, where several stand on one page.
    #[prop(optional, into)]
    suffix: String,
    /// What a yes takes beside the button.
    takes: Conditions,
    /// Where its command can be changed.
    #[prop(optional_no_strip)]
    edit: Option<EditWay>,
) -> impl IntoView {
    // On a page with several forms, what was typed goes back to the one it was typed in.
    let Typed { note, reason } = Typed::of(notice.as_ref(), &id);
    let (note_id, guard_id) = (format!("note{suffix}"), format!("guard{suffix}"));
    let fields = fields(&takes, &suffix);
    let side = view! {
        <span class="decision-side">
            <Digest digest=digest.clone() />
        </span>
    };
    // Fields need the room beside the buttons.
    let crowded = fields.is_some() && kind != Kind::Result;
    let (above, beside) = if crowded { (Some(side), None) } else { (None, Some(side)) };
    let first = match kind {
        Kind::BeforeRun | Kind::Action => why_not(&reason, note_id.clone(), note, above),
        Kind::Result => note_field(
            note_id.clone(),
            "Feedback",
            "What needs to change? Kept word for word with a rejection.",
            note,
        ),
    };
    let guard = match kind {
        Kind::BeforeRun | Kind::Action => "",
        Kind::Result => "Approve moves it to Done. Reject moves it to Failed.",
    };
    let approve = (!takes.only_no).then(|| approve_button(kind != Kind::Result, true));
    view! {
        <NoDefaultAnswer />
        <input type="hidden" name="id" value=id />
        <input type="hidden" name="digest" value=digest.clone() />
        <input type="hidden" name="back" value=back />
        {standing_words(&takes)}
        {first}
        <div class="decision-row">
            {fields}
            {approve}
            {reject_button(true)}
            {edit.map(|edit| more(edit, &note_id))}
            <span class="decision-guard" id=guard_id>
                {guard}
            </span>
            {beside}
        </div>
    }
}

/// The reasons for a "no" in one row, and the way to a note: open when there is one already, as after a refusal.
fn why_not(
    chosen: &str,
    note_id: String,
    note: String,
    side: Option<impl IntoView + 'static>,
) -> AnyView {
    let open = !note.is_empty();
    let field =
        note_field(note_id, "Note", "What to mind, or what went wrong. Sent word for word.", note);
    view! {
        <div class="decision-first">
            <fieldset class="decision-why">
                <legend class="hidden-text">"Reason, if you reject"</legend>
                <span class="decision-label" aria-hidden="true">
                    "If you reject"
                </span>
                {reason_chips(chosen)}
            </fieldset>
            <details class="decision-note" open=open>
                <summary class="chip">
                    <Icon of=Symbol::Plus />
                    "Note"
                </summary>
                {field}
            </details>
            {side}
        </div>
    }
    .into_any()
}

fn note_field(id: String, label: &'static str, placeholder: &'static str, note: String) -> AnyView {
    view! {
        <div class="field">
            <label class="hidden-text" for=id.clone()>
                {label}
            </label>
            <textarea
                class="textarea"
                id=id
                name="feedback"
                rows="1"
                placeholder=placeholder
                data-typed=(!note.is_empty()).then_some("")
            >
                {note.clone()}
            </textarea>
        </div>
    }
    .into_any()
}

/// The other answers, under three dots. A `<details>`, so that it opens without script. The first leads to the note, which a
/// "no" carries to the agent word for word.
fn more(edit: EditWay, note: &str) -> AnyView {
    let EditWay { href, revision, agent } = edit;
    let name = || safe_text::prose(&agent);
    view! {
        <details class="menu decision-more">
            <summary class="button" aria-label="More answers">
                <Icon of=Symbol::More />
            </summary>
            <div class="menu-list">
                <a class="menu-item" href=format!("#{note}") data-changes="">
                    <Icon of=Symbol::Back />
                    "Request changes"
                    <kbd class="kbd">"C"</kbd>
                    <small>
                        "Nothing runs. " {name()} " tries again with your note."
                    </small>
                </a>
                <a class="menu-item" href=href data-edit="">
                    <Icon of=Symbol::Edit />
                    "Edit and approve"
                    <kbd class="kbd">"E"</kbd>
                    <small>{format!("Becomes revision {revision}. ")} {name()} " is told what ran."</small>
                </a>
                <p class="menu-head">
                    "Not now, for you alone"
                    <small>"It is not a no, and its time goes on."</small>
                </p>
                {choices(true)}
            </div>
        </details>
    }
    .into_any()
}
