//! The action gate: an agent proposes, a person decides about exactly those bytes, and the agent is told the truth.

use crate::desk::{Desk, code};
use domain::{
    TaskStatus,
    approval::Reason,
    person::Role,
    wire::{self, Propose},
};
use serde_json::json;

pub fn propose(task: &wire::Task, change: serde_json::Value) -> Propose {
    let mut body = json!({
        "taskId": task.id, "interpreter": "bash", "script": "rm -rf ./cache\n",
        "description": "Empties the cache and returns nothing."
    });
    for (name, value) in change.as_object().expect("an object") {
        body[name] = value.clone();
    }
    serde_json::from_value(body).expect("a proposal")
}

#[tokio::test]
async fn a1_a4_nothing_reaches_the_desktop_before_a_person_said_yes_to_these_bytes() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    assert_eq!((action.state.as_str(), action.revision, action.attempt), ("pending", 1, 1));
    assert!(desk.claim_action().await.expect("asks").is_none());
    let waits = desk.task(&task.id).await;
    assert_eq!(waits.attention.as_deref(), Some("technician_approval_required"));
    assert_eq!(waits.pending_approval_ids, [action.approval_id.clone().expect("asked")]);

    let id = action.approval_id.clone().expect("asked");
    let blind = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: None,
        checklist: None,
        reason: None,
        desktop: None,
        password: None,
    };
    assert_eq!(code(desk.mc.resolve(&desk.ana, &id, blind.clone()).await), "digest_required");
    let other = format!("sha256:{}", "1".repeat(64));
    let wrong = wire::Resolve { digest: Some(other), ..blind };
    assert_eq!(code(desk.mc.resolve(&desk.ana, &id, wrong).await), "digest_mismatch");
    assert!(desk.claim_action().await.expect("asks").is_none(), "a refused answer frees nothing");

    let resolved = desk.answer(&action, "approve").await.expect("decides");
    assert_eq!(resolved.approval.action.expect("its action").state, "approved");
    assert_eq!(desk.task(&task.id).await.attention, None);
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!(work.digest, action.digest, "what was approved is what goes out");
    assert_eq!(work.bound.digest().to_string(), action.digest);
    assert!(desk.claim_action().await.expect("asks").is_none(), "once");
}

#[tokio::test]
async fn a2_two_agents_ask_and_each_card_names_its_own() {
    let desk = Desk::new().await;
    for name in ["Fae", "Mingo"] {
        let (task, agent) = (desk.prompt(name).await, desk.agent(name).await);
        let action = desk.mc.propose(&agent, propose(&task, json!({}))).await.expect("proposed");
        assert_eq!(action.requested_by.name, name);
        let other = if name == "Fae" { "Mingo" } else { "Fae" };
        let other = desk.agent(other).await;
        let refused = desk.mc.propose(&other, propose(&task, json!({}))).await;
        assert_eq!(code(refused), "not_your_task");
    }
}

#[tokio::test]
async fn a7_ten_turns_of_talk_ask_for_nothing() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for turn in 0..10 {
        let ask = wire::PostMessage { text: format!("Question {turn}?") };
        desk.mc.post_message(&desk.ana, &task.id, ask).await.expect("asked");
        let answer = wire::PostMessage { text: format!("Answer {turn}.") };
        desk.mc.post_message(&fae, &task.id, answer).await.expect("answered");
    }
    let list = service::ApprovalList::default();
    assert!(desk.mc.approvals(&desk.ana, list).await.expect("a list").items.is_empty());
    assert_eq!(desk.task(&task.id).await.attention, None);
}

#[tokio::test]
async fn a9_a_proposal_without_a_description_is_refused() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for change in [
        json!({"description": ""}),
        json!({"description": " \n"}),
        json!({"description": null}),
        json!({"script": ""}),
        json!({"script": " \n\t"}),
        json!({"script": "echo a\u{0}b"}),
        json!({"interpreter": "exec", "script": null, "argv": ["echo", "a\u{0}b"]}),
        json!({"interpreter": "exec", "script": null, "argv": []}),
        json!({"interpreter": "exec"}),
        json!({"argv": ["x"]}),
        json!({"cwd": "../out"}),
        json!({"cwd": "/etc"}),
        json!({"timeoutSeconds": 0}),
        json!({"decideWithinSeconds": 0}),
        json!({"env": {"A=B": "1"}}),
        json!({"env": {"MISSION_CONTROL_TASK_ID": "t_other"}}),
        json!({"expected": {"outputPattern": "("}}),
        json!({"kind": "agent_permission"}),
    ] {
        desk.greet(&[]).await;
        let refused = desk.mc.propose(&fae, propose(&task, change.clone())).await;
        assert_eq!(code(refused), "invalid_field", "{change}");
    }
    let long = json!({"script": "x".repeat(64 * 1024 + 1)});
    assert_eq!(code(desk.mc.propose(&fae, propose(&task, long)).await), "too_large");
    let reversed = json!({"script": "echo \u{202e}txt"});
    assert_eq!(code(desk.mc.propose(&fae, propose(&task, reversed)).await), "reversed_text");
    assert!(
        desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("read").items.is_empty()
    );
}

#[tokio::test]
async fn a12_a_no_runs_nothing_and_the_agent_gets_every_word() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for reason in Reason::ALL {
        let script = format!("echo {}\n", reason.as_str());
        let body = propose(&task, json!({ "script": script }));
        let action = desk.mc.propose(&fae, body).await.expect("proposed");
        let no = wire::Resolve {
            decision: "reject".into(),
            feedback: Some("  Not on a Friday.\n".into()),
            digest: Some(action.digest.clone()),
            checklist: Some([true, false, true, false, false]),
            reason: Some(reason),
            desktop: None,
            password: None,
        };
        let id = action.approval_id.as_deref().expect("asked");
        let resolved = desk.mc.resolve(&desk.ana, id, no).await.expect("decides");
        assert_eq!(resolved.approval.checklist, Some([true, false, true, false, false]));
        let told = desk.mc.action(&fae, &action.id, 50).await.expect("hears");
        let decision = told.decision.expect("the decision");
        assert_eq!((told.state.as_str(), decision.reason), ("rejected", Some(reason)));
        assert_eq!(decision.feedback.as_deref(), Some("  Not on a Friday.\n"));
        assert!(desk.claim_action().await.expect("asks").is_none());
    }
}

#[tokio::test]
async fn a13_the_next_proposal_after_a_no_is_the_next_attempt_and_the_same_one_is_refused() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let first = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    desk.answer(&first, "reject").await.expect("decides");
    let again = desk.mc.propose(&fae, propose(&task, json!({}))).await;
    assert_eq!(code(again), "already_rejected");
    // Another description is the same change.
    let dressed = propose(&task, json!({"description": "Something else entirely."}));
    assert_eq!(code(desk.mc.propose(&fae, dressed).await), "already_rejected");
    let smaller = propose(&task, json!({"script": "rm ./cache/old\n"}));
    let second = desk.mc.propose(&fae, smaller).await.expect("another change");
    assert_eq!((second.attempt, second.previous_id.as_deref()), (2, Some(first.id.as_str())));
    desk.mc.withdraw_action(&fae, &second.id).await.expect("taken back");
    let third = propose(&task, json!({"script": "rm ./cache/older\n"}));
    let third = desk.mc.propose(&fae, third).await.expect("another change");
    assert_eq!(third.attempt, 2, "taking one back makes nobody forget");
    desk.mc.withdraw_action(&fae, &third.id).await.expect("taken back");
    let longer = propose(&task, json!({"timeoutSeconds": 5}));
    assert_eq!(code(desk.mc.propose(&fae, longer).await), "already_rejected");

    desk.mc.ask_again(&desk.ana, &first.id).await.expect("a person asks for it");
    let wanted = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("now it may");
    assert_eq!(wanted.state, "pending");
    assert_ne!(wanted.digest, first.digest, "an old yes or no says nothing about it");
}

#[tokio::test]
async fn t11_a_changed_proposal_makes_the_open_card_worthless() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let old = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    let change = propose(&task, json!({"script": "rm -rf /\n"})).change;
    let new = desk.mc.revise_action(&fae, &old.id, change).await.expect("revised");
    assert_eq!((new.revision, new.previous_id.as_deref()), (2, Some(old.id.as_str())));
    assert_ne!(new.digest, old.digest);
    assert_eq!(code(desk.answer(&old, "approve").await), "superseded");
    let open = desk.action(&old.id).await;
    assert_eq!(
        (open.state.as_str(), open.superseded_by.as_deref()),
        ("superseded", Some(new.id.as_str()))
    );
    let mixed = wire::Action { approval_id: new.approval_id.clone(), ..old.clone() };
    assert_eq!(code(desk.answer(&mixed, "approve").await), "digest_mismatch");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let once_more = propose(&task, json!({})).change;
    assert_eq!(code(desk.mc.revise_action(&fae, &old.id, once_more).await), "superseded");
}

#[tokio::test]
async fn t13_t15_every_byte_that_decides_what_runs_is_in_the_digest() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let exec =
        |argv: serde_json::Value| json!({"interpreter": "exec", "script": null, "argv": argv});
    let changes = [
        json!({"script": "tool x"}),
        json!({"script": "tool x "}),
        json!({"script": "tool x\r\n"}),
        json!({"script": "tool x", "interpreter": "sh"}),
        json!({"script": "tool x", "cwd": "a"}),
        json!({"script": "tool x", "env": {"A": "1"}}),
        json!({"script": "tool x", "env": {"A": "2"}}),
        json!({"script": "tool x", "timeoutSeconds": 5}),
        exec(json!(["tool ", "x"])),
        exec(json!(["tool", "x"])),
        exec(json!(["tool", " x"])),
        exec(json!(["tool x"])),
    ];
    let mut seen = std::collections::HashSet::new();
    for change in changes {
        let action = desk.mc.propose(&fae, propose(&task, change.clone())).await.expect("proposed");
        assert!(seen.insert(action.digest), "{change} has the digest of another");
        desk.mc.withdraw_action(&fae, &action.id).await.expect("taken back");
    }
}

#[tokio::test]
async fn a15_t17_a_yes_counts_for_the_machine_that_was_shown_or_not_at_all() {
    let desk = Desk::new().await;
    desk.greet(&[]).await;
    let grouped = wire::ChangeDesktop { group: Some("Front desk".into()), ..Default::default() };
    desk.mc.change_desktop(&desk.ana, &desk.desktop, grouped).await.expect("changed");
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    assert_eq!(action.desktop.id, desk.desktop);
    assert_eq!(action.desktop.group.as_deref(), Some("Front desk"));
    assert!(action.desktop.online);
    assert_eq!(action.run_as, "worker");
    // The same machine with a fresh token is the same machine.
    desk.mc.local_desktop("build-1", "/srv/work").await.expect("restarted");
    desk.mc.remove_desktop(&desk.ana, &desk.desktop).await.expect("removed");
    assert_eq!(code(desk.answer(&action, "approve").await), "target_changed");
    assert_eq!(desk.action(&action.id).await.state, "pending", "nothing was decided");
    desk.answer(&action, "reject").await.expect("a no is always possible");
}

#[tokio::test]
async fn an_agent_that_only_brings_an_action_gets_a_task_of_its_own() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    let body = json!({
        "desktopId": desk.desktop, "title": "Empty the cache", "interpreter": "sh",
        "script": "true", "description": "Does nothing and returns nothing."
    });
    let propose: Propose = serde_json::from_value(body).expect("a proposal");
    let action = desk.mc.propose(&fae, propose.clone()).await.expect("proposed");
    let task = desk.task(&action.task_id).await;
    assert_eq!((task.status, task.external_agent.as_deref()), (TaskStatus::Running, Some("Fae")));
    let by_person = desk.mc.propose(&desk.ana, propose).await;
    assert_eq!(code(by_person), "insufficient_scope");
}

#[tokio::test]
async fn t40_no_agent_and_no_viewer_decides_and_a_task_that_ends_takes_its_requests_back() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    let id = action.approval_id.clone().expect("asked");
    let yes = wire::Resolve {
        decision: "approve".into(),
        feedback: None,
        digest: Some(action.digest.clone()),
        checklist: None,
        reason: None,
        desktop: None,
        password: None,
    };
    assert_eq!(code(desk.mc.resolve(&fae, &id, yes.clone()).await), "insufficient_scope");
    assert_eq!(code(desk.mc.resolve(&desk.runner, &id, yes.clone()).await), "insufficient_scope");
    let vic = desk.person("Vic", Role::Viewer).await;
    assert_eq!(code(desk.mc.resolve(&vic, &id, yes.clone()).await), "not_an_approver");
    desk.mc.cancel_task(&desk.ana, &task.id).await.expect("cancelled");
    assert_eq!(code(desk.mc.resolve(&desk.ana, &id, yes).await), "withdrawn");
    assert_eq!(desk.action(&action.id).await.state, "withdrawn");
    let late = desk.mc.propose(&fae, propose(&task, json!({"script": "true"}))).await;
    assert_eq!(code(late), "not_running");
}

#[tokio::test]
async fn t30_t31_a_late_yes_loses_even_when_nobody_swept() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(&task, json!({"decideWithinSeconds": 60}));
    let action = desk.mc.propose(&fae, body).await.expect("proposed");
    desk.pass(61);
    assert_eq!(code(desk.answer(&action, "approve").await), "expired");
    desk.mc.sweep().await.expect("sweeps");
    let told = desk.mc.action(&fae, &action.id, 50).await.expect("hears");
    assert_eq!((told.state.as_str(), told.decision), ("expired", None));
    assert!(desk.claim_action().await.expect("asks").is_none());
    desk.mc.ask_again(&desk.ana, &action.id).await.expect("one click asks again");
    desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed again");
}

#[tokio::test]
async fn t48_an_agent_that_floods_is_told_to_wait() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for n in 0..60 {
        let body = propose(&task, json!({ "script": format!("echo {n}") }));
        let action = desk.mc.propose(&fae, body).await.expect("proposed");
        desk.mc.withdraw_action(&fae, &action.id).await.expect("taken back");
    }
    let more = propose(&task, json!({"script": "echo more"}));
    assert_eq!(code(desk.mc.propose(&fae, more.clone()).await), "rate_limited");
    desk.pass(60);
    let mut waiting = 0;
    desk.mc.propose(&fae, more).await.expect("later it may");
    for n in 0..20 {
        let body = propose(&task, json!({ "script": format!("echo again {n}") }));
        waiting += i32::from(desk.mc.propose(&fae, body).await.is_ok());
    }
    assert_eq!(waiting, 19, "twenty wait at most");
}

#[tokio::test]
async fn a17_a_task_has_its_desktop_and_without_one_there_is_no_action() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    assert_eq!(task.desktop.id, desk.desktop);
    let action = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    assert_eq!(action.desktop.id, task.desktop.id, "an agent cannot name another machine");
    let body = json!({
        "desktopId": "d_none", "title": "Anywhere", "interpreter": "sh", "script": "true",
        "description": "Does nothing."
    });
    let anywhere = desk.mc.propose(&fae, serde_json::from_value(body).expect("a body")).await;
    assert_eq!(code(anywhere), "invalid_field");
    let both = propose(&task, json!({ "desktopId": desk.desktop }));
    assert_eq!(code(desk.mc.propose(&fae, both).await), "invalid_field");
}
