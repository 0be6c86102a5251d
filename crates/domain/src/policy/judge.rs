//! What the policy says about one action. Deny beats allow; what cannot be read asks.

use super::{Fit, Level, Policy, Preset, Rule, readers};
use crate::{
    DesktopId, Timestamp,
    action::{FactKind, Interpreter, Part, Reading, Severity},
};
use serde::{Deserialize, Serialize};

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Which agent asks.
    pub agent: &'a str,
    /// About which machine.
    pub desktop: &'a DesktopId,
    /// What reads the code.
    pub interpreter: Interpreter,
    /// What the code says.
    pub reading: &'a Reading,
}

/// What the policy says about an action, and by which rule and version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What happens.
    pub level: Level,
    /// The rule that decided; none when the preset did.
    pub rule: Option<String>,
    /// The policy's version.
    pub version: i64,
    /// Why, in a sentence.
    pub reason: String,
    /// How many different people must say yes, when it asks.
    #[serde(default = "one")]
    pub people: u32,
    /// How many seconds people have to decide, when rules say so.
    #[serde(default)]
    pub decide_within: Option<u32>,
}

impl Judgement {
    /// For what a person is asked about also where the policy would let it run, and why that is.
    #[must_use]
    pub fn asking(self, why: &str) -> Self {
        if self.level != Level::Runs {
            return self;
        }
        let reason = format!("{why} {}", self.reason);
        Self { level: Level::Asks, reason, ..self }
    }
}

/// What was judged before rules could ask for more.
const fn one() -> u32 {
    1
}

impl Policy {
    /// Judges an action. A rule that blocks wins over one that asks, and that over one that lets run. A compound command
    /// runs without asking only if each of its parts is allowed to.
    pub fn judge(&self, case: &Case<'_>, now: Timestamp) -> Judgement {
        let rules = self.rules.iter().filter(|rule| rule.holds(now) && speaks(rule, case));
        let asking =
            rules.filter(|rule| rule.level == Level::Asks && touches(rule, case) != Fit::No);
        let asking: Vec<&Rule> = asking.collect();
        // Whatever makes it ask: the most people that any rule about it wants, and the shortest time.
        let people = asking.iter().map(|rule| rule.people).max().unwrap_or(1);
        let decide_within = asking.iter().filter_map(|rule| rule.decide_within).min();
        Judgement { people, decide_within, ..self.level(case, now) }
    }

    fn level(&self, case: &Case<'_>, now: Timestamp) -> Judgement {
        let rules = self.rules.iter().filter(|rule| rule.holds(now) && speaks(rule, case));
        let rules: Vec<&Rule> = rules.collect();
        let of = |level| rules.iter().filter(move |rule| rule.level == level);
        if let Some(rule) = of(Level::Blocked).find(|rule| touches(rule, case) == Fit::Yes) {
            return self.by(rule, Level::Blocked, "A rule blocks it.");
        }
        if let Some(rule) = of(Level::Blocked).find(|rule| touches(rule, case) == Fit::Perhaps) {
            return self.by(rule, Level::Asks, "A rule may block it: not every word is known.");
        }
        if let Some(rule) = of(Level::Asks).find(|rule| touches(rule, case) != Fit::No) {
            return self.by(rule, Level::Asks, "A rule says to ask.");
        }
        let Some(parts) = case.reading.parts.as_deref().filter(|parts| !parts.is_empty()) else {
            // A rule without a pattern speaks about everything, so nothing has to be read for it.
            if let Some(rule) = of(Level::Runs).find(|rule| rule.command.is_none()) {
                return self.by(rule, Level::Runs, "A rule lets it run.");
            }
            return self.by_preset(case);
        };
        let allowing = |part: &Part| of(Level::Runs).find(|rule| covers(rule, part));
        let covered: Option<Vec<&&Rule>> = parts.iter().map(allowing).collect();
        match covered.as_deref() {
            Some([rule, ..]) => self.by(rule, Level::Runs, "Rules let every part of it run."),
            _ => self.by_preset(case),
        }
    }

    fn by(&self, rule: &Rule, level: Level, reason: &str) -> Judgement {
        Judgement {
            level,
            rule: Some(rule.id.to_string()),
            version: self.version.0,
            reason: reason.to_owned(),
            people: 1,
            decide_within: None,
        }
    }

    fn by_preset(&self, case: &Case<'_>) -> Judgement {
        let readable = case.reading.parts.is_some();
        let facts = &case.reading.facts;
        let weighty = facts.iter().any(|fact| fact.severity == Severity::High);
        // A command that only reads gives our rules nothing to say; one that names a secret does.
        let only_reads = facts.is_empty() && readers::only_reads(case.interpreter, case.reading);
        let secret = facts.iter().any(|fact| fact.kind == FactKind::GivenSecret);
        let (level, reason) = match self.preset {
            Preset::Autonomous => (Level::Runs, "Autonomous: everything runs."),
            _ if !readable => (Level::Asks, "It cannot be read by our rules, so it asks."),
            Preset::Permissive if weighty => (Level::Asks, "Permissive: weighty changes ask."),
            Preset::Permissive if secret => {
                (Level::Asks, "Permissive: what is given a secret asks.")
            }
            Preset::Permissive => (Level::Runs, "Permissive: nothing weighty was found."),
            Preset::Balanced if only_reads => (Level::Runs, "Balanced: it only reads."),
            Preset::Balanced => (Level::Asks, "Balanced: what may change something asks."),
            Preset::Restrictive => (Level::Asks, "Restrictive: every action asks."),
        };
        Judgement {
            level,
            rule: None,
            version: self.version.0,
            reason: reason.to_owned(),
            people: 1,
            decide_within: None,
        }
    }
}

fn speaks(rule: &Rule, case: &Case<'_>) -> bool {
    rule.agent.as_deref().is_none_or(|agent| agent == case.agent)
        && rule.desktop.as_ref().is_none_or(|desktop| desktop == case.desktop)
        && rule.interpreter.is_none_or(|interpreter| interpreter == case.interpreter)
}

/// Whether a rule that narrows touches any part of it. What cannot be read may hold anything.
fn touches(rule: &Rule, case: &Case<'_>) -> Fit {
    let Some(pattern) = &rule.command else { return Fit::Yes };
    let Some(parts) = &case.reading.parts else { return Fit::Perhaps };
    let fits: Vec<Fit> = parts.iter().map(|part| pattern.touches(case.interpreter, part)).collect();
    if fits.contains(&Fit::Yes) {
        Fit::Yes
    } else if fits.contains(&Fit::Perhaps) {
        Fit::Perhaps
    } else {
        Fit::No
    }
}

/// Whether a rule that widens covers this part: every word known, and nothing beside its words.
fn covers(rule: &Rule, part: &Part) -> bool {
    match &rule.command {
        None => true,
        Some(pattern) => pattern.covers(part),
    }
}
