//! The gate before the run: what was read is what runs, once, in time.

use crate::desk::{Desk, code};
use domain::{
    TaskStatus,
    action::{FactKind, Noted},
    approval::Risk,
    desktop::SystemFacts,
    wire,
};

fn asks(desk: &Desk) -> wire::CreateTask {
    wire::CreateTask { approve_before_run: true, ..desk.command() }
}

#[tokio::test]
async fn nothing_runs_before_a_person_said_yes_to_its_digest() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    assert_eq!((task.status, task.phase.as_deref()), (TaskStatus::Pending, Some("asking")));
    assert_eq!(task.attention.as_deref(), Some("technician_approval_required"));
    assert!(desk.claim().await.is_none());
    let id = &task.pending_approval_ids[0];
    let blind = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: None,
        reason: None,
        checklist: None,
        desktop: None,
        password: None,
    };
    assert_eq!(code(desk.mc.resolve(&desk.ana, id, blind.clone()).await), "digest_required");
    let other = format!("sha256:{}", "0".repeat(64));
    let wrong = wire::Resolve { digest: Some(other), ..blind };
    assert_eq!(code(desk.mc.resolve(&desk.ana, id, wrong).await), "digest_mismatch");
    assert!(desk.claim().await.is_none(), "a refused answer frees nothing");
    desk.decide(&task, "approve").await.expect("decides");
    let work = desk.claim().await.expect("free");
    let approval = desk.mc.approval(&desk.ana, id).await.expect("is there");
    assert_eq!(work.digest, approval.digest, "what was approved is what goes out");
    assert!(desk.claim().await.is_none(), "once");
}

#[tokio::test]
async fn a_no_before_the_run_runs_nothing() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    let resolved = desk.decide(&task, "reject").await.expect("decides");
    assert_eq!(resolved.task.failure.expect("why").code.as_str(), "rejected");
    assert_eq!(resolved.task.started_at, None);
    assert!(desk.claim().await.is_none());
}

#[tokio::test]
async fn a_yes_can_be_taken_back_until_the_runner_took_it() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    let id = task.pending_approval_ids[0].clone();
    desk.decide(&task, "approve").await.expect("decides");
    let revoked = desk.mc.revoke(&desk.ana, &id).await.expect("takes it back");
    assert_eq!(
        (revoked.approval.state.as_str(), revoked.task.phase.as_deref()),
        ("revoked", Some("draft"))
    );
    assert!(desk.claim().await.is_none(), "never revoked and ran");
    let again = desk.mc.run_task(&desk.ana, &task.id).await.expect("asks anew");
    assert_ne!(again.pending_approval_ids[0], id);
    desk.decide(&again, "approve").await.expect("decides");
    desk.claim().await.expect("taken");
    let late = desk.mc.revoke(&desk.ana, &again.pending_approval_ids[0]).await;
    assert_eq!(code(late), "execution_already_claimed");
}

#[tokio::test]
async fn revoke_and_claim_on_a_race_have_one_winner() {
    let desk = Desk::new().await;
    for round in 0..40 {
        let task = desk.create(asks(&desk)).await;
        desk.decide(&task, "approve").await.expect("decides");
        let id = &task.pending_approval_ids[0];
        let (revoked, claimed) = tokio::join!(desk.mc.revoke(&desk.ana, id), desk.claim());
        assert_ne!(revoked.is_ok(), claimed.is_some(), "round {round}: exactly one of them");
        if let Some(work) = claimed {
            desk.report(&work, wire::RunOutcome::Exited { exit_code: 1 })
                .await
                .expect("out of the way");
        }
    }
}

#[tokio::test]
async fn an_approval_that_no_runner_used_in_an_hour_lapses() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    let id = task.pending_approval_ids[0].clone();
    desk.decide(&task, "approve").await.expect("decides");
    desk.pass(3601);
    assert!(desk.claim().await.is_none(), "too late, even before upkeep has run");
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.mc.approval(&desk.ana, &id).await.expect("is there").state, "lapsed");
    let failed = desk.task(&task.id).await;
    let failure = failed.failure.expect("why");
    assert_eq!(failure.code.as_str(), "expired");
    assert!(failure.message.contains("Nothing ran"), "{}", failure.message);
}

#[tokio::test]
async fn both_gates_ask_one_after_the_other() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    desk.decide(&task, "approve").await.expect("before it runs");
    let ended = desk.work(0).await;
    assert_eq!(ended.status, TaskStatus::Review);
    let done = desk.decide(&ended, "approve").await.expect("before it counts");
    assert_eq!(done.task.status, TaskStatus::Done);
}

#[tokio::test]
async fn r9_a_yes_of_somebody_who_may_no_longer_decide_frees_nothing() {
    let desk = Desk::new().await;
    let task = desk.create(asks(&desk)).await;
    let bo = desk.person("Bo", domain::person::Role::Approver).await;
    let id = task.pending_approval_ids[0].clone();
    let digest = desk.mc.approval(&desk.ana, &id).await.expect("there").digest;
    let yes = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: Some(digest),
        checklist: None,
        reason: None,
        desktop: None,
        password: None,
    };
    desk.mc.resolve(&bo, &id, yes).await.expect("decides");
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disabled");
    assert!(desk.claim().await.is_none());
    let again = desk.task(&task.id).await;
    assert_eq!(again.phase.as_deref(), Some("asking"));
    assert_ne!(again.pending_approval_ids[0], id);
    desk.decide(&again, "approve").await.expect("Ana decides");
    assert!(desk.claim().await.is_some());
}

/// What was read in this command when a person was asked about it, and the risk it was given.
async fn read(desk: &Desk, content: &str) -> (Option<Noted>, Risk) {
    let task = desk.create(wire::CreateTask { content: content.into(), ..asks(desk) }).await;
    let approval = desk.mc.approval(&desk.ana, &task.pending_approval_ids[0]).await.expect("there");
    (approval.noted, approval.risk)
}

#[tokio::test]
async fn what_a_command_says_about_itself_is_kept_with_the_request() {
    let desk = Desk::new().await;
    let (noted, risk) = read(&desk, "cd /srv\nrm -rf /var/log/app\n").await;
    let noted = noted.expect("a command is read");
    let fact = noted.facts.iter().find(|fact| fact.kind == FactKind::Deletes).expect("it deletes");
    assert_eq!((fact.line, fact.word.as_deref(), risk), (Some(2), Some("rm"), Risk::High));
    assert!(noted.whole);
    let (noted, risk) = read(&desk, "echo hi").await;
    assert_eq!((noted, risk), (Some(Noted { facts: Vec::new(), whole: true }), Risk::Medium));
    let (noted, _) = read(&desk, "sh ./deploy.sh").await;
    assert!(!noted.expect("read").whole, "what the file does is not known");
    let prompt = wire::CreateTask { approve_before_run: true, ..desk.prompt_body("Fae") };
    let prompt = desk.create(prompt).await;
    let asked = desk.mc.approval(&desk.ana, &prompt.pending_approval_ids[0]).await.expect("there");
    assert_eq!(asked.noted, None, "a prompt is no command");
}

#[tokio::test]
async fn a_command_is_read_as_its_desktop_would_read_it() {
    let desk = Desk::new().await;
    let clock = "if ($true) { Get-Date }";
    let whole = |noted: Option<Noted>| noted.expect("read").whole;
    assert!(!whole(read(&desk, clock).await.0), "bash cannot read it");
    let system = SystemFacts { os: "windows".into(), ..SystemFacts::default() };
    let body = wire::Claim { system, ..wire::Claim::default() };
    desk.mc.claim_work(&desk.runner, body, 0).await.expect("greets");
    assert!(whole(read(&desk, clock).await.0), "PowerShell can");
}
