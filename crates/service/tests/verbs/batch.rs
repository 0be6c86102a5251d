//! Many answers at once: each stands alone, names what was read, and what takes a look of its own is not among them. And
//! the history of what was answered.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    Actor, Digest,
    action::{Operand, Seen},
    change::{ChangeKind, FileChange},
    log::Stream,
    person::Role,
    wire,
};
use serde_json::json;
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

/// A before-run or action request as a batch sees it.
async fn alone(desk: &Desk, approval: &str) -> bool {
    let approval = desk.mc.approval(&desk.ana, approval).await.expect("waits");
    let came = send(desk, &desk.ana, vec![item(&approval, "approve")]).await;
    assert_eq!(approval.alone, came[0] == (403, "not_in_batch".to_owned()), "{came:?}");
    approval.alone
}

#[tokio::test]
async fn t51_whatever_is_shown_of_an_action_is_looked_through() {
    let desk = Desk::new().await;
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let fields = [
        |text: String| json!({ "script": format!("echo {text}") }),
        |text: String| json!({ "interpreter": "exec", "script": null, "argv": ["echo", text] }),
        |text: String| json!({ "cwd": text }),
        |text: String| json!({ "env": { "COLOUR": text } }),
        |text: String| json!({ "title": text }),
        |text: String| json!({ "description": text }),
        |text: String| json!({ "source": { "ticket": text } }),
        |text: String| json!({ "expected": text }),
        |text: String| json!({ "expected": { "outputPattern": text } }),
        |text: String| json!({ "expected": { "files": [text] } }),
    ];
    for (at, field) in fields.into_iter().enumerate() {
        for (text, expected) in [("plain", false), ("hid\u{200b}den", true)] {
            let mut body = json!({ "script": "echo hi" });
            for (name, value) in field(text.to_owned()).as_object().expect("an object") {
                body[name] = value.clone();
            }
            let action = desk.mc.propose(&fae, propose(&prompt, body)).await.expect("proposed");
            let id = action.approval_id.expect("asks");
            assert_eq!(alone(&desk, &id).await, expected, "field {at}, {text:?}");
        }
    }
}

#[tokio::test]
async fn t51_a_file_that_an_action_runs_is_looked_through() {
    let desk = Desk::new().await;
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for (text, expected) in [("echo plain\r\n", false), ("echo hid\u{200b}den", true)] {
        let body = propose(&prompt, json!({ "script": "sh a.sh" }));
        let action = desk.mc.propose(&fae, body).await.expect("proposed");
        let seen = Seen::File {
            digest: Digest::of(text.as_bytes()),
            bytes: text.len() as u64,
            text: Some(text.into()),
        };
        let salt = Some("0123456789abcdef0123456789abcdef".into());
        let operands = vec![Operand { path: "a.sh".into(), seen, salt }];
        let body = wire::PushLook { operands };
        desk.mc.push_look(&desk.runner, &action.id, body).await.expect("looked");
        let id = desk.action(&action.id).await.approval_id.expect("asks");
        assert_eq!(alone(&desk, &id).await, expected, "{text:?}");
    }
}

#[tokio::test]
async fn t51_whatever_is_shown_of_a_task_is_looked_through() {
    let desk = Desk::new().await;
    for (text, expected) in [("plain", false), ("hid\u{200b}den", true)] {
        let base = || wire::CreateTask { approve_before_run: true, ..desk.prompt_body("Fae") };
        let bodies = [
            wire::CreateTask { content: text.into(), title: Some("A title".into()), ..base() },
            wire::CreateTask { title: Some(text.into()), ..base() },
            wire::CreateTask { cwd: Some(text.into()), ..base() },
        ];
        for body in bodies {
            let task = desk.create(body.clone()).await;
            assert_eq!(alone(&desk, &task.pending_approval_ids[0]).await, expected, "{body:?}");
        }
    }
    // What was said about the attempt before goes to the agent too.
    let desk = Desk::new().await;
    for (text, expected) in [("plain\r\nagain", false), ("hid\u{200b}den", true)] {
        let body = wire::CreateTask { approve_before_run: true, ..desk.command() };
        let task = desk.create(body).await;
        desk.decide(&task, "approve").await.expect("decides");
        let task = desk.work(0).await;
        let no = crate::desk::review("reject", Some(text));
        desk.mc.review(&desk.ana, &task.id, no).await.expect("rejects");
        let revised = wire::RetryTask::default();
        let retry = desk.mc.retry_task(&desk.ana, &task.id, revised).await.expect("tries again");
        desk.mc.run_task(&desk.ana, &retry.id).await.expect("asks");
        let retry = desk.task(&retry.id).await;
        assert_eq!(alone(&desk, &retry.pending_approval_ids[0]).await, expected, "{text:?}");
    }
}

#[tokio::test]
async fn t51_what_came_back_is_looked_through() {
    let desk = Desk::new().await;
    let file = |path: &str, old: Option<&str>, diff: &str| FileChange {
        path: path.into(),
        change: ChangeKind::Modified,
        old_path: old.map(str::to_owned),
        additions: 1,
        deletions: 0,
        diff: diff.into(),
        binary: false,
        truncated: false,
    };
    let cases = [
        ("plain\r\n\u{1b}[31mred\u{1b}[0m\n", file("a", Some("b"), "+plain\r\n"), false),
        ("hid\u{200b}den", file("a", None, "+plain"), true),
        ("plain", file("hid\u{200b}den", None, "+plain"), true),
        ("plain", file("a", Some("hid\u{200b}den"), "+plain"), true),
        ("plain", file("a", None, "+hid\u{200b}den"), true),
    ];
    for (output, file, expected) in cases {
        let task = desk.create(desk.command()).await;
        let work = desk.claim().await.expect("there is work");
        let data_b64 = data_encoding::BASE64.encode(output.as_bytes());
        let piece = wire::LogPiece { seq: 1, stream: Stream::Stdout, data_b64, at: desk.mc.now() };
        let body = wire::PushLogs { lease: work.lease.clone(), pieces: vec![piece] };
        desk.mc.push_logs(&desk.runner, &work.id, body).await.expect("stored");
        let body = wire::PushFiles { lease: work.lease.clone(), files: vec![file.clone()] };
        desk.mc.push_files(&desk.runner, &work.id, body).await.expect("stored");
        desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
        let id = &desk.task(&task.id).await.pending_approval_ids[0];
        assert_eq!(alone(&desk, id).await, expected, "{output:?} {file:?}");
    }
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
