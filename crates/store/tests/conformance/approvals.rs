//! Lists of approvals: each order, walked page by page, is the whole list in that order.

use crate::desk::{Desk, answer, decided};
use domain::approval::Risk;
use domain::{Approval, ApprovalId, DesktopId, Gate, Task, Timestamp, Verdict};
use service::store::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalRecord, TrackRecord, Waiting, Write,
    cursor_of,
};
use std::cmp::Reverse;

/// Forty approvals of every risk, gate and outcome, some asked at the same moment, some holding other tasks.
async fn a_full_desk(desk: &Desk) {
    for n in 0..40_i64 {
        let task = desk.put(desk.draft(&format!("task {n}"))).await;
        for _ in 0..[0, 0, 1, 0, 3][usize::try_from(n % 5).unwrap()] {
            let depends_on = vec![task.id.clone()];
            desk.put(Task { depends_on, ..desk.draft("behind") }).await;
        }
        let mut approval = desk.approval(&task, Gate::ALL[usize::try_from(n % 3).unwrap()]);
        approval.risk =
            [Risk::Low, Risk::High, Risk::Medium, Risk::Low][usize::try_from(n % 4).unwrap()];
        approval.requested_at = Timestamp(approval.requested_at.0 / 100 * 100);
        let approval = desk.ask(approval).await;
        if n % 6 == 0 {
            let verdict = if n % 12 == 0 { Verdict::Approve } else { Verdict::Reject };
            let at = Timestamp(desk.now().0 / 1000 * 1000);
            desk.write(vec![decided(&approval, &answer(&approval, verdict, at))]).await;
        } else if n % 17 == 0 {
            let gone = approval.clone().supersede(desk.now()).unwrap();
            desk.write(vec![decided(&approval, &gone)]).await;
        }
    }
}

/// Walks a list in pages of this size.
async fn walk(desk: &Desk, mut query: ApprovalQuery, size: u32) -> Vec<ApprovalRecord> {
    query.limit = size;
    let mut all = Vec::new();
    loop {
        let page = desk.store.approvals(&query).await.unwrap();
        assert!(page.len() <= size as usize);
        let Some(last) = page.last() else { return all };
        let cursor = cursor_of(last, query.order);
        assert!(cursor.fits(query.order));
        query.after = Some(cursor);
        all.extend(page);
        assert!(all.len() < 1000, "the list does not end");
    }
}

fn sort(records: &mut [ApprovalRecord], order: ApprovalOrder) {
    records.sort_by_key(|record| {
        let approval = &record.approval;
        let age = (approval.requested_at, approval.id.clone());
        let ended = approval.state.completed_at().unwrap_or_default();
        match order {
            ApprovalOrder::Oldest => (None, None, Some(age)),
            ApprovalOrder::NewestDecided => {
                (Some(Reverse((ended, approval.id.clone()))), None, None)
            }
            ApprovalOrder::Unblocks => {
                (None, Some(Reverse((approval.risk, record.holds))), Some(age))
            }
        }
    });
}

pub async fn every_order_walked_in_pages_is_the_whole_list(desk: Desk) {
    a_full_desk(&desk).await;
    crate::tasks::assert_counted(&desk).await;
    let everything = ApprovalQuery { filter: ApprovalFilter::All, ..ApprovalQuery::default() };
    let everything = walk(&desk, everything, 100).await;
    assert_eq!(everything.len(), 40);
    assert!(everything.iter().any(|record| record.holds == 3));
    assert!(everything.iter().all(|record| record.held_since.is_some() == (record.holds > 0)));
    for filter in [ApprovalFilter::Pending, ApprovalFilter::Decided, ApprovalFilter::All] {
        for gate in [None, Some(Gate::AfterRun)] {
            let mut wanted = everything.clone();
            wanted.retain(|record| {
                let pending = record.approval.state == domain::ApprovalState::Pending;
                gate.is_none_or(|gate| record.approval.gate == gate)
                    && match filter {
                        ApprovalFilter::Pending => pending,
                        ApprovalFilter::Decided => !pending,
                        ApprovalFilter::All => true,
                    }
            });
            for order in
                [ApprovalOrder::Oldest, ApprovalOrder::NewestDecided, ApprovalOrder::Unblocks]
            {
                sort(&mut wanted, order);
                for size in [1, 3, 7, 50] {
                    let query = ApprovalQuery { filter, gate, order, ..ApprovalQuery::default() };
                    let found = walk(&desk, query, size).await;
                    let ids = |records: &[ApprovalRecord]| -> Vec<ApprovalId> {
                        records.iter().map(|record| record.approval.id.clone()).collect()
                    };
                    assert_eq!(ids(&found), ids(&wanted), "{filter:?} {order:?} by {size}");
                    assert_eq!(found, wanted);
                }
            }
        }
    }
}

pub async fn another_desktop_has_its_own_list(desk: Desk) {
    let token = crate::desk::key("k_two", &desk.owner.id, vec![domain::key::Scope::Runner]);
    let two = crate::desk::desktop("d_two", "Two", &token.id);
    desk.write(vec![
        Write::InsertKey { key: token, secret_hash: [8; 32] },
        Write::InsertDesktop(Box::new(two.clone())),
    ])
    .await;
    desk.in_review("here").await;
    let there = desk.put(Task { desktop: two.id.clone(), ..desk.draft("there") }).await;
    let there = desk.ask(desk.approval(&there, Gate::BeforeRun)).await;
    for order in [ApprovalOrder::Oldest, ApprovalOrder::NewestDecided, ApprovalOrder::Unblocks] {
        let of = |id: DesktopId| ApprovalQuery {
            desktop: Some(id),
            order,
            limit: 10,
            ..ApprovalQuery::default()
        };
        let found = desk.store.approvals(&of(two.id.clone())).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].approval, there);
        assert_eq!(found[0].desktop, two);
        assert!(desk.store.approvals(&of(DesktopId::new("d_x"))).await.unwrap().is_empty());
    }
}

pub async fn deadlines_are_found_at_their_moment(desk: Desk) {
    let task = desk.put(desk.draft("asked")).await;
    let end = desk.now().plus_seconds(60);
    let mut timed = desk.approval(&task, Gate::Action);
    timed.decide_by = Some(end);
    let timed = desk.ask(timed).await;
    desk.ask(desk.approval(&task, Gate::AfterRun)).await;
    assert!(desk.store.undecided(Timestamp(end.0 - 1)).await.unwrap().is_empty());
    assert_eq!(desk.store.undecided(end).await.unwrap(), std::slice::from_ref(&timed));
    let expired = timed.clone().expire(end).unwrap();
    desk.write(vec![decided(&timed, &expired)]).await;
    assert!(desk.store.undecided(end).await.unwrap().is_empty());
}

pub async fn what_waits_is_counted_by_gate(desk: Desk) {
    assert_eq!(desk.store.waiting().await.unwrap(), Waiting::default());
    let top = desk.put(desk.draft("top")).await;
    let middle = Task { depends_on: vec![top.id.clone()], ..desk.draft("middle") };
    let middle = desk.put(middle).await;
    let both = vec![middle.id.clone(), top.id.clone()];
    desk.put(Task { depends_on: both, ..desk.draft("bottom") }).await;
    let alone = desk.put(desk.draft("alone")).await;
    desk.put(Task { depends_on: vec![alone.id.clone()], ..desk.draft("not held up") }).await;
    let oldest = desk.ask(desk.approval(&top, Gate::BeforeRun)).await;
    let second = desk.ask(desk.approval(&middle, Gate::BeforeRun)).await;
    desk.ask(desk.approval(&middle, Gate::Action)).await;
    let (_, result) = desk.in_review("result").await;
    let mut waiting = Waiting {
        before_run: 2,
        actions: 1,
        results: 1,
        oldest: Some(oldest.requested_at),
        holding: 2,
    };
    assert_eq!(desk.store.waiting().await.unwrap(), waiting);
    let yes =
        |approval: &Approval| decided(approval, &answer(approval, Verdict::Approve, desk.now()));
    desk.write(vec![yes(&oldest), yes(&result)]).await;
    waiting = Waiting {
        before_run: 1,
        results: 0,
        oldest: Some(second.requested_at),
        holding: 1,
        ..waiting
    };
    assert_eq!(desk.store.waiting().await.unwrap(), waiting);
}

pub async fn since_when_work_is_held_up_is_that_of_the_oldest_behind(desk: Desk) {
    let top = desk.put(desk.draft("top")).await;
    let middle = Task { depends_on: vec![top.id.clone()], ..desk.draft("middle") };
    let middle = desk.put(Task { created_at: Timestamp(700), ..middle }).await;
    let last = Task { depends_on: vec![middle.id.clone()], ..desk.draft("last") };
    desk.put(Task { created_at: Timestamp(300), ..last }).await;
    let asked = desk.ask(desk.approval(&top, Gate::BeforeRun)).await;
    let found = desk.store.approval(&asked.id).await.unwrap().unwrap();
    assert_eq!((found.holds, found.held_since), (2, Some(Timestamp(300))));
}

pub async fn the_track_record_counts_decisions_about_results(desk: Desk) {
    let mut moments = Vec::new();
    for (n, verdict) in
        [Verdict::Approve, Verdict::Reject, Verdict::Approve, Verdict::Approve].iter().enumerate()
    {
        let (_, approval) = desk.in_review(&format!("result {n}")).await;
        let at = desk.now();
        moments.push(at);
        desk.write(vec![decided(&approval, &answer(&approval, *verdict, at))]).await;
    }
    let task = desk.put(desk.draft("another gate")).await;
    let other = desk.ask(desk.approval(&task, Gate::BeforeRun)).await;
    desk.write(vec![decided(&other, &answer(&other, Verdict::Approve, desk.now()))]).await;
    desk.in_review("undecided").await;
    let record =
        |approved, rejected| TrackRecord { approved, rejected, first_at: Some(moments[0]) };
    assert_eq!(desk.store.track_record(Timestamp(0)).await.unwrap(), record(3, 1));
    assert_eq!(desk.store.track_record(moments[2]).await.unwrap(), record(2, 0));
    let after = Timestamp(moments[3].0 + 1);
    assert_eq!(desk.store.track_record(after).await.unwrap(), record(0, 0));
}
