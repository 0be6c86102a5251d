//! What costs most takes the password once more, and a weighty yes the desktop's name.

use crate::desk::{Desk, PASSWORD, code};
use domain::{Actor, actor::Via, key::Scope, policy::Preset, wire};
use serde_json::{Value, json};

/// Ana as her browser has it now.
async fn fresh(desk: &Desk) -> Actor {
    let signed = desk.mc.sign_in("Ana", PASSWORD, "test").await.expect("signs in");
    desk.mc.authenticate_session(&signed.secret).await.expect("signed in")
}

async fn weighty(desk: &Desk) -> wire::Action {
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = json!({"taskId": prompt.id, "interpreter": "sh", "script": "rm -rf /srv/work/old",
        "description": "Frees space."});
    let action = desk.mc.propose(&fae, serde_json::from_value(body).expect("a proposal")).await;
    let action = action.expect("proposed");
    assert_eq!(action.risk.as_str(), "high");
    action
}

async fn resolve(
    desk: &Desk,
    who: &Actor,
    action: &wire::Action,
    more: Value,
) -> Result<wire::Resolved, service::Error> {
    let mut body = json!({"decision": "approve", "digest": action.digest});
    body.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
    let id = action.approval_id.clone().expect("asked");
    desk.mc.resolve(who, &id, serde_json::from_value(body).expect("an answer")).await
}

#[tokio::test]
async fn a_weighty_yes_takes_the_desktops_name_and_a_password_of_the_last_five_minutes() {
    let desk = Desk::new().await;
    let action = weighty(&desk).await;
    let name = action.desktop.name.clone();
    let ana = fresh(&desk).await;
    assert_eq!(code(resolve(&desk, &ana, &action, json!({})).await), "attention_required");
    let other = json!({"desktop": "build-2"});
    assert_eq!(code(resolve(&desk, &ana, &action, other).await), "attention_required");
    desk.pass(301);
    let named = json!({"desktop": name});
    assert_eq!(code(resolve(&desk, &ana, &action, named.clone()).await), "confirmation_needed");
    let wrong = json!({"desktop": name, "password": "not the password"});
    assert_eq!(code(resolve(&desk, &ana, &action, wrong).await), "wrong_password");
    assert_eq!(desk.action(&action.id).await.state, "pending", "nothing was decided");
    let right = json!({"desktop": name, "password": PASSWORD});
    resolve(&desk, &ana, &action, right).await.expect("decides");
    // It counts for the browser it was given in, not for the value that another request holds.
    let other = weighty(&desk).await;
    assert_eq!(code(resolve(&desk, &ana, &other, named.clone()).await), "confirmation_needed");
    // A no takes neither.
    desk.pass(301);
    resolve(&desk, &ana, &other, json!({"decision": "reject"})).await.expect("rejects");
}

#[tokio::test]
async fn a_password_that_was_given_again_counts_for_five_minutes_in_that_browser() {
    let desk = Desk::new().await;
    let signed = desk.mc.sign_in("Ana", PASSWORD, "test").await.expect("signs in");
    desk.pass(400);
    let action = weighty(&desk).await;
    let ana = desk.mc.authenticate_session(&signed.secret).await.expect("signed in");
    let right = json!({"desktop": action.desktop.name, "password": PASSWORD});
    resolve(&desk, &ana, &action, right).await.expect("decides");
    let again = desk.mc.authenticate_session(&signed.secret).await.expect("signed in");
    let second = weighty(&desk).await;
    let named = json!({"desktop": second.desktop.name});
    desk.pass(299);
    resolve(&desk, &again, &second, named.clone()).await.expect("it still counts");
    let third = weighty(&desk).await;
    desk.pass(1);
    assert_eq!(code(resolve(&desk, &again, &third, named).await), "confirmation_needed");
}

#[tokio::test]
async fn a_key_and_what_is_not_weighty_take_neither() {
    let desk = Desk::new().await;
    let action = weighty(&desk).await;
    desk.pass(400);
    let Actor::Person { id, name, role, .. } = desk.ana.clone() else { panic!("a person") };
    let via = Via::Key(domain::KeyId::new("k_1"), vec![Scope::Decide]);
    let program = Actor::Person { id, name, role, via };
    resolve(&desk, &program, &action, json!({})).await.expect("the key was made for that");
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let task = desk.create(asks).await;
    desk.decide(&task, "approve").await.expect("not weighty");
}

#[tokio::test]
async fn t47_switching_a_gate_off_and_making_a_key_that_decides_take_the_password() {
    let desk = Desk::new().await;
    desk.person("Bo", domain::person::Role::Approver).await;
    desk.pass(400);
    let ana = &desk.ana;
    let settings = |mode, second, password: Option<&str>| {
        let body = json!({"taskApprovalMode": mode, "secondPerson": second, "password": password});
        serde_json::from_value::<wire::ChangeSettings>(body).expect("settings")
    };
    // On is free, off is not.
    desk.mc.change_settings(ana, settings(true, true, None)).await.expect("on");
    for body in [settings(false, true, None), settings(true, false, None)] {
        assert_eq!(code(desk.mc.change_settings(ana, body).await), "confirmation_needed");
    }
    let held = desk.create(desk.command()).await;
    desk.work(0).await;
    let off = settings(false, false, Some(PASSWORD));
    desk.mc.change_settings(ana, off).await.expect("off");
    assert_eq!(desk.task(&held.id).await.status.as_str(), "review", "what waits goes on waiting");
    let loosen = |password: Option<&str>| {
        let body = json!({"preset": "autonomous", "password": password});
        serde_json::from_value::<wire::ChangePolicy>(body).expect("a policy")
    };
    assert_eq!(code(desk.mc.change_policy(ana, loosen(None)).await), "confirmation_needed");
    desk.mc.change_policy(ana, loosen(Some(PASSWORD))).await.expect("loosens");
    let strict = wire::ChangePolicy { preset: Preset::Restrictive, password: None };
    desk.mc.change_policy(ana, strict).await.expect("stricter is free");
    for (scopes, free) in [("read", true), ("decide", false), ("admin", false)] {
        let body = json!({"name": scopes, "scopes": [scopes]});
        let body = serde_json::from_value::<wire::CreateKey>(body).expect("a key");
        let came = desk.mc.add_key(ana, body).await;
        if free {
            came.expect("free");
        } else {
            assert_eq!(code(came), "confirmation_needed");
        }
    }
    let log = desk
        .mc
        .audit(&desk.mc.console(), &service::Deeds::default(), 0, Some(200))
        .await
        .expect("reads");
    for verb in ["settings.approval_mode_off", "settings.second_person_off", "person.confirm"] {
        assert!(log.items.iter().any(|row| row.action == verb), "{verb} is in the log");
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_whichever_browser_it_comes_from() {
    let desk = Desk::new().await;
    let action = weighty(&desk).await;
    let (one, other) = (fresh(&desk).await, fresh(&desk).await);
    let guess = json!({"desktop": action.desktop.name, "password": "a wrong guess"});
    for round in 0..5 {
        let who = if round % 2 == 0 { &one } else { &other };
        assert_eq!(code(resolve(&desk, who, &action, guess.clone()).await), "wrong_password");
    }
    let right = json!({"desktop": action.desktop.name, "password": PASSWORD});
    assert_eq!(code(resolve(&desk, &one, &action, right.clone()).await), "rate_limited");
    desk.pass(300);
    resolve(&desk, &one, &action, right).await.expect("later it is taken");
}

#[tokio::test]
async fn t47_a_rule_that_lets_something_run_and_the_end_of_one_that_narrows_take_the_password() {
    let desk = Desk::new().await;
    let rule = |level: &str, password: Option<&str>| {
        let body = json!({"level": level, "command": "echo *", "password": password});
        serde_json::from_value::<wire::CreateRule>(body).expect("a rule")
    };
    desk.pass(400);
    let ana = &desk.ana;
    assert_eq!(code(desk.mc.create_rule(ana, rule("runs", None)).await), "confirmation_needed");
    let wide = desk.mc.create_rule(ana, rule("runs", Some(PASSWORD))).await.expect("widens");
    for level in ["asks", "blocked"] {
        let narrow = desk.mc.create_rule(ana, rule(level, None)).await.expect("narrowing is free");
        let came = desk.mc.revoke_rule(ana, &narrow.id, None).await;
        assert_eq!(code(came), "confirmation_needed");
        let password = wire::Password::typed(PASSWORD.into());
        desk.mc.revoke_rule(ana, &narrow.id, password.as_ref()).await.expect("revokes");
    }
    desk.mc.revoke_rule(ana, &wide.id, None).await.expect("narrowing is free");
}
