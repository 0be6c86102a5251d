//! Whose yes counts: the people behind a request, whether somebody else has to approve it, and whether whoever said yes
//! still may when it is used.

use crate::{Error, MissionControl, anew::no_longer, change::Draft, store::Write};
use domain::{
    Actor, Approval, ApprovalState, KeyId, Party, PartyKind, Person, PersonId, Refusal, Reviewer,
    Task,
    approval::Terms,
    key::Scope,
    policy::{Level, Settings},
};

impl MissionControl {
    /// What an answer to this has to stand up to. Whoever made the task, asks, or changed the command stands behind it.
    pub(crate) async fn terms(
        &self,
        settings: &Settings,
        task: &Task,
        approval: &Approval,
    ) -> Result<Terms, Error> {
        let second_person = settings.second_person;
        let mut terms = Terms::default();
        if second_person {
            terms = Terms { behind: self.behind(task, approval).await?, second_person, ..terms };
        }
        if settings.attention.second_person {
            // Where there are no two whose yes counts, nobody waits for a second one.
            let people = self.store.people().await?.into_iter().filter(Person::may_decide);
            terms.one_of_two = people.filter(|one| terms.lets_approve_id(&one.id)).count() > 1;
        }
        Ok(terms)
    }

    /// The people behind a request: whoever made the task, asks, or changed the command.
    async fn behind(&self, task: &Task, approval: &Approval) -> Result<Vec<PersonId>, Error> {
        let mut behind = Vec::new();
        let editor = approval.bound.as_ref().and_then(|bound| bound.editor.as_ref());
        behind.extend(editor.map(PersonId::new));
        for party in [&task.created_by, &approval.requested_by] {
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
        // An agent with a key of its own works on it: whose keys those are stand behind it too.
        if let Some(agent) = &task.external_agent {
            let keys = self.store.keys().await?.into_iter().map(|record| record.key);
            let owners = keys
                .filter(|key| key.name == *agent && key.scopes.contains(&Scope::Propose))
                .map(|key| key.owner);
            for owner in owners {
                if !behind.contains(&owner) {
                    behind.push(owner);
                }
            }
        }
        Ok(behind)
    }

    /// Whether this person's yes would count under these terms: nobody else has to say it, and they have not, or it is
    /// enough now.
    pub(crate) fn may_approve(by: &Reviewer, terms: &Terms, approval: &Approval) -> bool {
        let party = by.party();
        terms.lets_approve(party) && (!approval.has_yes_of(party) || approval.has_enough(terms))
    }

    /// The ids of those who said yes to what still waits and may not any more. Guarded in the draft.
    pub(crate) async fn who_no_longer_counts(
        &self,
        draft: &mut Draft,
        terms: &Terms,
        approval: &Approval,
    ) -> Result<Vec<String>, Error> {
        let mut gone = Vec::new();
        if matches!(approval.state, ApprovalState::Pending) {
            for yes in approval.yeses() {
                let may = self.may_still_decide(&yes.by).await?;
                if may {
                    draft.write(Write::ExpectDecider(PersonId::new(&yes.by.id)));
                }
                if !may || !terms.lets_approve(&yes.by) {
                    gone.push(yes.by.id.clone());
                }
            }
        }
        Ok(gone)
    }

    /// Why a yes no longer counts, if one of those who said it may no longer decide about this. What the answer rests on is
    /// guarded in the draft, since that may change until it is committed.
    pub(crate) async fn lapsed_yes(
        &self,
        draft: &mut Draft,
        task: &Task,
        approval: &Approval,
    ) -> Result<Option<String>, Error> {
        let settings = self.store.settings().await?;
        draft.write(Write::ExpectSettings(settings.version));
        let terms = self.terms(&settings, task, approval).await?;
        for yes in approval.yeses() {
            if !self.still_decides(draft, &yes.by).await? {
                return Ok(Some(no_longer(&yes.by)));
            }
            if !terms.lets_approve(&yes.by) {
                return Ok(Some(format!(
                    "{} approved this and had asked for it, and now somebody else has to. It did not run. A person is \
                     asked again.",
                    yes.by.name
                )));
            }
        }
        if !approval.has_enough(&terms) {
            return Ok(Some(
                "This was approved by somebody whose last approvals were very quick, and now that takes one more person. \
                 It did not run. A person is asked again."
                    .to_owned(),
            ));
        }
        Ok(None)
    }

    /// Whether this person may still decide. A yes of somebody who may not counts for nothing before it is used. Guarded in
    /// the draft, since that may be so by the time it is committed.
    async fn still_decides(&self, draft: &mut Draft, by: &Party) -> Result<bool, Error> {
        draft.write(Write::ExpectDecider(PersonId::new(&by.id)));
        self.may_still_decide(by).await
    }

    async fn may_still_decide(&self, by: &Party) -> Result<bool, Error> {
        let person = self.store.person(&PersonId::new(&by.id)).await?;
        Ok(person.is_some_and(|person| person.may_decide()))
    }

    /// Refuses what only somebody who decides may do, when they may not any more: the door looked a moment before, and the
    /// commit is what counts (rule R9).
    pub(crate) async fn must_decide(&self, draft: &mut Draft, by: &Reviewer) -> Result<(), Error> {
        if self.still_decides(draft, by.party()).await? {
            return Ok(());
        }
        Err(Refusal::NotAnApprover.into())
    }

    /// How many people may decide.
    pub async fn deciders(&self, actor: &Actor) -> Result<usize, Error> {
        actor.reader()?;
        Ok(self.store.people().await?.iter().filter(|person| person.may_decide()).count())
    }

    /// Refuses what nobody could ever satisfy: so many different people, and one more where whoever asked does not count.
    /// `field` is the one that asks for it.
    pub(crate) async fn enough_deciders(
        &self,
        field: &'static str,
        people: u32,
        second_person: bool,
    ) -> Result<(), Error> {
        let all = self.store.people().await?;
        let deciders = all.iter().filter(|person| person.may_decide()).count();
        let needed = people as usize + usize::from(second_person);
        if deciders < needed {
            let why = format!(
                "It would take {needed} people who may decide, and there are {deciders}. Give more people the role approver \
                 first."
            );
            return Err(Refusal::invalid(field, why).into());
        }
        Ok(())
    }

    /// The most people that any rule which holds asks for.
    pub(crate) async fn most_people(&self) -> Result<u32, Error> {
        let (policy, now) = (self.store.policy().await?, self.clock.now());
        let asking =
            policy.rules.iter().filter(|rule| rule.holds(now) && rule.level == Level::Asks);
        Ok(asking.map(|rule| rule.people).max().unwrap_or(1))
    }
}
