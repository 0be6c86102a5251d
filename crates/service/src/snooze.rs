//! "Not now": a person puts a request aside for themselves. It is no answer: everybody else still sees it, its time goes on
//! running, and it comes back by itself.

use crate::{
    ApprovalOrder, Error, MissionControl, Waiting,
    change::Draft,
    store::{ApprovalQuery, Aside, Snoozed, Write},
};
use domain::{Actor, ApprovalId, Gate, PersonId, Refusal, Timestamp, key::Scope, wire};

impl MissionControl {
    /// Puts a request aside for whoever asks, in place of an earlier time. Refused for programs that are no person's, and
    /// as [`domain::Approval::put_aside`] says.
    pub async fn snooze(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::SnoozeApproval,
    ) -> Result<wire::Approval, Error> {
        actor.reader()?;
        let person = themselves(actor)?;
        let record = self.load_approval(&ApprovalId::new(id)).await?;
        let now = self.clock.now();
        let snooze = record.approval.put_aside(person.clone(), body.until, now)?;
        let mut draft = Draft::new(actor.party(), now);
        draft.write(Write::PutSnooze(Box::new(snooze)));
        draft.audit("approval.snooze", "approval", id, Some(record.approval.digest));
        self.commit(draft.change).await?;
        self.approval(actor, id).await
    }

    /// Brings a request back that whoever asks had put aside. One that was not is left as it is.
    pub async fn unsnooze(&self, actor: &Actor, id: &str) -> Result<wire::Approval, Error> {
        actor.reader()?;
        let person = themselves(actor)?.clone();
        let record = self.load_approval(&ApprovalId::new(id)).await?;
        let approval = record.approval.id;
        let mut draft = Draft::new(actor.party(), self.clock.now());
        draft.write(Write::DropSnooze { person, approval });
        draft.audit("approval.unsnooze", "approval", id, None);
        self.commit(draft.change).await?;
        self.approval(actor, id).await
    }

    /// What whoever asks has put aside, what comes back first, first. Programs have nothing.
    pub async fn snoozed(&self, actor: &Actor) -> Result<Vec<Snoozed>, Error> {
        actor.reader()?;
        let Ok(person) = themselves(actor) else { return Ok(Vec::new()) };
        Ok(self.store.snoozed(person, self.clock.now()).await?)
    }

    /// What waits, without what whoever asks has put aside.
    pub(crate) async fn waiting_for(&self, actor: &Actor) -> Result<Waiting, Error> {
        let mut waiting = self.store.waiting().await?;
        let snoozed = self.snoozed(actor).await?;
        if snoozed.is_empty() {
            return Ok(waiting);
        }
        let less = |count: u32, gate: Gate| {
            let aside = snoozed.iter().filter(|snoozed| snoozed.gate == gate).count();
            count.saturating_sub(u32::try_from(aside).unwrap_or(u32::MAX))
        };
        waiting.before_run = less(waiting.before_run, Gate::BeforeRun);
        waiting.actions = less(waiting.actions, Gate::Action);
        waiting.results = less(waiting.results, Gate::AfterRun);
        let first = ApprovalQuery {
            aside: aside_of(actor, Some(false), self.clock.now())?,
            order: ApprovalOrder::Oldest,
            limit: 1,
            ..ApprovalQuery::default()
        };
        let first = self.store.approvals(&first).await?;
        waiting.oldest = first.first().map(|record| record.approval.requested_at);
        Ok(waiting)
    }

    /// Says of each approval that waits whether whoever asks has put it aside.
    pub(crate) async fn mark_snoozed(
        &self,
        actor: &Actor,
        items: &mut [wire::Approval],
    ) -> Result<(), Error> {
        if items.iter().all(|item| item.state != "pending") || themselves(actor).is_err() {
            return Ok(());
        }
        for snoozed in self.snoozed(actor).await? {
            let found = items.iter_mut().find(|item| item.id == snoozed.approval.as_str());
            if let Some(item) = found {
                item.snoozed = Some(wire::Snoozed { at: snoozed.at, until: snoozed.until });
            }
        }
        Ok(())
    }
}

/// Which approvals a list shows: only what whoever asks has put aside, only the rest, or all.
pub(crate) fn aside_of(
    actor: &Actor,
    wanted: Option<bool>,
    now: Timestamp,
) -> Result<Aside, Refusal> {
    Ok(match (wanted, themselves(actor)) {
        (None, _) | (Some(false), Err(_)) => Aside::Any,
        (Some(false), Ok(person)) => Aside::Without(person.clone(), now),
        (Some(true), person) => Aside::Only(person?.clone(), now),
    })
}

/// The person who asks. An agent or a runner has no inbox.
fn themselves(actor: &Actor) -> Result<&PersonId, Refusal> {
    match actor {
        Actor::Person { id, .. } => Ok(id),
        Actor::Agent { .. } | Actor::TaskAgent { .. } | Actor::Runner { .. } => {
            Err(Refusal::InsufficientScope { needs: Scope::Decide })
        }
    }
}
