//! Approvals whose time is up: nobody decided, or nobody used the yes.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
};
use domain::{Approval, ApprovalState, Gate, Party, event::EventKind};

impl MissionControl {
    /// Ends approvals whose time is up, and the tasks they held.
    pub(crate) async fn expire_approval(&self, approval: &Approval) -> Result<(), Error> {
        until_fresh!(async {
            let record = self.load_approval(&approval.id).await?;
            let now = self.clock.now();
            let before = record.approval;
            let (after, message) = match before.clone().expire(now) {
                Ok(after) => (after, expired_text(before.gate).to_owned()),
                // Somebody decided at this moment, or it was dealt with already.
                Err(_) => match before.clone().lapse(now) {
                    Ok(after) => {
                        let action = record.action.as_ref();
                        let agent = action.map(|action| action.requested_by.name.as_str());
                        let agent = agent.or(record.task.agent.as_deref()).unwrap_or_default();
                        let stopped = self.store.stops().await?.let_go(agent).is_err();
                        (after, lapsed_text(&before, &record.desktop.name, stopped))
                    }
                    Err(_) => return Ok(()),
                },
            };
            let mut draft = Draft::new(domain::Party::system(), now);
            draft.update_approval(&before, &after, EventKind::ApprovalExpired, "approval.expire");
            if let Some(action) = &record.action {
                let ended = match &after.state {
                    ApprovalState::Expired { at } => action.clone().expire(*at),
                    _ => action.clone().lapse(now),
                };
                let ended = ended.map_err(|_| Error::moved_on("action", &action.id))?;
                draft.update_action(action, &ended, "action.expire");
                draft.say(self.message(&record.task, Party::system(), now, message));
                self.commit(draft.change).await?;
                return Ok(());
            }
            let task = record.task.clone().approval_expired(message, now)?;
            draft.update_task(&record.task, &task, "task.expire");
            self.release_dependants(&mut draft, &task).await?;
            self.commit(draft.change).await?;
            Ok(())
        })
    }
}

fn expired_text(gate: Gate) -> &'static str {
    match gate {
        Gate::AfterRun => "Nobody decided in time, so the result does not count.",
        Gate::BeforeRun | Gate::Action => "Nobody decided in time. Nothing ran.",
    }
}

fn lapsed_text(approval: &Approval, desktop: &str, stopped: bool) -> String {
    match &approval.state {
        ApprovalState::Approved { execute_by: Some(end), .. } if stopped => format!(
            "Approved, but work was stopped until its time was up at {}. Nothing ran.",
            end.date_clock_utc()
        ),
        ApprovalState::Approved { execute_by: Some(end), .. } => format!(
            "Approved, but {desktop} did not take it before {}. Nothing ran.",
            end.date_clock_utc()
        ),
        _ => format!("Approved, but {desktop} did not take it in time. Nothing ran."),
    }
}
