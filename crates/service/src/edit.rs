//! A person changes the command that an agent proposed. What comes of it is a new revision with a digest of its own, read
//! and judged anew; it waits like any other, and only it can be approved.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    proposal::{self, Place},
    propose::supersede,
    text,
};
use domain::{ActionId, Actor, Refusal, action::Proposal, wire};

impl MissionControl {
    /// Changes the command of a proposal that waits; whoever may decide about it may. All else of it stays as its agent
    /// proposed it. The agent finds the new revision through the old one, and in the thread. Refused once it was answered,
    /// taken back or changed by somebody else, when nothing is different, and when the policy blocks what it became: then
    /// what the agent proposed still waits.
    pub async fn edit_action(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::EditAction,
    ) -> Result<wire::Action, Error> {
        let by = actor.reviewer()?;
        let id = ActionId::new(id);
        until_fresh!(Box::pin(async {
            let record = self.load_action(&id).await?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.must_decide(&mut draft, &by).await?;
            let next = ActionId::new(self.ids.id(ActionId::PREFIX));
            // First of all: of one that was answered there is nothing else to say.
            supersede(&mut draft, &record, &next)?;
            if record.action.proposal.own.as_ref().is_some_and(|own| !own.editable) {
                return Err(Refusal::NotEditable.into());
            }
            let proposal = changed(&record.action.proposal, &body)?;
            let place = Place::revision_of(&record.action, Some(by.party().clone()));
            let asks = record.action.requested_by.clone();
            let task = self.load_task(&record.task.id).await?;
            let actions = self.store.actions_of(&task.task.id).await?;
            self.add_action(draft, (&task, &actions), next, asks, &proposal, place).await
        }))
    }
}

/// The proposal with another command in it.
fn changed(before: &Proposal, body: &wire::EditAction) -> Result<Proposal, Refusal> {
    let code = proposal::code(before.interpreter, body.script.clone(), body.argv.clone())?;
    if code == before.code {
        let field = if body.argv.is_some() { "argv" } else { "script" };
        return Err(Refusal::invalid(
            field,
            "It is what was proposed. Approve that, or change it.",
        ));
    }
    text::secrets(&code, &before.env)?;
    Ok(Proposal { code, ..before.clone() })
}
