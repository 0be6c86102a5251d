//! The reference: what people have set. Small on purpose, and made of nothing that the product is made of.

use crate::{
    cast::{TOUR, Who},
    steps::{Code, Step},
};
use domain::{person::Role, policy::Preset};
use std::collections::{BTreeMap, BTreeSet};

/// A person's account.
#[derive(Clone, Copy, Debug)]
struct Account {
    role: Role,
    works: bool,
}

/// What people have set, as it is to be known at every moment.
#[derive(Clone, Debug)]
pub struct Rules {
    accounts: BTreeMap<Who, Account>,
    /// Task Approval Mode.
    pub mode: bool,
    preset: Preset,
    /// Agents, and none for everything.
    stops: BTreeSet<Option<&'static str>>,
}

impl Rules {
    /// As it is at the beginning.
    pub fn first() -> Self {
        let account = |who: Who| who.first_role().map(|role| (who, Account { role, works: true }));
        Self {
            accounts: Who::PEOPLE.into_iter().filter_map(account).collect(),
            mode: true,
            preset: Preset::Restrictive,
            stops: BTreeSet::new(),
        }
    }

    fn at_least(&self, who: Who, role: Role) -> bool {
        self.accounts.get(&who).is_some_and(|account| account.works && account.role >= role)
    }

    /// May they decide? Only people with the role, never the console: nobody knows who sits there.
    pub fn decides(&self, who: Who) -> bool {
        self.at_least(who, Role::Approver)
    }

    fn administers(&self, who: Who) -> bool {
        who == Who::Console || self.at_least(who, Role::Admin)
    }

    /// Does nothing stop work of this agent, or work that has none?
    pub fn going(&self, agent: Option<&str>) -> bool {
        let stopped = |name: Option<&str>| name.is_none() || name == agent;
        !self.stops.iter().copied().any(stopped)
    }

    /// What is stopped.
    pub fn stopped(&self) -> Vec<Option<&'static str>> {
        self.stops.iter().copied().collect()
    }

    /// Whose account is switched off.
    pub fn switched_off(&self) -> Vec<Who> {
        let off = self.accounts.iter().filter(|(_, account)| !account.works);
        off.map(|(who, _)| *who).collect()
    }

    /// Does the policy let this run without asking?
    pub fn lets_run(&self, code: Code) -> bool {
        match code {
            Code::Read(_) => self.preset != Preset::Restrictive,
            Code::Touch(_) | Code::File(_) => {
                matches!(self.preset, Preset::Permissive | Preset::Autonomous)
            }
            Code::Remove(_) => self.preset == Preset::Autonomous,
        }
    }

    /// Must this succeed? None when that does not only depend on what people have set.
    pub fn expects(&self, step: &Step) -> Option<bool> {
        match step {
            Step::SetMode { who, .. } | Step::SetPreset { who, .. } => Some(self.administers(*who)),
            Step::Stop { who, .. } | Step::Resume { who, .. } => {
                Some(self.administers(*who) || self.decides(*who))
            }
            Step::Disable { who, whose } => {
                let other = |(name, account): (&Who, &Account)| {
                    name != whose && account.works && account.role == Role::Admin
                };
                let last =
                    self.accounts[whose].role == Role::Admin && !self.accounts.iter().any(other);
                Some(self.administers(*who) && !last)
            }
            Step::SetRole { .. } | Step::Restart | Step::Wait { .. } => Some(true),
            _ => None,
        }
    }

    /// What people have set after this.
    pub fn after(mut self, step: &Step) -> Self {
        if let Step::Meanwhile { first, then, .. } = step {
            return self.after(then).after(first);
        }
        if self.expects(step) != Some(true) {
            return self;
        }
        match step {
            Step::SetRole { whose, role } => {
                self.accounts.insert(*whose, Account { role: *role, works: true });
            }
            Step::Disable { whose, .. } => {
                self.accounts.entry(*whose).and_modify(|account| account.works = false);
            }
            Step::SetMode { on, .. } => self.mode = *on,
            Step::SetPreset { preset, .. } => self.preset = *preset,
            Step::Stop { agent, .. } => drop(self.stops.insert(*agent)),
            Step::Resume { agent, .. } => drop(self.stops.remove(agent)),
            _ => {}
        }
        self
    }

    /// Everybody and everything that can be stopped.
    pub const STOPPABLE: [Option<&'static str>; 4] = [None, Some("Fae"), Some("Mingo"), Some(TOUR)];
}
