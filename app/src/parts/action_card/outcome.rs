//! What became of an action: a head that says it, and what it means.

use super::{ActionCard, Said, edited, place_words, ways};
use crate::parts::{
    age::{Moment, Precision, duration_text},
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{
    Timestamp,
    wire::{Action, ActionOutcome},
};
use leptos::prelude::*;

/// Its mark, the words beside it, and when.
pub(super) fn head(card: &ActionCard) -> AnyView {
    let action = &card.action;
    let (mark, of, words) = mark(card);
    let at = moment(action);
    view! {
        <header>
            <span class="status" data-status=mark>
                <Icon of />
                " "
                {words}
            </span>
            <span class="action-card-meta">
                {at
                    .map(|at| {
                        view! {
                            <Moment at now=card.now precision=Precision::Second />
                            " · "
                        }
                    })}
                {card.agent()} ", " {place_words(action)} {edited(action)} {remark(card)}
            </span>
        </header>
    }
    .into_any()
}

fn mark(card: &ActionCard) -> (&'static str, Symbol, AnyView) {
    let action = &card.action;
    let who = action.decision.as_ref().map(|decision| safe_text::prose(&decision.by.name));
    match action.state.as_str() {
        "running" if card.own() => {
            ("running", Symbol::Running, view! { {card.agent()} " does it" }.into_any())
        }
        "running" => {
            ("running", Symbol::Running, view! { "Running on " {card.target()} }.into_any())
        }
        "failed" => ("failed", Symbol::Failed, ended(action).into_any()),
        "outcome_unknown" => ("unknown", Symbol::Unknown, "Outcome unknown".into_any()),
        "rejected" => ("rejected", Symbol::Failed, view! { "Rejected by " {who} }.into_any()),
        "expired" => ("expired", Symbol::Expired, "Expired".into_any()),
        "lapsed" => ("expired", Symbol::Expired, "Lapsed".into_any()),
        "withdrawn" => ("cancelled", Symbol::Cancelled, "Withdrawn".into_any()),
        "revoked" => ("cancelled", Symbol::Cancelled, "Revoked".into_any()),
        "superseded" => {
            let words = format!("Superseded by revision {}", action.revision + 1);
            ("superseded", Symbol::Turn, words.into_any())
        }
        _ if who.is_some() => ("approved", Symbol::Done, view! { "Approved by " {who} }.into_any()),
        "approved" => ("running", Symbol::Pending, "Runs without asking".into_any()),
        "released" => ("done", Symbol::Done, "Let go on without asking".into_any()),
        _ => ("done", Symbol::Done, "Ran without asking".into_any()),
    }
}

/// `Ran, exit code 1`.
fn ended(action: &Action) -> String {
    let Some(result) = &action.result else { return "Failed".to_owned() };
    match (result.outcome, result.exit_code) {
        (ActionOutcome::Exited, Some(code)) => format!("Ran, exit code {code}"),
        (ActionOutcome::Exited, None) => "Ran".to_owned(),
        (ActionOutcome::Killed, _) => "Ran, then was ended".to_owned(),
        (ActionOutcome::TimedOut, _) => "Ran longer than it may, and was stopped".to_owned(),
        (ActionOutcome::Cancelled, _) => "Was stopped while it ran".to_owned(),
        (ActionOutcome::NotStarted, _) => "Could not be started".to_owned(),
    }
}

fn moment(action: &Action) -> Option<Timestamp> {
    match action.state.as_str() {
        "running" | "outcome_unknown" => action.started_at,
        "succeeded" | "failed" => action.result.as_ref().map(|result| result.finished_at),
        "approved" | "rejected" => action.decision.as_ref().map(|decision| decision.at),
        _ => action.ended_at,
    }
}

/// What the head adds: that nothing ran, or who had said yes to what failed.
fn remark(card: &ActionCard) -> Option<AnyView> {
    let action = &card.action;
    match action.state.as_str() {
        "rejected" | "expired" | "lapsed" | "withdrawn" | "revoked" | "superseded" => {
            Some(" · nothing ran".into_any())
        }
        "failed" | "outcome_unknown" | "running" => action.decision.as_ref().map(|decision| {
            view! { " · approved by " {safe_text::prose(&decision.by.name)} }.into_any()
        }),
        _ => None,
    }
}

/// The sentence, what was said, and what can be done now.
pub(super) fn section(card: &ActionCard) -> AnyView {
    let action = &card.action;
    let told = (action.state == "rejected").then(|| action.requested_by.name.clone());
    let said = action.decision.clone().map(|decision| view! { <Said decision told /> });
    let sentence = sentence(card);
    let ways = ways::ways(card);
    let more = (sentence.is_some() || ways.is_some()).then(|| {
        let sentence = sentence.map(|words| view! { <p>{words}</p> });
        view! { <section aria-label="What became of it">{sentence} {ways}</section> }
    });
    view! { {said} {more} }.into_any()
}

fn at(card: &ActionCard, at: Option<Timestamp>) -> Option<AnyView> {
    at.map(|at| view! { " at " <Moment at now=card.now precision=Precision::Second /> }.into_any())
}

fn sentence(card: &ActionCard) -> Option<AnyView> {
    let action = &card.action;
    let who = action.taken_back_by.as_ref().map(|by| safe_text::prose(&by.name));
    let words = match action.state.as_str() {
        "approved" => waiting(card),
        "rejected" => return rejected(card),
        "expired" => {
            "Nobody decided in time, so it was rejected by the system. Nothing ran.".into_any()
        }
        "released" => released(card),
        "lapsed" if card.own() => {
            view! { "Approved, but " {card.agent()} " did not go on in time. Nothing was let go." }
                .into_any()
        }
        "lapsed" => {
            let end = action.ended_at.map(|at| format!(" before {}", at.date_clock_utc()));
            view! { "Approved, but " {card.target()} " did not take it" {end} ". Nothing ran." }
                .into_any()
        }
        "withdrawn" => {
            let at = at(card, action.ended_at);
            view! { {who} " took this back" {at} ". Nothing ran and nothing waits." }.into_any()
        }
        "revoked" => {
            view! { {who} " took the approval back before it was taken. Nothing ran." }.into_any()
        }
        "superseded" => superseded(card),
        "outcome_unknown" => unknown(card),
        _ => return None,
    };
    Some(words)
}

fn released(card: &ActionCard) -> AnyView {
    view! {
        {card.agent()}
        " was let go on"
        {at(card, card.action.ended_at)}
        " and does it itself. What came of it is not reported here."
    }
    .into_any()
}

fn waiting(card: &ActionCard) -> AnyView {
    if card.own() {
        let stop = card.action.decision.is_some().then_some(" You can still stop it.");
        return view! { "Waiting for " {card.agent()} " to go on." {stop} }.into_any();
    }
    let stop = card.action.decision.is_some().then_some(" You can still stop it.");
    let away = (!card.action.desktop.online)
        .then(|| view! { " " {card.target()} " is offline." }.into_any());
    let until = card
        .action
        .execute_by
        .map(|end| format!(" Without that before {} it does not run.", end.date_clock_utc()));
    view! { "Waiting for " {card.target()} " to take it." {stop} {away} {until} }.into_any()
}

fn rejected(card: &ActionCard) -> Option<AnyView> {
    let asked = card.action.asked_again_by.as_ref()?;
    Some(
        view! { {safe_text::prose(&asked.name)} " asked " {card.agent()} " to propose it again." }
            .into_any(),
    )
}

fn superseded(card: &ActionCard) -> AnyView {
    let link = card.next.clone().map(|href| view! { " " <a href=href>"See what changed"</a> });
    let who = match &card.changed_by {
        Some(person) => safe_text::prose(&person.name),
        None => card.agent(),
    };
    view! {
        {who}
        " changed the proposal"
        {at(card, card.action.ended_at)}
        ". This one can no longer be approved."
        {link}
    }
    .into_any()
}

fn unknown(card: &ActionCard) -> AnyView {
    if let Some(closed) = &card.action.closed {
        let ran = if closed.ran { "it ran" } else { "it did not run" };
        let word = format!(" and says that {ran}. It is not run again by itself.");
        return view! {
            {safe_text::prose(&closed.by.name)}
            " looked at the machine"
            {at(card, Some(closed.at))}
            {word}
        }
        .into_any();
    }
    if card.own() {
        return view! {
            {card.agent()}
            " went on with it and never said how it ended. It may have run, in whole or in part. Look at the machine, then close this."
        }
        .into_any();
    }
    let silent = card
        .action
        .started_at
        .zip(card.action.ended_at)
        .map(|(from, to)| format!(" after {}", duration_text(to.micros_since(from))));
    view! {
        {card.target()}
        " took the command and then fell silent"
        {silent}
        ". It may have run, in whole or in part. It will not be run again by itself. Look at the machine, then close this."
    }
    .into_any()
}
