//! How attentively people answer, and whether one more person is asked because of it. The rule itself is in
//! `domain::attention`.

use crate::{
    Error, MissionControl,
    change::Draft,
    store::{Answered, LastAnswer, Write},
};
use domain::{
    Actor, Approval, PersonId, Refusal, Timestamp, Verdict,
    approval::Terms,
    attention::{Attention, Given, Rule},
    policy::Settings,
    wire,
};
use std::collections::BTreeMap;

/// What somebody's last answers come to, and up to where they were counted.
pub(crate) struct Counted {
    attention: Attention,
    low: bool,
    last: LastAnswer,
}

impl MissionControl {
    /// The asker's own last answers; none for whoever may not decide.
    pub async fn my_attention(&self, actor: &Actor) -> Result<Option<wire::AttentionView>, Error> {
        let Ok(by) = actor.reviewer() else { return Ok(None) };
        let settings = self.store.settings().await?;
        let counted =
            self.attention_of(&PersonId::new(&by.party().id), &settings.attention).await?;
        Ok(Some(wire::AttentionView::of(counted.attention, counted.low)))
    }

    /// Everybody's last answers; who answered most, first.
    pub(crate) async fn everybodys_attention(
        &self,
        now: Timestamp,
    ) -> Result<Vec<wire::PersonAttention>, Error> {
        let rule = self.store.settings().await?.attention;
        let answers = self.store.answers(Rule::from(now)).await?;
        let mut by_id: BTreeMap<&PersonId, Vec<&Given>> = BTreeMap::new();
        for Answered { given, .. } in &answers {
            by_id.entry(&given.by).or_default().push(given);
        }
        let people = self.store.people().await?;
        let one = |(id, own): (&PersonId, Vec<&Given>)| {
            let name = people.iter().find(|person| person.id == *id)?.name.clone();
            let attention = Attention::of(own, &rule, now);
            let view = wire::AttentionView::of(attention, attention.is_low(&rule));
            let by = wire::PersonRef { id: id.to_string(), name };
            Some(wire::PersonAttention { by, attention: view })
        };
        let mut all: Vec<_> = by_id.into_iter().filter_map(one).collect();
        all.sort_by(|a, b| {
            let most = b.attention.answers.cmp(&a.attention.answers);
            most.then_with(|| a.by.name.cmp(&b.by.name))
        });
        Ok(all)
    }

    /// How many of this actor's last answers were counted, if their yes counts as one of two now by what is set.
    pub(crate) async fn hurried(
        &self,
        actor: &Actor,
        settings: &Settings,
    ) -> Result<Option<u32>, Error> {
        let Ok(by) = actor.reviewer() else { return Ok(None) };
        if !settings.attention.second_person {
            return Ok(None);
        }
        let counted =
            self.attention_of(&PersonId::new(&by.party().id), &settings.attention).await?;
        Ok(counted.low.then_some(counted.attention.answers))
    }

    pub(crate) async fn attention_of(&self, who: &PersonId, rule: &Rule) -> Result<Counted, Error> {
        let now = self.clock.now();
        let from = Rule::from(now);
        let answers = self.store.answers_of(who, from, rule.answers).await?;
        let attention = Attention::of(answers.iter().map(|answer| &answer.given), rule, now);
        let seq = answers.iter().map(|answer| answer.seq).max().unwrap_or_default();
        let low = attention.is_low(rule);
        Ok(Counted { attention, low, last: LastAnswer { from, seq } })
    }
}

impl Counted {
    /// How many answers were counted, if attention is low.
    pub(crate) fn hurried(&self) -> Option<u32> {
        self.low.then_some(self.attention.answers)
    }

    /// Keeps an answer. Where a second person may be asked, another answer of theirs that came meanwhile makes it be
    /// counted anew: of two at once, the second knows of the first.
    pub(crate) fn keep(
        &self,
        draft: &mut Draft,
        approval: &Approval,
        verdict: Verdict,
        rule: &Rule,
    ) {
        let by = PersonId::new(draft.party().id);
        let given = Given { by, verdict, asked_at: approval.requested_at, at: draft.at };
        let counts = rule.second_person && verdict == Verdict::Approve;
        let after = counts.then_some(self.last);
        draft.write(Write::InsertAnswer { approval: approval.id.clone(), given, after });
    }
}

/// What the view of an approval says of it: how many people it takes for this actor, and why one more than one.
pub(crate) fn show(view: &mut wire::Approval, approval: &Approval, terms: &Terms) {
    view.required = approval.needed(terms);
    let given = approval.yeses().any(|yes| yes.hurried);
    let own = terms.hurried.filter(|_| view.can_approve && approval.required < 2);
    if terms.one_of_two && approval.required < 2 && (given || own.is_some()) {
        view.required = 2;
        view.hurried = Some(wire::Hurried { yours: own.filter(|_| !given) });
    }
}

/// Refuses thresholds out of their limits.
pub(crate) fn checked(rule: &Rule) -> Result<(), Refusal> {
    use domain::limits::{ATTENTION_ANSWERS, ATTENTION_SHARE};
    if !ATTENTION_SHARE.contains(&rule.share) {
        return Err(Refusal::invalid("attentionSharePercent", "It must be 1 to 100."));
    }
    if !ATTENTION_ANSWERS.contains(&rule.answers) {
        return Err(Refusal::invalid("attentionAnswers", "It must be 10 to 200."));
    }
    Ok(())
}
