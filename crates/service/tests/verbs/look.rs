//! Files that an action runs by name: what its desktop finds in them is part of what is approved.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    Digest,
    action::{Operand, Seen},
    wire::{self, Work},
};
use serde_json::json;

fn found(path: &str, content: &str) -> Operand {
    let (digest, bytes) = (Digest::of(content.as_bytes()), content.len() as u64);
    let seen = Seen::File { digest, bytes, text: Some(content.into()) };
    Operand { path: path.into(), seen, salt: Some("0123456789abcdef".into()) }
}

/// What the desktop is asked to look at now.
async fn asked(desk: &Desk) -> Option<wire::LookWork> {
    let body = wire::Claim { looks: true, ..wire::Claim::default() };
    match desk.mc.claim_work(&desk.runner, body, 0).await.expect("asks") {
        Some(Work::Look(look)) => Some(look),
        None => None,
        other => panic!("{other:?}"),
    }
}

async fn tell(desk: &Desk, id: &str, operands: Vec<Operand>) -> Result<(), service::Error> {
    desk.mc.push_look(&desk.runner, id, wire::PushLook { operands }).await
}

#[tokio::test]
async fn t14_what_a_file_holds_is_shown_and_bound_and_the_answer_without_it_does_not_count() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(&task, json!({"script": "sh deploy.sh", "cwd": "work"}));
    let before = desk.mc.propose(&fae, body).await.expect("proposed");
    let shown = desk.action(&before.id).await;
    assert_eq!(shown.operands, [Operand::named("deploy.sh".into())]);
    assert!(desk.claim_action().await.expect("asks").is_none(), "nothing runs");
    let look = asked(&desk).await.expect("to be looked at");
    assert_eq!((look.id.as_str(), look.cwd.as_deref()), (before.id.as_str(), Some("work")));
    assert_eq!(look.paths, ["deploy.sh"]);
    assert!(asked(&desk).await.is_some(), "until it is answered");
    tell(&desk, &look.id, vec![found("deploy.sh", "rm -rf cache")]).await.expect("told");
    assert!(asked(&desk).await.is_none(), "once");

    let after = desk.action(&before.id).await;
    assert_eq!(
        (after.state.as_str(), &after.operands[0]),
        ("pending", &found("deploy.sh", "rm -rf cache"))
    );
    assert_ne!(after.digest, before.digest);
    assert_ne!(after.approval_id, before.approval_id);
    assert_eq!(code(desk.answer(&before, "approve").await), "superseded");
    let own = desk.mc.action(&fae, &before.id, 0).await.expect("its own");
    assert!(own.operands.is_empty(), "an agent learns nothing of files in this way");
    let thread = desk.mc.messages(&fae, &task.id, 0, None, 0).await.expect("a thread").items;
    let card = thread.last().and_then(|message| message.action.clone()).expect("its card");
    assert!(card.operands.is_empty());

    desk.answer(&after, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!(work.bound.digest().to_string(), after.digest);
    let [bound] = work.bound.operands.as_slice() else { panic!("{:?}", work.bound) };
    assert!(bound.is(Some(Digest::of(b"rm -rf cache"))) && !bound.is(None));
}

#[tokio::test]
async fn t14_a_yes_from_before_the_desktop_has_looked_is_asked_again_with_the_files() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(&task, json!({"script": "sh deploy.sh"}));
    let blind = desk.mc.propose(&fae, body).await.expect("proposed");
    desk.answer(&blind, "approve").await.expect("decides");
    assert!(asked(&desk).await.is_none(), "nobody is asked about it any more");
    assert!(desk.claim_action().await.expect("asks").is_none(), "it does not run on that yes");
    assert_eq!(desk.action(&blind.id).await.state, "pending");
    let look = asked(&desk).await.expect("to be looked at");
    tell(&desk, &look.id, vec![found("deploy.sh", "true")]).await.expect("told");
    let seen = desk.action(&blind.id).await;
    desk.answer(&seen, "approve").await.expect("decides");
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!((work.digest, work.bound.operands.len()), (seen.digest, 1));
}

#[tokio::test]
async fn t14_what_is_asked_anew_is_looked_at_anew() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(&task, json!({"script": "sh deploy.sh; . which"}));
    let action = desk.mc.propose(&fae, body).await.expect("proposed");
    let answer = vec![found("deploy.sh", "true"), found("which", "true")];
    tell(&desk, &action.id, answer.clone()).await.expect("told");
    let seen = desk.action(&action.id).await;
    let unsure = &seen.operands[1].seen;
    assert!(matches!(unsure, Seen::Unknown { .. }), "no look tells which file this is: {unsure:?}");
    desk.answer(&seen, "approve").await.expect("decides");
    desk.mc.recall_all(&desk.ana).await.expect("recalls");
    let again = desk.action(&action.id).await;
    assert_eq!(again.operands[0], Operand::named("deploy.sh".into()));
    assert!(asked(&desk).await.is_some());
    tell(&desk, &action.id, answer).await.expect("told again");
}

#[tokio::test]
async fn what_was_not_asked_for_is_refused_and_changes_nothing() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let body = propose(&task, json!({"script": "sh a.sh; sh b.sh"}));
    let action = desk.mc.propose(&fae, body).await.expect("proposed");
    let (a, b) = (found("a.sh", "true"), found("b.sh", "true"));
    let wrong = [
        vec![],
        vec![a.clone()],
        vec![b.clone(), a.clone()],
        vec![a.clone(), found("c.sh", "true")],
        vec![a.clone(), Operand::named("b.sh".into())],
        vec![a.clone(), found("b.sh", &"x".repeat(64 * 1024))],
        vec![a.clone(), Operand { salt: None, ..b.clone() }],
    ];
    for operands in wrong {
        assert_eq!(code(tell(&desk, &action.id, operands).await), "invalid_field");
    }
    let (_, token) = desk.mc.local_desktop("other", "/srv").await.expect("another desktop");
    let stranger = desk.mc.authenticate_key(&token).await.expect("its runner");
    let body = wire::PushLook { operands: vec![a.clone(), b.clone()] };
    assert_eq!(code(desk.mc.push_look(&stranger, &action.id, body.clone()).await), "not_found");
    assert_eq!(code(desk.mc.push_look(&desk.ana, &action.id, body).await), "insufficient_scope");
    assert_eq!(desk.action(&action.id).await.digest, action.digest);
    tell(&desk, &action.id, vec![a, b]).await.expect("told");
    desk.mc.withdraw_action(&fae, &action.id).await.expect("withdrawn");
    let plain = desk.mc.propose(&fae, propose(&task, json!({"script": "ls"}))).await;
    assert!(plain.expect("proposed").operands.is_empty());
    assert!(asked(&desk).await.is_none(), "there is nothing to look at");
}
