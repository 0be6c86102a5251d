//! Accounts made and changed at a browser: links for passwords, roles, and who stays.

use crate::desk::{Desk, PASSWORD, code};
use domain::{Actor, key::Scope, person::Role, wire};

const OTHER: &str = "another long password";

async fn item(desk: &Desk, name: &str) -> wire::PersonItem {
    let people = desk.mc.people_items(&desk.ana).await.expect("people");
    people.into_iter().find(|one| one.name == name).expect("there")
}

async fn role(desk: &Desk, who: &Actor, name: &str, role: Role) -> Result<(), service::Error> {
    let id = item(desk, name).await.id;
    desk.mc.change_role(who, &id, role, None).await.map(drop)
}

#[tokio::test]
async fn somebody_new_chooses_their_password_with_a_link_that_works_once() {
    let desk = Desk::new().await;
    let invited = desk.mc.invite(&desk.ana, "Bo", Role::Approver, None).await.expect("invited");
    assert_eq!(code(desk.mc.sign_in("Bo", "", "test").await), "wrong_password");
    assert_eq!(code(desk.mc.invite(&desk.ana, "bo", Role::Viewer, None).await), "name_taken");
    assert!(item(&desk, "Bo").await.link_ends_at.is_some());
    assert_eq!(code(desk.mc.use_link("no link", OTHER, "test").await), "link_over");
    assert_eq!(code(desk.mc.use_link(&invited.secret, "short", "test").await), "invalid_field");
    let bo = desk.mc.use_link(&invited.secret, OTHER, "test").await.expect("signed in").actor;
    assert!(bo.reviewer().is_ok());
    assert_eq!(code(desk.mc.use_link(&invited.secret, OTHER, "test").await), "link_over");
    desk.mc.sign_in("Bo", OTHER, "test").await.expect("signs in");
    let told = item(&desk, "Bo").await;
    assert_eq!((told.link_ends_at, told.sessions, told.keys, told.answers), (None, 2, 0, 0));
    let log = desk
        .mc
        .audit(&desk.ana, &service::Deeds::default(), 0, Some(200))
        .await
        .expect("a log")
        .items;
    let said: Vec<_> = log
        .iter()
        .filter(|row| row.subject.id == told.id && row.action != "person.sign_in_refused")
        .map(|row| (row.action.as_str(), row.actor.name.as_str()))
        .collect();
    let expected = [
        ("person.create", "Ana"),
        ("person.link", "Ana"),
        ("person.set_password", "Bo"),
        ("person.sign_in", "Bo"),
    ];
    assert_eq!(said, expected);
}

#[tokio::test]
async fn another_password_signs_everybody_out_and_a_newer_link_or_three_days_end_the_older() {
    let desk = Desk::new().await;
    desk.person("Bo", Role::Operator).await;
    let session = desk.mc.sign_in("Bo", PASSWORD, "test").await.expect("signs in").secret;
    let id = item(&desk, "Bo").await.id;
    let old = desk.mc.link_person(&desk.ana, &id, None).await.expect("a link").secret;
    let new = desk.mc.link_person(&desk.ana, &id, None).await.expect("a link").secret;
    assert_eq!(code(desk.mc.use_link(&old, OTHER, "test").await), "link_over");
    desk.mc.authenticate_session(&session).await.expect("nothing has changed yet");
    desk.mc.use_link(&new, OTHER, "test").await.expect("signed in");
    assert_eq!(code(desk.mc.authenticate_session(&session).await), "unauthenticated");
    assert_eq!(code(desk.mc.sign_in("Bo", PASSWORD, "test").await), "wrong_password");

    let late = desk.mc.link_person(&desk.ana, &id, None).await.expect("a link").secret;
    desk.pass(3 * 24 * 3600);
    assert_eq!(code(desk.mc.use_link(&late, OTHER, "test").await), "link_over");
    let ana = desk.mc.sign_in("Ana", PASSWORD, "test").await.expect("signs in").actor;
    let gone = desk.mc.link_person(&ana, &id, None).await.expect("a link").secret;
    desk.mc.disable_person(&ana, "Bo").await.expect("disables");
    assert_eq!(code(desk.mc.use_link(&gone, OTHER, "test").await), "link_over");
    assert_eq!(code(desk.mc.link_person(&ana, &id, None).await), "not_found");
}

#[tokio::test]
async fn every_change_takes_the_password_and_a_key_hands_out_no_password() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let id = item(&desk, "Bo").await.id;
    assert_eq!(code(desk.mc.people_items(&bo).await), "role_too_low");
    assert_eq!(code(desk.mc.invite(&bo, "Cy", Role::Viewer, None).await), "role_too_low");
    let body = wire::CreateKey {
        name: "script".into(),
        user: None,
        scopes: vec![Scope::Admin],
        expires_at: None,
        password: None,
    };
    let key = desk.mc.add_key(&desk.ana, body).await.expect("a key").secret;
    let key = desk.mc.authenticate_key(&key).await.expect("works");
    assert_eq!(code(desk.mc.invite(&key, "Cy", Role::Admin, None).await), "invalid_field");
    assert_eq!(code(desk.mc.link_person(&key, &id, None).await), "invalid_field");
    desk.pass(301);
    let (ana, needed) = (&desk.ana, "confirmation_needed");
    assert_eq!(code(desk.mc.invite(ana, "Cy", Role::Viewer, None).await), needed);
    assert_eq!(code(desk.mc.link_person(ana, &id, None).await), needed);
    assert_eq!(code(desk.mc.change_role(ana, &id, Role::Admin, None).await), needed);
    assert_eq!(code(desk.mc.deactivate(ana, &id, None).await), needed);
    let password = wire::Password::typed(PASSWORD.into());
    desk.mc.deactivate(ana, &id, password.as_ref()).await.expect("switched off");
}

#[tokio::test]
async fn nobody_becomes_the_account_that_is_nobodys() {
    let desk = Desk::new().await;
    let system = "u_system";
    assert_eq!(code(desk.mc.link_person(&desk.ana, system, None).await), "not_found");
    let raised = desk.mc.change_role(&desk.ana, system, Role::Admin, None).await;
    assert_eq!(code(raised), "not_found");
    assert_eq!(code(desk.mc.deactivate(&desk.ana, system, None).await), "not_found");
    assert_eq!(code(desk.mc.let_in(&desk.ana, system, None).await), "not_found");
    assert_eq!(code(desk.mc.sign_in("Mission Control", PASSWORD, "test").await), "wrong_password");
}

#[tokio::test]
async fn a_role_holds_at_once_and_nobody_changes_their_own() {
    let desk = Desk::new().await;
    let bo = desk.mc.invite(&desk.ana, "Bo", Role::Viewer, None).await.expect("invited").secret;
    desk.mc.use_link(&bo, PASSWORD, "test").await.expect("signed in");
    let session = desk.mc.sign_in("Bo", PASSWORD, "test").await.expect("signs in").secret;
    role(&desk, &desk.ana, "Bo", Role::Approver).await.expect("raised");
    let actor = desk.mc.authenticate_session(&session).await.expect("signed in");
    assert!(actor.reviewer().is_ok());
    assert_eq!(code(role(&desk, &desk.ana, "Ana", Role::Viewer).await), "invalid_field");
    role(&desk, &desk.ana, "Bo", Role::Admin).await.expect("raised");
    let bo = desk.mc.authenticate_session(&session).await.expect("signed in");
    assert_eq!(code(role(&desk, &bo, "Bo", Role::Viewer).await), "invalid_field");
    role(&desk, &bo, "Ana", Role::Viewer).await.expect("lowered");
    let console = desk.mc.console();
    let id = desk.mc.people(&console).await.expect("people")[1].id.clone();
    let last = desk.mc.change_role(&console, id.as_str(), Role::Viewer, None).await;
    assert_eq!(code(last), "last_admin");
}

#[tokio::test]
async fn of_two_administrators_who_end_each_other_at_once_one_stays() {
    for _ in 0..20 {
        let desk = Desk::new().await;
        let bo = desk.person("Bo", Role::Admin).await;
        let (one, two) = tokio::join!(
            desk.mc.disable_person(&desk.ana, "Bo"),
            desk.mc.disable_person(&bo, "Ana")
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    }
}
