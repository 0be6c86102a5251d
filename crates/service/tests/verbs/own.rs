//! What an agent does itself: a person decides, the agent goes on once, no runner ever takes it, and how it ended is told
//! as far as the agent tells it.

use crate::desk::{Desk, code};
use domain::{
    Actor,
    action::FactKind,
    approval::Risk,
    person::Role,
    policy::{Level, Preset},
    wire::{self, ActionOutcome, EditAction, Propose, ReportAction, TakeAction},
};
use serde_json::{Value, json};

fn ask(task: &wire::Task, exact: Value, more: Value) -> Propose {
    let mut body = json!({
        "taskId": task.id, "kind": "agent_permission", "tool": {"name": "Bash", "kind": "execute"},
        "exact": exact, "cwd": "/home/dev/shop", "description": "Runs it."
    });
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    serde_json::from_value(body).expect("a proposal")
}

async fn fae(desk: &Desk) -> (wire::Task, Actor) {
    (desk.prompt("Fae").await, desk.agent("Fae").await)
}

const REPORTS: TakeAction = TakeAction { reports: true };
const SILENT: TakeAction = TakeAction { reports: false };

fn ended(lease: Option<String>, exit_code: i32) -> ReportAction {
    ReportAction {
        lease: lease.expect("a lease"),
        outcome: ActionOutcome::Exited,
        exit_code: Some(exit_code),
        signal: None,
        reason: None,
        output: Some("\u{1b}[32mpushed\u{1b}[0m\n".into()),
    }
}

#[tokio::test]
async fn no_runner_takes_it_and_the_agent_goes_on_once_after_a_yes() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let body = ask(&task, json!({"command": "git push origin main"}), json!({}));
    let action = desk.mc.propose(&fae, body).await.expect("asked");
    assert_eq!((action.kind.as_str(), action.state.as_str()), ("agent_permission", "pending"));
    assert_eq!(action.script.as_deref(), Some("git push origin main"));
    assert_eq!(action.exact, Some(wire::Exact::Command("git push origin main".into())));
    assert_eq!(action.cwd.as_deref(), Some("/home/dev/shop"), "outside the workspace root");
    assert_eq!(code(desk.mc.take_action(&fae, &action.id, SILENT).await), "not_waiting");

    desk.answer(&action, "approve").await.expect("decides");
    assert!(desk.claim_action().await.expect("asks").is_none(), "it is no runner's");
    let other = desk.agent("Mingo").await;
    assert_eq!(code(desk.mc.take_action(&other, &action.id, REPORTS).await), "not_your_task");
    let owner = desk.mc.take_action(&desk.ana, &action.id, REPORTS).await;
    assert_eq!(code(owner), "insufficient_scope");
    let taken = desk.mc.take_action(&fae, &action.id, REPORTS).await.expect("goes on");
    assert_eq!(taken.action.state, "running");
    assert_eq!(
        code(desk.mc.take_action(&fae, &action.id, REPORTS).await),
        "execution_already_claimed"
    );
    let id = action.approval_id.clone().expect("asked");
    assert_eq!(code(desk.mc.revoke(&desk.ana, &id).await), "execution_already_claimed");

    let wrong = ended(Some("another".into()), 0);
    assert_eq!(code(desk.mc.report_action(&fae, &action.id, wrong).await), "lease_lost");
    let report = ended(taken.lease, 0);
    let done = desk.mc.report_action(&fae, &action.id, report.clone()).await.expect("told");
    assert_eq!(done.state, "succeeded");
    assert_eq!(done.result.as_ref().expect("came back").stdout, "\u{1b}[32mpushed\u{1b}[0m\n");
    let again = desk.mc.report_action(&fae, &action.id, report).await.expect("the same again");
    assert_eq!(again.result, done.result);
}

#[tokio::test]
async fn one_that_reports_nothing_is_released_and_one_that_promised_to_is_unknown_when_it_does_not()
{
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let exact = json!({"edits": [{"path": "/etc/hosts", "old": "a\n", "new": "b\n"}]});
    let edits = desk.mc.propose(&fae, ask(&task, exact, json!({}))).await.expect("asked");
    assert_eq!(edits.risk, Risk::High, "a grave place");
    assert!(edits.facts.iter().any(|fact| fact.text == "Changes /etc/hosts"), "{:?}", edits.facts);
    desk.answer(&edits, "approve").await.expect("decides");
    let taken = desk.mc.take_action(&fae, &edits.id, SILENT).await.expect("goes on");
    assert_eq!((taken.action.state.as_str(), taken.lease), ("released", None));
    let id = edits.approval_id.expect("asked");
    assert_eq!(code(desk.mc.revoke(&desk.ana, &id).await), "execution_already_claimed");

    let more = json!({"timeoutSeconds": 30});
    let exact = json!({"argv": ["make", "deploy"]});
    let command = desk.mc.propose(&fae, ask(&task, exact, more)).await.expect("asked");
    desk.answer(&command, "approve").await.expect("decides");
    let taken = desk.mc.take_action(&fae, &command.id, REPORTS).await.expect("goes on");
    desk.pass(89);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.action(&command.id).await.state, "running", "it has a minute more to tell");
    desk.pass(2);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(desk.action(&command.id).await.state, "outcome_unknown");
    let late = desk.mc.report_action(&fae, &command.id, ended(taken.lease, 0)).await;
    assert_eq!(late.expect("kept").state, "outcome_unknown", "evidence, not an answer");
}

#[tokio::test]
async fn what_is_not_disclosed_and_what_is_a_question_always_ask() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let preset = wire::ChangePolicy { preset: Preset::Autonomous, password: desk.password() };
    desk.mc.change_policy(&desk.ana, preset).await.expect("set");
    let free = ask(&task, json!({"command": "ls"}), json!({}));
    let free = desk.mc.propose(&fae, free).await.expect("let run");
    assert_eq!((free.state.as_str(), free.approval_id), ("approved", None));
    desk.mc.take_action(&fae, &free.id, SILENT).await.expect("goes on");
    for exact in [Value::Null, json!({"question": "May I delete the bucket?"})] {
        let body = ask(&task, exact.clone(), json!({}));
        let action = desk.mc.propose(&fae, body).await.expect("asked");
        assert_eq!(
            (action.state.as_str(), action.policy.level),
            ("pending", Level::Asks),
            "{exact}"
        );
        let hidden = action.facts.iter().any(|fact| fact.kind == FactKind::Unreadable);
        assert_eq!((hidden, action.risk == Risk::High), (exact.is_null(), exact.is_null()));
        desk.answer(&action, "reject").await.expect("decides");
        let again = desk.mc.propose(&fae, ask(&task, exact.clone(), json!({}))).await;
        if exact.is_null() {
            assert_eq!(again.expect("asked").state, "pending", "it need not be the same");
        } else {
            assert_eq!(code(again), "already_rejected");
        }
    }
}

#[tokio::test]
async fn only_what_its_agent_would_follow_can_be_changed_by_a_person() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let change = |argv: &[&str]| EditAction {
        script: None,
        argv: Some(argv.iter().map(|&word| word.into()).collect()),
    };
    let exact = json!({"argv": ["make", "deploy"]});
    let fixed = desk.mc.propose(&fae, ask(&task, exact.clone(), json!({}))).await.expect("asked");
    let refused = desk.mc.edit_action(&desk.ana, &fixed.id, change(&["make", "plan"])).await;
    assert_eq!(code(refused), "not_editable");
    assert_eq!(desk.action(&fixed.id).await.state, "pending");

    let body = ask(&task, exact, json!({"editable": true}));
    let old = desk.mc.propose(&fae, body).await.expect("asked");
    let new = desk.mc.edit_action(&desk.ana, &old.id, change(&["make", "plan"])).await;
    let new = new.expect("edited");
    assert_eq!((new.kind.as_str(), new.revision), ("agent_permission", 2));
    assert_ne!(new.digest, old.digest);
    let told = desk.mc.action(&fae, &old.id, 0).await.expect("told");
    assert_eq!(told.superseded_by.as_deref(), Some(new.id.as_str()));
    desk.answer(&new, "approve").await.expect("decides");
    assert_eq!(code(desk.mc.take_action(&fae, &old.id, SILENT).await), "superseded");
    let taken = desk.mc.take_action(&fae, &new.id, SILENT).await.expect("goes on");
    assert_eq!(taken.action.argv.expect("argv"), ["make", "plan"]);
}

#[tokio::test]
async fn a_yes_that_no_longer_counts_a_stop_and_a_withdrawal_win_over_taking_it() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let propose = |command: &'static str| ask(&task, json!({"command": command}), json!({}));
    let bo = desk.person("Bo", Role::Approver).await;
    let first = desk.mc.propose(&fae, propose("make one")).await.expect("asked");
    let id = first.approval_id.clone().expect("asked");
    let yes = json!({"decision": "approve", "digest": first.digest});
    let yes = serde_json::from_value(yes).expect("an answer");
    desk.mc.resolve(&bo, &id, yes).await.expect("decides");
    let who = bo.party().id;
    desk.mc
        .change_role(&desk.ana, &who, Role::Viewer, desk.password().as_ref())
        .await
        .expect("changed");
    assert_eq!(code(desk.mc.take_action(&fae, &first.id, SILENT).await), "asked_again");
    assert_eq!(desk.action(&first.id).await.state, "pending");

    let second = desk.mc.propose(&fae, propose("make two")).await.expect("asked");
    desk.answer(&second, "approve").await.expect("decides");
    desk.mc.stop(&desk.ana, wire::StopWork { agent: Some("Fae".into()) }).await.expect("stopped");
    assert_eq!(code(desk.mc.take_action(&fae, &second.id, SILENT).await), "stopped");
    desk.mc.withdraw_action(&fae, &second.id).await.expect("withdrawn");
    assert_eq!(code(desk.mc.take_action(&fae, &second.id, SILENT).await), "withdrawn");
}

#[tokio::test]
async fn what_an_agent_may_not_take_and_what_it_must_say_is_refused() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    let command = json!({"command": "ls"});
    for (exact, more) in [
        (command.clone(), json!({"tool": null})),
        (command.clone(), json!({"tool": {"name": " "}})),
        (command.clone(), json!({"interpreter": "bash"})),
        (command.clone(), json!({"script": "ls"})),
        (command.clone(), json!({"env": {"A": "1"}})),
        (command.clone(), json!({"kind": "other"})),
        (command.clone(), json!({"kind": "device_action", "interpreter": "bash", "script": "ls"})),
        (json!({"command": " "}), json!({})),
        (json!({"argv": []}), json!({})),
        (json!({"edits": []}), json!({})),
        (json!({"edits": [{"path": "a", "old": "x", "new": "x"}]}), json!({})),
        (json!({"edits": [{"path": "a\nb", "new": "x"}]}), json!({})),
        (json!({"question": " "}), json!({})),
        (json!({"question": "May I?"}), json!({"editable": true})),
        (Value::Null, json!({"editable": true})),
    ] {
        let refused = desk.mc.propose(&fae, ask(&task, exact.clone(), more.clone())).await;
        assert_eq!(code(refused), "invalid_field", "{exact} {more}");
    }
    let large = "x".repeat(512 * 1024);
    let large = json!({"edits": [{"path": "a", "new": large}]});
    assert_eq!(code(desk.mc.propose(&fae, ask(&task, large, json!({}))).await), "too_large");
    let device =
        json!({"taskId": task.id, "interpreter": "bash", "script": "ls", "description": "d"});
    let device = serde_json::from_value(device).expect("a proposal");
    let device = desk.mc.propose(&fae, device).await.expect("asked");
    desk.answer(&device, "approve").await.expect("decides");
    assert_eq!(code(desk.mc.take_action(&fae, &device.id, SILENT).await), "runner_runs_it");
}

#[tokio::test]
async fn evidence_of_it_checks_and_shows_what_was_asked() {
    let desk = Desk::new().await;
    let (task, fae) = fae(&desk).await;
    for exact in [
        json!({"command": "ls -l"}),
        json!({"argv": ["ls", "-l"]}),
        json!({"edits": [{"path": "a.txt", "old": null, "new": "hello\n"}]}),
        json!({"input": {"b": 1.5, "a": ["x", null]}}),
        json!({"question": "May I?"}),
        Value::Null,
    ] {
        let action =
            desk.mc.propose(&fae, ask(&task, exact.clone(), json!({}))).await.expect("asked");
        desk.answer(&action, "approve").await.expect("decides");
        desk.mc.take_action(&fae, &action.id, SILENT).await.expect("goes on");
        let id = action.approval_id.expect("asked");
        let evidence = desk.mc.evidence(&desk.ana, &id).await.expect("evidence");
        let mut statement: wire::Statement =
            serde_json::from_str(&evidence.statement).expect("a statement");
        statement.check().unwrap_or_else(|why| panic!("{exact}: {why}"));
        let shown = statement.action.as_mut().and_then(|action| action.card.as_mut());
        shown.expect("a card").tool.as_mut().expect("a tool").name = "Read".into();
        assert!(statement.check().is_err(), "another tool is another question");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_go_on_or_take_the_yes_back_at_once_one_does() {
    let desk = std::sync::Arc::new(Desk::new().await);
    let (task, fae) = fae(&desk).await;
    for round in 0..8 {
        desk.pass(30);
        let body = ask(&task, json!({"command": format!("make {round}")}), json!({}));
        let action = desk.mc.propose(&fae, body).await.expect("asked");
        desk.answer(&action, "approve").await.expect("decides");
        let mut all = tokio::task::JoinSet::new();
        for hand in 0..6 {
            let (desk, fae, action) = (desk.clone(), fae.clone(), action.clone());
            all.spawn(async move {
                if hand == round % 6 {
                    let id = action.approval_id.expect("asked");
                    return desk.mc.revoke(&desk.ana, &id).await.map(|_| "revoked");
                }
                desk.mc.take_action(&fae, &action.id, REPORTS).await.map(|_| "running")
            });
        }
        let mut won = Vec::new();
        while let Some(outcome) = all.join_next().await {
            match outcome.expect("no panic") {
                Ok(state) => won.push(state),
                Err(error) => {
                    let lost = code::<()>(Err(error));
                    assert!(["execution_already_claimed", "not_waiting"].contains(&lost), "{lost}");
                }
            }
        }
        assert_eq!(won.len(), 1, "round {round}: {won:?}");
        assert_eq!(desk.action(&action.id).await.state, won[0], "round {round}");
    }
}
