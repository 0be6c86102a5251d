//! What runs without asking, what asks, what is blocked.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    person::Role,
    policy::{Level, Preset},
    wire,
};
use serde_json::json;

fn rule(level: Level, command: &str) -> wire::CreateRule {
    wire::CreateRule {
        level,
        agent: None,
        desktop_id: None,
        interpreter: None,
        command: Some(command.into()),
        people: None,
        decide_within_seconds: None,
        password: None,
        note: "For a test".into(),
        expires_at: None,
    }
}

#[tokio::test]
async fn a21_by_default_every_action_asks_and_the_version_is_told() {
    let desk = Desk::new().await;
    let policy = desk.mc.policy(&desk.ana).await.expect("read");
    assert_eq!((policy.preset, policy.version), (Preset::Restrictive, 1));
    assert_eq!(policy.product_version, env!("CARGO_PKG_VERSION"));
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let read = propose(&task, json!({"script": "git status"}));
    let action = desk.mc.propose(&fae, read).await.expect("proposed");
    assert_eq!((action.policy.level, action.policy.version), (Level::Asks, 1));
}

#[tokio::test]
async fn a_rule_lets_its_command_run_and_only_while_it_holds() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let made = desk.mc.create_rule(&desk.ana, rule(Level::Runs, "git status")).await.expect("made");
    assert_eq!(desk.mc.policy(&desk.ana).await.expect("read").version, 2);
    let body = propose(&task, json!({"script": "git status"}));
    let action = desk.mc.propose(&fae, body.clone()).await.expect("proposed");
    assert_eq!((action.state.as_str(), action.approval_id), ("approved", None));
    assert_eq!(action.policy.rule_id.as_deref(), Some(made.id.as_str()));
    let work = desk.claim_action().await.expect("asks").expect("runs without asking");
    desk.end_action(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let used = desk.mc.policy(&desk.ana).await.expect("read");
    assert_eq!(used.rules[0].uses, 1);

    let loaded = json!({"script": "git status", "env": {"LD_PRELOAD": "/tmp/x.so"}});
    let loaded = desk.mc.propose(&fae, propose(&task, loaded)).await.expect("proposed");
    assert_eq!(loaded.state, "pending", "a variable can make any program another one");
    let more = propose(&task, json!({"script": "git status; rm -rf ~"}));
    assert_eq!(desk.mc.propose(&fae, more).await.expect("proposed").state, "pending");
    desk.mc.revoke_rule(&desk.ana, &made.id, None).await.expect("revoked");
    assert_eq!(desk.mc.propose(&fae, body).await.expect("proposed").state, "pending");
}

#[tokio::test]
async fn deny_beats_allow_and_a_blocked_try_is_seen() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    desk.mc.create_rule(&desk.ana, rule(Level::Runs, "rm *")).await.expect("made");
    desk.mc.create_rule(&desk.ana, rule(Level::Blocked, "rm -rf *")).await.expect("made");
    let refused = desk.mc.propose(&fae, propose(&task, json!({"script": "rm -rf /"}))).await;
    assert_eq!(code(refused), "blocked");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let thread = desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("read").items;
    assert!(thread[0].text.contains("The policy blocked an action of Fae"), "{}", thread[0].text);
    let audit =
        desk.mc.audit(&desk.ana, &service::Deeds::default(), 0, None).await.expect("read").items;
    assert!(audit.iter().any(|row| row.action == "action.blocked"));
}

#[tokio::test]
async fn only_an_administrator_changes_the_policy_and_what_waits_goes_on_waiting() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let waiting = desk.mc.propose(&fae, propose(&task, json!({}))).await.expect("proposed");
    let bo = desk.person("Bo", Role::Approver).await;
    let loose = wire::ChangePolicy { preset: Preset::Autonomous, password: None };
    assert_eq!(code(desk.mc.change_policy(&bo, loose.clone()).await), "role_too_low");
    desk.mc.change_policy(&desk.ana, loose).await.expect("changed");
    assert_eq!(desk.action(&waiting.id).await.state, "pending");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let now = desk.mc.propose(&fae, propose(&task, json!({"script": "true"}))).await;
    assert_eq!(now.expect("proposed").state, "approved");
}

#[tokio::test]
async fn what_is_given_a_secret_asks_unless_everything_runs() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let claim = wire::Claim { secrets: vec!["token".into()], ..wire::Claim::default() };
    desk.mc.claim_work(&desk.runner, claim, 0).await.expect("greets");
    desk.mc.create_rule(&desk.ana, rule(Level::Runs, "printf *")).await.expect("made");
    let set = |preset| wire::ChangePolicy { preset, password: None };
    let given = [
        json!({"script": "echo hi", "env": {"TOKEN": "{{secret:token}}"}}),
        json!({"script": "printf x", "env": {"TOKEN": "{{secret:token}}"}}),
        json!({"interpreter": "exec", "script": null, "argv": ["printf", "{{secret:token}}"]}),
    ];
    for (preset, secret, plain) in
        [(Preset::Permissive, "pending", "approved"), (Preset::Autonomous, "approved", "approved")]
    {
        desk.mc.change_policy(&desk.ana, set(preset)).await.expect("set");
        for change in &given {
            let action = desk.mc.propose(&fae, propose(&task, change.clone())).await;
            let action = action.expect("proposed");
            assert_eq!(action.state, secret, "{preset:?} {change}: {}", action.policy.reason);
            assert_eq!(action.risk, domain::approval::Risk::Medium);
        }
        let action = desk.mc.propose(&fae, propose(&task, json!({"script": "echo hi"}))).await;
        assert_eq!(action.expect("proposed").state, plain);
    }
    let unknown = json!({"env": {"TOKEN": "{{secret:tokens}}"}});
    let refused = desk.mc.propose(&fae, propose(&task, unknown)).await;
    assert_eq!(code(refused), "no_such_secret");
}

#[tokio::test]
async fn what_a_rule_asked_is_counted_and_another_policy_is_tried_on_it() {
    let desk = Desk::new().await;
    let made = desk.mc.create_rule(&desk.ana, rule(Level::Asks, "git *")).await.expect("made");
    let answered = ["git status", "git push", "ls"];
    for (script, decision) in answered.into_iter().zip(["approve", "reject", "approve"]) {
        let action = desk.proposed(script).await;
        desk.answer(&action, decision).await.expect("answered");
    }
    let policy = desk.mc.policy(&desk.ana).await.expect("read");
    let told = |asked: wire::Asked| (asked.asked, asked.approved, asked.rejected);
    assert_eq!(policy.rules[0].id, made.id);
    assert_eq!((told(policy.rules[0].asked), told(policy.asked)), ((2, 1, 1), (1, 1, 0)));

    let same = desk.mc.replay(&desk.ana, service::Thought::default()).await.expect("judged");
    assert_eq!((same.judged, same.erased, same.changed.len()), (3, 0, 0));
    let balanced = service::Thought { preset: Some(Preset::Balanced), rule: None };
    let balanced = desk.mc.replay(&desk.ana, balanced).await.expect("judged");
    let changed: Vec<_> =
        balanced.changed.iter().map(|one| (one.code.as_str(), one.now, one.then)).collect();
    assert_eq!(changed, [("ls", Level::Asks, Level::Runs)], "the rule asks all the same");
    assert_eq!(balanced.let_through(), (1, 0));
    let blocked = service::ThoughtRule {
        level: Level::Blocked,
        agent: Some("Fae".into()),
        desktop: None,
        interpreter: None,
        command: Some("git push".into()),
    };
    let thought = service::Thought { preset: None, rule: Some(blocked.clone()) };
    let blocks = desk.mc.replay(&desk.ana, thought).await.expect("judged");
    assert_eq!((blocks.changed.len(), blocks.would(Level::Blocked)), (1, 1));
    desk.mc.revoke_rule(&desk.ana, &made.id, desk.password().as_ref()).await.expect("revoked");
    let runs =
        service::ThoughtRule { level: Level::Runs, command: Some("git *".into()), ..blocked };
    let thought = service::Thought { preset: None, rule: Some(runs) };
    let runs = desk.mc.replay(&desk.ana, thought).await.expect("judged");
    assert_eq!(runs.let_through(), (2, 1), "one of them was rejected");
    assert_eq!(desk.mc.policy(&desk.ana).await.expect("read").rules.len(), 1, "nothing is written");

    let broken = service::ThoughtRule { command: Some("x".repeat(2_000)), ..runs_everything() };
    let thought = service::Thought { preset: None, rule: Some(broken) };
    assert_eq!(code(desk.mc.replay(&desk.ana, thought).await), "invalid_field");
    desk.pass(31 * 24 * 3600);
    let policy = desk.mc.policy(&desk.ana).await.expect("read");
    assert_eq!(told(policy.asked), (0, 0, 0), "only thirty days count");
}

fn runs_everything() -> service::ThoughtRule {
    let level = Level::Runs;
    service::ThoughtRule { level, agent: None, desktop: None, interpreter: None, command: None }
}
