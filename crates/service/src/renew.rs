//! A desktop is enrolled anew: its token was lost, or the key that the token names. It keeps its id and its history; for
//! what was let go it is another machine.

use crate::{
    Error, MissionControl,
    anew::Anew,
    change::{Draft, until_fresh},
    store::{
        ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, TaskQuery, Write,
        cursor_of,
    },
    views,
};
use domain::{
    Action, ActionId, ActionState, Actor, Approval, DesktopId, Gate, KeyId, Refusal, Task, TaskId,
    TaskState, TaskStatus, desktop::Desktop, limits, task::Pending, wire,
};
use std::{
    collections::BTreeMap,
    sync::{MutexGuard, PoisonError},
};

/// Said when something was asked about, or let go, for an earlier enrolment of its desktop.
pub(crate) const RENEWED: &str = "Its desktop was enrolled anew. What was asked or allowed before was for the machine as it \
                                  was enrolled then, so it did not run. It waits for a person again.";

impl MissionControl {
    /// A new enrolment of a desktop, with a new token, which is in the answer and nowhere else. The token before it is
    /// refused from now on, what runs there is soon lost, and whatever was asked or let go for the old enrolment and did
    /// not begin is asked again.
    pub async fn renew_desktop(
        &self,
        actor: &Actor,
        id: &str,
    ) -> Result<wire::DesktopCreated, Error> {
        let by = actor.admin()?;
        let id = DesktopId::new(id);
        let (desktop, token): (Desktop, String) = until_fresh!(async {
            let found = self.store.desktop(&id).await?.filter(|found| found.removed_at.is_none());
            let before = found.ok_or_else(|| Refusal::not_found("desktop", &id))?;
            let (key, secret_hash, token) = self.runner_token(&before.name);
            let after = Desktop {
                token: key.id.clone(),
                enrolment: key.id.clone(),
                last_seen_at: None,
                ..before.clone()
            };
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            draft.write(Write::InsertKey { key, secret_hash });
            draft.write(Write::RevokeKey { id: before.token.clone(), at: draft.at });
            let desktop = Box::new(after.clone());
            draft.write(Write::RenewDesktop { desktop, read: before.token });
            draft.audit("desktop.renew", "desktop", &id, None);
            self.commit(draft.change).await?;
            Ok((after, token))
        })?;
        // The token is in this answer and nowhere else, so it goes out whatever comes of the rest. Upkeep does that again.
        if let Err(error) = self.ask_of_renewed(&desktop).await {
            tracing::error!(desktop = %desktop.id, %error, "could not ask anew of all that waits");
        }
        Ok(wire::DesktopCreated { desktop: views::desktop_item(&desktop, self.clock.now()), token })
    }

    /// Asks again what a renewal did not come to: a server that was stopped in between, or a store that was busy.
    pub(crate) async fn finish_renewals(&self) -> Result<(), Error> {
        for desktop in self.store.desktops().await? {
            let done = self.asked_for().get(&desktop.id) == Some(&desktop.enrolment);
            if !done {
                self.ask_of_renewed(&desktop).await?;
            }
        }
        Ok(())
    }

    /// Asks again what waits for this desktop and was asked about, or let go, for an enrolment before. What comes in between
    /// is found when it is decided, or when its runner claims it.
    async fn ask_of_renewed(&self, renewed: &Desktop) -> Result<(), Error> {
        let desktop = &renewed.id;
        // What is asked anew is among those that wait, so they are read before anything is asked.
        let mut waiting = self.store.approved_actions(desktop, self.clock.now()).await?;
        let mut query = ApprovalQuery {
            filter: ApprovalFilter::Pending,
            gate: Some(Gate::Action),
            desktop: Some(desktop.clone()),
            aside: Aside::Any,
            search: ApprovalSearch::default(),
            order: ApprovalOrder::Oldest,
            after: None,
            limit: limits::PAGE_MAX,
        };
        loop {
            let page = self.store.approvals(&query).await?;
            let Some(last) = page.last() else { break };
            query.after = Some(cursor_of(last, query.order));
            waiting.extend(page.into_iter().filter_map(|record| record.action));
        }
        for action in waiting {
            self.ask_renewed_action(&action.id).await?;
        }
        let mut query = TaskQuery {
            statuses: vec![TaskStatus::Pending],
            desktop: Some(desktop.clone()),
            limit: limits::PAGE_MAX,
            ..TaskQuery::default()
        };
        loop {
            let page = self.store.tasks(&query).await?;
            let Some(last) = page.last() else { break };
            query.before_number = Some(last.task.number);
            for record in &page {
                self.ask_renewed_task(&record.task.id).await?;
            }
        }
        self.asked_for().insert(desktop.clone(), renewed.enrolment.clone());
        Ok(())
    }

    fn asked_for(&self) -> MutexGuard<'_, BTreeMap<DesktopId, KeyId>> {
        self.asked_for.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask_renewed_action(&self, id: &ActionId) -> Result<(), Error> {
        until_fresh!(async {
            let record = self.load_action(id).await?;
            if was_for(&record.action, &record.desktop.enrolment) {
                return Ok(());
            }
            self.ask_action_anew(&record, Anew::as_before(RENEWED, &record.action)).await
        })
    }

    async fn ask_renewed_task(&self, id: &TaskId) -> Result<(), Error> {
        until_fresh!(async {
            let Some(record) = self.store.task(id).await? else { return Ok(()) };
            let (task, desktop) = (record.task, record.desktop);
            match &task.state {
                _ if task.external_agent.is_some() => Ok(()),
                TaskState::Pending(Pending::Queued { approval: None, .. }) => {
                    self.permit_or_ask(&task, self.clock.now()).await.map(drop)
                }
                TaskState::Pending(
                    Pending::Asking { approval, .. }
                    | Pending::Queued { approval: Some(approval), .. },
                ) => {
                    let asked = self.load_approval(approval).await?.approval;
                    if was_renewed(&task, &asked, &desktop) {
                        self.ask_task_anew(&task, &asked, RENEWED.to_owned()).await?;
                    }
                    Ok(())
                }
                _ => Ok(()),
            }
        })
    }
}

/// Whether it is settled, or asked for this very enrolment.
fn was_for(action: &Action, enrolment: &KeyId) -> bool {
    let open = matches!(action.state, ActionState::Pending { .. } | ActionState::Approved { .. });
    !open || action.enrolment == *enrolment
}

/// Whether its desktop was enrolled anew since somebody was asked whether this task may run there, or nobody knows. An agent
/// with a key of its own runs nothing there by this yes: each of its actions is asked about.
pub(crate) fn was_renewed(task: &Task, asked: &Approval, desktop: &Desktop) -> bool {
    asked.gate == Gate::BeforeRun
        && task.external_agent.is_none()
        && asked.enrolment.as_ref() != Some(&desktop.enrolment)
}
