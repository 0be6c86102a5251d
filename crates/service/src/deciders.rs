//! Whose yes counts: the people behind a request, whether somebody else has to approve it, and whether whoever said yes
//! still may when it is used.

use crate::{Error, MissionControl, anew::no_longer, store::ApprovalRecord};
use domain::{
    Actor, Approval, KeyId, Party, PartyKind, PersonId, Refusal, Task, approval::Terms,
    person::Role,
};

impl MissionControl {
    /// What an answer about this task, asked by this party, has to stand up to.
    pub(crate) async fn terms(&self, task: &Task, requested_by: &Party) -> Result<Terms, Error> {
        let second_person = self.store.settings().await?.second_person;
        if !second_person {
            return Ok(Terms::default());
        }
        let mut behind = Vec::new();
        for party in [&task.created_by, requested_by] {
            let person = match party.kind {
                PartyKind::Person => Some(PersonId::new(&party.id)),
                // An agent with a key of its own. One that a runner started is its task's.
                PartyKind::Agent => {
                    let key = self.store.key(&KeyId::new(&party.id)).await?;
                    key.map(|record| record.key.owner)
                }
                PartyKind::Runner | PartyKind::System => None,
            };
            behind.extend(person.filter(|person| !behind.contains(person)));
        }
        Ok(Terms { behind, second_person, care: None })
    }

    /// Whether this person's yes would count: they have not said it yet, and nobody else has to.
    pub(crate) async fn may_approve(
        &self,
        actor: &Actor,
        record: &ApprovalRecord,
    ) -> Result<bool, Error> {
        let Ok(by) = actor.reviewer() else { return Ok(false) };
        let terms = self.terms(&record.task, &record.approval.requested_by).await?;
        Ok(terms.lets_approve(by.party()) && !has_said_yes(&record.approval, by.party()))
    }

    /// Why a yes no longer counts, if one of those who said it may no longer decide about this.
    pub(crate) async fn lapsed_yes(
        &self,
        task: &Task,
        approval: &Approval,
    ) -> Result<Option<String>, Error> {
        let terms = self.terms(task, &approval.requested_by).await?;
        for yes in approval.yeses() {
            if !terms.lets_approve(&yes.by) || !self.still_decides(&yes.by).await? {
                return Ok(Some(no_longer(&yes.by)));
            }
        }
        Ok(None)
    }

    /// Whether this person may still decide. A yes of somebody who may not counts for nothing before it is used.
    async fn still_decides(&self, by: &Party) -> Result<bool, Error> {
        let person = self.store.person(&PersonId::new(&by.id)).await?;
        Ok(person
            .is_some_and(|person| person.disabled_at.is_none() && person.role >= Role::Approver))
    }

    /// Refuses a rule that nobody could ever satisfy.
    pub(crate) async fn enough_deciders(&self, people: u32) -> Result<(), Error> {
        let all = self.store.people().await?;
        let may = |person: &&domain::Person| {
            person.disabled_at.is_none() && person.role >= Role::Approver
        };
        let deciders = all.iter().filter(may).count();
        if deciders < people as usize {
            let why = format!(
                "It must be 1 to 9, and no more than may decide here: {deciders}. Give more people the role approver first."
            );
            return Err(Refusal::invalid("people", why).into());
        }
        Ok(())
    }
}

/// Whether this person is one of those whose yes is counted.
pub(crate) fn has_said_yes(approval: &Approval, by: &Party) -> bool {
    approval.yeses().iter().any(|yes| yes.by.id == by.id)
}
