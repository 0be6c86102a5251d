//! What people decided, as the numbers need it.

use crate::desk::{Desk, answer, decided, reviewer};
use domain::{Approval, Gate, Timestamp, Verdict, insight::Decided};

/// Asked and answered at this gate, and what is to be found of it.
async fn one(desk: &Desk, gate: Gate, verdict: Verdict) -> (Approval, Decided) {
    let task = desk.put(desk.draft("asks")).await;
    let asked = desk.ask(desk.approval(&task, gate)).await;
    let at = desk.now();
    let after = answer(&asked, verdict, at);
    desk.write(vec![decided(&asked, &after)]).await;
    let by = after.state.decision().unwrap().by.clone();
    let asked_at = asked.requested_at;
    (after, Decided { gate, verdict, by: by.id, by_name: by.name, asked_at, at })
}

pub async fn what_was_decided_is_found_in_its_window_and_at_its_gate(desk: Desk) {
    let (_, first) = one(&desk, Gate::AfterRun, Verdict::Approve).await;
    let (_, no) = one(&desk, Gate::BeforeRun, Verdict::Reject).await;
    let (_, yes) = one(&desk, Gate::Action, Verdict::Approve).await;
    let (_, last) = one(&desk, Gate::AfterRun, Verdict::Reject).await;
    // What nobody decided is no decision, whether it still waits or not.
    let task = desk.put(desk.draft("waits")).await;
    desk.ask(desk.approval(&task, Gate::BeforeRun)).await;
    let gone = desk.ask(desk.approval(&task, Gate::BeforeRun)).await;
    desk.write(vec![decided(&gone, &gone.clone().supersede(desk.now()).unwrap())]).await;

    let find = async |from: Timestamp, to: i64, gate| {
        let mut found = desk.store.decided(from, Timestamp(to), gate).await.unwrap();
        found.sort_by_key(|decided| decided.at);
        found
    };
    let all = vec![first.clone(), no.clone(), yes.clone(), last.clone()];
    assert_eq!(find(Timestamp(0), i64::MAX, None).await, all);
    // The first moment counts, the last one does not.
    assert_eq!(find(no.at, last.at.0, None).await, [no.clone(), yes.clone()]);
    assert_eq!(
        find(Timestamp(no.at.0 + 1), last.at.0 + 1, None).await,
        [yes.clone(), last.clone()]
    );
    assert_eq!(find(Timestamp(0), i64::MAX, Some(Gate::AfterRun)).await, [first, last]);
    assert_eq!(find(Timestamp(0), i64::MAX, Some(Gate::Action)).await, [yes]);
}

/// A yes that was taken back was a decision all the same.
pub async fn a_yes_that_was_taken_back_was_decided(desk: Desk) {
    let (yes, told) = one(&desk, Gate::BeforeRun, Verdict::Approve).await;
    let back = yes.clone().revoke(&reviewer(), desk.now()).unwrap();
    desk.write(vec![decided(&yes, &back)]).await;
    let found = desk.store.decided(Timestamp(0), Timestamp(i64::MAX), None).await.unwrap();
    assert_eq!(found, [told]);
}
