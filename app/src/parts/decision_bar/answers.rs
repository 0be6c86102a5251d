//! The two answers, the same wherever something is decided, and what was typed before one of them was refused.

use crate::parts::{
    editable::editable,
    icon::{Icon, Symbol},
    notice::{Notice, NoticeKind},
};
use leptos::prelude::*;

/// Approve. A held one waits until what it approves was read; without script it does not wait.
pub fn approve_button(held: bool, keys: bool) -> AnyView {
    let button = view! {
        <button class="button" data-kind="approve" name="decision" value="approve">
            <Icon of=Symbol::Check />
            " Approve"
            {key(keys, "A")}
        </button>
    };
    if held { view! { <span class="held">{button}</span> }.into_any() } else { button.into_any() }
}

/// Reject. It asks for nothing that a yes takes.
pub fn reject_button(keys: bool) -> AnyView {
    view! {
        <button class="button" data-kind="reject" name="decision" value="reject" formnovalidate>
            <Icon of=Symbol::Cross />
            " Reject"
            {key(keys, "R")}
        </button>
    }
    .into_any()
}

fn key(shown: bool, key: &'static str) -> Option<AnyView> {
    shown.then(|| {
        view! {
            " "
            <kbd class="kbd">{key}</kbd>
        }
        .into_any()
    })
}

/// What was typed with an answer that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The note, fit to go on writing from.
    pub note: String,
    /// The reason's word.
    pub reason: String,
}

impl Typed {
    /// What was typed for this request; nothing if another one's answer was refused.
    pub fn of(notice: Option<&Notice>, id: &str) -> Self {
        let own = |notice: &&Notice| notice.typed("id").is_none_or(|typed| typed == id);
        let refused = notice.filter(|notice| notice.kind == NoticeKind::Refused).filter(own);
        let typed =
            |field: &str| refused.and_then(|notice| notice.typed(field)).unwrap_or_default();
        Self { note: editable(&typed("feedback")).0, reason: typed("reason") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(id: &str) -> Notice {
        let typed = [("id", id), ("feedback", "Not\u{200b} now"), ("reason", "wrong_time")];
        let typed = typed.map(|(field, text)| (field.to_owned(), text.to_owned())).into();
        Notice { kind: NoticeKind::Refused, typed, ..Notice::done("No.") }
    }

    #[test]
    fn what_was_typed_comes_back_to_its_own_request_and_shows_what_cannot_be_seen() {
        let own = Typed::of(Some(&refused("ap_1")), "ap_1");
        assert_eq!((own.note.as_str(), own.reason.as_str()), ("Not\\u{200B} now", "wrong_time"));
        assert_eq!(Typed::of(Some(&refused("ap_1")), "ap_2"), Typed::default());
        let done = Notice { kind: NoticeKind::Done, ..refused("ap_1") };
        assert_eq!(Typed::of(Some(&done), "ap_1"), Typed::default());
    }

    #[test]
    fn only_a_yes_is_held_and_only_a_yes_is_checked() {
        let html = |view: AnyView| view.to_html();
        Owner::new().with(|| {
            assert!(html(approve_button(true, true)).contains("class=\"held\""));
            assert!(!html(approve_button(false, false)).contains("held"));
            assert!(!html(approve_button(true, false)).contains("formnovalidate"));
            assert!(html(reject_button(false)).contains("formnovalidate"));
        });
    }
}
