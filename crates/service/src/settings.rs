//! What an administrator sets for the whole workspace, and the record that speaks for relaxing it.

use crate::{
    Error, MissionControl, attention,
    change::{Draft, until_fresh},
    store::{TrackRecord, Write},
};
use domain::{
    Actor, Gate, Refusal,
    attention::Rule,
    event::{EventKind, NewEvent},
    limits,
    policy::{DecideWithin, Settings},
    wire,
};

/// A fortnight, in seconds: how long the record must reach back before relaxing the mode is offered.
const FORTNIGHT: i64 = 14 * 24 * 3600;
/// How many decisions the record must hold before it says anything.
const ENOUGH: u32 = 10;

/// How people decided about results lately, and whether that speaks for gating single tasks only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeHistory {
    /// The last fortnight's decisions.
    pub record: TrackRecord,
    /// A fortnight of approvals without one rejection, while the mode is on.
    pub relax: bool,
}

impl MissionControl {
    /// The settings.
    pub async fn settings(&self, actor: &Actor) -> Result<wire::SettingsItem, Error> {
        actor.reader()?;
        Ok(item(&self.store.settings().await?))
    }

    /// Changes the settings that are named. Switching Task Approval Mode off releases nothing that already waits.
    pub async fn change_settings(
        &self,
        actor: &Actor,
        body: wire::ChangeSettings,
    ) -> Result<wire::SettingsItem, Error> {
        let by = actor.admin()?;
        let confirmed = self.confirmed(actor, body.password.as_ref()).await?;
        until_fresh!(async {
            let before = self.store.settings().await?;
            let mut after = before.clone();
            if let Some(mode) = body.task_approval_mode {
                after.task_approval_mode = mode;
            }
            if let Some(second) = body.second_person {
                after.second_person = second;
            }
            if let Some(minutes) = body.remind_after_minutes {
                after.remind_after = minutes;
            }
            after.decide_within = within(&body, before.decide_within)?;
            minutes("remindAfterMinutes", after.remind_after)?;
            if let Some(days) = body.keep_payloads_days {
                after.keep_payloads = days;
            }
            if after.keep_payloads > limits::KEEP_DAYS {
                let why = "It must be 0 to 36500; 0 is never.";
                return Err(Refusal::invalid("keepPayloadsDays", why).into());
            }
            after.keep_activity = kept(&body, before.keep_activity)?;
            after.attention = attention_after(&body, before.attention)?;
            if after == before {
                return Ok(item(&before));
            }
            let off = |on: fn(&Settings) -> bool| on(&before) && !on(&after);
            // What is erased does not come back.
            let shortens = |before: u32, after| after > 0 && (before == 0 || after < before);
            let erases = shortens(before.keep_payloads, after.keep_payloads)
                || shortens(before.keep_activity, after.keep_activity);
            let off = off(|set| set.task_approval_mode) || off(|set| set.second_person);
            let loosened = before.attention.is_loosened_by(&after.attention);
            if (off || erases || loosened) && !confirmed {
                return Err(Refusal::ConfirmationNeeded.into());
            }
            if after.second_person && !before.second_person {
                let people = self.most_people().await?;
                self.enough_deciders("secondPerson", people, true).await?;
            }
            if after.attention.second_person && !before.attention.second_person {
                self.enough_deciders("attentionSecondPerson", 2, after.second_person).await?;
            }
            after.version = before.version.next();
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            draft.event(
                NewEvent::new(EventKind::SettingsChanged, draft.at)
                    .with("taskApprovalMode", after.task_approval_mode)
                    .with("secondPerson", after.second_person)
                    .with("remindAfterMinutes", after.remind_after)
                    .with("decideBeforeRunMinutes", after.decide_within.before_run)
                    .with("decideActionMinutes", after.decide_within.action)
                    .with("decideResultMinutes", after.decide_within.result)
                    .with("keepPayloadsDays", after.keep_payloads)
                    .with("keepActivityDays", after.keep_activity)
                    .with("attentionSecondPerson", after.attention.second_person)
                    .with("by", by.party().name.clone()),
            );
            for (action, thing) in changes(&before, &after) {
                draft.audit(action, "settings", thing, None);
            }
            draft.write(Write::UpdateSettings { settings: after.clone(), read: before.version });
            self.commit(draft.change).await?;
            Ok(item(&after))
        })
    }

    /// The last fortnight's decisions about results, and whether they speak for relaxing the mode.
    pub async fn mode_history(&self, actor: &Actor) -> Result<ModeHistory, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let record = self.store.track_record(now.plus_seconds(-FORTNIGHT)).await?;
        let on = self.store.settings().await?.task_approval_mode;
        let long = record.first_at.is_some_and(|first| now.seconds_since(first) >= FORTNIGHT);
        let relax = on && long && record.rejected == 0 && record.approved >= ENOUGH;
        Ok(ModeHistory { record, relax })
    }
}

/// How long people have at each gate afterwards: what is said for one gate, for all, or what is set.
fn within(body: &wire::ChangeSettings, set: DecideWithin) -> Result<DecideWithin, Refusal> {
    let all = body.decide_within_minutes;
    if let Some(all) = all {
        minutes("decideWithinMinutes", all)?;
    }
    let gate = |field, own: Option<u32>, set| minutes(field, own.or(all).unwrap_or(set));
    Ok(DecideWithin {
        before_run: gate("decideBeforeRunMinutes", body.decide_before_run_minutes, set.before_run)?,
        action: gate("decideActionMinutes", body.decide_action_minutes, set.action)?,
        result: gate("decideResultMinutes", body.decide_result_minutes, set.result)?,
    })
}

/// For how many days what happened is kept afterwards.
fn kept(body: &wire::ChangeSettings, set: u32) -> Result<u32, Refusal> {
    let days = body.keep_activity_days.unwrap_or(set);
    if days > limits::KEEP_DAYS {
        let why = "It must be 0 to 36500; 0 is for ever.";
        return Err(Refusal::invalid("keepActivityDays", why));
    }
    Ok(days)
}

/// When attention is low afterwards, and what follows.
fn attention_after(body: &wire::ChangeSettings, set: Rule) -> Result<Rule, Refusal> {
    let after = Rule {
        second_person: body.attention_second_person.unwrap_or(set.second_person),
        share: body.attention_share_percent.unwrap_or(set.share),
        answers: body.attention_answers.unwrap_or(set.answers),
    };
    attention::checked(&after)?;
    Ok(after)
}

/// Holds a number of minutes to its limit.
fn minutes(field: &str, number: u32) -> Result<u32, Refusal> {
    if number > limits::WAIT_MINUTES {
        return Err(Refusal::invalid(field, "It must be 0 to 43200; 0 is never."));
    }
    Ok(number)
}

/// What the log says about a change, one row a setting.
fn changes(before: &Settings, after: &Settings) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if before.task_approval_mode != after.task_approval_mode {
        let on = after.task_approval_mode;
        let verb = if on { "settings.approval_mode_on" } else { "settings.approval_mode_off" };
        rows.push((verb, "task_approval_mode".to_owned()));
    }
    if before.second_person != after.second_person {
        let on = after.second_person;
        let verb = if on { "settings.second_person_on" } else { "settings.second_person_off" };
        rows.push((verb, "second_person".to_owned()));
    }
    if before.remind_after != after.remind_after {
        rows.push(("settings.remind_after", format!("{} min", after.remind_after)));
    }
    for gate in [Gate::BeforeRun, Gate::Action, Gate::AfterRun] {
        let minutes = after.decide_within.at(gate);
        if before.decide_within.at(gate) != minutes {
            rows.push(("settings.decide_within", format!("{}: {minutes} min", gate.as_str())));
        }
    }
    let (was, rule) = (before.attention, after.attention);
    if was.second_person != rule.second_person {
        let word = if rule.second_person { "on" } else { "off" };
        rows.push(("settings.attention_second_person", word.to_owned()));
    }
    if (was.share, was.answers) != (rule.share, rule.answers) {
        let what = format!("{} % of {}", rule.share, rule.answers);
        rows.push(("settings.attention_low", what));
    }
    if before.keep_payloads != after.keep_payloads {
        rows.push(("settings.keep_payloads", format!("{} days", after.keep_payloads)));
    }
    if before.keep_activity != after.keep_activity {
        rows.push(("settings.keep_activity", format!("{} days", after.keep_activity)));
    }
    rows
}

fn item(settings: &Settings) -> wire::SettingsItem {
    wire::SettingsItem {
        task_approval_mode: settings.task_approval_mode,
        second_person: settings.second_person,
        remind_after_minutes: settings.remind_after,
        decide_before_run_minutes: settings.decide_within.before_run,
        decide_action_minutes: settings.decide_within.action,
        decide_result_minutes: settings.decide_within.result,
        keep_payloads_days: settings.keep_payloads,
        keep_activity_days: settings.keep_activity,
        attention_second_person: settings.attention.second_person,
        attention_share_percent: settings.attention.share,
        attention_answers: settings.attention.answers,
    }
}
