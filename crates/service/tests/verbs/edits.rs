//! A person changes the command that an agent proposed: a new revision with both names on it, and only that one counts.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    Actor, Permit,
    action::{Code, FactKind},
    approval::Risk,
    person::Role,
    policy::Level,
    wire::{self, EditAction},
};
use serde_json::json;

async fn edit(
    desk: &Desk,
    who: &Actor,
    action: &wire::Action,
    script: &str,
) -> Result<wire::Action, service::Error> {
    let body = EditAction { script: Some(script.into()), argv: None };
    desk.mc.edit_action(who, &action.id, body).await
}

async fn answer(
    desk: &Desk,
    who: &Actor,
    action: &wire::Action,
    decision: &str,
) -> Result<wire::Resolved, service::Error> {
    let id = action.approval_id.clone().expect("asked");
    let body = json!({"decision": decision, "digest": action.digest, "desktop": "build-1"});
    desk.mc.resolve(who, &id, serde_json::from_value(body).expect("an answer")).await
}

#[tokio::test]
async fn an_edit_is_a_new_revision_with_both_names_and_the_agent_is_told_what_ran() {
    let desk = Desk::new().await;
    let (task, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let more = json!({"timeoutSeconds": 60, "cwd": "shop", "env": {"MODE": "safe"}});
    let old = desk.mc.propose(&fae, propose(&task, more)).await.expect("proposed");
    let bo = desk.person("Bo", Role::Approver).await;
    let new = edit(&desk, &bo, &old, "ls ./cache\nrm -r ./cache/old\n").await.expect("edited");
    let person = bo.party();

    assert_eq!((new.state.as_str(), new.revision, new.attempt), ("pending", 2, 1));
    assert_eq!(new.previous_id.as_deref(), Some(old.id.as_str()));
    assert_eq!(new.edited_by.as_ref(), Some(&person));
    assert_eq!(new.requested_by, old.requested_by, "its agent still asks");
    assert_ne!(new.digest, old.digest);
    assert_eq!((&new.cwd, &new.env, new.timeout_seconds), (&old.cwd, &old.env, 60));
    assert_eq!(new.description, old.description);
    let deletes = new.facts.iter().find(|fact| fact.kind == FactKind::Deletes).expect("read anew");
    assert_eq!(deletes.line, Some(2));

    // The one that was proposed takes no answer any more, and shows its agent the way.
    assert_eq!(code(answer(&desk, &bo, &old, "approve").await), "superseded");
    let told = desk.mc.action(&fae, &old.id, 0).await.expect("told");
    assert_eq!((told.state.as_str(), told.superseded_by.as_ref()), ("superseded", Some(&new.id)));
    assert!(desk.claim_action().await.expect("asks").is_none(), "nothing runs by an edit");

    let approved = answer(&desk, &desk.ana, &new, "approve").await.expect("decides");
    assert_eq!(approved.approval.revision, 2);
    let work = desk.claim_action().await.expect("asks").expect("free");
    assert_eq!(work.bound.code, Code::Script("ls ./cache\nrm -r ./cache/old\n".into()));
    assert_eq!(work.bound.editor.as_deref(), Some(person.id.as_str()));
    assert_eq!((&work.digest, work.bound.digest().to_string()), (&new.digest, new.digest.clone()));
    let permit = Permit::parse(&work.permit.clone().expect("a permit").text).expect("reads");
    assert_eq!((permit.work.as_str(), permit.digest.to_string()), (new.id.as_str(), new.digest));
    desk.end_action(&work, wire::RunOutcome::Exited { exit_code: 0 }).await.expect("ends");
    let told = desk.mc.action(&fae, &new.id, 0).await.expect("told");
    assert_eq!((told.state.as_str(), told.edited_by.as_ref()), ("succeeded", Some(&person)));
    assert_eq!(told.script.as_deref(), Some("ls ./cache\nrm -r ./cache/old\n"));
    assert_eq!(told.previous_id, Some(old.id), "what was changed is what is different from it");

    let thread = desk.mc.messages(&fae, &task.id, 0, None, 0).await.expect("read").items;
    let said = thread.iter().find(|item| item.action.as_ref().is_some_and(|a| a.id == new.id));
    let said = said.expect("it stands in the thread");
    assert_eq!(said.author, person);
    assert!(said.text.contains("Changed the command that Fae proposed"), "{}", said.text);
    let rows = desk.store.audit_about(&new.id).await.expect("a log");
    let row = rows.iter().find(|row| row.entry.action == "action.edit").expect("in the log");
    assert_eq!((&row.entry.actor, row.entry.digest.is_some()), (&person, true));
}

#[tokio::test]
async fn only_whoever_may_decide_may_edit() {
    let desk = Desk::new().await;
    let action = desk.proposed("echo one").await;
    let fae = desk.agent("Fae").await;
    for who in [&fae, &desk.runner] {
        assert_eq!(code(edit(&desk, who, &action, "echo two").await), "insufficient_scope");
    }
    for (name, role) in [("Vic", Role::Viewer), ("Olga", Role::Operator)] {
        let who = desk.person(name, role).await;
        assert_eq!(code(edit(&desk, &who, &action, "echo two").await), "not_an_approver");
    }
    let bo = desk.person("Bo", Role::Approver).await;
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disabled");
    assert_eq!(code(edit(&desk, &bo, &action, "echo two").await), "not_an_approver");
    assert_eq!(desk.action(&action.id).await.state, "pending");
}

#[tokio::test]
async fn an_edit_is_held_to_what_a_proposal_is_held_to() {
    let desk = Desk::new().await;
    let action = desk.proposed("echo one").await;
    for script in ["", " \n", "echo a\u{0}b", "echo one"] {
        assert_eq!(
            code(edit(&desk, &desk.ana, &action, script).await),
            "invalid_field",
            "{script:?}"
        );
    }
    let argv = EditAction { script: None, argv: Some(vec!["echo".into()]) };
    assert_eq!(code(desk.mc.edit_action(&desk.ana, &action.id, argv).await), "invalid_field");
    let reversed = edit(&desk, &desk.ana, &action, "echo \u{202e}txt").await;
    assert_eq!(code(reversed), "reversed_text");
    let long = edit(&desk, &desk.ana, &action, &"x".repeat(64 * 1024 + 1)).await;
    assert_eq!(code(long), "too_large");
    let none = EditAction { script: Some("ls".into()), argv: None };
    assert_eq!(code(desk.mc.edit_action(&desk.ana, "ac_none", none).await), "not_found");
    assert_eq!(desk.action(&action.id).await.state, "pending", "what was proposed still waits");
}

#[tokio::test]
async fn the_policy_reads_what_it_became() {
    let desk = Desk::new().await;
    let rule = |level: &str, command: &str| {
        serde_json::from_value(json!({"level": level, "command": command})).expect("a rule")
    };
    desk.mc.create_rule(&desk.ana, rule("blocked", "shutdown *")).await.expect("made");
    desk.mc.create_rule(&desk.ana, rule("runs", "echo *")).await.expect("made");
    let action = desk.proposed("rm -rf ./cache").await;
    assert_eq!(code(edit(&desk, &desk.ana, &action, "shutdown now").await), "blocked");
    assert_eq!(desk.action(&action.id).await.state, "pending", "what was proposed still waits");
    // What the policy would let an agent run is not run by an edit: a person was asked, and answers.
    let mild = edit(&desk, &desk.ana, &action, "echo nothing").await.expect("edited");
    assert_eq!((mild.state.as_str(), mild.policy.level), ("pending", Level::Asks));
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert_eq!(mild.risk, Risk::Medium);
    let wild = edit(&desk, &desk.ana, &mild, "rm -rf /srv").await.expect("edited again");
    assert_eq!((wild.revision, wild.risk), (3, Risk::High));
    answer(&desk, &desk.ana, &wild, "reject").await.expect("rejected");
    assert!(desk.claim_action().await.expect("asks").is_none());
}

#[tokio::test]
async fn where_a_second_person_is_needed_whoever_edited_it_does_not_approve_it() {
    let desk = Desk::new().await;
    let (bo, cy) =
        (desk.person("Bo", Role::Approver).await, desk.person("Cy", Role::Approver).await);
    let second = async |on| {
        let body =
            wire::ChangeSettings { second_person: Some(on), ..wire::ChangeSettings::default() };
        desk.mc.change_settings(&desk.ana, body).await.expect("switches");
    };
    second(true).await;
    let action = desk.proposed("echo one").await;
    let seen = |who: Actor, action: wire::Action| {
        let (mc, id) = (desk.mc.clone(), action.approval_id.expect("asked"));
        async move { mc.approval(&who, &id).await.expect("there").can_approve }
    };
    assert!(seen(bo.clone(), action.clone()).await);
    let new = edit(&desk, &bo, &action, "echo two").await.expect("edited");
    assert!(!seen(bo.clone(), new.clone()).await && seen(cy.clone(), new.clone()).await);
    assert_eq!(code(answer(&desk, &bo, &new, "approve").await), "self_approval");
    answer(&desk, &cy, &new, "approve").await.expect("somebody else");
    assert!(desk.claim_action().await.expect("asks").is_some());
    // Without that demand they may, and what they approved before it is asked again when it is taken.
    second(false).await;
    let action = desk.proposed("echo three").await;
    let new = edit(&desk, &bo, &action, "echo four").await.expect("edited");
    answer(&desk, &bo, &new, "approve").await.expect("alone");
    second(true).await;
    assert!(desk.claim_action().await.expect("asks").is_none());
    assert_eq!(desk.action(&new.id).await.state, "pending");
}

#[tokio::test]
async fn what_was_answered_or_taken_back_cannot_be_edited() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    let task = desk.prompt("Fae").await;
    let next = async |script: &str| {
        desk.mc.propose(&fae, propose(&task, json!({"script": script}))).await.expect("proposed")
    };
    let gone = next("echo a").await;
    desk.mc.withdraw_action(&fae, &gone.id).await.expect("taken back");
    assert_eq!(code(edit(&desk, &desk.ana, &gone, "echo x").await), "withdrawn");
    let no = next("echo b").await;
    answer(&desk, &desk.ana, &no, "reject").await.expect("rejected");
    assert_eq!(code(edit(&desk, &desk.ana, &no, "echo x").await), "not_waiting");
    let yes = next("echo c").await;
    answer(&desk, &desk.ana, &yes, "approve").await.expect("approved");
    assert_eq!(code(edit(&desk, &desk.ana, &yes, "echo x").await), "not_waiting");
    let old = next("echo d").await;
    let new = edit(&desk, &desk.ana, &old, "echo e").await.expect("edited");
    assert_eq!(code(edit(&desk, &desk.ana, &old, "echo x").await), "superseded");
    // The agent may still change what it asks for, and then the person's name is off it.
    let body = serde_json::from_value(json!({"interpreter": "bash", "script": "echo f",
        "description": "One."}));
    let own = desk.mc.revise_action(&fae, &new.id, body.expect("a body")).await.expect("revised");
    assert_eq!((own.revision, own.edited_by), (3, None));
    assert_eq!(code(answer(&desk, &desk.ana, &new, "approve").await), "superseded");
}

#[tokio::test]
async fn an_edit_and_whatever_else_happens_at_once_have_one_winner() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    for round in 0..24 {
        let task = desk.prompt("Fae").await;
        let script = format!("echo {round}");
        let body = propose(&task, json!({ "script": script }));
        let old = desk.mc.propose(&fae, body).await.expect("proposed");
        let edited = edit(&desk, &desk.ana, &old, "echo edited");
        let (edited, other) = match round % 3 {
            0 => {
                let body =
                    json!({"interpreter": "bash", "script": "echo own", "description": "One."});
                let body = serde_json::from_value(body).expect("a body");
                let revised = desk.mc.revise_action(&fae, &old.id, body);
                let (edited, revised) = tokio::join!(edited, revised);
                (edited, revised.map(|_| ()))
            }
            1 => {
                let (edited, gone) = tokio::join!(edited, desk.mc.withdraw_action(&fae, &old.id));
                (edited, gone.map(|_| ()))
            }
            _ => {
                let (edited, yes) = tokio::join!(edited, answer(&desk, &desk.ana, &old, "approve"));
                (edited, yes.map(|_| ()))
            }
        };
        assert_ne!(edited.is_ok(), other.is_ok(), "round {round}: {edited:?} {other:?}");
        if edited.is_ok() {
            assert_eq!(code(other), "superseded", "round {round}");
            assert!(desk.claim_action().await.expect("asks").is_none(), "round {round}");
        }
        let all = desk.store.actions_of(&domain::TaskId::new(&task.id)).await.expect("read");
        let waiting = all.iter().filter(|action| action.state.as_str() == "pending").count();
        assert!(waiting <= 1, "round {round}: {waiting} wait");
        desk.mc.cancel_task(&desk.ana, &task.id).await.expect("out of the way");
    }
}
