//! Taking the texts out of an action whose task is purged.

use super::{Action, ActionRun, ActionState, Allowed, Code, Deed, Fact, Proposal};
use crate::{Refusal, task::RunReport};
use std::collections::BTreeMap;

impl Action {
    /// What an action was, who let it run and what came of it, without the code and all that was written about it. Refused
    /// while it can still run or nobody has said whether it did.
    pub fn purge(self) -> Result<Self, Refusal> {
        let state = match self.state {
            state if !state.is_over() => return Err(Refusal::ActionNotOver(state.as_str())),
            state @ ActionState::OutcomeUnknown { closed: None, .. } => {
                return Err(Refusal::ActionNotOver(state.as_str()));
            }
            ActionState::Succeeded { allowed, run } => {
                ActionState::Succeeded { allowed: silent(allowed), run: shorn(run) }
            }
            ActionState::Failed { allowed, run } => {
                ActionState::Failed { allowed: silent(allowed), run: shorn(run) }
            }
            ActionState::OutcomeUnknown { allowed, lease, started_at, since, late, closed } => {
                let (allowed, late) = (silent(allowed), late.map(shorn));
                ActionState::OutcomeUnknown { allowed, lease, started_at, since, late, closed }
            }
            ActionState::Rejected { approval, decision, asked_again } => {
                ActionState::Rejected { approval, decision: decision.silent(), asked_again }
            }
            ActionState::Revoked { approval, decision, at, by } => {
                ActionState::Revoked { approval, decision: decision.silent(), at, by }
            }
            ActionState::Released { allowed, at } => {
                ActionState::Released { allowed: silent(allowed), at }
            }
            ActionState::Lapsed { allowed, at } => {
                ActionState::Lapsed { allowed: silent(allowed), at }
            }
            other => other,
        };
        let wordless = |fact: Fact| Fact { text: fact.kind.label().to_owned(), line: None, ..fact };
        Ok(Self {
            version: self.version.next(),
            proposal: empty(self.proposal),
            facts: self.facts.into_iter().map(wordless).collect(),
            operands: Vec::new(),
            salt: String::new(),
            state,
            ..self
        })
    }
}

fn silent(allowed: Allowed) -> Allowed {
    match allowed {
        Allowed::Person { approval, decision } => {
            Allowed::Person { approval, decision: decision.silent() }
        }
        policy @ Allowed::Policy { .. } => policy,
    }
}

fn shorn(run: ActionRun) -> ActionRun {
    let report = match run.report {
        RunReport::NotStarted(_) => RunReport::NotStarted(String::new()),
        other => other,
    };
    ActionRun { report, files: Vec::new(), findings: None, ..run }
}

fn empty(proposal: Proposal) -> Proposal {
    Proposal {
        interpreter: proposal.interpreter,
        code: match proposal.code {
            Code::Script(_) => Code::Script(String::new()),
            Code::Argv(_) => Code::Argv(Vec::new()),
            Code::Deed(_) => Code::Deed(Deed::Undisclosed),
        },
        own: proposal.own,
        cwd: None,
        env: BTreeMap::new(),
        timeout_seconds: proposal.timeout_seconds,
        title: None,
        description: String::new(),
        expected: None,
        decide_within: proposal.decide_within,
        source: BTreeMap::new(),
    }
}
