//! A policy that is only thought of, against what agents proposed last: what would be answered otherwise. Nothing is
//! written, and nothing runs.

use crate::{
    Error, MissionControl,
    proposal::{held, reading},
    store::Judged,
};
use domain::{
    Actor, DesktopId, Party, PartyKind, Refusal, RuleId, Timestamp, Verdict,
    action::Interpreter,
    limits,
    policy::{Case, CommandPattern, Level, Policy, Preset, Rule},
    wire,
};

/// How many actions are looked at: reading each takes a moment.
const LAST: u32 = 200;

/// What is thought of: another preset, one more rule, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thought {
    /// What happens when no rule speaks; the preset that is set when absent.
    pub preset: Option<Preset>,
    /// One more rule.
    pub rule: Option<ThoughtRule>,
}

/// A rule that is only thought of. What is absent matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThoughtRule {
    /// What it does with what it matches.
    pub level: Level,
    /// Only this agent.
    pub agent: Option<String>,
    /// Only this desktop.
    pub desktop: Option<String>,
    /// Only what this interpreter reads.
    pub interpreter: Option<Interpreter>,
    /// Only this command.
    pub command: Option<String>,
}

/// What would be answered otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many actions were judged again.
    pub judged: u32,
    /// How many could not be: their texts were erased.
    pub erased: u32,
    /// Those that would be answered otherwise than by the policy that holds now, the newest first.
    pub changed: Vec<Changed>,
}

/// An action that would be answered otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its task.
    pub task: String,
    /// That task's number.
    pub number: i64,
    /// Its approval, where a person was asked.
    pub approval: Option<String>,
    /// Its code.
    pub code: String,
    /// Which agent asked.
    pub agent: String,
    /// When.
    pub at: Timestamp,
    /// What a person said.
    pub verdict: Option<Verdict>,
    /// What the policy that holds now answers.
    pub now: Level,
    /// What the other one would.
    pub then: Level,
}

impl Replay {
    /// How many would run without asking, and how many of those a person rejected.
    pub fn let_through(&self) -> (u32, u32) {
        let runs = self.changed.iter().filter(|one| one.then == Level::Runs);
        let rejected = |one: &&Changed| one.verdict == Some(Verdict::Reject);
        (count(runs.clone().count()), count(runs.filter(rejected).count()))
    }

    /// How many would be answered so instead.
    pub fn would(&self, level: Level) -> u32 {
        count(self.changed.iter().filter(|one| one.then == level).count())
    }
}

impl From<Replay> for wire::PolicyTest {
    fn from(replay: Replay) -> Self {
        let other = |one: Changed| wire::OtherAnswer {
            task_id: one.task,
            approval_id: one.approval,
            code: one.code,
            agent: one.agent,
            at: one.at,
            decision: one.verdict,
            now: one.now,
            then: one.then,
        };
        Self {
            judged: replay.judged,
            erased: replay.erased,
            changed: replay.changed.into_iter().map(other).collect(),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl MissionControl {
    /// Judges the last 200 proposals by the policy that holds and by the one that is thought of.
    pub async fn replay(&self, actor: &Actor, thought: Thought) -> Result<Replay, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let policy = self.store.policy().await?;
        let other = with(&policy, thought, now)?;
        let mut replay = Replay::default();
        for Judged { action, verdict } in self.store.recent_actions(LAST).await? {
            if action.proposal.code.is_empty() {
                replay.erased += 1;
                continue;
            }
            replay.judged += 1;
            let reading = reading(&action.proposal).await?;
            let case = Case {
                agent: &action.requested_by.name,
                desktop: &action.desktop,
                interpreter: action.proposal.interpreter,
                reading: &reading,
            };
            let edited = action.edited_by.is_some();
            let answer = |policy: &Policy| {
                let judgement = policy.judge(&case, now);
                held(judgement, &action.proposal, edited).level
            };
            let (now, then) = (answer(&policy), answer(&other));
            if now != then {
                replay.changed.push(Changed {
                    task: action.task.to_string(),
                    number: action.task_number,
                    approval: action.approval().map(ToString::to_string),
                    code: action.proposal.code.text(),
                    agent: action.requested_by.name,
                    at: action.proposed_at,
                    verdict,
                    now,
                    then,
                });
            }
        }
        Ok(replay)
    }
}

/// The policy as it would be.
fn with(policy: &Policy, thought: Thought, now: Timestamp) -> Result<Policy, Refusal> {
    let mut other = policy.clone();
    if let Some(preset) = thought.preset {
        other.preset = preset;
    }
    if let Some(rule) = thought.rule {
        if rule.command.as_ref().is_some_and(|command| command.len() > limits::PATTERN) {
            return Err(Refusal::invalid("command", "It is too long."));
        }
        other.rules.push(Rule {
            id: RuleId::new("thought"),
            level: rule.level,
            agent: rule.agent,
            desktop: rule.desktop.map(DesktopId::new),
            interpreter: rule.interpreter,
            command: rule.command.as_deref().map(CommandPattern::parse).transpose()?,
            people: 1,
            decide_within: None,
            note: String::new(),
            created_by: Party { id: String::new(), name: String::new(), kind: PartyKind::System },
            created_at: now,
            expires_at: None,
            revoked_at: None,
            uses: 0,
            used_at: None,
        });
    }
    Ok(other)
}
