//! What was seen to happen: who answered what, and what a runner was given. Nothing is given twice, or without a reason.

use crate::{
    cast::{TOUR, Who},
    hands::{Aim, Fact},
    rules::Rules,
    steps::{Code, Kind, NewTask, Step},
};
use domain::{Gate, TaskStatus, wire};
use std::collections::{BTreeMap, BTreeSet};

/// How long a yes is good for, in microseconds.
pub const GOOD_FOR: i64 = 3600 * 1_000_000;

/// A task as it was asked for.
#[derive(Clone, Debug)]
pub struct Job {
    pub asked: NewTask,
    /// Who asked it to run.
    pub askers: BTreeSet<Who>,
}

impl Job {
    /// The agent that works on it.
    pub fn agent(&self) -> Option<String> {
        match self.asked.kind {
            Kind::Command => None,
            Kind::Outside(agent) => Some(agent.name()),
            Kind::Inside => Some(TOUR.to_owned()),
        }
    }
}

/// An action as it was proposed.
#[derive(Clone, Debug)]
pub struct Card {
    pub task: String,
    pub code: Code,
}

/// A person's answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The task or the action.
    pub work: String,
    pub gate: Gate,
    pub digest: String,
    /// The text that was shown.
    pub shown: String,
    pub by: Who,
    pub yes: bool,
    /// By the product's clock.
    pub at: i64,
    pub taken_back: bool,
}

/// What a runner was given.
#[derive(Clone, Debug)]
pub struct Given {
    pub lease: String,
    pub on: Who,
}

/// Everything that was seen, by id.
#[derive(Default)]
pub struct Ledger {
    pub jobs: BTreeMap<String, Job>,
    pub cards: BTreeMap<String, Card>,
    pub answers: BTreeMap<String, Answer>,
    pub given: BTreeMap<String, Given>,
    pub nonces: BTreeSet<String>,
    /// What a runner or an agent has reported.
    pub reported: BTreeSet<String>,
    /// Actions of unknown outcome that somebody closed.
    pub closed: BTreeMap<String, Who>,
    /// Tasks that somebody called off.
    pub called_off: BTreeSet<String>,
}

impl Ledger {
    /// Writes down what came of a step. `rules` are what people had set when it was committed, `since` is when it began,
    /// `ids` are the ids that records know people and desktops by.
    pub fn record(
        &mut self,
        (step, aim): (&Step, &Aim),
        fact: &Fact,
        rules: &Rules,
        since: i64,
        ids: &BTreeMap<Who, String>,
    ) {
        if let Some(expected) = rules.expects(step) {
            assert_eq!(matches!(fact, Fact::Done), expected, "{step:?} came to {fact:?}");
        }
        let who = aim.who.unwrap_or(Who::Console);
        match (step, fact) {
            (Step::Create { task, .. }, Fact::Task(made)) => {
                let askers = if task.run { BTreeSet::from([who]) } else { BTreeSet::new() };
                let job = Job { asked: task.clone(), askers };
                self.jobs.insert(made.id.clone(), job);
            }
            (Step::Run { .. }, Fact::Task(task)) => {
                let job = self.jobs.get_mut(&task.id).expect("it was made");
                job.askers.insert(who);
            }
            (Step::Cancel { .. }, Fact::Task(task)) => {
                self.called_off.insert(task.id.clone());
            }
            (Step::Propose { code, .. }, Fact::Action(made)) => {
                self.proposed(made, &aim.id.clone(), *code, rules);
            }
            (Step::Revise { code, .. }, Fact::Action(made)) => {
                let task = self.cards[&aim.id].task.clone();
                self.not_given(&aim.id, "was changed");
                self.proposed(made, &task, *code, rules);
            }
            (Step::Withdraw { .. }, Fact::Action(_)) => self.not_given(&aim.id, "was withdrawn"),
            (Step::Decide { yes, .. }, Fact::Resolved(answer)) => {
                self.decided(who, *yes, aim, answer, rules, since, ids);
            }
            (Step::Revoke { .. }, Fact::Resolved(_)) => self.revoked(who, &aim.id, rules),
            (Step::Claim { .. }, Fact::Work(work)) => self.give(who, work, rules, since, ids),
            (Step::Finish { .. }, Fact::Task(task)) => self.ended(task, rules),
            (Step::Report { own_lease, .. }, Fact::Task(_) | Fact::Action(_)) => {
                assert!(*own_lease, "a report under the lease of other work was taken");
                assert_eq!(who, self.given[&aim.id].on, "a report of another desktop was taken");
                if let Fact::Task(task) = fact {
                    self.ended(task, rules);
                }
                self.reported.insert(aim.id.clone());
            }
            (Step::Close { .. }, Fact::Action(action)) => {
                assert!(rules.decides(who), "{who:?} closed an action");
                assert!(self.given.contains_key(&action.id), "nothing of it could have run");
                assert_eq!(self.closed.insert(action.id.clone(), who), None, "closed twice");
            }
            _ => {}
        }
    }

    fn proposed(&mut self, made: &wire::Action, task: &str, code: Code, rules: &Rules) {
        let agent = self.jobs[task].agent();
        assert!(rules.going(agent.as_deref()), "{agent:?} is stopped and proposed");
        assert_eq!(made.code(), code.script(), "what is shown is what was proposed");
        let asks = made.state == "pending";
        assert_eq!(asks, !rules.lets_run(code), "{code:?} is {}", made.state);
        let card = Card { task: task.to_owned(), code };
        assert!(self.cards.insert(made.id.clone(), card).is_none(), "an action made twice");
    }

    fn not_given(&self, action: &str, what: &str) {
        assert!(!self.given.contains_key(action), "{action} {what} after a runner took it");
    }

    #[expect(clippy::too_many_arguments, reason = "one answer and all that it is judged by")]
    fn decided(
        &mut self,
        who: Who,
        yes: bool,
        aim: &Aim,
        answer: &wire::Resolved,
        rules: &Rules,
        since: i64,
        ids: &BTreeMap<Who, String>,
    ) {
        let approval = &answer.approval;
        let decision = approval.decision.as_ref().expect("it was answered");
        if answer.replayed {
            let first = &self.answers[&approval.id];
            assert_eq!((first.by, first.yes), (who, yes), "another answer than the first one");
            return;
        }
        assert!(rules.decides(who), "{who:?} decided");
        assert_eq!(decision.by.id, ids[&who], "in another name");
        assert!(approval.decide_by.is_none_or(|end| since < end.0), "it was too late to decide");
        match &aim.digest {
            Some(seen) => assert_eq!(*seen, approval.digest, "it was about something else"),
            None => assert_eq!(approval.gate, Gate::AfterRun, "nobody said what it was about"),
        }
        let action = approval.action.as_ref();
        let answer = Answer {
            work: action.map_or_else(|| approval.task.id.clone(), |action| action.id.clone()),
            gate: approval.gate,
            digest: approval.digest.clone(),
            shown: action.map_or_else(|| answer.task.content.clone(), wire::Action::code),
            by: who,
            yes,
            at: decision.at.0,
            taken_back: false,
        };
        let before = self.answers.insert(approval.id.clone(), answer);
        assert!(before.is_none(), "{} was decided twice", approval.id);
    }

    fn revoked(&mut self, who: Who, approval: &str, rules: &Rules) {
        assert!(rules.decides(who), "{who:?} took a yes back");
        let answer = self.answers.get_mut(approval).expect("it was answered");
        assert!(answer.yes && !answer.taken_back, "there was no yes");
        answer.taken_back = true;
        let work = answer.work.clone();
        self.not_given(&work, "was taken back");
    }

    /// A run that ended well is held exactly if the task or the mode says so at that moment.
    fn ended(&mut self, task: &wire::Task, rules: &Rules) {
        if !self.reported.insert(task.id.clone()) {
            return;
        }
        let holds = rules.mode || self.jobs[&task.id].asked.hold_result;
        match task.status {
            TaskStatus::Review => assert!(holds, "{} is held although nothing says so", task.id),
            TaskStatus::Done => assert!(!holds, "{} was let through the gate", task.id),
            _ => {}
        }
    }
}
