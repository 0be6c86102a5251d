//! What an action's card makes of wire values, as HTML.

mod cards;
mod command;
mod conditions;
mod decided;
mod own;
mod waiting;

use crate::made::{NOW, html, words};
use app::parts::{
    action_card::{ActionCard, ActionCardWhole, Deciding},
    conditions::Conditions,
};
use domain::{
    Party, PartyKind, Verdict,
    action::{Expected, Fact, FactKind, Interpreter, Severity},
    approval::{Reason, Risk},
    policy::Level,
    wire::{Action, DecisionView, DesktopItem, DesktopRef, JudgementView, PersonRef},
};
use leptos::prelude::*;

/// Fern asks to clear a cache on RECEPTION-02.
pub fn action(state: &str) -> Action {
    let decided = !matches!(state, "pending" | "expired" | "withdrawn" | "superseded");
    let verdict = if state == "rejected" { Verdict::Reject } else { Verdict::Approve };
    Action {
        id: "ac_2".into(),
        task_id: "t_214".into(),
        approval_id: Some("ap_2".into()),
        kind: "device_action".into(),
        tool: None,
        exact: None,
        editable: false,
        state: state.into(),
        revision: 1,
        attempt: 2,
        previous_id: None,
        superseded_by: None,
        digest: "7f3a91c2e0d4ffff".into(),
        interpreter: Interpreter::Powershell,
        script: Some("Stop-Service wuauserv\nRemove-Item $cache -Recurse\n".into()),
        argv: None,
        cwd: Some("C:\\work".into()),
        env: std::collections::BTreeMap::new(),
        timeout_seconds: 600,
        run_as: "NT AUTHORITY\\SYSTEM".into(),
        title: Some("Empty the update cache".into()),
        description: "Empties the download cache.".into(),
        expected: Some(Expected::Text("The space freed in MB.".into())),
        facts: vec![Fact {
            kind: FactKind::Deletes,
            text: "Deletes $cache, with everything below it".into(),
            severity: Severity::High,
            line: Some(2),
            word: None,
        }],
        operands: Vec::new(),
        risk: Risk::High,
        policy: JudgementView {
            level: Level::Asks,
            rule_id: None,
            version: 7,
            reason: "Restrictive: every action asks.".into(),
        },
        desktop: DesktopRef {
            id: "d_4k7q2m".into(),
            name: "RECEPTION-02".into(),
            group: Some("Front desk".into()),
            online: true,
        },
        requested_by: agent("Fern"),
        edited_by: None,
        proposed_at: NOW.plus_seconds(-60),
        decide_by: None,
        execute_by: None,
        started_at: None,
        ended_at: None,
        decision: decided.then(|| DecisionView {
            decision: verdict,
            by: PersonRef { id: "u_1".into(), name: "Ana".into() },
            at: NOW,
            feedback: None,
            reason: None,
        }),
        taken_back_by: None,
        result: None,
        closed: None,
        asked_again_by: None,
    }
}

pub fn agent(name: &str) -> Party {
    Party { id: format!("agent:{name}"), name: name.into(), kind: PartyKind::Agent }
}

/// Ana rejects it with a reason and a note.
pub fn rejected(reason: Reason, note: &str) -> Action {
    let mut action = action("rejected");
    if let Some(decision) = &mut action.decision {
        decision.reason = Some(reason);
        decision.feedback = Some(note.into());
    }
    action
}

pub fn card(action: Action) -> ActionCard {
    ActionCard {
        output: None,
        action,
        previous: None,
        next: None,
        changed_by: None,
        desktop: Some(DesktopItem {
            id: "d_4k7q2m".into(),
            name: "RECEPTION-02".into(),
            group: Some("Front desk".into()),
            online: true,
            last_seen_at: Some(NOW.plus_seconds(-4)),
            system: None,
            workspace: Some("C:\\work".into()),
            agents: Vec::new(),
            secrets: Vec::new(),
            remote_access_url: None,
        }),
        task_number: 214,
        remote_access: Some("https://rdp.example/RECEPTION-02".into()),
        checklist: None,
        may_decide: true,
        may_ask: true,
        now: NOW,
    }
}

/// The card in the thread, for somebody who may decide.
pub fn in_thread(card: ActionCard) -> String {
    let deciding = Deciding {
        allowed: true,
        back: "/tasks/t_214".into(),
        notice: None,
        takes: Conditions::default(),
    };
    html(move || view! { <ActionCardWhole card deciding inline=true /> })
}

/// The card on the approvals page.
pub fn in_pane(card: ActionCard) -> String {
    let deciding = Deciding {
        allowed: true,
        back: "/approvals".into(),
        notice: None,
        takes: Conditions::default(),
    };
    html(move || view! { <ActionCardWhole card deciding keys=true /> })
}

/// The pieces stand in the page, in this order.
#[track_caller]
pub fn in_order(html: &str, pieces: &[&str]) {
    let mut from = 0;
    for piece in pieces {
        let found = html[from..].find(piece);
        let at =
            found.unwrap_or_else(|| panic!("{piece:?} does not come next in {}", &html[from..]));
        from += at + piece.len();
    }
}

/// The words stand on the page.
#[track_caller]
pub fn says(html: &str, pieces: &[&str]) {
    let text = words(html);
    for piece in pieces {
        assert!(text.contains(piece), "{piece:?} in {text}");
    }
}
