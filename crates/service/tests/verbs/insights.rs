//! How people decide, in numbers: whose, at which gate, and over which days.

use crate::desk::{Desk, code};
use domain::{Actor, Gate, person::Role, wire};
use service::InsightFilter;

async fn asked(desk: &Desk) -> wire::Task {
    desk.create(wire::CreateTask { approve_before_run: true, ..desk.command() }).await
}

async fn read(desk: &Desk, gate: Option<Gate>, by: Option<&str>) -> wire::Insights {
    let filter = InsightFilter { gate, by: by.map(Into::into) };
    desk.mc.insights(&desk.ana, filter).await.expect("numbers")
}

fn told(pace: &wire::PaceView) -> (u32, u32, u32) {
    (pace.decisions, pace.rejected, pace.fast)
}

/// Bo says no to it.
async fn rejected_by(desk: &Desk, who: &Actor, task: &wire::Task) {
    let id = &task.pending_approval_ids[0];
    let digest = desk.mc.approval(who, id).await.expect("there").digest;
    let body = wire::Resolve {
        decision: "reject".into(),
        feedback: Some("Not on a Friday".into()),
        digest: Some(digest),
        checklist: None,
        reason: None,
        desktop: None,
        password: None,
    };
    desk.mc.resolve(who, id, body).await.expect("rejected");
}

#[tokio::test]
async fn decisions_are_summed_up_by_gate_by_person_and_by_day() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let nothing = read(&desk, None, None).await;
    assert_eq!((told(&nothing.pace), nothing.pace.median_ms), ((0, 0, 0), None));
    assert_eq!((nothing.days.len(), nothing.people.len(), nothing.waiting.len()), (30, 0, 0));

    // Ana says yes in no time; Bo says no after ten minutes, a day later; then Ana says yes to a result after a minute.
    desk.decide(&asked(&desk).await, "approve").await.expect("approved");
    let ran = desk.work(0).await;
    desk.pass(24 * 3600);
    let slow = asked(&desk).await;
    desk.pass(600);
    rejected_by(&desk, &bo, &slow).await;
    let mode = desk.task(&ran.id).await;
    assert_eq!(mode.pending_approval_ids.len(), 1, "its result waits since yesterday");
    let still = asked(&desk).await;

    let all = read(&desk, None, None).await;
    assert_eq!(told(&all.pace), (2, 1, 1));
    assert_eq!((all.pace.rejected_percent, all.pace.fast_percent), (Some(50), Some(50)));
    assert!(all.pace.median_ms.expect("two") < 1000);
    assert_eq!(all.pace.p90_ms.expect("two") / 1000, 600);
    let of_day = |day: &wire::DayView| (day.approved, day.rejected);
    assert_eq!((of_day(&all.days[28]), of_day(&all.days[29])), ((1, 0), (0, 1)));
    let names: Vec<_> = all.people.iter().map(|p| (p.by.name.as_str(), told(&p.pace))).collect();
    assert_eq!(names, [("Ana", (1, 0, 1)), ("Bo", (1, 1, 0))]);
    let numbers: Vec<_> = all.waiting.iter().map(|item| item.task.number).collect();
    assert_eq!(numbers, [ran.number, still.number], "what waits longest comes first");

    let of_bo = read(&desk, None, Some(&all.people[1].by.id)).await;
    assert_eq!(told(&of_bo.pace), (1, 1, 0));
    assert_eq!(of_bo.days.iter().map(|day| day.approved).sum::<u32>(), 0);
    assert_eq!(of_bo.people, all.people, "the others stay there to be chosen");
    let results = read(&desk, Some(Gate::AfterRun), None).await;
    assert_eq!((told(&results.pace), results.people.len()), ((0, 0, 0), 0));
    assert_eq!(results.waiting.len(), 1);

    // A month later none of it is there any more.
    desk.pass(30 * 24 * 3600);
    assert_eq!(told(&read(&desk, None, None).await.pace), (0, 0, 0));
}

#[tokio::test]
async fn the_boards_number_is_a_minute_old_at_most() {
    let desk = Desk::new().await;
    let pace = async || desk.mc.recent_pace(&desk.ana).await.expect("a number").decisions;
    assert_eq!(pace().await, 0);
    desk.decide(&asked(&desk).await, "approve").await.expect("approved");
    assert_eq!(pace().await, 0, "it is not counted for every board anew");
    desk.pass(60);
    assert_eq!(pace().await, 1);
    desk.pass(7 * 24 * 3600);
    assert_eq!(pace().await, 0, "only the last seven days count");
}

#[tokio::test]
async fn only_readers_see_the_numbers() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    for who in [&fae, &desk.runner] {
        let came = desk.mc.insights(who, InsightFilter::default()).await;
        assert_eq!(code(came), "insufficient_scope");
        assert_eq!(code(desk.mc.recent_pace(who).await), "insufficient_scope");
    }
}
