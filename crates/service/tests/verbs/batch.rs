//! Many answers at once: each stands alone, names what was read, and what takes a look of its own is not among them. And
//! the history of what was answered.

use crate::desk::{Desk, code};
use domain::{Actor, person::Role, wire};
use service::{ApprovalFilter, ApprovalList, ApprovalSearch, store::ApprovalOrder};

/// A task whose result waits.
async fn in_review(desk: &Desk, content: &str) -> wire::Approval {
    let task = desk.create(wire::CreateTask { content: content.into(), ..desk.command() }).await;
    desk.work(0).await;
    let id = &desk.task(&task.id).await.pending_approval_ids[0];
    desk.mc.approval(&desk.ana, id).await.expect("waits")
}

fn item(approval: &wire::Approval, decision: &str) -> wire::BulkItem {
    wire::BulkItem {
        id: approval.id.clone(),
        decision: decision.into(),
        digest: approval.digest.clone(),
        feedback: Some("All of it was read.".into()),
    }
}

/// Status and code of each answer.
async fn send(desk: &Desk, who: &Actor, items: Vec<wire::BulkItem>) -> Vec<(u16, String)> {
    let came = desk.mc.resolve_many(who, wire::BulkResolve { items }).await.expect("answers");
    let code = |item: &wire::BulkResult| item.problem.as_ref().map(|problem| problem.code.clone());
    came.items.iter().map(|item| (item.status, code(item).unwrap_or_default())).collect()
}

#[tokio::test]
async fn each_of_many_answers_stands_alone() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let (one, two, three) = (
        in_review(&desk, "echo 1").await,
        in_review(&desk, "echo 2").await,
        in_review(&desk, "echo 3").await,
    );
    send(&desk, &bo, vec![item(&two, "reject")]).await;
    let changed = wire::BulkItem { digest: one.digest.clone(), ..item(&three, "approve") };
    let missing = wire::BulkItem { id: "ap_none".into(), ..item(&one, "approve") };
    let items = vec![item(&one, "approve"), item(&two, "approve"), changed, missing];
    let came = send(&desk, &desk.ana, items).await;
    let codes: Vec<_> = came.iter().map(|(status, code)| (*status, code.as_str())).collect();
    assert_eq!(
        codes,
        [(200, ""), (409, "already_decided"), (412, "digest_mismatch"), (404, "not_found")]
    );
    let state = async |approval: &wire::Approval| {
        let now = desk.mc.approval(&desk.ana, &approval.id).await.expect("there");
        (now.state, now.decision.map(|decision| decision.by.name))
    };
    assert_eq!(state(&one).await, ("approved".into(), Some("Ana".into())));
    assert_eq!(state(&two).await, ("rejected".into(), Some("Bo".into())));
    assert_eq!(state(&three).await, ("pending".into(), None));
    for items in [Vec::new(), vec![item(&three, "reject"); 101]] {
        let body = wire::BulkResolve { items };
        assert_eq!(code(desk.mc.resolve_many(&desk.ana, body).await), "invalid_field");
    }
}

#[tokio::test]
async fn t48_t51_what_takes_a_look_of_its_own_is_not_approved_with_others_and_can_be_rejected() {
    let desk = Desk::new().await;
    let plain = in_review(&desk, "echo plain").await;
    let hidden = in_review(&desk, "echo hid\u{200b}den").await;
    let deletes = wire::CreateTask { content: "rm -rf build".into(), ..desk.command() };
    let first = desk.create(wire::CreateTask { approve_before_run: true, ..deletes }).await;
    let first = &first.pending_approval_ids[0];
    let first = desk.mc.approval(&desk.ana, first).await.expect("waits");
    assert_eq!((plain.alone, hidden.alone, first.alone), (false, true, true));
    // Also for a program, which is asked for no name and no password.
    let body = wire::CreateKey {
        name: "Bulk".into(),
        user: None,
        scopes: vec![domain::key::Scope::Read, domain::key::Scope::Decide],
        expires_at: None,
        password: desk.password(),
    };
    let key = desk.mc.add_key(&desk.ana, body).await.expect("a key");
    let program = desk.mc.authenticate_key(&key.secret).await.expect("works");
    for who in [&desk.ana, &program] {
        let items = vec![item(&hidden, "approve"), item(&first, "approve")];
        let refused = (403, "not_in_batch".to_owned());
        assert_eq!(send(&desk, who, items).await, [refused.clone(), refused]);
    }
    let items = vec![item(&hidden, "reject"), item(&first, "reject"), item(&plain, "approve")];
    let done = (200, String::new());
    assert_eq!(send(&desk, &desk.ana, items).await, [done.clone(), done.clone(), done]);
    // What is over says by whom, not why it could not have been here.
    let came = send(&desk, &program, vec![item(&hidden, "approve")]).await;
    assert_eq!(came[0], (409, "already_decided".into()));
}

#[tokio::test]
async fn the_history_is_found_by_what_who_how_and_when() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let one = in_review(&desk, "echo 100% DONE").await;
    let two = in_review(&desk, "echo other").await;
    let start = desk.mc.now();
    send(&desk, &desk.ana, vec![item(&one, "approve")]).await;
    desk.pass(60);
    let between = desk.mc.now();
    send(&desk, &bo, vec![item(&two, "reject")]).await;
    let found = async |search: ApprovalSearch| {
        let list = ApprovalList {
            filter: ApprovalFilter::Decided,
            order: ApprovalOrder::NewestDecided,
            search,
            limit: Some(1),
            ..ApprovalList::default()
        };
        let mut numbers = Vec::new();
        let mut cursor = None;
        loop {
            let page = ApprovalList { cursor, ..list.clone() };
            let page = desk.mc.approvals(&desk.ana, page).await.expect("a page");
            numbers.extend(page.items.iter().map(|item| item.task.number));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return numbers;
            }
        }
    };
    let any = ApprovalSearch::default;
    let text = |text: &str| ApprovalSearch { text: Some(text.into()), ..any() };
    let by = |name: &str| ApprovalSearch { decided_by: Some(name.into()), ..any() };
    let asked = |name: &str| ApprovalSearch { asked_by: Some(name.into()), ..any() };
    let (first, second) = (one.task.number, two.task.number);
    for (search, numbers) in [
        (any(), vec![second, first]),
        (text("100% done"), vec![first]),
        (text("100_ done"), vec![]),
        (text(&format!("mc-{second}")), vec![second]),
        (by("an"), vec![first]),
        (by("BO"), vec![second]),
        (by("fae"), vec![]),
        (asked("ana"), vec![second, first]),
        (asked("bo"), vec![]),
        (ApprovalSearch { state: Some("rejected"), ..any() }, vec![second]),
        (ApprovalSearch { state: Some("expired"), ..any() }, vec![]),
        (ApprovalSearch { from: Some(between), ..any() }, vec![second]),
        (ApprovalSearch { from: Some(start), to: Some(between), ..any() }, vec![first]),
        (ApprovalSearch { to: Some(start), ..any() }, vec![]),
    ] {
        assert_eq!(found(search.clone()).await, numbers, "{search:?}");
    }
}
