//! What an agent did on a branch is taken over by a command task that names the commit which was reviewed.

use crate::desk::{Desk, code};
use domain::{TaskStatus, person::Role, task::Branch, wire};
use std::{fs, path::Path, process::Command};

fn branch() -> Branch {
    Branch {
        name: "mission-control/task-1".into(),
        repository: "/home/worker/workspaces/shop".into(),
        base: "a".repeat(40),
        commit: "b".repeat(40),
    }
}

/// A prompt whose run ended well on this branch.
async fn ran_on(desk: &Desk, branch: Option<Branch>) -> Result<wire::Task, service::Error> {
    desk.greet(&["Fae"]).await;
    let body = wire::CreateTask {
        run: true,
        external_agent: None,
        agent: Some("Fae".into()),
        ..desk.prompt_body("Fae")
    };
    let task = desk.create(body).await;
    let work = desk.claim().await.expect("work");
    let body = wire::ReportResult {
        lease: work.lease.clone(),
        outcome: wire::RunOutcome::Exited { exit_code: 0 },
        output_truncated: false,
        expected: None,
        branch,
    };
    desk.mc.report_result(&desk.runner, &task.id, body).await.map(|_| task)
}

#[tokio::test]
async fn a_branch_is_merged_once_its_result_was_approved_as_the_commit_that_was_reviewed() {
    let desk = Desk::new().await;
    let task = ran_on(&desk, Some(branch())).await.expect("reported");
    assert_eq!(code(desk.mc.merge_branch(&desk.ana, &task.id).await), "not_done");
    let now = desk.task(&task.id).await;
    assert_eq!((now.status, now.branch.as_ref()), (TaskStatus::Review, Some(&branch())));
    desk.decide(&now, "approve").await.expect("decides");
    let viewer = desk.person("Vi", Role::Viewer).await;
    assert!(desk.mc.merge_branch(&viewer, &task.id).await.is_err());
    let merge = desk.mc.merge_branch(&desk.ana, &task.id).await.expect("made");
    assert!(merge.content.contains(&branch().commit) && !merge.content.contains("task-1"));
    assert_eq!(merge.cwd.as_deref(), Some("/home/worker/workspaces/shop"));
    assert_eq!(merge.title, "Merge mission-control/task-1 of MC-1");
    assert_eq!(desk.claim().await.expect("asked to run").content, merge.content);
}

#[tokio::test]
async fn the_branch_is_part_of_what_is_decided_and_one_that_a_shell_could_misread_is_refused() {
    let desk = Desk::new().await;
    let (one, two) = (branch(), Branch { commit: "c".repeat(40), ..branch() });
    let digest = async |branch| {
        let task = ran_on(&desk, Some(branch)).await.expect("reported");
        let id = desk.task(&task.id).await.pending_approval_ids.remove(0);
        let approval = desk.store.approval(&domain::ApprovalId::new(id)).await.expect("reads");
        let record = approval.expect("there");
        let run = record.task.state.run().expect("ran").clone();
        assert_eq!(record.approval.digest, record.task.result_digest(&run));
        let other = domain::task::Run { branch: Some(two.clone()), ..run };
        assert_ne!(record.approval.digest, record.task.result_digest(&other));
    };
    digest(one.clone()).await;
    for odd in [
        Branch { name: "a; rm -rf /".into(), ..one.clone() },
        Branch { name: "--force".into(), ..one.clone() },
        Branch { commit: "HEAD; id".into(), ..one.clone() },
        Branch { commit: "b".repeat(39), ..one.clone() },
        Branch { base: String::new(), ..one },
    ] {
        assert_eq!(code(ran_on(&desk, Some(odd)).await), "invalid_field");
        desk.pass(3600);
        desk.mc.sweep().await.expect("sweeps");
    }
    let task = ran_on(&desk, None).await.expect("reported");
    desk.decide(&desk.task(&task.id).await, "approve").await.expect("decides");
    assert_eq!(code(desk.mc.merge_branch(&desk.ana, &task.id).await), "no_branch");
}

fn run(dir: &Path, program: &str, args: &[&str]) -> (bool, String) {
    let out = Command::new(program).current_dir(dir).args(args).output().expect("starts");
    (out.status.success(), String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

fn git(dir: &Path, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b.c"];
    let (well, said) = run(dir, "git", &[&identity[..], &words].concat());
    assert!(well, "git {line}: {said}");
    said
}

/// Commits this text on a new branch from main, and goes back.
fn commit(dir: &Path, branch: &str, text: &str) -> String {
    git(dir, &format!("checkout -q -b {branch} main"));
    fs::write(dir.join("a.txt"), text).expect("writes");
    git(dir, "commit -q -a -m change");
    let commit = git(dir, "rev-parse HEAD");
    git(dir, "checkout -q main");
    commit
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_made_merges_in_a_real_repository_or_leaves_it_as_it_is() {
    let desk = Desk::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    git(dir, "init -q -b main");
    for (key, value) in [("user.name", "a"), ("user.email", "a@b.c")] {
        git(dir, &format!("config {key} {value}"));
    }
    fs::write(dir.join("a.txt"), "one\n").expect("writes");
    git(dir, "add -A");
    git(dir, "commit -q -m first");
    let (fits, clashes) = (commit(dir, "x", "two\n"), commit(dir, "y", "three\n"));
    let mut made = Vec::new();
    for commit in [fits, clashes] {
        let branch = Branch { commit, ..branch() };
        let task = ran_on(&desk, Some(branch)).await.expect("reported");
        desk.decide(&desk.task(&task.id).await, "approve").await.expect("decides");
        let merge = desk.mc.merge_branch(&desk.ana, &task.id).await.expect("made");
        desk.mc.cancel_task(&desk.ana, &merge.id).await.expect("it is run here");
        made.push(merge.content);
    }
    assert!(run(dir, "sh", &["-c", &made[0]]).0);
    assert_eq!(fs::read_to_string(dir.join("a.txt")).expect("reads"), "two\n");
    let head = git(dir, "rev-parse HEAD");
    assert!(!run(dir, "sh", &["-c", &made[1]]).0, "both changed the same line");
    assert_eq!(git(dir, "status --porcelain"), "");
    assert_eq!(git(dir, "rev-parse HEAD"), head);
    // A merge of somebody else is under way: it is not called off.
    assert!(!run(dir, "git", &["merge", "y"]).0);
    let before = git(dir, "status --porcelain");
    let (well, said) = run(dir, "sh", &["-c", &made[1]]);
    assert!(!well && said.ends_with("Finish it, then merge again."), "{said}");
    assert_eq!(git(dir, "status --porcelain"), before);
}
