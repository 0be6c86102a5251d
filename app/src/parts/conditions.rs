//! What an approval still takes beside the button: other people, the desktop's name, the password.

use super::safe_text;
use domain::{
    Actor, Timestamp, Verdict,
    approval::Risk,
    wire::{Approval, Hurried, Vote},
};
use leptos::prelude::*;

/// What stands between this person and a yes. The service refuses what does not hold; this says so before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Their yes would not count, but their no does.
    pub only_no: bool,
    /// How far it has come, where several people have to say yes, or why this one's does not count.
    pub standing: Option<String>,
    /// The desktop whose name is to be typed.
    pub desktop: Option<String>,
    /// Whether the password is asked for.
    pub password: bool,
}

impl Conditions {
    /// The conditions of this approval for this person.
    pub fn of(approval: &Approval, actor: &Actor, now: Timestamp) -> Self {
        let weighty = approval.risk == Risk::High && actor.is_at_a_browser();
        let runs = approval.gate.needs_digest();
        Self {
            only_no: !approval.can_approve,
            standing: standing(approval, &actor.party().id),
            desktop: (weighty && runs).then(|| approval.desktop.name.clone()),
            password: weighty && !actor.is_confirmed(now),
        }
    }
}

/// How many have said yes, how many are missing, and that anybody's no ends it.
fn standing(approval: &Approval, viewer: &str) -> Option<String> {
    let yes = |vote: &&Vote| vote.decision == Verdict::Approve;
    let editor = approval.action.as_ref().and_then(|action| action.edited_by.as_ref());
    let edited = editor.is_some_and(|by| by.id == viewer);
    let said = u32::try_from(approval.votes.iter().filter(yes).count()).unwrap_or(u32::MAX);
    if let Some(hurried) = &approval.hurried {
        return Some(hurried_words(approval, hurried, viewer, said));
    }
    if approval.required > 1 {
        let missing = approval.required.saturating_sub(said);
        let more = match missing {
            1 => "One more person is needed.".to_owned(),
            many => format!("{many} more people are needed."),
        };
        let counted = approval.votes.iter().any(|vote| vote.by.id == viewer);
        let own = match (approval.can_decide && !approval.can_approve, counted) {
            (true, true) => " You approved it.",
            (true, false) if edited => " You changed this, so others decide.",
            (true, false) => " You asked for this, so others decide.",
            (false, _) => "",
        };
        return Some(format!(
            "{said} of {} approved. {more} Anyone can reject.{own}",
            approval.required
        ));
    }
    let did = if edited { "changed" } else { "asked for" };
    (approval.can_decide && !approval.can_approve)
        .then(|| format!("You {did} this, so someone else decides. You can still reject it."))
}

/// Why one more person is asked: somebody's last approvals were very quick.
fn hurried_words(approval: &Approval, hurried: &Hurried, viewer: &str, said: u32) -> String {
    if let Some(last) = hurried.yours {
        return format!(
            "Your last {last} approvals were very quick. One more person is needed. Anyone can reject."
        );
    }
    let whose = if approval.votes.iter().any(|vote| vote.by.id == viewer) { "Your" } else { "The" };
    let required = approval.required;
    format!(
        "{said} of {required} approved. {whose} approvals before it were very quick, so one more person is needed. \
         Anyone can reject."
    )
}

/// How far it has come, to be read before the buttons.
pub fn standing_words(conditions: &Conditions) -> Option<AnyView> {
    let words = conditions.standing.clone()?;
    Some(view! { <p class="decision-standing">{words}</p> }.into_any())
}

/// What there is to fill in before a yes. Nothing where there is no condition.
pub fn fields(conditions: &Conditions, suffix: &str) -> Option<AnyView> {
    if conditions.only_no {
        return None;
    }
    let desktop = conditions.desktop.clone().map(|name| {
        let id = format!("desktop{suffix}");
        view! {
            <div class="field">
                <label for=id.clone()>
                    <span class="hidden-text">"Costly to reverse."</span>
                    " Type "
                    <strong>{safe_text::prose(&name)}</strong>
                    " to approve"
                </label>
                <input
                    class="input"
                    id=id
                    name="desktop"
                    autocomplete="off"
                    spellcheck="false"
                    required
                />
            </div>
        }
    });
    let password = conditions.password.then(|| {
        view! { <PasswordField id=format!("password{suffix}") words="Your password, to approve" required=true /> }
    });
    if desktop.is_none() && password.is_none() {
        return None;
    }
    Some(view! { <div class="decision-conditions">{desktop}{password}</div> }.into_any())
}

/// A field for the password that is asked for once more.
#[component]
pub fn PasswordField(
    /// The field's id.
    id: String,
    /// What it is for.
    words: &'static str,
    /// Whether the form it stands in always needs it.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{words}</label>
            <input
                class="input"
                id=id
                type="password"
                name="password"
                required=required
                autocomplete="current-password"
            />
        </div>
    }
}
