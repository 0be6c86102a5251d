//! What would happen with an action before there is one: for each desktop and agent, asks, runs or blocked.

use crate::{Error, MissionControl, views};
use domain::{
    Actor, DesktopId, Timestamp,
    action::{Fact, FactKind, Interpreter, Part, Reading, Severity, Word},
    key::Scope,
    policy::{Case, Level, Policy, Rule},
    wire::DesktopRef,
};

/// What would happen on one desktop with what these agents propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// The desktop.
    pub desktop: DesktopRef,
    /// The agents it is the same for; empty when no agent can work there.
    pub agents: Vec<String>,
    /// The answers where no narrower rule speaks.
    pub answers: Answers,
}

/// The answers to four kinds of action, and how many narrower rules may say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// It only reads.
    pub reads: Level,
    /// It changes something.
    pub changes: Level,
    /// It is costly to reverse, or hides something.
    pub weighty: Level,
    /// Our rules cannot read it.
    pub unreadable: Level,
    /// Rules about certain commands or interpreters, in the order of `Level::ALL`.
    pub narrower: [u32; 3],
}

impl MissionControl {
    /// What would happen, by desktop; agents for whom it is the same stand together.
    pub async fn foresee(&self, actor: &Actor) -> Result<Vec<Foreseen>, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let policy = self.store.policy().await?;
        let keys = self.store.keys().await?;
        let external = keys.iter().map(|record| &record.key);
        let external = external.filter(|key| key.scopes.contains(&Scope::Propose));
        let external: Vec<&str> =
            external.filter(|key| key.works_at(now)).map(|key| key.name.as_str()).collect();
        let mut foreseen: Vec<Foreseen> = Vec::new();
        for desktop in self.store.desktops().await? {
            let own = desktop.agents.iter().map(String::as_str);
            let mut agents: Vec<&str> = own.chain(external.iter().copied()).collect();
            agents.sort_unstable();
            agents.dedup();
            let view = views::desktop_ref(&desktop, now);
            let from = foreseen.len();
            for agent in agents {
                let answers = answers(&policy, agent, &desktop.id, now);
                match foreseen[from..].iter_mut().find(|row| row.answers == answers) {
                    Some(row) => row.agents.push(agent.to_owned()),
                    None => foreseen.push(Foreseen {
                        desktop: view.clone(),
                        agents: vec![agent.to_owned()],
                        answers,
                    }),
                }
            }
            if foreseen.len() == from {
                let answers = answers(&policy, "", &desktop.id, now);
                foreseen.push(Foreseen { desktop: view, agents: Vec::new(), answers });
            }
        }
        Ok(foreseen)
    }
}

/// A rule about certain commands only, or about one interpreter.
const fn narrow(rule: &Rule) -> bool {
    rule.command.is_some() || rule.interpreter.is_some()
}

pub(crate) fn answers(
    policy: &Policy,
    agent: &str,
    desktop: &DesktopId,
    now: Timestamp,
) -> Answers {
    let rules = policy.rules.iter().filter(|rule| rule.holds(now));
    let (narrower, wide): (Vec<Rule>, Vec<Rule>) = rules
        .filter(|rule| rule.agent.as_deref().is_none_or(|name| name == agent))
        .filter(|rule| rule.desktop.as_ref().is_none_or(|id| id == desktop))
        .cloned()
        .partition(narrow);
    let count = |level| narrower.iter().filter(|rule| rule.level == level).count();
    let wide = Policy { rules: wide, ..policy.clone() };
    let answer = |reading: &Reading| {
        let case = Case { agent, desktop, interpreter: Interpreter::Sh, reading };
        wide.judge(&case, now).level
    };
    Answers {
        reads: answer(&sample(Some("ls"), None)),
        changes: answer(&sample(Some("touch"), Some((FactKind::Writes, Severity::Note)))),
        weighty: answer(&sample(Some("rm"), Some((FactKind::Deletes, Severity::High)))),
        unreadable: answer(&sample(None, Some((FactKind::Unreadable, Severity::High)))),
        narrower: Level::ALL.map(|level| u32::try_from(count(level)).unwrap_or(u32::MAX)),
    }
}

/// A command of one kind.
fn sample(program: Option<&str>, fact: Option<(FactKind, Severity)>) -> Reading {
    let part = |program: &str| {
        vec![Part { words: vec![Word::Literal(program.to_owned())], more: false, line: 1 }]
    };
    let fact = fact.map(|(kind, severity)| Fact {
        kind,
        text: String::new(),
        severity,
        line: None,
        word: None,
    });
    Reading { parts: program.map(part), facts: fact.into_iter().collect(), operands: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Party, PartyKind, RuleId, Version,
        policy::{CommandPattern, Preset},
    };

    const NOW: Timestamp = Timestamp(1_767_355_200_000_000);

    fn rule(level: Level, agent: Option<&str>, command: Option<&str>) -> Rule {
        Rule {
            id: RuleId::new("r_1".to_owned()),
            level,
            agent: agent.map(str::to_owned),
            desktop: None,
            interpreter: None,
            command: command.map(|text| CommandPattern::parse(text).unwrap()),
            people: 1,
            decide_within: None,
            note: String::new(),
            created_by: Party { id: "u_1".into(), name: "Ana".into(), kind: PartyKind::Person },
            created_at: NOW,
            expires_at: None,
            revoked_at: None,
            uses: 0,
            used_at: None,
        }
    }

    fn of(preset: Preset, rules: Vec<Rule>, agent: &str) -> Answers {
        let policy = Policy { preset, version: Version::FIRST, rules };
        answers(&policy, agent, &DesktopId::new("d_1".to_owned()), NOW)
    }

    fn levels(answers: Answers) -> [Level; 4] {
        [answers.reads, answers.changes, answers.weighty, answers.unreadable]
    }

    #[test]
    fn each_preset_answers_for_itself() {
        use Level::{Asks, Runs};
        for (preset, wanted) in [
            (Preset::Autonomous, [Runs, Runs, Runs, Runs]),
            (Preset::Permissive, [Runs, Runs, Asks, Asks]),
            (Preset::Balanced, [Runs, Asks, Asks, Asks]),
            (Preset::Restrictive, [Asks, Asks, Asks, Asks]),
        ] {
            assert_eq!(levels(of(preset, Vec::new(), "Fern")), wanted, "{preset:?}");
        }
    }

    #[test]
    fn a_wide_rule_answers_and_a_narrow_one_is_counted() {
        let blocked = vec![rule(Level::Blocked, Some("Fern"), None)];
        let fern = of(Preset::Autonomous, blocked.clone(), "Fern");
        assert_eq!(levels(fern), [Level::Blocked; 4]);
        assert_eq!(levels(of(Preset::Autonomous, blocked, "Osprey")), [Level::Runs; 4]);
        let narrow = vec![rule(Level::Runs, None, Some("ls *"))];
        let answers = of(Preset::Restrictive, narrow, "Fern");
        assert_eq!((levels(answers), answers.narrower), ([Level::Asks; 4], [1, 0, 0]));
        let over = Rule { expires_at: Some(NOW), ..rule(Level::Blocked, None, None) };
        assert_eq!(levels(of(Preset::Autonomous, vec![over], "Fern")), [Level::Runs; 4]);
    }
}
