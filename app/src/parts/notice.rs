//! What the last form came to, kept by the server until the next page shows it.

use super::{
    banner::{Banner, Tone},
    icon::{Icon, Symbol},
    safe_text,
};
use domain::Refusal;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Done, or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// The server did it.
    Done,
    /// The server did not, and nothing was changed.
    Refused,
}

/// What a form came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Done, or refused.
    pub kind: NoticeKind,
    /// The refusal's stable code; empty when done.
    #[serde(default)]
    pub code: String,
    /// What happened, in a sentence.
    pub title: String,
    /// What it means and what to do.
    #[serde(default)]
    pub detail: String,
    /// The field that was refused.
    #[serde(default)]
    pub field: Option<String>,
    /// What was typed, by field, so that nobody has to type it again.
    #[serde(default)]
    pub typed: Vec<(String, String)>,
}

impl Notice {
    /// A refusal of which only the code is known: nobody was signed in to keep more for, or the server was busy.
    pub fn refused(code: &str) -> Self {
        let (title, detail) = match code {
            "wrong_password" => (Refusal::WrongPassword.title(), Refusal::WrongPassword.detail()),
            "setup_closed" => (Refusal::SetupClosed.title(), Refusal::SetupClosed.detail()),
            "link_over" => (Refusal::LinkOver.title(), Refusal::LinkOver.detail()),
            "busy" => (Refusal::Busy.title(), Refusal::Busy.detail()),
            "unauthenticated" => ("You were signed out.".into(), "Sign in to go on.".into()),
            "cross_site" => (Refusal::CrossSite.title(), Refusal::CrossSite.detail()),
            "rate_limited" => (
                Refusal::RateLimited { retry_after: 0 }.title(),
                "Try again in a minute. Nothing was changed.".into(),
            ),
            "too_large" | "invalid_field" => (
                "One of the fields cannot be this.".into(),
                "Nothing was changed. Look at the hints below the fields.".into(),
            ),
            _ => ("This was refused.".into(), "Nothing was changed.".into()),
        };
        Self {
            kind: NoticeKind::Refused,
            code: code.to_owned(),
            title,
            detail,
            field: None,
            typed: Vec::new(),
        }
    }

    /// What was done.
    pub fn done(title: &str) -> Self {
        Self {
            kind: NoticeKind::Done,
            code: String::new(),
            title: title.to_owned(),
            detail: String::new(),
            field: None,
            typed: Vec::new(),
        }
    }

    /// What was typed into a field before the refusal. Browsers send line ends as CR LF; what was typed had LF.
    pub fn typed(&self, field: &str) -> Option<String> {
        let found = self.typed.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.replace("\r\n", "\n"))
    }
}

/// Whether a refusal says that there is nothing left to answer, so that the page it leads to has no form.
fn closed(code: &str) -> bool {
    matches!(
        code,
        "already_decided"
            | "superseded"
            | "expired"
            | "withdrawn"
            | "not_in_review"
            | "not_pending"
    )
}

/// A refusal, at the place of the form it refused. Shows nothing else.
#[component]
pub fn RefusalBanner(
    /// What the last form came to.
    notice: Option<Notice>,
) -> impl IntoView {
    notice.filter(|notice| notice.kind == NoticeKind::Refused).map(|notice| {
        let tone = match notice.code.as_str() {
            "already_decided"
            | "superseded"
            | "expired"
            | "busy"
            | "rate_limited"
            | "execution_already_claimed"
            | "not_pending" => Tone::Wait,
            "not_an_approver" | "role_too_low" | "self_approval" | "withdrawn" => Tone::Plain,
            _ => Tone::Stop,
        };
        // Whoever lost the race has no form any more, and would lose their words with it.
        let note = closed(&notice.code).then(|| notice.typed("feedback")).flatten();
        view! {
            <Banner tone boxed=true alert=true>
                <strong>{safe_text::prose(&notice.title)}</strong>
                " "
                {safe_text::prose(&notice.detail)}
                {note
                    .map(|note| {
                        view! {
                            " Your note was: “"
                            <span>{safe_text::prose(&note)}</span>
                            "”"
                        }
                    })}
            </Banner>
        }
    })
}

/// What the server has confirmed. Never a refusal.
#[component]
pub fn Toast(
    /// What the last form came to.
    notice: Option<Notice>,
) -> impl IntoView {
    let toast = notice.filter(|notice| notice.kind == NoticeKind::Done).map(|notice| {
        view! {
            <div class="toast">
                <Icon of=Symbol::Check />
                <span>{safe_text::prose(&notice.title)}</span>
                {(!notice.detail.is_empty())
                    .then(|| view! { <small>{safe_text::prose(&notice.detail)}</small> })}
            </div>
        }
    });
    // The place is there before its words are: only then is what comes into it read out.
    view! {
        <div class="toast-place" id="toast" role="status">
            {toast}
        </div>
    }
}
