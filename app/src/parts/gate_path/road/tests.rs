//! Roads of tasks in every standing.

use super::*;
use serde_json::{Value, json};

fn task(more: &Value) -> Task {
    let mut task = json!({
        "id": "t_1", "number": 12, "type": "command", "title": "x", "content": "true",
        "status": "pending", "phase": "draft",
        "desktop": {"id": "d_1", "name": "web-1", "online": true},
        "requiresApproval": false, "approveBeforeRun": false, "dependsOn": [], "blockedBy": [],
        "holds": 0, "pendingApprovalIds": [], "attempt": 1, "outputTruncated": false,
        "createdBy": {"id": "u_1", "name": "Ana", "kind": "person"},
        "createdAt": "2026-01-02T03:04:05Z", "timeoutSeconds": 60,
    });
    for (name, value) in more.as_object().expect("an object") {
        task[name] = value.clone();
    }
    serde_json::from_value(task).expect("a task")
}

fn approval(gate: &str, state: &str) -> Approval {
    let decided = state != "pending";
    let decision = json!({
        "decision": if state == "rejected" { "reject" } else { "approve" },
        "by": {"id": "u_1", "name": "Ana"}, "at": "2026-01-02T03:05:00Z",
    });
    serde_json::from_value(json!({
        "id": "ap_1", "gate": gate, "state": state, "revision": 1, "digest": "sha256:00",
        "task": {"id": "t_1", "number": 12, "title": "x", "status": "review"},
        "desktop": {"id": "d_1", "name": "web-1", "online": true},
        "requestedBy": {"id": "u_1", "name": "Ana", "kind": "person"},
        "requestedAt": "2026-01-02T03:04:05Z", "outputUrl": "/", "holds": 0, "required": 1,
        "votes": [], "decision": decided.then_some(decision), "risk": "low", "canDecide": true,
    }))
    .expect("an approval")
}

fn shown(task: &Task, approvals: &[Approval], mode: bool) -> Vec<(Look, String)> {
    let now = Timestamp::parse("2026-01-02T04:00:00Z").expect("a time");
    let around = Around { approvals, behind: &[13, 14], mode, now };
    road(task, &around).into_iter().map(|stop| (stop.look, stop.title)).collect()
}

fn stops(titles: &[(Look, &str)]) -> Vec<(Look, String)> {
    titles.iter().map(|(look, title)| (*look, (*title).to_owned())).collect()
}

#[test]
fn a_draft_shows_each_stop_that_lies_ahead() {
    let both = task(&json!({"approveBeforeRun": true, "requiresApproval": true}));
    let gates = [
        (Look::Gate, "Asks before it runs"),
        (Look::Plain, "Runs"),
        (Look::Gate, "Result asks"),
        (Look::Plain, "Done"),
    ];
    assert_eq!(shown(&both, &[], false), stops(&gates));
    let none = [(Look::Plain, "Runs"), (Look::Off, "Result does not ask"), (Look::Plain, "Done")];
    assert_eq!(shown(&task(&json!({})), &[], false), stops(&none));
    let mode = [(Look::Plain, "Runs"), (Look::Gate, "Result asks"), (Look::Plain, "Done")];
    assert_eq!(shown(&task(&json!({})), &[], true), stops(&mode));
}

#[test]
fn a_result_in_review_stands_at_its_gate() {
    let review = task(&json!({
        "status": "review", "phase": null, "gated": true, "exitCode": 0,
        "approveBeforeRun": true, "dependsOn": ["t_0"],
        "startedAt": "2026-01-02T03:05:00Z", "completedAt": "2026-01-02T03:06:00Z",
    }));
    let approvals = [approval("before_run", "approved"), approval("after_run", "pending")];
    let want = [
        (Look::Done, "Tasks before it are Done"),
        (Look::Done, "Asked before it ran"),
        (Look::Done, "Ran"),
        (Look::Gate, "Result asks"),
        (Look::Plain, "Done"),
    ];
    assert_eq!(shown(&review, &approvals, false), stops(&want));
}

#[test]
fn a_task_that_is_over_asks_nobody() {
    let ends = [
        json!({"status": "failed", "phase": null, "failure": {"code": "runner_lost", "message": "x"}}),
        json!({"status": "failed", "phase": null, "failure": {"code": "dependency_failed", "message": "x"},
               "approveBeforeRun": true, "dependsOn": ["t_0"], "blockedBy": ["t_0"]}),
        json!({"status": "cancelled", "phase": null, "approveBeforeRun": true}),
        json!({"status": "done", "phase": null, "gated": false, "exitCode": 0,
               "startedAt": "2026-01-02T03:05:00Z", "completedAt": "2026-01-02T03:06:00Z"}),
    ];
    for end in ends {
        let got = shown(&task(&end), &[], true);
        assert!(got.iter().all(|(look, _)| *look != Look::Gate), "{got:?}");
    }
}
