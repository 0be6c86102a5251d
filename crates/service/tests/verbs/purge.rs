//! T75: the texts of a task that held a secret are erased, and who decided what about it stays.

use crate::{
    actions::propose,
    desk::{Desk, PASSWORD, code, review},
};
use domain::{
    Digest,
    action::{Operand, Seen},
    audit::{AuditRow, Chain},
    person::Role,
    wire::{self, RunOutcome},
};
use serde_json::{Value, json};
use service::{About, Begun};
use std::task::Poll;

/// What must be nowhere afterwards. It is short of nothing that a search would fold.
const CANARY: &str = "canary-7f3a-secret";

fn from<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("a body")
}

/// How often it stands in the files of the database.
fn found(desk: &Desk) -> usize {
    let mut found = 0;
    for file in std::fs::read_dir(desk.dir.path()).expect("a folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("read");
        found += bytes.windows(CANARY.len()).filter(|part| *part == CANARY.as_bytes()).count();
    }
    found
}

/// What a runner hands in of its work.
async fn hand_in(desk: &Desk, id: &str, lease: &str) {
    let bytes = data_encoding::BASE64.encode(format!("{CANARY} was here\n").as_bytes());
    let piece = json!({"seq": 1, "stream": "stdout", "dataB64": bytes, "at": desk.mc.now()});
    let logs = json!({"lease": lease, "pieces": [piece]});
    desk.mc.push_logs(&desk.runner, id, from(logs)).await.expect("logs");
    let file = json!({"path": format!("{CANARY}.txt"), "change": "added", "additions": 1,
        "deletions": 0, "diff": format!("@@ -0,0 +1 @@\n+{CANARY}\n"), "binary": false, "truncated": false});
    let files = json!({"lease": lease, "files": [file]});
    desk.mc.push_files(&desk.runner, id, from(files)).await.expect("files");
}

/// A command that a person let run, whose result another try followed, with the secret wherever a text can be.
async fn command(desk: &Desk) -> (wire::Task, wire::Task) {
    let task = desk
        .create(from(json!({"type": "command", "content": format!("echo {CANARY}"),
            "title": format!("Say {CANARY}"), "cwd": CANARY, "desktopId": desk.desktop,
            "approveBeforeRun": true, "run": true})))
        .await;
    desk.decide(&task, "approve").await.expect("approved");
    let work = desk.claim().await.expect("work");
    hand_in(desk, &task.id, &work.lease).await;
    desk.report(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("reported");
    let said = json!({"text": format!("{CANARY}?")});
    desk.mc.post_message(&desk.ana, &task.id, from(said)).await.expect("said");
    let path = format!("{CANARY}.txt");
    desk.mc.view_file(&desk.ana, &task.id, &path, true).await.expect("looked at");
    let comment = json!({"path": path, "side": "new", "line": 1, "text": format!("Why {CANARY}?")});
    desk.mc.add_comment(&desk.ana, &task.id, from(comment.clone())).await.expect("said of a line");
    let bo = desk.person("Boris", Role::Approver).await;
    desk.mc.add_comment(&bo, &task.id, from(comment)).await.expect("a draft that stays one");
    let no = format!("Not with {CANARY}.");
    desk.mc.review(&desk.ana, &task.id, review("reject", Some(&no))).await.expect("rejected");
    let again = desk.mc.retry_task(&desk.ana, &task.id, wire::RetryTask::default()).await;
    (desk.task(&task.id).await, again.expect("another try"))
}

/// An action with the secret wherever a text can be, which ran.
async fn action(desk: &Desk) -> (wire::Task, wire::Action) {
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(
        &task,
        json!({"script": format!("rm -rf {CANARY}; sh {CANARY}.sh"),
        "cwd": "work", "env": {"TOKEN": CANARY}, "title": CANARY, "description": CANARY,
        "expected": CANARY, "source": {"chain": CANARY}}),
    );
    let first = desk.mc.propose(&fae, body).await.expect("proposed");
    let mut changed = json!({"interpreter": "sh", "script": format!("rm -rf {CANARY}; sh {CANARY}.sh"),
        "env": {"TOKEN": CANARY}, "description": CANARY});
    changed["cwd"] = json!("work");
    desk.mc.revise_action(&fae, &first.id, from(changed)).await.expect("revised");
    let looked = wire::Claim { looks: true, ..wire::Claim::default() };
    let look = desk.mc.claim_work(&desk.runner, looked, 0).await.expect("asks").expect("a look");
    let wire::Work::Look(look) = look else { panic!("{look:?}") };
    let seen =
        Seen::File { digest: Digest::of(CANARY.as_bytes()), bytes: 18, text: Some(CANARY.into()) };
    let salt = Some("0123456789abcdef".into());
    let operands = vec![Operand { path: look.paths[0].clone(), seen, salt }];
    desk.mc.push_look(&desk.runner, &look.id, wire::PushLook { operands }).await.expect("looked");
    let action = desk.action(&look.id).await;
    desk.answer(&action, "approve").await.expect("approved");
    let work = desk.claim_action().await.expect("asks").expect("work");
    hand_in(desk, &action.id, &work.lease).await;
    desk.end_action(&work, RunOutcome::Exited { exit_code: 1 }).await.expect("ended");
    let done = json!({"outcome": "succeeded", "output": CANARY});
    desk.mc.finish_task(&fae, &task.id, from(done)).await.expect("finished");
    (task, desk.action(&action.id).await)
}

async fn log(desk: &Desk) -> Vec<wire::AuditItem> {
    desk.mc.audit(&desk.ana, &service::Deeds::default(), 0, Some(200)).await.expect("rows").items
}

async fn stated(desk: &Desk, approval: &str) -> wire::Statement {
    let evidence = desk.mc.evidence(&desk.ana, approval).await.expect("evidence");
    serde_json::from_str(&evidence.statement).expect("a statement")
}

fn purge(password: Option<&str>) -> wire::PurgeTask {
    wire::PurgeTask { password: password.and_then(|word| wire::Password::typed(word.into())) }
}

#[tokio::test]
async fn t75_what_was_purged_is_in_no_file_and_who_decided_what_still_is() {
    let desk = Desk::new().await;
    desk.greet(&[]).await;
    let hook = json!({"name": "out", "url": "https://example.com/hook"});
    desk.mc.create_webhook(&desk.ana, from(hook)).await.expect("a webhook");
    let (task, again) = command(&desk).await;
    let (prompt, action) = action(&desk).await;
    let answer = json!({"id": task.id, "content": CANARY}).to_string();
    desk.mc.begin_idempotent("ana", "key", [9; 32], None).await.expect("begins");
    desk.mc.end_idempotent("ana", "key", Some((201, answer)), &[]).await.expect("ends");
    assert!(found(&desk) > 20, "it was written in {} places", found(&desk));
    let decided = async || desk.mc.task_context(&desk.ana, &task.id).await.expect("read").approvals;
    let before = decided().await;

    assert_eq!(code(desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await), "not_over");
    desk.mc.cancel_task(&desk.ana, &again.id).await.expect("cancelled");
    desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await.expect("purged");
    let waits = desk.mc.purge_task(&desk.ana, &prompt.id, purge(None)).await;
    assert_eq!(code(waits), "not_over", "its result waits");
    desk.mc.review(&desk.ana, &prompt.id, review("approve", None)).await.expect("approved");
    desk.mc.purge_task(&desk.ana, &prompt.id, purge(None)).await.expect("purged");
    assert_eq!(found(&desk), 0, "it is found in the files");

    for id in [&task.id, &again.id, &prompt.id] {
        let task = desk.task(id).await;
        let purged = task.purged.expect("purged");
        assert_eq!(purged.by.name, "Ana");
        assert_eq!((task.title.as_str(), task.content.as_str()), ("Purged", ""));
        assert!(purged.content_bytes > 5);
        let search = service::TaskFilter { text: Some("canary".into()), ..Default::default() };
        assert!(desk.mc.tasks(&desk.ana, search).await.expect("searched").items.is_empty());
    }
    assert_eq!(desk.task(&task.id).await.files_changed, Some(1), "sizes stay");
    let after = decided().await;
    assert_eq!(after.len(), before.len());
    for (after, before) in after.iter().zip(&before) {
        let who = |approval: &wire::Approval| {
            let decision = approval.decision.clone().expect("decided");
            (approval.state.clone(), approval.digest.clone(), decision.by, decision.at)
        };
        assert_eq!(who(after), who(before));
        assert_eq!(after.votes, before.votes);
    }
    let ran = desk.action(&action.id).await;
    assert_eq!((ran.state.as_str(), ran.script.as_deref()), ("failed", Some("")));

    let mut chain = Chain::default();
    for row in log(&desk).await {
        chain.add(&AuditRow::try_from(row).expect("a row")).expect("the chain holds");
    }
    let approval = action.approval_id.clone().expect("asked");
    for id in after.iter().map(|approval| approval.id.as_str()).chain([approval.as_str()]) {
        let mut statement = stated(&desk, id).await;
        statement.check().expect("its evidence says that it was purged");
        let purged = statement.task.purged.as_mut().expect("purged");
        purged.by.name = "Bo".into();
        assert!(statement.check().is_err(), "by somebody else, says nobody");
    }
    // The same request again is neither carried out nor answered with what was erased.
    let again = desk.mc.begin_idempotent("ana", "key", [9; 32], None).await.expect("known");
    let service::Begun::Replay { status, body } = again else { panic!("{again:?}") };
    assert!(status == 410 && body.contains("purged"), "{status} {body}");
    let due = desk.mc.due_tellings().await.expect("read");
    assert!(due.is_empty(), "nobody is told of it any more: {}", due.len());
    let events = desk.store.events(0, 500).await.expect("events");
    let purged = |event: &&domain::event::Event| event.fact.kind.as_str() == "task.purged";
    assert_eq!(events.iter().filter(purged).count(), 3, "open pages hear of it");
}

#[tokio::test]
async fn purging_is_for_an_administrator_with_a_password_and_of_what_is_over() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let task = desk.create(desk.command()).await;
    assert_eq!(code(desk.mc.purge_task(&bo, &task.id, purge(None)).await), "role_too_low");
    assert_eq!(code(desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await), "not_over");
    let work = desk.claim().await.expect("work");
    assert_eq!(code(desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await), "not_over");
    desk.report(&work, RunOutcome::Exited { exit_code: 0 }).await.expect("reported");
    assert_eq!(code(desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await), "not_over");
    desk.mc.review(&desk.ana, &task.id, review("approve", None)).await.expect("approved");
    desk.pass(400);
    let refused = desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await;
    assert_eq!(code(refused), "confirmation_needed");
    let wrong = desk.mc.purge_task(&desk.ana, &task.id, purge(Some("not this one"))).await;
    assert_eq!(code(wrong), "wrong_password");
    assert!(desk.task(&task.id).await.purged.is_none(), "nothing was erased");
    desk.mc.purge_task(&desk.ana, &task.id, purge(Some(PASSWORD))).await.expect("purged");
    // Again does no more, and what was purged is not tried again.
    let first = desk.task(&task.id).await;
    desk.mc.purge_task(&desk.ana, &task.id, purge(Some(PASSWORD))).await.expect("again");
    assert_eq!(desk.task(&task.id).await, first);
    let retry = desk.mc.retry_task(&desk.ana, &task.id, wire::RetryTask::default()).await;
    assert_eq!(code(retry), "purged");
}

#[tokio::test]
async fn what_a_runner_tells_too_late_does_not_bring_it_back() {
    let desk = Desk::new().await;
    desk.greet(&[]).await;
    let action = desk.proposed("echo one").await;
    desk.answer(&action, "approve").await.expect("approved");
    let work = desk.claim_action().await.expect("asks").expect("work");
    desk.pass(120);
    desk.mc.sweep().await.expect("swept");
    assert_eq!(desk.action(&action.id).await.state, "outcome_unknown");
    let task = &action.task_id;
    desk.mc.cancel_task(&desk.ana, task).await.expect("cancelled");
    assert_eq!(code(desk.mc.purge_task(&desk.ana, task, purge(None)).await), "not_over");
    let ran = json!({"ran": true});
    desk.mc.close_action(&desk.ana, &action.id, from(ran)).await.expect("closed");
    desk.mc.purge_task(&desk.ana, task, purge(Some(PASSWORD))).await.expect("purged");
    let bytes = data_encoding::BASE64.encode(CANARY.as_bytes());
    let piece = json!({"seq": 1, "stream": "stdout", "dataB64": bytes, "at": desk.mc.now()});
    let logs = json!({"lease": work.lease, "pieces": [piece]});
    let late = desk.mc.push_logs(&desk.runner, &action.id, from(logs)).await;
    assert_eq!(code(late), "lease_lost");
    let late = desk.end_action(&work, RunOutcome::Exited { exit_code: 0 }).await;
    assert_eq!(code(late), "lease_lost");
}

#[tokio::test]
async fn t75_nobody_who_has_the_digests_can_try_out_what_was_run() {
    let desk = Desk::new().await;
    // Two tasks and two actions that differ in nothing but their ids have nothing to compare them by.
    let one = desk.create(desk.command()).await;
    let row = log(&desk).await.into_iter().rev().find(|row| row.action == "task.create");
    let row = row.expect("in the log");
    let guess = domain::task::RunBound {
        task: &one.id,
        desktop: &domain::DesktopId::new(&one.desktop.id),
        kind: one.kind,
        content: &one.content,
        cwd: one.cwd.as_deref(),
        timeout_seconds: one.timeout_seconds,
        agent: None,
        external_agent: None,
        interpreter: None,
        title: &one.title,
        previous_feedback: None,
        salt: "",
    };
    assert_ne!(row.digest, Some(guess.digest().to_string()), "all but the salt is known");
    let work = desk.claim().await.expect("work");
    let salted = domain::task::RunBound { salt: &work.salt, ..guess };
    assert_eq!(row.digest, Some(salted.digest().to_string()), "and it is over just that");
    let action = desk.proposed("echo one").await;
    desk.answer(&action, "approve").await.expect("approved");
    let bound = desk.claim_action().await.expect("asks").expect("work").bound;
    let guess = domain::action::Bound { salt: String::new(), ..bound.clone() };
    assert_eq!(bound.digest().to_string(), action.digest);
    assert_ne!(guess.digest().to_string(), action.digest);
}

/// Goes on with it until it has waited this often; answers whether it ended before.
async fn begun<F: Future + Unpin>(deed: &mut F, waits: usize) -> Option<F::Output> {
    let mut left = waits;
    std::future::poll_fn(|context| match std::pin::Pin::new(&mut *deed).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

type Attempt = Result<wire::Task, service::Error>;

/// One of them is refused: either no text was left to copy, or the new attempt is not over.
fn purge_won(purged: Attempt, retried: Attempt) -> bool {
    match (purged, retried) {
        (Ok(_), retried) => {
            assert_eq!(code(retried), "purged");
            true
        }
        (purged, retried) => {
            assert_eq!(code(purged), "not_over");
            assert!(retried.is_ok(), "neither was done");
            false
        }
    }
}

#[tokio::test]
async fn what_is_tried_again_while_it_is_purged_keeps_no_copy_of_its_texts() {
    let desk = Desk::new().await;
    let ended = async || {
        let task = desk.create(desk.command()).await;
        desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled").id
    };
    let retry =
        async |id: &str| desk.mc.retry_task(&desk.ana, id, wire::RetryTask::default()).await;
    // One wholly before the other: how often either waits below is up to the threads of the store.
    let id = ended().await;
    let purged = desk.mc.purge_task(&desk.ana, &id, purge(None)).await;
    assert!(purge_won(purged, retry(&id).await), "the purge was first");
    let id = ended().await;
    let retried = retry(&id).await;
    let purged = desk.mc.purge_task(&desk.ana, &id, purge(None)).await;
    assert!(!purge_won(purged, retried), "the new attempt was first");
    // At whatever point one of them stands, the other comes in between: either may win, never both.
    for purge_waits in [true, false] {
        for waits in 0.. {
            let id = ended().await;
            let mut purged = Box::pin(desk.mc.purge_task(&desk.ana, &id, purge(None)));
            let mut retried =
                Box::pin(desk.mc.retry_task(&desk.ana, &id, wire::RetryTask::default()));
            let (first, second) = if purge_waits {
                if let Some(over) = begun(&mut purged, waits).await {
                    over.expect("purged");
                    break;
                }
                let retried = retried.await;
                (purged.await, retried)
            } else {
                if let Some(over) = begun(&mut retried, waits).await {
                    over.expect("tried again");
                    break;
                }
                let purged = purged.await;
                (purged, retried.await)
            };
            purge_won(first, second);
        }
    }
}

#[tokio::test]
async fn t75_an_answer_that_comes_after_the_purge_is_not_kept() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let said = json!({"text": format!("{CANARY}?")});
    desk.mc.post_message(&desk.ana, &task.id, from(said)).await.expect("said");
    desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled");
    let about = || About::Task(domain::TaskId::new(&task.id));
    let begin = async |key: &str, about: Option<&About>| {
        desk.mc.begin_idempotent("ana", key, [9; 32], about).await.expect("begins")
    };
    let text = || Some((201, json!({"text": CANARY}).to_string()));
    let end = async |key: &str, names: &[About]| {
        desk.mc.end_idempotent("ana", key, text(), names).await.expect("ends");
    };
    // One was answered before; two are under way, of which one does not know its task until it has its answer.
    assert_eq!(begin("before", Some(&about())).await, Begun::New);
    end("before", &[]).await;
    assert_eq!(begin("within", Some(&about())).await, Begun::New);
    assert_eq!(begin("made", None).await, Begun::New);
    desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await.expect("purged");
    end("within", &[]).await;
    end("made", &[about()]).await;
    assert_eq!(found(&desk), 0, "it is found in the files");
    for key in ["before", "within", "made"] {
        let again = begin(key, None).await;
        let Begun::Replay { status: 410, body } = again else { panic!("{key}: {again:?}") };
        assert!(body.contains("purged"), "{key}: {body}");
        let known = desk.store.idempotency("ana", key).await.expect("read").expect("kept");
        assert_eq!(known.request_hash, [0; 32], "{key}: it could be tried out on the hash");
    }
}

#[tokio::test]
async fn t75_what_was_typed_of_late_goes_too_when_somebody_waits_for_it() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled");
    let typed = json!({"feedback": CANARY}).to_string();
    let id = desk.mc.leave_notice(&desk.ana, typed).await.expect("left");
    assert!(desk.mc.notice(&desk.ana, &id).await.expect("read").is_some());
    desk.mc.purge_task(&desk.ana, &task.id, purge(None)).await.expect("purged");
    assert_eq!(found(&desk), 0, "it is found in the files");
}
