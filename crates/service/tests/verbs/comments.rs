//! What is said about lines of changed files goes with the answer, word for word, and is nobody else's before that.

use crate::desk::{Desk, code, review};
use domain::{Actor, change::diff::Side, limits, person::Role, wire};
use serde_json::json;

const DIFF: &str = "@@ -6,2 +6,3 @@\n-DB=myapp\n+DB=myapp_prod\n+POOL=12\n LOG=info\n";

fn from<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("a body")
}

/// A task whose result waits, with one changed file.
async fn in_review(desk: &Desk) -> wire::Task {
    desk.create(desk.command()).await;
    let work = desk.claim().await.expect("work");
    let file = json!({"path": "staging.env", "change": "modified", "additions": 2, "deletions": 1,
        "diff": DIFF, "binary": false, "truncated": false});
    let files = json!({"lease": work.lease, "files": [file]});
    desk.mc.push_files(&desk.runner, &work.id, from(files)).await.expect("files");
    desk.report(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("reported");
    let task = desk.task(&work.id).await;
    assert_eq!(task.status.as_str(), "review");
    task
}

fn on(side: Side, line: u32, text: &str) -> wire::AddComment {
    wire::AddComment { path: "staging.env".into(), side, line, text: text.into() }
}

async fn say(desk: &Desk, who: &Actor, task: &wire::Task, body: wire::AddComment) -> wire::Comment {
    desk.mc.add_comment(who, &task.id, body).await.expect("said")
}

async fn seen(desk: &Desk, who: &Actor, task: &wire::Task) -> Vec<String> {
    let all = desk.mc.comments(who, &task.id).await.expect("comments");
    all.into_iter().map(|comment| comment.text).collect()
}

#[tokio::test]
async fn with_a_no_they_are_the_feedback_after_the_note() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let task = in_review(&desk).await;
    say(&desk, &desk.ana, &task, on(Side::New, 7, "Why twelve? ")).await;
    say(&desk, &desk.ana, &task, on(Side::Old, 6, "Keep\nthis one.")).await;
    say(&desk, &bo, &task, on(Side::New, 6, "Bo's own")).await;
    assert_eq!(seen(&desk, &desk.ana, &task).await, ["Why twelve? ", "Keep\nthis one."]);
    assert_eq!(seen(&desk, &bo, &task).await, ["Bo's own"], "drafts are their author's alone");

    let no = review("reject", Some("Not yet."));
    let came = desk.mc.review(&desk.ana, &task.id, no.clone()).await.expect("rejected");
    let want = "Not yet.\n\nstaging.env, line 6 before the change:\n> DB=myapp\nKeep\nthis one.\n\n\
                staging.env, line 7:\n> POOL=12\nWhy twelve? ";
    assert_eq!(came.task.feedback.as_deref(), Some(want), "as programs read it");
    let recorded = came.approval.decision.expect("decided").feedback;
    assert_eq!(recorded.as_deref(), Some(want), "what is sent is what is recorded");
    assert_eq!(seen(&desk, &bo, &task).await, ["Why twelve? ", "Keep\nthis one.", "Bo's own"]);
    let all = desk.mc.comments(&desk.ana, &task.id).await.expect("comments");
    assert!(all.iter().all(|comment| comment.sent_at.is_some()), "Bo's draft stays Bo's");
    let again = desk.mc.review(&desk.ana, &task.id, no).await.expect("the same answer again");
    assert!(again.replayed);
    let late = desk.mc.add_comment(&desk.ana, &task.id, on(Side::New, 6, "Late")).await;
    assert_eq!(code(late), "already_decided");
    let next = desk.mc.retry_task(&desk.ana, &task.id, wire::RetryTask::default()).await;
    assert_eq!(next.expect("a retry").previous_feedback.as_deref(), Some(want));
}

#[tokio::test]
async fn with_a_yes_they_stand_in_the_thread_too() {
    let desk = Desk::new().await;
    let task = in_review(&desk).await;
    say(&desk, &desk.ana, &task, on(Side::New, 7, "Fine for now.")).await;
    let came =
        desk.mc.review(&desk.ana, &task.id, review("approve", None)).await.expect("approved");
    let told = "staging.env, line 7:\n> POOL=12\nFine for now.";
    assert_eq!(came.task.feedback.as_deref(), Some(told));
    let thread = desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("a thread");
    let last = thread.items.last().expect("a message");
    assert_eq!(last.text, format!("Approved with 1 comment.\n\n{told}"));
    assert_eq!(last.author.name, "Ana");
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_and_says_why() {
    let desk = Desk::new().await;
    let vera = desk.person("Vera", Role::Viewer).await;
    let bo = desk.person("Bo", Role::Approver).await;
    let task = in_review(&desk).await;
    let tries = async |who: &Actor, body| code(desk.mc.add_comment(who, &task.id, body).await);
    assert_eq!(tries(&vera, on(Side::New, 6, "x")).await, "not_an_approver");
    assert_eq!(tries(&desk.runner, on(Side::New, 6, "x")).await, "insufficient_scope");
    assert_eq!(tries(&desk.ana, on(Side::New, 6, " \n")).await, "invalid_field");
    assert_eq!(tries(&desk.ana, on(Side::New, 99, "x")).await, "invalid_field");
    assert_eq!(tries(&desk.ana, on(Side::New, 0, "x")).await, "invalid_field");
    let elsewhere = wire::AddComment { path: "other".into(), ..on(Side::New, 6, "x") };
    assert_eq!(tries(&desk.ana, elsewhere).await, "invalid_field");
    let long = "x".repeat(limits::COMMENT + 1);
    assert_eq!(tries(&desk.ana, on(Side::New, 6, &long)).await, "too_large");
    let most = "x".repeat(limits::COMMENT - 100);
    for _ in 0..3 {
        say(&desk, &desk.ana, &task, on(Side::New, 6, &most)).await;
    }
    assert_eq!(tries(&desk.ana, on(Side::New, 6, &most)).await, "invalid_field");
    say(&desk, &bo, &task, on(Side::New, 6, &most)).await;
    // The note has to fit beside them.
    let note = "y".repeat(limits::FEEDBACK - 1_000);
    let came = desk.mc.review(&desk.ana, &task.id, review("reject", Some(&note))).await;
    assert_eq!(code(came), "invalid_field");
    assert_eq!(desk.task(&task.id).await.status.as_str(), "review", "nothing was decided");
    desk.mc.review(&desk.ana, &task.id, review("reject", Some("Shorter."))).await.expect("fits");
}

#[tokio::test]
async fn a_draft_is_taken_back_by_whoever_wrote_it_and_before_it_went() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let task = in_review(&desk).await;
    let one = say(&desk, &desk.ana, &task, on(Side::New, 6, "One")).await;
    let two = say(&desk, &desk.ana, &task, on(Side::New, 7, "Two")).await;
    let remove = async |who: &Actor, comment: &wire::Comment| {
        desk.mc.remove_comment(who, &task.id, &comment.id).await
    };
    assert_eq!(code(remove(&bo, &one).await), "not_found");
    remove(&desk.ana, &one).await.expect("taken back");
    assert_eq!(code(remove(&desk.ana, &one).await), "not_found");
    let came = desk.mc.review(&desk.ana, &task.id, review("reject", None)).await.expect("rejected");
    assert!(!came.task.feedback.expect("feedback").contains("One"));
    assert_eq!(code(remove(&desk.ana, &two).await), "invalid_field");
}

#[tokio::test]
async fn a_comment_that_comes_while_one_answers_is_sent_or_refused_and_never_lost() {
    for _ in 0..8 {
        let desk = Desk::new().await;
        let task = in_review(&desk).await;
        let (said, came) = tokio::join!(
            desk.mc.add_comment(&desk.ana, &task.id, on(Side::New, 6, "In time?")),
            desk.mc.review(&desk.ana, &task.id, review("reject", Some("No."))),
        );
        let feedback = came.expect("rejected").task.feedback.expect("feedback");
        assert_eq!(said.is_ok(), feedback.contains("In time?"), "{feedback}");
        let left = desk.mc.comments(&desk.ana, &task.id).await.expect("comments");
        assert!(left.iter().all(|comment| comment.sent_at.is_some()), "no draft is left behind");
    }
}

#[tokio::test]
async fn a_file_that_was_looked_at_is_so_until_it_changes() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Viewer).await;
    let task = in_review(&desk).await;
    let files = desk.mc.task_files(&desk.ana, &task.id).await.expect("files");
    let viewed = async |who: &Actor, files| {
        let paths = desk.mc.viewed_files(who, &task.id, files).await.expect("viewed");
        paths.into_iter().collect::<Vec<_>>()
    };
    desk.mc.view_file(&bo, &task.id, "staging.env", true).await.expect("noted");
    assert_eq!(viewed(&bo, &files).await, ["staging.env"]);
    assert!(viewed(&desk.ana, &files).await.is_empty(), "each for themselves");
    let mut changed = files.clone();
    changed[0].diff.push_str("+MORE=1\n");
    assert!(viewed(&bo, &changed).await.is_empty(), "another change is another thing to look at");
    desk.mc.view_file(&bo, &task.id, "staging.env", false).await.expect("taken back");
    assert!(viewed(&bo, &files).await.is_empty());
    assert_eq!(code(desk.mc.view_file(&bo, &task.id, "other", true).await), "not_found");
}
