//! Tells people again of what waits for them: who may decide it, what waits behind it, and when its time is up. Silence is
//! never an answer, so nothing is decided here.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    store::ApprovalRecord,
};
use domain::{
    ApprovalId, Party, PartyKind, Timestamp,
    event::{EventKind, NewEvent},
};

impl MissionControl {
    /// Says it once for everything whose time for that has come.
    pub(crate) async fn remind(&self, now: Timestamp) -> Result<(), Error> {
        for approval in self.store.to_remind(now).await? {
            self.remind_of(&approval.id).await?;
        }
        Ok(())
    }

    async fn remind_of(&self, id: &ApprovalId) -> Result<(), Error> {
        until_fresh!(async {
            let record = self.load_approval(id).await?;
            let (before, now) = (&record.approval, self.clock.now());
            // It was answered since it was looked up, or another upkeep was faster.
            let Ok(after) = before.clone().remind(now) else { return Ok(()) };
            let may = self.who_may_decide(&record).await?;
            let behind = self.store.dependants(&record.task.id).await?;
            let behind: Vec<String> =
                behind.iter().map(|task| format!("MC-{}", task.number)).collect();
            let mut draft = Draft::new(Party::system(), now);
            draft.update_approval_quietly(before, &after);
            draft.audit("approval.remind", "approval", id, Some(after.digest));
            draft.event(
                NewEvent::new(EventKind::ApprovalReminded, now)
                    .approval(id)
                    .task(&after.task)
                    .desktop(&after.desktop)
                    .with("gate", after.gate.as_str())
                    .with("mayDecide", may.clone())
                    .with("waitsBehind", behind.clone()),
            );
            let text = words(&record, now, &may, &behind);
            draft.say(self.message(&record.task, Party::system(), now, text));
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// The names of those whose yes would count.
    async fn who_may_decide(&self, record: &ApprovalRecord) -> Result<Vec<String>, Error> {
        let settings = self.store.settings().await?;
        let terms = self.terms(&settings, &record.task, &record.approval).await?;
        let people = self.store.people().await?.into_iter();
        let may = people.filter(domain::Person::may_decide);
        let parties = may.map(|person| Party {
            id: person.id.to_string(),
            name: person.name,
            kind: PartyKind::Person,
        });
        let counts = |by: &Party| terms.lets_approve(by) && !record.approval.has_yes_of(by);
        Ok(parties.filter(counts).map(|party| party.name).collect())
    }
}

fn words(record: &ApprovalRecord, now: Timestamp, may: &[String], behind: &[String]) -> String {
    let minutes = now.seconds_since(record.approval.requested_at) / 60;
    let long = match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".to_owned(),
        (0, minutes) => format!("{minutes} minutes"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    let mut sentences = vec![format!("This has waited for a decision for {long}.")];
    if let Some(end) = record.approval.decide_by {
        let end = end.date_clock_utc();
        sentences.push(format!("Its time is up at {end}; then it counts as not approved."));
    }
    sentences.push(match listed(may) {
        Some(names) => format!("{names} may approve it."),
        None => "Nobody who could approve it is left: give somebody the role approver.".to_owned(),
    });
    if let Some(tasks) = listed(behind) {
        let waits = if behind.len() == 1 { "waits" } else { "wait" };
        sentences.push(format!("{tasks} {waits} behind it."));
    }
    sentences.join(" ")
}

/// `A`, `A and B`, `A, B and 7 more`.
fn listed(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [some @ .., last] if names.len() <= 5 => Some(format!("{} and {last}", some.join(", "))),
        many => Some(format!("{} and {} more", many[..4].join(", "), many.len() - 4)),
    }
}
