//! Whose yes counts: several people, and somebody else than who asked.

use crate::desk::{Desk, code};
use domain::{Grant, Permit, person::Role, wire};
use serde_json::json;

/// Ana, who is alone at first, and two more who decide.
async fn team() -> (Desk, domain::Actor, domain::Actor) {
    let desk = Desk::new().await;
    let (bo, cy) =
        (desk.person("Bo", Role::Approver).await, desk.person("Cy", Role::Approver).await);
    (desk, bo, cy)
}

async fn rule(desk: &Desk, people: u32) -> Result<wire::RuleItem, service::Error> {
    let body = json!({"level": "asks", "command": "echo *", "people": people});
    desk.mc.create_rule(&desk.ana, serde_json::from_value(body).expect("a rule")).await
}

async fn answer(
    desk: &Desk,
    who: &domain::Actor,
    action: &wire::Action,
    decision: &str,
) -> Result<wire::Resolved, service::Error> {
    let id = action.approval_id.clone().expect("asked");
    let body = json!({"decision": decision, "digest": action.digest});
    desk.mc.resolve(who, &id, serde_json::from_value(body).expect("an answer")).await
}

async fn second_person(desk: &Desk, on: bool) -> Result<wire::SettingsItem, service::Error> {
    let body = wire::ChangeSettings { second_person: Some(on), ..wire::ChangeSettings::default() };
    desk.mc.change_settings(&desk.ana, body).await
}

#[tokio::test]
async fn a_rule_can_ask_several_people_and_any_of_them_can_stop_it() {
    let (desk, bo, cy) = team().await;
    rule(&desk, 2).await.expect("a rule");
    let action = desk.proposed("echo one").await;
    let first = answer(&desk, &desk.ana, &action, "approve").await.expect("votes").approval;
    assert_eq!((first.state.as_str(), first.required, first.votes.len()), ("pending", 2, 1));
    assert!(first.can_decide && !first.can_approve, "she can still reject it");
    assert!(desk.claim_action().await.expect("asks").is_none(), "one yes is not enough");
    let again = answer(&desk, &desk.ana, &action, "approve").await.expect("the same again");
    assert!(again.replayed && again.approval.votes.len() == 1, "one person counts once");
    let second = answer(&desk, &bo, &action, "approve").await.expect("decides").approval;
    assert_eq!((second.state.as_str(), second.votes.len()), ("approved", 2));
    let work = desk.claim_action().await.expect("asks").expect("an action");
    let permit = Permit::parse(&work.permit.expect("a permit").text).expect("reads");
    let by: Vec<&str> = permit
        .grants
        .iter()
        .map(|grant| match grant {
            Grant::Approved { by, .. } => by.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(by, [desk.ana.party().id, bo.party().id]);

    let action = desk.proposed("echo two").await;
    answer(&desk, &desk.ana, &action, "approve").await.expect("votes");
    let no = answer(&desk, &cy, &action, "reject").await.expect("rejects").approval;
    assert_eq!((no.state.as_str(), no.votes.len()), ("rejected", 2));
    assert_eq!(code(answer(&desk, &bo, &action, "approve").await), "already_decided");
    assert!(desk.claim_action().await.expect("asks").is_none());
    // Other commands ask one person.
    let other = desk.proposed("rm one").await;
    let one = answer(&desk, &bo, &other, "approve").await.expect("decides").approval;
    assert_eq!((one.state.as_str(), one.required), ("approved", 1));
}

#[tokio::test]
async fn t46_a_rule_that_nobody_could_satisfy_is_refused_when_it_is_made() {
    let desk = Desk::new().await;
    for people in [0, 10, u32::MAX] {
        assert_eq!(code(rule(&desk, people).await), "invalid_field");
    }
    assert_eq!(code(rule(&desk, 2).await), "invalid_field", "Ana is alone");
    desk.person("Bo", Role::Operator).await;
    assert_eq!(code(rule(&desk, 2).await), "invalid_field", "Bo may not decide");
    desk.person("Cy", Role::Approver).await;
    rule(&desk, 2).await.expect("a rule");
    let body = json!({"level": "runs", "command": "echo *", "people": 2});
    let body = serde_json::from_value(body).expect("a rule");
    assert_eq!(code(desk.mc.create_rule(&desk.ana, body).await), "invalid_field");
}

#[tokio::test]
async fn a_counted_yes_of_somebody_who_may_no_longer_decide_asks_again() {
    let (desk, bo, _) = team().await;
    rule(&desk, 2).await.expect("a rule");
    let action = desk.proposed("echo one").await;
    answer(&desk, &bo, &action, "approve").await.expect("votes");
    answer(&desk, &desk.ana, &action, "approve").await.expect("decides");
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let action = desk.action(&action.id).await;
    assert_eq!(action.state, "pending");
    let id = action.approval_id.expect("asked again");
    let asked = desk.mc.approval(&desk.ana, &id).await.expect("there");
    assert_eq!((asked.required, asked.votes.len()), (2, 0), "nobody's yes is carried over");
}

#[tokio::test]
async fn where_a_second_person_is_needed_nobody_approves_what_they_or_their_agent_asked_for() {
    let (desk, bo, _) = team().await;
    // Ana made the task and owns the agent.
    let action = desk.proposed("echo one").await;
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let task = desk.create(asks).await;
    second_person(&desk, true).await.expect("switches");
    let own = answer(&desk, &desk.ana, &action, "approve").await;
    assert_eq!(code(own), "self_approval");
    assert_eq!(code(desk.decide(&task, "approve").await), "self_approval");
    let seen = desk.mc.approval(&desk.ana, &task.pending_approval_ids[0]).await.expect("there");
    assert!(seen.can_decide && !seen.can_approve, "she can still reject it");
    let seen = desk.mc.approval(&bo, &task.pending_approval_ids[0]).await.expect("there");
    assert!(seen.can_decide && seen.can_approve);
    answer(&desk, &bo, &action, "approve").await.expect("Bo approves");
    desk.decide(&task, "reject").await.expect("Ana rejects what she asked for");
    assert!(desk.claim_action().await.expect("asks").is_some());

    // What was approved by whoever asked, before a second person was needed, is asked again when it is claimed.
    second_person(&desk, false).await.expect("switches");
    let action = desk.proposed("echo two").await;
    answer(&desk, &desk.ana, &action, "approve").await.expect("alone");
    second_person(&desk, true).await.expect("switches");
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert_eq!(desk.action(&action.id).await.state, "pending");
}

#[tokio::test]
async fn a_second_person_is_not_demanded_where_there_is_none() {
    let desk = Desk::new().await;
    assert_eq!(code(second_person(&desk, true).await), "invalid_field");
    desk.person("Bo", Role::Approver).await;
    assert!(second_person(&desk, true).await.expect("switches").second_person);
}

#[tokio::test]
async fn the_owner_of_an_agent_with_a_key_stands_behind_what_it_did() {
    let (desk, bo, cy) = team().await;
    let op = desk.person("Ed", Role::Approver).await;
    let body = json!({"name": "Fae", "user": "Ed", "scopes": ["propose"]});
    let body = serde_json::from_value(body).expect("a key");
    desk.mc.add_key(&desk.ana, body).await.expect("a key");
    second_person(&desk, true).await.expect("switches");
    // Ana made the task; Ed owns the agent that works on it.
    let body = json!({"type": "prompt", "content": "Tidy up", "desktopId": desk.desktop,
        "externalAgent": "Fae", "run": true, "approveBeforeRun": true});
    let task = desk.create(serde_json::from_value(body).expect("a body")).await;
    let id = task.pending_approval_ids[0].clone();
    let digest = desk.mc.approval(&bo, &id).await.expect("there").digest;
    let yes = json!({"decision": "approve", "digest": digest});
    let answer = async |who: &domain::Actor| {
        desk.mc.resolve(who, &id, serde_json::from_value(yes.clone()).expect("an answer")).await
    };
    for who in [&desk.ana, &op] {
        assert_eq!(code(answer(who).await), "self_approval");
    }
    answer(&cy).await.expect("Cy has nothing to do with it");
}

#[tokio::test]
async fn t46_several_people_and_a_second_person_together_need_one_more() {
    let desk = Desk::new().await;
    desk.person("Bo", Role::Approver).await;
    rule(&desk, 2).await.expect("two decide here");
    assert_eq!(code(second_person(&desk, true).await), "invalid_field", "it would take three");
    desk.person("Cy", Role::Approver).await;
    second_person(&desk, true).await.expect("three decide here");
    assert_eq!(code(rule(&desk, 3).await), "invalid_field", "it would take four");
}

#[tokio::test]
async fn a_yes_of_somebody_who_left_does_not_complete_the_number() {
    let (desk, bo, cy) = team().await;
    rule(&desk, 2).await.expect("a rule");
    let action = desk.proposed("echo one").await;
    answer(&desk, &bo, &action, "approve").await.expect("votes");
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    let after = answer(&desk, &desk.ana, &action, "approve").await.expect("votes").approval;
    assert_eq!((after.state.as_str(), after.votes.len()), ("pending", 1), "only hers counts");
    assert_eq!(code(answer(&desk, &bo, &action, "reject").await), "not_an_approver");
    let after = answer(&desk, &cy, &action, "approve").await.expect("decides").approval;
    assert_eq!((after.state.as_str(), after.votes.len()), ("approved", 2));
    assert!(desk.claim_action().await.expect("asks").is_some());
}
