//! The whole system against a small model: random stories, with several people, agents and runners, time that passes,
//! restarts, and verbs that are overtaken by others, on the real product and a real database file. After each step
//! everything that can be seen is looked at.
//!
//! `MODEL_CASES=500 cargo test -p service --test model` tells more stories than the few of a normal run, and
//! `MODEL_SEED=7` others. The same seed tells the same stories.
#![expect(clippy::unwrap_used, reason = "a test ends where something is wrong")]

mod aims;
mod cast;
mod chances;
mod endings;
mod given;
mod hands;
mod ledger;
mod log;
mod moments;
mod picture;
mod rules;
mod steps;
mod tally;
mod world;

use chances::Reference;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

/// How many stories a normal run tells.
const CASES: u32 = 18;
/// How many steps a story has.
const STEPS: std::ops::RangeInclusive<usize> = 60..=100;

/// What must have been seen in a normal run: without these, nothing was tried.
const MUST: [&str; 10] = [
    "Claim: yes, a task",
    "Claim: yes, an action",
    "Decide: yes, approved BeforeRun",
    "Decide: yes, approved Action",
    "Decide: yes, approved AfterRun",
    "Decide: yes, rejected Action",
    "Decide: no, digest_mismatch",
    "Decide: no, not_an_approver",
    "Report: yes, review",
    "Look: yes",
];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn whatever_happens_nothing_runs_without_a_reason_and_every_view_agrees() {
    let cases =
        number("MODEL_CASES").map_or(CASES, |n| u32::try_from(n).expect("a number of stories"));
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(number("MODEL_SEED").unwrap_or(1)),
        failure_persistence: None,
        max_shrink_iters: 3_000,
        max_shrink_time: 120_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config.clone());
    let stories = Reference::sequential_strategy(STEPS);
    let outcome = runner.run(&stories, |(rules, steps, seen)| {
        world::World::test_sequential(config.clone(), rules, steps, seen);
        Ok(())
    });
    println!("{}", tally::told());
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, (_, steps, _))) => {
            let story: Vec<String> = steps.iter().map(|step| format!("{step:?}")).collect();
            panic!(
                "{why}\nThe shortest story that ends so (its ids are in the last one above):\n{}",
                story.join("\n")
            );
        }
        Err(other) => panic!("{other}"),
    }
    for what in MUST.iter().filter(|_| cases >= CASES) {
        assert!(tally::times(what) > 0, "it never came to this: {what}");
    }
}
