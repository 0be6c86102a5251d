//! What a yes takes beside the button: said before, not only when it is refused.

use super::{action, card, in_order};
use crate::made::{approval, html, words};
use app::parts::{
    action_card::{ActionCardWhole, Deciding},
    conditions::Conditions,
};
use domain::{
    Actor, Gate, PersonId, SessionId, Timestamp, Verdict,
    actor::Via,
    approval::Risk,
    key::Scope,
    person::Role,
    wire::{Approval, PersonRef, Vote},
};
use leptos::prelude::*;

const NOW: Timestamp = Timestamp(1_000_000_000);

fn browser(confirmed_ago: i64) -> Actor {
    let id = SessionId::new("s_1");
    let confirmed_at = NOW.plus_seconds(-confirmed_ago);
    person(Via::Session { id, confirmed_at })
}

fn person(via: Via) -> Actor {
    Actor::Person { id: PersonId::new("u_1"), name: "Ana".into(), role: Role::Approver, via }
}

fn asked(risk: Risk) -> Approval {
    Approval { risk, ..approval(Gate::Action) }
}

fn shown(takes: Conditions) -> String {
    let deciding = Deciding { allowed: true, back: String::new(), notice: None, takes };
    let card = card(action("pending"));
    html(move || view! { <ActionCardWhole card deciding /> })
}

#[test]
fn a_weighty_yes_asks_a_person_at_a_browser_for_the_name_and_after_a_while_for_the_password() {
    let of = |actor: &Actor, risk| Conditions::of(&asked(risk), actor, NOW);
    let name = asked(Risk::High).desktop.name;
    assert_eq!(of(&browser(10), Risk::High).desktop, Some(name.clone()));
    assert!(!of(&browser(299), Risk::High).password && of(&browser(300), Risk::High).password);
    assert_eq!(of(&browser(300), Risk::Medium), Conditions::default());
    let key = person(Via::Key(domain::KeyId::new("k_1"), vec![Scope::Decide]));
    assert_eq!(of(&key, Risk::High), Conditions::default());
    let result = Approval { risk: Risk::High, ..approval(Gate::AfterRun) };
    let takes = Conditions::of(&result, &browser(300), NOW);
    assert!(takes.desktop.is_none() && takes.password, "nothing runs by it");

    let page = shown(of(&browser(300), Risk::High));
    in_order(
        &page,
        &["name=\"desktop\"", "type=\"password\"", "value=\"approve\"", "value=\"reject\""],
    );
    assert!(words(&page).contains(&format!("Type {name} to approve")), "{}", words(&page));
    let plain = shown(Conditions::default());
    assert!(!plain.contains("name=\"desktop\"") && !plain.contains("type=\"password\""));
}

#[test]
fn how_far_it_has_come_is_said_and_a_yes_that_would_not_count_is_not_offered() {
    let vote = Vote {
        by: PersonRef { id: "u_2".into(), name: "Bo".into() },
        decision: Verdict::Approve,
        at: NOW,
    };
    let one = Approval { required: 2, votes: vec![vote], ..asked(Risk::Medium) };
    let takes = Conditions::of(&one, &browser(0), NOW);
    let words_of = |takes: &Conditions| takes.standing.clone().unwrap_or_default();
    assert_eq!(words_of(&takes), "1 of 2 approved. One more person is needed. Anyone can reject.");
    assert!(!takes.only_no);
    let own = Approval { can_approve: false, ..asked(Risk::High) };
    let takes = Conditions::of(&own, &browser(300), NOW);
    assert!(
        takes.only_no
            && words_of(&takes).starts_with("You asked for this, so someone else decides.")
    );
    let page = shown(takes);
    assert!(!page.contains("value=\"approve\"") && page.contains("value=\"reject\""));
    assert!(!page.contains("type=\"password\""), "a no takes no password");
}
