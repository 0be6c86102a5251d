//! Who may come in, and what they may do once inside.

use crate::desk::{Desk, PASSWORD, code, review};
use domain::{key::Scope, person::Role, wire};
use service::TaskFilter;

fn key(name: &str, scopes: &[Scope]) -> wire::CreateKey {
    wire::CreateKey {
        name: name.into(),
        user: None,
        scopes: scopes.to_vec(),
        expires_at: None,
        password: None,
    }
}

#[tokio::test]
async fn the_setup_link_works_once() {
    let desk = Desk::new().await;
    assert!(!desk.mc.setup_open().await.expect("asks"));
    assert_eq!(desk.mc.open_setup().await.expect("asks"), None);
    assert_eq!(code(desk.mc.set_up("anything", "Eve", PASSWORD, "test").await), "setup_closed");
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_look_the_same() {
    let desk = Desk::new().await;
    desk.mc.sign_in("ana", PASSWORD, "test").await.expect("names do not mind their case");
    let unknown = desk.mc.sign_in("nobody", PASSWORD, "test").await;
    let wrong = desk.mc.sign_in("Ana", "not the password", "test").await;
    assert_eq!(format!("{unknown:?}"), format!("{wrong:?}"));
    assert_eq!(code(wrong), "wrong_password");
}

#[tokio::test]
async fn disabling_somebody_ends_their_sessions_and_keys_at_once() {
    let desk = Desk::new().await;
    desk.person("Bo", Role::Approver).await;
    let session = desk.mc.sign_in("Bo", PASSWORD, "test").await.expect("signs in").secret;
    let body = wire::CreateKey { user: Some("Bo".into()), ..key("bo", &[Scope::Read]) };
    let secret = desk.mc.add_key(&desk.ana, body).await.expect("a key").secret;
    desk.mc.authenticate_key(&secret).await.expect("works");
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    assert_eq!(code(desk.mc.authenticate_key(&secret).await), "unauthenticated");
    assert_eq!(code(desk.mc.authenticate_session(&session).await), "unauthenticated");
    assert_eq!(code(desk.mc.sign_in("Bo", PASSWORD, "test").await), "wrong_password");
    assert_eq!(code(desk.mc.disable_person(&desk.ana, "Ana").await), "last_admin");
}

#[tokio::test]
async fn somebody_who_is_let_in_again_has_their_password_and_role_and_nothing_else() {
    let desk = Desk::new().await;
    desk.person("Bo", Role::Approver).await;
    let session = desk.mc.sign_in("Bo", PASSWORD, "test").await.expect("signs in").secret;
    let body = wire::CreateKey { user: Some("Bo".into()), ..key("bo", &[Scope::Read]) };
    let secret = desk.mc.add_key(&desk.ana, body).await.expect("a key").secret;
    let items = desk.mc.people_items(&desk.ana).await.expect("people");
    let id = items.into_iter().find(|one| one.name == "Bo").expect("there").id;
    let link = desk.mc.link_person(&desk.ana, &id, None).await.expect("a link").secret;
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    let viewer = desk.person("Vi", Role::Viewer).await;
    assert_eq!(code(desk.mc.let_in(&viewer, &id, None).await), "role_too_low");
    desk.pass(301);
    assert_eq!(code(desk.mc.let_in(&desk.ana, &id, None).await), "confirmation_needed");
    assert_eq!(code(desk.mc.sign_in("Bo", PASSWORD, "test").await), "wrong_password");
    let password = wire::Password::typed(PASSWORD.into());
    desk.mc.let_in(&desk.ana, &id, password.as_ref()).await.expect("let in");
    desk.mc.let_in(&desk.ana, &id, password.as_ref()).await.expect("again");
    assert_eq!(code(desk.mc.authenticate_key(&secret).await), "unauthenticated");
    assert_eq!(code(desk.mc.authenticate_session(&session).await), "unauthenticated");
    assert_eq!(code(desk.mc.use_link(&link, PASSWORD, "test").await), "link_over");
    let bo = desk.mc.sign_in("Bo", PASSWORD, "test").await.expect("signs in").actor;
    assert!(bo.reviewer().is_ok());
    let log = desk.mc.audit(&desk.ana, &service::Deeds::default(), 0, Some(200)).await;
    let log = log.expect("a log").items;
    let rows = |action: &str| log.iter().filter(|row| row.action == action).count();
    assert_eq!((rows("person.enable"), rows("key.revoke")), (1, 1));
    assert_eq!(code(desk.mc.let_in(&desk.ana, "u_nobody", password.as_ref()).await), "not_found");
}

#[tokio::test]
async fn a_revoked_or_expired_key_is_nobody() {
    let desk = Desk::new().await;
    let made = desk.mc.add_key(&desk.ana, key("k", &[Scope::Read])).await.expect("a key");
    desk.mc.authenticate_key(&made.secret).await.expect("works");
    desk.mc.revoke_key(&desk.ana, &made.key.id).await.expect("revokes");
    assert_eq!(code(desk.mc.authenticate_key(&made.secret).await), "unauthenticated");
    let soon = desk.mc.settings(&desk.ana).await.map(|_| domain::Timestamp(1_780_000_100_000_000));
    let body = wire::CreateKey { expires_at: soon.ok(), ..key("short", &[Scope::Read]) };
    let short = desk.mc.add_key(&desk.ana, body).await.expect("a key");
    desk.mc.authenticate_key(&short.secret).await.expect("works");
    desk.pass(101);
    assert_eq!(code(desk.mc.authenticate_key(&short.secret).await), "unauthenticated");
}

#[tokio::test]
async fn a_session_ends_by_itself_without_use() {
    let desk = Desk::new().await;
    let session = desk.mc.sign_in("Ana", PASSWORD, "test").await.expect("signs in").secret;
    for _ in 0..4 {
        desk.pass(6 * 24 * 3600);
        desk.mc.authenticate_session(&session).await.expect("used within a week");
    }
    desk.pass(7 * 24 * 3600);
    assert_eq!(code(desk.mc.authenticate_session(&session).await), "unauthenticated");
}

#[tokio::test]
async fn roles_and_scopes_stop_where_they_stop() {
    let desk = Desk::new().await;
    let viewer = desk.person("Vi", Role::Viewer).await;
    let operator = desk.person("Op", Role::Operator).await;
    let task = desk.create(desk.command()).await;
    desk.work(0).await;
    assert!(desk.mc.task(&viewer, &task.id).await.is_ok());
    assert_eq!(code(desk.mc.create_task(&viewer, desk.command()).await), "role_too_low");
    assert!(desk.mc.create_task(&operator, desk.command()).await.is_ok());
    for actor in [&viewer, &operator] {
        let no = desk.mc.review(actor, &task.id, review("approve", None)).await;
        assert_eq!(code(no), "not_an_approver");
    }
    let off =
        wire::ChangeSettings { task_approval_mode: Some(false), ..wire::ChangeSettings::default() };
    assert_eq!(code(desk.mc.change_settings(&operator, off.clone()).await), "role_too_low");
    let tasks_key = desk.mc.add_key(&desk.ana, key("t", &[Scope::Tasks])).await.expect("a key");
    let tasks_key = desk.mc.authenticate_key(&tasks_key.secret).await.expect("works");
    assert_eq!(code(desk.mc.change_settings(&tasks_key, off).await), "insufficient_scope");
    assert_eq!(code(desk.mc.tasks(&tasks_key, TaskFilter::default()).await), "insufficient_scope");
    let no = desk.mc.review(&tasks_key, &task.id, review("approve", None)).await;
    assert_eq!(code(no), "insufficient_scope");
    let console = desk.mc.console();
    let no = desk.mc.review(&console, &task.id, review("approve", None)).await;
    assert_eq!(code(no), "insufficient_scope", "nobody knows who sits at the console");
}

#[tokio::test]
async fn bad_text_is_refused_by_name_and_nothing_is_kept() {
    let desk = Desk::new().await;
    let long = "x".repeat(64 * 1024 + 1);
    let title = "t".repeat(201);
    let cases: [(serde_json::Value, &str); 14] = [
        (serde_json::json!({"content": ""}), "invalid_field"),
        (serde_json::json!({"content": "   \n"}), "invalid_field"),
        (serde_json::json!({"content": "a\u{0}b"}), "invalid_field"),
        (serde_json::json!({"content": "echo \u{202e}gpj.exe"}), "reversed_text"),
        (serde_json::json!({"content": long}), "too_large"),
        (serde_json::json!({"title": title}), "too_large"),
        (serde_json::json!({"title": "two\nlines"}), "invalid_field"),
        (serde_json::json!({"title": "a\u{202e}b"}), "reversed_text"),
        (serde_json::json!({"cwd": "../out"}), "invalid_field"),
        (serde_json::json!({"cwd": "/etc"}), "invalid_field"),
        (serde_json::json!({"cwd": "/srv/workshop"}), "invalid_field"),
        (serde_json::json!({"timeoutSeconds": 0}), "invalid_field"),
        (serde_json::json!({"desktopId": "d_nowhere"}), "invalid_field"),
        (serde_json::json!({"externalAgent": "Osprey"}), "invalid_field"),
    ];
    for (patch, expected) in cases {
        let mut body = serde_json::to_value(desk.command()).expect("json");
        for (name, value) in patch.as_object().expect("fields") {
            body[name] = value.clone();
        }
        let body: wire::CreateTask = serde_json::from_value(body).expect("a body");
        assert_eq!(code(desk.mc.create_task(&desk.ana, body).await), expected, "{patch:.80}");
    }
    let inside = wire::CreateTask { cwd: Some("/srv/work/app".into()), ..desk.command() };
    desk.create(inside).await;
    let all = desk.mc.tasks(&desk.ana, TaskFilter::default()).await.expect("lists").items;
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn a_fortnight_without_a_no_offers_to_relax_the_mode() {
    let desk = Desk::new().await;
    let decide = async |verdict: &str| {
        let task = desk.create(desk.command()).await;
        desk.work(0).await;
        desk.mc.review(&desk.ana, &task.id, review(verdict, None)).await.expect("decides");
    };
    decide("approve").await;
    desk.pass(14 * 24 * 3600 + 60);
    for _ in 0..9 {
        decide("approve").await;
    }
    let history = desk.mc.mode_history(&desk.ana).await.expect("reads");
    assert_eq!((history.record.approved, history.relax), (9, false), "nine are not enough");
    decide("approve").await;
    assert!(desk.mc.mode_history(&desk.ana).await.expect("reads").relax);
    decide("reject").await;
    assert!(!desk.mc.mode_history(&desk.ana).await.expect("reads").relax);
}

#[tokio::test]
async fn a_request_under_a_key_happens_once() {
    use service::Begun;
    let desk = Desk::new().await;
    let begin = async |hash: u8| desk.mc.begin_idempotent("u_1", "key", [hash; 32], None).await;
    assert_eq!(begin(1).await.expect("new"), Begun::New);
    assert_eq!(code(begin(1).await), "request_in_progress");
    assert_eq!(code(begin(2).await), "idempotency_key_reused");
    let answer = Some((201, "{}".to_owned()));
    desk.mc.end_idempotent("u_1", "key", answer, &[]).await.expect("ends");
    assert_eq!(begin(1).await.expect("again"), Begun::Replay { status: 201, body: "{}".into() });
    assert_eq!(
        desk.mc.begin_idempotent("u_2", "key", [2; 32], None).await.expect("another's"),
        Begun::New
    );
}
