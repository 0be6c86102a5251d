//! T74: texts go when they were kept long enough; who approved what last quarter can still be told.

use crate::desk::{Desk, PASSWORD, code, review};
use domain::{Timestamp, person::Role, wire};
use service::{
    ApprovalFilter, ApprovalList,
    store::{ApprovalOrder, ApprovalSearch, Deeds},
};

const DAY: i64 = 24 * 3600;

fn keep(days: u32, password: bool) -> wire::ChangeSettings {
    wire::ChangeSettings {
        keep_payloads_days: Some(days),
        password: password.then(|| wire::Password::typed(PASSWORD.into())).flatten(),
        ..wire::ChangeSettings::default()
    }
}

/// A task whose result was decided.
async fn decided(desk: &Desk, verdict: &str) -> wire::Task {
    desk.create(desk.command()).await;
    let done = desk.work(0).await;
    desk.decide(&done, verdict).await.expect("decided");
    desk.task(&done.id).await
}

async fn answered(desk: &Desk, deeds: Deeds) -> Vec<wire::Approval> {
    let list = ApprovalList {
        filter: ApprovalFilter::Decided,
        order: ApprovalOrder::NewestDecided,
        search: ApprovalSearch {
            decided_by: deeds.by,
            from: deeds.from,
            to: deeds.to,
            ..ApprovalSearch::default()
        },
        ..ApprovalList::default()
    };
    desk.mc.approvals(&desk.ana, list).await.expect("lists").items
}

#[tokio::test]
async fn t74_who_approved_what_last_quarter_is_told_after_the_texts_are_gone() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let begin = desk.mc.now();
    let (yes, no) = (decided(&desk, "approve").await, decided(&desk, "reject").await);
    desk.create(desk.command()).await;
    let other = desk.work(0).await;
    desk.mc.review(&bo, &other.id, review("approve", None)).await.expect("decided");
    let end = desk.mc.now();
    let waits = desk.create(desk.command()).await;
    desk.work(0).await;
    desk.mc.change_settings(&desk.ana, keep(30, true)).await.expect("changed");
    desk.mc.sweep().await.expect("swept");
    assert!(desk.task(&yes.id).await.purged.is_none(), "it is not old");
    desk.pass(29 * DAY);
    desk.mc.sweep().await.expect("swept");
    assert!(desk.task(&yes.id).await.purged.is_none(), "it is not old enough");
    desk.pass(62 * DAY);
    let later = decided(&desk, "approve").await;
    desk.mc.sweep().await.expect("swept");
    for id in [&yes.id, &no.id, &other.id] {
        let task = desk.task(id).await;
        assert_eq!(task.purged.expect("purged").by.name, "Mission Control");
        assert_eq!(task.content, "");
    }
    assert!(desk.task(&later.id).await.purged.is_none(), "it is new");
    assert!(desk.task(&waits.id).await.purged.is_none(), "somebody still has to read it");

    let quarter = || Deeds { by: None, from: Some(begin), to: Some(end) };
    let told = answered(&desk, quarter()).await;
    let told: Vec<_> = told
        .iter()
        .map(|approval| {
            let decision = approval.decision.as_ref().expect("decided");
            (approval.task.number, approval.state.as_str(), decision.by.name.as_str())
        })
        .collect();
    let last = (other.number, "approved", "Bo");
    assert_eq!(told, [last, (no.number, "rejected", "Ana"), (yes.number, "approved", "Ana")]);
    let by = |who: &str| Deeds { by: Some(who.into()), ..quarter() };
    let ana = desk.mc.people(&desk.ana).await.expect("people")[0].id.to_string();
    assert_eq!(answered(&desk, by("Ana")).await.len(), 2);
    assert_eq!(answered(&desk, by(&ana)).await.len(), 2, "by id as well");
    assert_eq!(answered(&desk, by("Bo")).await.len(), 1);
    assert_eq!(answered(&desk, by("Cy")).await.len(), 0);
    let everything = answered(&desk, Deeds::default()).await;
    assert_eq!(everything.len(), 4);
    let next = Deeds { from: Some(end), ..Deeds::default() };
    assert_eq!(answered(&desk, next).await.len(), 1);
    let rows = desk.mc.audit(&desk.ana, &by("Ana"), 0, Some(200)).await.expect("rows").items;
    let said: Vec<_> = rows.iter().map(|row| row.action.as_str()).collect();
    assert!(said.contains(&"approval.approve") && said.contains(&"approval.reject"), "{said:?}");
    assert!(rows.iter().all(|row| row.actor.name == "Ana" && row.at >= begin && row.at < end));
    let none = desk.mc.audit(&desk.ana, &by("Cy"), 0, None).await.expect("rows").items;
    assert!(none.is_empty());
}

#[tokio::test]
async fn many_are_purged_a_few_at_a_time() {
    let desk = Desk::new().await;
    for _ in 0..25 {
        let task = desk.create(desk.command()).await;
        desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled");
    }
    desk.mc.change_settings(&desk.ana, keep(1, true)).await.expect("changed");
    desk.pass(2 * DAY);
    let left = async || {
        let before = Timestamp(i64::MAX);
        desk.store.to_purge(before, 100).await.expect("read").len()
    };
    assert_eq!(left().await, 25);
    desk.mc.sweep().await.expect("swept");
    assert_eq!(left().await, 5, "others write in between");
    desk.mc.sweep().await.expect("swept");
    assert_eq!(left().await, 0);
    assert_eq!(desk.store.traces().await.expect("read").tasks, 25, "until the next day");
    desk.pass(DAY);
    desk.mc.sweep().await.expect("swept");
    wiped(&desk).await;
}

/// Upkeep does not wait for it.
async fn wiped(desk: &Desk) {
    for _ in 0..500 {
        if desk.store.traces().await.expect("read").tasks == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("traces are left");
}

#[tokio::test]
async fn keeping_texts_for_a_shorter_time_takes_the_password() {
    let desk = Desk::new().await;
    assert_eq!(desk.mc.settings(&desk.ana).await.expect("read").keep_payloads_days, 0);
    desk.pass(400);
    let change = |days, password| desk.mc.change_settings(&desk.ana, keep(days, password));
    assert_eq!(code(change(30, false).await), "confirmation_needed");
    assert_eq!(code(change(36_501, true).await), "invalid_field");
    change(30, true).await.expect("changed");
    desk.pass(400);
    assert_eq!(code(change(29, false).await), "confirmation_needed");
    change(31, false).await.expect("longer takes none");
    change(0, false).await.expect("for ever takes none");
}
