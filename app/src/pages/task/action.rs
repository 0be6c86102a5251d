//! An agent's action where it stands in the thread: a request while it waits, a record afterwards.

use super::{Desk, View};
use crate::parts::action_card::{ActionCard, ActionCardWhole, Deciding, PIECES};
use domain::{TaskStatus, log::LogChunk, wire::Action};
use leptos::prelude::*;
use service::Error;
use std::collections::BTreeMap;

/// The actions that cards of this page refer to, by id.
pub(super) type Actions = BTreeMap<String, Action>;

/// The actions of the messages, and those before them that are not among these messages.
pub(super) async fn read(desk: &Desk, view: &View) -> Result<Actions, Error> {
    let shown = view.messages.items.iter().filter_map(|item| item.action.as_ref());
    let mut known: Actions = shown.map(|action| (action.id.clone(), action.clone())).collect();
    let before = known.values().filter_map(|action| action.previous_id.clone());
    let missing: Vec<String> = before.filter(|id| !known.contains_key(id)).collect();
    for id in missing {
        let action = desk.mission.action(&desk.actor, &id, 0).await?;
        known.insert(id, action);
    }
    Ok(known)
}

/// The end of what those of them wrote that run now, by id.
pub(super) type Output = BTreeMap<String, Vec<LogChunk>>;

/// Reads that.
pub(super) async fn output(desk: &Desk, actions: &Actions) -> Result<Output, Error> {
    let mut output = Output::new();
    for id in actions.values().filter(|action| action.state == "running").map(|action| &action.id) {
        let pieces = desk.mission.action_output_end(&desk.actor, id, PIECES).await?;
        output.insert(id.clone(), pieces);
    }
    Ok(output)
}

/// The card.
pub(super) fn card(desk: &Desk, view: &View, action: &Action) -> AnyView {
    let known = &view.actions;
    let task = &view.task;
    let previous = action.previous_id.as_ref().and_then(|id| known.get(id)).cloned();
    let next = action.superseded_by.as_ref().map(|id| {
        // A card further on stands on a later page of the thread.
        let here = view.messages.items.iter().filter_map(|item| item.action.as_ref());
        let here = here.into_iter().any(|action| action.id == *id);
        let page = if here { String::new() } else { format!("/tasks/{}", task.id) };
        format!("{page}#action-{id}")
    });
    let became = action.superseded_by.as_ref().and_then(|id| known.get(id));
    let changed_by = became.and_then(|next| next.edited_by.clone());
    let own = |id: &String| view.around.approvals.iter().find(|approval| approval.id == *id);
    let approval = action.approval_id.as_ref().and_then(own);
    let card = ActionCard {
        action: action.clone(),
        previous,
        next,
        changed_by,
        desktop: view.desktop.clone(),
        task_number: task.number,
        remote_access: task.remote_access_url.clone(),
        output: view.output.get(&action.id).cloned(),
        checklist: approval.and_then(|approval| approval.checklist),
        may_decide: desk.actor.reviewer().is_ok(),
        may_ask: desk.actor.operator().is_ok() && task.status == TaskStatus::Running,
        now: desk.now,
    };
    let deciding = Deciding {
        allowed: approval.is_some_and(|approval| approval.can_decide),
        back: format!("/tasks/{}", task.id),
        notice: desk.notice.clone(),
        takes: approval.map(|approval| desk.conditions(approval)).unwrap_or_default(),
    };
    // A single key must never answer another request than the one that is looked at.
    let shown = view.messages.items.iter().filter_map(|item| item.action.as_ref());
    let keys = shown.filter(|action| action.state == "pending").count() == 1;
    view! { <ActionCardWhole card deciding inline=true keys /> }.into_any()
}
