//! Which steps come, and how often: mostly what people and programs do, now and then what they should not.

use crate::{
    cast::Who,
    rules::Rules,
    steps::{Code, Kind, NewTask, Pick, Seen, Step},
};
use domain::{person::Role, policy::Preset, wire::RunOutcome};
use proptest::{prelude::*, sample::select};
use proptest_state_machine::ReferenceStateMachine;

/// The reference, as the test runner wants it.
pub struct Reference;

impl ReferenceStateMachine for Reference {
    type State = Rules;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Rules> {
        Just(Rules::first()).boxed()
    }

    fn transitions(rules: &Rules) -> BoxedStrategy<Step> {
        let (stopped, off) = (rules.stopped(), rules.switched_off());
        let weight = |is: bool| if is { 8 } else { 0 };
        let (resumes, returns) = (weight(!stopped.is_empty()), weight(!off.is_empty()));
        // Nothing stays stopped and nobody away for long, or nothing would happen in the end.
        let stopped = if stopped.is_empty() { vec![None] } else { stopped };
        let off = if off.is_empty() { vec![Who::Vi] } else { off };
        let resume =
            (deciders(), select(stopped)).prop_map(|(who, agent)| Step::Resume { who, agent });
        let back = (select(off), roles()).prop_map(|(whose, role)| Step::SetRole { whose, role });
        let meanwhile =
            (prop_oneof![rivals(), any_two()], 0_u8..7).prop_map(|((a, b), at)| (a, at, b));
        let meanwhile = meanwhile.prop_map(|(first, at, then)| Step::Meanwhile {
            first: Box::new(first),
            at,
            then: Box::new(then),
        });
        prop_oneof![
            70 => begun(),
            6 => settings(),
            7 => waiting(),
            1 => Just(Step::Restart),
            18 => meanwhile,
            resumes => resume,
            returns => back,
        ]
        .boxed()
    }

    fn apply(rules: Rules, step: &Step) -> Rules {
        rules.after(step)
    }
}

/// How every story begins: two agents work, and both desktops have something to do.
pub fn opening() -> Vec<Step> {
    let task = |kind, on, ask_first| {
        let task = NewTask { kind, on, ask_first, hold_result: false, run: true, after: None };
        Step::Create { who: Who::Olga, task }
    };
    vec![
        task(Kind::Outside(Who::Fae), Who::BuildOne, false),
        task(Kind::Outside(Who::Mingo), Who::BuildTwo, false),
        task(Kind::Inside, Who::BuildTwo, false),
        task(Kind::Command, Who::BuildOne, true),
    ]
}

fn any_two() -> BoxedStrategy<(Step, Step)> {
    (begun(), prop_oneof![2 => begun(), 3 => settings()]).boxed()
}

/// Two that are about the same, so that it matters which of them is faster.
fn rivals() -> BoxedStrategy<(Step, Step)> {
    let mode = || any::<bool>().prop_map(|on| Step::SetMode { who: Who::Ana, on });
    let demote =
        || select(&[Who::Bo, Who::Cy][..]).prop_map(|whose| Step::Disable { who: Who::Ana, whose });
    let preset =
        || select(&Preset::ALL[..]).prop_map(|preset| Step::SetPreset { who: Who::Ana, preset });
    let stop =
        || select(&Rules::STOPPABLE[..]).prop_map(|agent| Step::Stop { who: Who::Ana, agent });
    let claim = || Just(Step::Claim { who: None, tasks: true, actions: true });
    prop_oneof![
        3 => (ended(), mode()),
        4 => (claim(), prop_oneof![stop(), demote(), preset(), taken_back(), claim()]),
        4 => (decided(), prop_oneof![demote(), decided(), taken_back(), claim()]),
        1 => (taken_back(), prop_oneof![claim(), decided()]),
        2 => (proposed(), prop_oneof![stop(), preset()]),
    ]
    .boxed()
}

fn decided() -> BoxedStrategy<Step> {
    let who = select(&[Who::Bo, Who::Cy][..]);
    let decide = |(who, approval, yes)| Step::Decide { who, approval, yes, seen: Seen::Shown };
    (who, (0_u8..2).prop_map(Pick::Fit), proptest::bool::weighted(0.8)).prop_map(decide).boxed()
}

fn ended() -> BoxedStrategy<Step> {
    let outcome = RunOutcome::Exited { exit_code: 0 };
    let report =
        move |work| Step::Report { who: None, work, outcome: outcome.clone(), own_lease: true };
    prop_oneof![
        2 => pick().prop_map(report),
        1 => pick().prop_map(|task| Step::Finish { who: None, task, well: true }),
    ]
    .boxed()
}

fn proposed() -> BoxedStrategy<Step> {
    let step = |(task, code)| Step::Propose { who: None, task, code, decide_within: None };
    (pick(), code()).prop_map(step).boxed()
}

fn taken_back() -> BoxedStrategy<Step> {
    prop_oneof![
        3 => pick().prop_map(|approval| Step::Revoke { who: Who::Ana, approval }),
        1 => pick().prop_map(|action| Step::Withdraw { who: None, action }),
        1 => (pick(), code()).prop_map(|(action, code)| Step::Revise { who: None, action, code }),
        1 => pick().prop_map(|task| Step::Cancel { who: Who::Ana, task }),
    ]
    .boxed()
}

/// Mostly one of these, now and then anybody.
fn mostly(usual: &'static [Who]) -> BoxedStrategy<Who> {
    let anybody = [&Who::PEOPLE[..], &Who::AGENTS, &Who::DESKTOPS, &[Who::Console]].concat();
    prop_oneof![9 => select(usual), 1 => select(anybody)].boxed()
}

/// Mostly whoever holds the work, now and then anybody.
fn holder() -> BoxedStrategy<Option<Who>> {
    prop_oneof![9 => Just(None), 1 => mostly(&Who::DESKTOPS).prop_map(Some)].boxed()
}

fn deciders() -> BoxedStrategy<Who> {
    mostly(&[Who::Bo, Who::Cy, Who::Ana])
}

fn operators() -> BoxedStrategy<Who> {
    mostly(&[Who::Olga, Who::Ana])
}

fn pick() -> BoxedStrategy<Pick> {
    let number = 0_u8..12;
    prop_oneof![9 => number.clone().prop_map(Pick::Fit), 1 => number.prop_map(Pick::Any)].boxed()
}

fn code() -> BoxedStrategy<Code> {
    (0_u8..4, 0_u8..3)
        .prop_map(|(kind, n)| {
            [Code::Read, Code::Touch, Code::Remove, Code::File][usize::from(kind)](n)
        })
        .boxed()
}

fn new_task() -> BoxedStrategy<NewTask> {
    let kind = prop_oneof![
        3 => Just(Kind::Command),
        4 => select(&Who::AGENTS).prop_map(Kind::Outside),
        2 => Just(Kind::Inside),
    ];
    let after = proptest::option::weighted(0.2, pick());
    let gates = (proptest::bool::weighted(0.3), proptest::bool::weighted(0.3));
    (kind, select(&Who::DESKTOPS), gates, proptest::bool::weighted(0.8), after)
        .prop_map(|(kind, on, (ask_first, hold_result), run, after)| NewTask {
            kind,
            on,
            ask_first,
            hold_result,
            run,
            after,
        })
        .boxed()
}

fn outcome() -> BoxedStrategy<RunOutcome> {
    prop_oneof![
        16 => Just(RunOutcome::Exited { exit_code: 0 }),
        2 => Just(RunOutcome::Exited { exit_code: 1 }),
        1 => Just(RunOutcome::Killed { signal: 9 }),
        1 => Just(RunOutcome::TimedOut),
        1 => Just(RunOutcome::Cancelled),
        1 => Just(RunOutcome::NotStarted { reason: "no such file".into() }),
        1 => Just(RunOutcome::Lost),
    ]
    .boxed()
}

/// What people and programs do with tasks, actions and approvals.
fn begun() -> BoxedStrategy<Step> {
    let seen = prop_oneof![
        16 => Just(Seen::Shown),
        2 => (0_u8..12).prop_map(Seen::Other),
        1 => Just(Seen::Wrong),
        1 => Just(Seen::Missing),
    ];
    let within = proptest::option::weighted(0.3, select(&[30_u32, 600, 7200][..]));
    let decide = (deciders(), pick(), proptest::bool::weighted(0.8), seen);
    let report = (holder(), pick(), outcome(), proptest::bool::weighted(0.9));
    let desktop = prop_oneof![8 => Just(None), 2 => mostly(&Who::DESKTOPS).prop_map(Some)];
    let claim = (desktop.clone(), proptest::bool::weighted(0.7), proptest::bool::weighted(0.8));
    prop_oneof![
        10 => (operators(), new_task()).prop_map(|(who, task)| Step::Create { who, task }),
        2 => (operators(), pick()).prop_map(|(who, task)| Step::Run { who, task }),
        1 => (operators(), pick()).prop_map(|(who, task)| Step::Cancel { who, task }),
        2 => (holder(), pick(), any::<bool>())
            .prop_map(|(who, task, well)| Step::Finish { who, task, well }),
        16 => (holder(), pick(), code(), within)
            .prop_map(|(who, task, code, decide_within)| Step::Propose { who, task, code, decide_within }),
        2 => (holder(), pick(), code()).prop_map(|(who, action, code)| Step::Revise { who, action, code }),
        1 => (holder(), pick()).prop_map(|(who, action)| Step::Withdraw { who, action }),
        20 => decide.prop_map(|(who, approval, yes, seen)| Step::Decide { who, approval, yes, seen }),
        2 => (deciders(), pick()).prop_map(|(who, approval)| Step::Revoke { who, approval }),
        22 => claim.prop_map(|(who, tasks, actions)| Step::Claim { who, tasks, actions }),
        5 => (desktop.clone(), 0_u8..2).prop_map(|(who, found)| Step::Look { who, found }),
        3 => (holder(), pick()).prop_map(|(who, work)| Step::Heartbeat { who, work }),
        12 => report.prop_map(|(who, work, outcome, own_lease)| Step::Report { who, work, outcome, own_lease }),
        2 => (deciders(), pick(), any::<bool>()).prop_map(|(who, action, ran)| Step::Close { who, action, ran }),
        1 => (operators(), pick()).prop_map(|(who, action)| Step::AskAgain { who, action }),
    ]
    .boxed()
}

/// What administrators set, and what approvers stop.
fn settings() -> BoxedStrategy<Step> {
    let administrators = || mostly(&[Who::Ana]);
    let person = || select(&Who::PEOPLE[1..]);
    let stoppable = || select(&Rules::STOPPABLE[..]);
    prop_oneof![
        4 => (person(), roles()).prop_map(|(whose, role)| Step::SetRole { whose, role }),
        1 => (administrators(), select(&Who::PEOPLE[..]))
            .prop_map(|(who, whose)| Step::Disable { who, whose }),
        3 => (administrators(), any::<bool>()).prop_map(|(who, on)| Step::SetMode { who, on }),
        3 => (administrators(), select(&Preset::ALL[..]))
            .prop_map(|(who, preset)| Step::SetPreset { who, preset }),
        2 => (deciders(), stoppable()).prop_map(|(who, agent)| Step::Stop { who, agent }),
        1 => (deciders(), stoppable()).prop_map(|(who, agent)| Step::Resume { who, agent }),
    ]
    .boxed()
}

/// Mostly people may do what they do.
fn roles() -> BoxedStrategy<Role> {
    prop_oneof![3 => Just(Role::Approver), 1 => Just(Role::Admin), 2 => select(&Role::ALL[..2])]
        .boxed()
}

/// Time passes: a moment, longer than a lease, longer than somebody has to decide, longer than a yes is good for.
fn waiting() -> BoxedStrategy<Step> {
    let seconds = prop_oneof![
        6 => 1_u32..20,
        2 => 25_u32..40,
        1 => 60_u32..900,
        2 => 3_000_u32..4_000,
        1 => 7_000_u32..8_000,
    ];
    (seconds, proptest::bool::weighted(0.7))
        .prop_map(|(seconds, sweep)| Step::Wait { seconds, sweep })
        .boxed()
}
