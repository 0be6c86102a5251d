//! What a desktop finds in the files that an action runs by name. It becomes part of what a person approves.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    proposal::asking,
    text,
};
use domain::{
    ActionId, Actor, Approval, ApprovalId, DesktopRunner, Party, Refusal,
    action::{Operand, Seen},
    event::EventKind,
    limits, wire,
};

impl MissionControl {
    /// Files that this desktop should look at now.
    pub(crate) async fn next_look(
        &self,
        runner: &DesktopRunner,
    ) -> Result<Option<wire::LookWork>, Error> {
        let found = self.store.next_unseen(runner.desktop()).await?;
        Ok(found.map(|action| wire::LookWork {
            id: action.id.to_string(),
            paths: action.operands.iter().map(|operand| operand.path.clone()).collect(),
            cwd: action.proposal.cwd.clone(),
            task_number: action.task_number,
        }))
    }

    /// A desktop says what it found. What was asked without it is asked anew: the answer to a card that did not show it
    /// does not count.
    pub async fn push_look(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PushLook,
    ) -> Result<(), Error> {
        let runner = actor.runner()?;
        check(&body.operands)?;
        let id = ActionId::new(id);
        let settings = self.store.settings().await?;
        until_fresh!(async {
            let record = self.load_action(&id).await?;
            if &record.action.desktop != runner.desktop() {
                return Err(Refusal::not_found("action", &id).into());
            }
            let mut draft = Draft::new(Party::system(), self.clock.now());
            let approval = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
            let after = record.action.clone().looked(body.operands.clone(), approval.clone())?;
            draft.update_action(&record.action, &after, "action.look");
            if let Some(before) = &record.approval {
                let old = before.clone().supersede(draft.at)?;
                let kind = EventKind::ApprovalSuperseded;
                draft.update_approval(before, &old, kind, "approval.supersede");
                // The time to decide does not begin again.
                let asked = asking(&after, &approval, &settings, before.requested_at);
                let (decide_by, remind_at) = (before.decide_by, before.remind_at);
                let reminded_at = before.reminded_at;
                draft.insert_approval(&Approval { decide_by, remind_at, reminded_at, ..asked });
            }
            self.commit(draft.change).await?;
            Ok::<_, Error>(())
        })
    }
}

fn salted(operand: &Operand) -> bool {
    operand.salt.as_ref().is_some_and(|salt| (16..=128).contains(&salt.len()))
}

fn check(operands: &[Operand]) -> Result<(), Refusal> {
    let mut all = 0;
    for operand in operands {
        match &operand.seen {
            Seen::Unknown { why } => text::note("operands", why, limits::PATH)?,
            Seen::Missing | Seen::File { .. } if !salted(operand) => {
                return Err(Refusal::invalid("operands", "What was found needs a salt."));
            }
            Seen::File { text: Some(text), .. } => all += text.len(),
            _ => {}
        }
    }
    if all > limits::OPERANDS_TEXT {
        return Err(Refusal::invalid("operands", "Their texts are over 64 KiB together."));
    }
    Ok(())
}
