//! Very quick answers: they are counted, shown, and where an administrator says so, one more person is asked.

use crate::desk::{Desk, PASSWORD, code};
use domain::{Actor, person::Role, wire};
use serde_json::json;

/// Ana and Bo, who both decide.
async fn two() -> (Desk, Actor) {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    (desk, bo)
}

async fn set(desk: &Desk, body: serde_json::Value) -> Result<wire::SettingsItem, service::Error> {
    desk.mc.change_settings(&desk.ana, serde_json::from_value(body).expect("settings")).await
}

async fn on(desk: &Desk) {
    let came = set(desk, json!({"attentionSecondPerson": true})).await.expect("switches");
    assert!(came.attention_second_person);
}

async fn asked(desk: &Desk) -> wire::Task {
    desk.create(wire::CreateTask { approve_before_run: true, ..desk.command() }).await
}

async fn answer(
    desk: &Desk,
    who: &Actor,
    task: &wire::Task,
    decision: &str,
) -> Result<wire::Approval, service::Error> {
    let id = &task.pending_approval_ids[0];
    let digest = desk.mc.approval(who, id).await?.digest;
    let body = serde_json::from_value(json!({"decision": decision, "digest": digest}));
    Ok(desk.mc.resolve(who, id, body.expect("an answer")).await?.approval)
}

/// So many yeses, each at once.
async fn stamps(desk: &Desk, who: &Actor, times: usize) {
    for _ in 0..times {
        answer(desk, who, &asked(desk).await, "approve").await.expect("approves");
    }
}

async fn own(desk: &Desk, who: &Actor) -> (u32, u32, bool) {
    let own = desk.mc.my_attention(who).await.expect("numbers").expect("they decide");
    (own.answers, own.fast, own.low)
}

#[tokio::test]
async fn it_is_only_shown_until_it_is_switched_on() {
    let (desk, bo) = two().await;
    stamps(&desk, &bo, 12).await;
    desk.pass(1);
    let slow = asked(&desk).await;
    desk.pass(60);
    answer(&desk, &bo, &slow, "approve").await.expect("approves");
    assert_eq!(own(&desk, &bo).await, (13, 12, true));
    let told = desk.mc.insights(&desk.ana, service::InsightFilter::default()).await;
    let told = told.expect("numbers").attention;
    let told: Vec<_> =
        told.iter().map(|one| (one.by.name.as_str(), one.attention.answers)).collect();
    assert_eq!(told, [("Bo", 13)]);
    let task = asked(&desk).await;
    let seen = desk.mc.approval(&bo, &task.pending_approval_ids[0]).await.expect("there");
    assert_eq!((seen.required, seen.hurried), (1, None));
    assert_eq!(answer(&desk, &bo, &task, "approve").await.expect("alone").state, "approved");
    let ed = desk.person("Ed", Role::Operator).await;
    assert_eq!(desk.mc.my_attention(&ed).await.expect("asks"), None, "they do not decide");
}

#[tokio::test]
async fn while_it_is_low_a_yes_counts_as_one_of_two_and_a_no_is_enough() {
    let (desk, bo) = two().await;
    on(&desk).await;
    stamps(&desk, &bo, 10).await;
    let task = asked(&desk).await;
    let id = task.pending_approval_ids[0].clone();
    let seen = desk.mc.approval(&bo, &id).await.expect("there");
    let hurried = wire::Hurried { yours: Some(10) };
    assert_eq!((seen.required, seen.can_approve, seen.hurried), (2, true, Some(hurried)));
    let seen = desk.mc.approval(&desk.ana, &id).await.expect("there");
    assert_eq!((seen.required, seen.hurried), (1, None), "hers is enough");

    let voted = answer(&desk, &bo, &task, "approve").await.expect("votes");
    assert_eq!((voted.state.as_str(), voted.required, voted.votes.len()), ("pending", 2, 1));
    let again = answer(&desk, &bo, &task, "approve").await.expect("the same again");
    assert_eq!((again.state.as_str(), again.votes.len()), ("pending", 1), "they count once");
    for _ in 0..10 {
        desk.claim().await.expect("what was approved before");
    }
    assert!(desk.claim().await.is_none(), "one yes is not enough");
    let seen = desk.mc.approval(&desk.ana, &id).await.expect("there");
    assert_eq!((seen.required, seen.hurried), (2, Some(wire::Hurried { yours: None })));
    let done = answer(&desk, &desk.ana, &task, "approve").await.expect("decides");
    assert_eq!((done.state.as_str(), done.votes.len()), ("approved", 2));
    assert!(desk.claim().await.is_some());

    let task = asked(&desk).await;
    let no = answer(&desk, &bo, &task, "reject").await.expect("alone");
    assert_eq!(no.state, "rejected");
    // One no among the last fifty, and it has recovered.
    assert!(!own(&desk, &bo).await.2);
    let task = asked(&desk).await;
    assert_eq!(answer(&desk, &bo, &task, "approve").await.expect("alone").state, "approved");
}

#[tokio::test]
async fn it_recovers_by_slower_answers_that_were_one_of_two_and_by_time() {
    let (desk, bo) = two().await;
    on(&desk).await;
    stamps(&desk, &bo, 10).await;
    for _ in 0..11 {
        let task = asked(&desk).await;
        desk.pass(30);
        answer(&desk, &bo, &task, "approve").await.expect("votes or decides");
    }
    assert_eq!(own(&desk, &bo).await, (21, 10, false));
    stamps(&desk, &bo, 30).await;
    assert!(own(&desk, &bo).await.2);
    desk.pass(14 * 24 * 3600);
    assert_eq!(own(&desk, &bo).await, (0, 0, false));
}

#[tokio::test]
async fn of_two_quick_approvals_at_once_the_second_knows_of_the_first() {
    for _ in 0..20 {
        let (desk, bo) = two().await;
        on(&desk).await;
        stamps(&desk, &bo, 9).await;
        let (one, two) = (asked(&desk).await, asked(&desk).await);
        let (one, two) =
            tokio::join!(answer(&desk, &bo, &one, "approve"), answer(&desk, &bo, &two, "approve"));
        let mut states = [one.expect("answered").state, two.expect("answered").state];
        states.sort();
        assert_eq!(states, ["approved", "pending"]);
    }
}

#[tokio::test]
async fn a_yes_of_low_attention_that_was_enough_is_looked_at_again_before_it_is_used() {
    let (desk, bo) = two().await;
    stamps(&desk, &bo, 10).await;
    for _ in 0..10 {
        desk.claim().await.expect("approved while nobody was asked for more");
    }
    let action = desk.proposed("echo one").await;
    let id = action.approval_id.clone().expect("asked");
    let body = json!({"decision": "approve", "digest": action.digest});
    let body = serde_json::from_value(body).expect("an answer");
    desk.mc.resolve(&bo, &id, body).await.expect("alone");
    let task = asked(&desk).await;
    answer(&desk, &bo, &task, "approve").await.expect("alone");
    on(&desk).await;
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert!(desk.claim().await.is_none());
    assert_eq!(desk.action(&action.id).await.state, "pending");
    assert_eq!(desk.task(&task.id).await.phase.as_deref(), Some("asking"));
    let thread = desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("a thread").items;
    assert!(thread.iter().any(|message| message.text.contains("very quick")), "{thread:?}");
}

#[tokio::test]
async fn whoever_is_alone_is_not_locked_out() {
    let desk = Desk::new().await;
    assert_eq!(code(set(&desk, json!({"attentionSecondPerson": true})).await), "invalid_field");
    desk.person("Bo", Role::Approver).await;
    on(&desk).await;
    let ana = desk.ana.clone();
    stamps(&desk, &ana, 10).await;
    let waits = asked(&desk).await;
    assert_eq!(answer(&desk, &ana, &waits, "approve").await.expect("votes").state, "pending");
    desk.mc.disable_person(&ana, "Bo").await.expect("disables");
    let alone = asked(&desk).await;
    let seen = desk.mc.approval(&ana, &alone.pending_approval_ids[0]).await.expect("there");
    assert_eq!((seen.required, seen.hurried), (1, None));
    assert_eq!(answer(&desk, &ana, &alone, "approve").await.expect("alone").state, "approved");
    // What had waited for Bo does not wait for ever.
    let seen = desk.mc.approval(&ana, &waits.pending_approval_ids[0]).await.expect("there");
    assert!(seen.can_approve && seen.required == 1);
    let done = answer(&desk, &ana, &waits, "approve").await.expect("decides");
    assert_eq!((done.state.as_str(), done.votes.len()), ("approved", 1));
}

#[tokio::test]
async fn where_only_one_other_may_approve_what_was_asked_for_their_yes_is_enough() {
    let (desk, bo) = two().await;
    desk.person("Cy", Role::Approver).await;
    set(&desk, json!({"secondPerson": true, "attentionSecondPerson": true})).await.expect("on");
    stamps(&desk, &bo, 10).await;
    let task = asked(&desk).await;
    assert_eq!(answer(&desk, &bo, &task, "approve").await.expect("votes").state, "pending");
    // Ana asked for it, so with Cy gone nobody but Bo could say yes.
    desk.mc.disable_person(&desk.ana, "Cy").await.expect("disables");
    assert_eq!(answer(&desk, &bo, &task, "approve").await.expect("decides").state, "approved");
}

#[tokio::test]
async fn loosening_it_takes_the_password_and_stands_in_the_log() {
    let (desk, _) = two().await;
    for body in [
        json!({"attentionSharePercent": 0}),
        json!({"attentionSharePercent": 101}),
        json!({"attentionAnswers": 9}),
        json!({"attentionAnswers": 201}),
    ] {
        assert_eq!(code(set(&desk, body).await), "invalid_field");
    }
    desk.pass(301);
    on(&desk).await;
    set(&desk, json!({"attentionSharePercent": 40})).await.expect("stricter");
    for body in [
        json!({"attentionSecondPerson": false}),
        json!({"attentionSharePercent": 60}),
        json!({"attentionAnswers": 60}),
    ] {
        assert_eq!(code(set(&desk, body).await), "confirmation_needed");
    }
    let body = json!({"attentionSecondPerson": false, "password": PASSWORD});
    assert!(!set(&desk, body).await.expect("switches").attention_second_person);
    let log = desk
        .mc
        .audit(&desk.ana, &service::Deeds::default(), 0, Some(200))
        .await
        .expect("a log")
        .items;
    let said: Vec<_> = log
        .iter()
        .filter(|row| row.action.starts_with("settings."))
        .map(|row| (row.action.as_str(), row.subject.id.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("settings.attention_second_person", "on"),
            ("settings.attention_low", "40 % of 50"),
            ("settings.attention_second_person", "off"),
        ]
    );
}
