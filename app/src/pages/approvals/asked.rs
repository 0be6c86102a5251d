//! What the address asks the inbox for.

use super::Desk;
use crate::{
    parts::{action_card::ActionCard, drafts, request::Request},
    visitor::{cookie, set_cookie},
};
use domain::{
    Gate, TaskStatus,
    wire::{Action, Approval},
};
use service::{ApprovalList, Error, store::ApprovalOrder};

/// Remembers the order that was chosen.
const COOKIE: &str = "mission_control_order";
const YEAR: u32 = 365 * 24 * 3600;

/// What the address calls the list of what was put aside.
pub(super) const SNOOZED: &str = "snoozed";

/// Rows of the list at once.
const ROWS: u32 = 100;

/// Which list, gate, order, place in the list, and the request that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Those that were put aside, in place of those that wait.
    pub(super) snoozed: bool,
    pub(super) gate: Option<Gate>,
    pub(super) oldest_first: bool,
    pub(super) cursor: Option<String>,
    pub(super) id: Option<String>,
}

impl Asked {
    pub(super) fn of(desk: &Desk) -> Self {
        Self {
            snoozed: desk.query("tab").as_deref() == Some(SNOOZED),
            gate: desk.query("gate").and_then(|gate| Gate::parse(&gate)),
            oldest_first: order(desk) == "oldest",
            cursor: desk.query("after"),
            id: desk.query("id"),
        }
    }

    /// What the service is asked.
    pub(super) fn list(&self) -> ApprovalList {
        let order = if self.oldest_first { ApprovalOrder::Oldest } else { ApprovalOrder::Unblocks };
        ApprovalList {
            gate: self.gate,
            snoozed: Some(self.snoozed),
            order,
            cursor: self.cursor.clone(),
            limit: Some(ROWS),
            ..ApprovalList::default()
        }
    }

    /// The inbox with this request opened.
    pub(super) fn address(&self, id: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.snoozed {
            query.append_pair("tab", SNOOZED);
        }
        if let Some(gate) = self.gate {
            query.append_pair("gate", gate.as_str());
        }
        if let Some(cursor) = &self.cursor {
            query.append_pair("after", cursor);
        }
        if let Some(id) = id {
            query.append_pair("id", id);
        }
        let query = query.finish();
        if query.is_empty() { "/approvals".to_owned() } else { format!("/approvals?{query}") }
    }

    /// The next page of the list.
    pub(super) fn further(&self, cursor: &str) -> String {
        Self { cursor: Some(cursor.to_owned()), ..self.clone() }.address(None)
    }

    /// Where to go on after the answer: to the request below, else to the first one.
    pub(super) fn after(&self, items: &[Approval], chosen: Option<&str>) -> String {
        let place = items.iter().position(|item| Some(item.id.as_str()) == chosen);
        let next = place.and_then(|place| items.get(place + 1));
        self.address(next.map(|next| next.id.as_str()))
    }
}

/// The order the address says, else the one that was chosen last.
fn order(desk: &Desk) -> String {
    if let Some(order) = desk.query("order") {
        let order = if order == "oldest" { "oldest" } else { "unblocks" };
        let secure = desk.cookies.secure;
        desk.respond(|| set_cookie(&cookie(COOKIE, order, "/approvals", YEAR, secure)));
        return order.to_owned();
    }
    desk.cookie(COOKIE).unwrap_or_default()
}

/// A request with all that is needed to decide it.
pub(in crate::pages) async fn read_request(desk: &Desk, id: &str) -> Result<Request, Error> {
    // All its questions together make a large future.
    Box::pin(read_all(desk, id)).await
}

async fn read_all(desk: &Desk, id: &str) -> Result<Request, Error> {
    let approval = desk.mission.approval(&desk.actor, id).await?;
    let task = desk.mission.task(&desk.actor, &approval.task.id).await?;
    let around = desk.mission.task_context(&desk.actor, &task.id).await?;
    let files = match approval.gate {
        Gate::AfterRun => desk.mission.task_files(&desk.actor, &task.id).await?,
        Gate::BeforeRun | Gate::Action => Vec::new(),
    };
    let comments = match approval.gate {
        Gate::AfterRun => desk.mission.comments(&desk.actor, &task.id).await?,
        Gate::BeforeRun | Gate::Action => Vec::new(),
    };
    let desktops = desk.mission.desktops(&desk.actor).await?;
    let desktop = desktops.into_iter().find(|desktop| desktop.id == approval.desktop.id);
    let action = match approval.action.clone() {
        Some(action) => {
            let previous = read_action(desk, action.previous_id.as_deref()).await?;
            let next = read_action(desk, action.superseded_by.as_deref()).await?;
            let changed_by = next.as_ref().and_then(|next| next.edited_by.clone());
            let next = next.map(|next| match next.approval_id {
                Some(id) => format!("/approvals/{id}"),
                None => format!("/tasks/{}#action-{}", next.task_id, next.id),
            });
            Some(ActionCard {
                output: None,
                action,
                previous,
                next,
                changed_by,
                desktop: desktop.clone(),
                task_number: task.number,
                remote_access: task.remote_access_url.clone(),
                checklist: approval.checklist,
                may_decide: desk.actor.reviewer().is_ok(),
                may_ask: desk.actor.operator().is_ok() && task.status == TaskStatus::Running,
                now: desk.now,
            })
        }
        None => None,
    };
    let behind = around.waits_behind;
    let drafts = drafts::count(&comments);
    Ok(Request { approval, task, desktop, files, drafts, action, behind, now: desk.now })
}

async fn read_action(desk: &Desk, id: Option<&str>) -> Result<Option<Action>, Error> {
    match id {
        Some(id) => desk.mission.action(&desk.actor, id, 0).await.map(Some),
        None => Ok(None),
    }
}
