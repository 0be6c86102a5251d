//! Who may come in: people, keys, desktops, sessions, settings, and what is kept for a while.

use crate::desk::{Desk, desktop, key, person};
use domain::desktop::Desktop;
use domain::key::{Key, Scope};
use domain::person::{Person, Role};
use domain::{KeyId, PersonId, SessionId, Timestamp, Version};
use service::StoreError;
use service::store::{IdempotencyRecord, KeyRecord, Notice, PasswordLink, SessionRecord, Write};

fn add(person: &Person) -> Write {
    Write::InsertPerson { person: person.clone(), password_hash: format!("hash of {}", person.id) }
}

pub async fn people_are_found_without_regard_to_case(desk: Desk) {
    let zoe = person("u_zoe", "Zoë Ö", Role::Approver);
    let bea = person("u_bea", "bea", Role::Viewer);
    desk.write(vec![add(&zoe), add(&bea)]).await;
    let everybody = [desk.owner.clone(), bea.clone(), zoe.clone()];
    assert_eq!(desk.store.people().await.unwrap(), everybody);
    let credential = desk.store.credential("ZOË ö").await.unwrap().unwrap();
    assert_eq!(credential.person, zoe);
    assert_eq!(credential.password_hash, "hash of u_zoe");
    let error = desk.commit(vec![add(&person("u_two", "zoë Ö", Role::Admin))]).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::NameTaken { what: "person", name } if name == "zoë Ö"),
        "{error}"
    );
    assert!(desk.store.person(&PersonId::new("u_two")).await.unwrap().is_none());

    let decides = async |role| {
        let before = desk.store.person(&zoe.id).await.unwrap().unwrap();
        let person = Person { role, version: before.version.next(), ..before.clone() };
        desk.write(vec![Write::UpdatePerson { person, read: before.version }]).await;
        desk.commit(vec![Write::ExpectDecider(zoe.id.clone())]).await.is_ok()
    };
    let mut may = Vec::new();
    for role in Role::ALL {
        may.push(decides(role).await);
    }
    assert_eq!(may, [false, false, true, true]);
    let zoe = desk.store.person(&zoe.id).await.unwrap().unwrap();

    let off = Person { role: Role::Operator, ..zoe.clone() }.disable(desk.now());
    let switch_off = || Write::UpdatePerson { person: off.clone(), read: zoe.version };
    desk.write(vec![switch_off()]).await;
    assert_eq!(desk.store.person(&zoe.id).await.unwrap(), Some(off.clone()));
    let error = desk.commit(vec![Write::ExpectDecider(zoe.id.clone())]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    let error = desk.commit(vec![switch_off()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    let renamed = Person { name: "Bea".into(), version: off.version.next(), ..off.clone() };
    let rename = Write::UpdatePerson { person: renamed, read: off.version };
    let error = desk.commit(vec![rename]).await.unwrap_err();
    assert!(matches!(error, StoreError::NameTaken { .. }), "{error}");

    let password_hash = "another".to_owned();
    desk.write(vec![Write::SetPassword { person: zoe.id.clone(), password_hash }]).await;
    let credential = desk.store.credential("zoë ö").await.unwrap().unwrap();
    assert_eq!(credential.password_hash, "another");
}

pub async fn the_system_owns_a_token_and_is_nobody(desk: Desk) {
    let system = PersonId::new("u_system");
    let token = key("k_local", &system, vec![Scope::Runner]);
    desk.write(vec![Write::InsertKey { key: token.clone(), secret_hash: [1; 32] }]).await;
    let record = desk.store.key(&token.id).await.unwrap().unwrap();
    assert_eq!(record.owner.id, system);
    assert!(record.owner.disabled_at.is_some());
    assert_eq!(desk.store.people().await.unwrap(), std::slice::from_ref(&desk.owner));
    assert!(desk.store.credential("Mission Control").await.unwrap().is_none());
    let same_name = add(&person("u_fake", "mission control", Role::Admin));
    let error = desk.commit(vec![same_name]).await.unwrap_err();
    assert!(matches!(error, StoreError::NameTaken { .. }), "{error}");
}

pub async fn keys_are_listed_without_runner_tokens(desk: Desk) {
    let full = Key {
        expires_at: Some(desk.now()),
        last_used_at: Some(desk.now()),
        created_at: desk.now(),
        ..key("k_full", &desk.owner.id, Scope::ALL[..3].to_vec())
    };
    let later =
        Key { created_at: desk.now(), ..key("k_later", &desk.owner.id, vec![Scope::Admin]) };
    for key in [&full, &later] {
        desk.write(vec![Write::InsertKey { key: key.clone(), secret_hash: [9; 32] }]).await;
    }
    let record =
        |key: &Key| KeyRecord { key: key.clone(), secret_hash: [9; 32], owner: desk.owner.clone() };
    assert_eq!(desk.store.keys().await.unwrap(), [record(&later), record(&full)]);
    assert!(desk.store.key(&KeyId::new("k_token")).await.unwrap().is_some(), "a runner's too");

    let at = desk.now();
    let touch = |at| Write::TouchKey { id: later.id.clone(), at };
    desk.write(vec![touch(at), touch(Timestamp(at.0 - 50))]).await;
    let revoke = |at| Write::RevokeKey { id: later.id.clone(), at };
    desk.write(vec![revoke(at)]).await;
    desk.write(vec![revoke(desk.now())]).await;
    let key = Key { last_used_at: Some(at), revoked_at: Some(at), ..later };
    assert_eq!(desk.store.key(&key.id).await.unwrap(), Some(record(&key)));
}

pub async fn a_removed_desktop_stays_readable_and_frees_its_name(desk: Desk) {
    let token = key("k_b", &desk.owner.id, vec![Scope::Runner]);
    let b = desktop("d_b", "alpha", &token.id);
    let insert = |desktop: &Desktop| Write::InsertDesktop(Box::new(desktop.clone()));
    let update = |desktop: &Desktop| Write::UpdateDesktop(Box::new(desktop.clone()));
    desk.write(vec![Write::InsertKey { key: token.clone(), secret_hash: [2; 32] }, insert(&b)])
        .await;
    assert_eq!(desk.store.desktops().await.unwrap(), [b.clone(), desk.desktop.clone()]);
    let twin = desktop("d_twin", "ALPHA", &KeyId::new("k_twin"));
    let error = desk.commit(vec![insert(&twin)]).await.unwrap_err();
    assert!(matches!(&error, StoreError::NameTaken { what: "desktop", .. }), "{error}");

    // A fresh token for the same machine.
    let fresh = KeyId::new("k_fresh");
    let seen = Desktop {
        name: "Beta".into(),
        group: None,
        last_seen_at: Some(desk.now()),
        system: None,
        workspace: None,
        agents: vec![],
        remote_access: None,
        token: fresh.clone(),
        ..b.clone()
    };
    let renew =
        |read: &KeyId| Write::RenewDesktop { desktop: Box::new(seen.clone()), read: read.clone() };
    desk.write(vec![renew(&token.id)]).await;
    assert_eq!(desk.store.desktop(&b.id).await.unwrap(), Some(seen.clone()));
    assert_eq!(seen.enrolment, token.id);
    let takes = async |token: &KeyId| {
        let (desktop, token) = (b.id.clone(), token.clone());
        match desk.commit(vec![Write::ExpectToken { desktop, token }]).await {
            Ok(_) => true,
            Err(StoreError::Stale(_)) => false,
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!((takes(&token.id).await, takes(&fresh).await), (false, true));
    // Neither a heartbeat nor another renewal that had read it before brings the old token back.
    for late in [update(&b), renew(&token.id)] {
        let error = desk.commit(vec![late]).await.unwrap_err();
        assert!(matches!(error, StoreError::Stale(_)), "{error}");
    }
    assert_eq!(desk.store.desktop_of_token(&fresh).await.unwrap(), Some(seen.clone()));
    assert_eq!(desk.store.desktop_of_token(&token.id).await.unwrap(), None);
    // Another machine under the same name.
    let seen = Desktop { enrolment: fresh.clone(), ..seen };
    desk.write(vec![update(&seen)]).await;
    assert_eq!(desk.store.desktop(&b.id).await.unwrap(), Some(seen.clone()));
    let rename = Desktop { name: "this MACHINE".into(), ..seen.clone() };
    let error = desk.commit(vec![update(&rename)]).await.unwrap_err();
    assert!(matches!(&error, StoreError::NameTaken { what: "desktop", .. }), "{error}");

    let removed = Desktop { removed_at: Some(desk.now()), ..seen.clone() };
    desk.write(vec![update(&removed)]).await;
    // A heartbeat that had read it before does not bring it back.
    desk.write(vec![update(&seen)]).await;
    assert_eq!(desk.store.desktop(&b.id).await.unwrap(), Some(removed));
    assert!(!takes(&fresh).await, "a removed one takes nothing");
    assert_eq!(desk.store.desktops().await.unwrap(), std::slice::from_ref(&desk.desktop));
    assert_eq!(desk.store.desktop_of_token(&fresh).await.unwrap(), None);
    desk.write(vec![insert(&Desktop { name: "beta".into(), ..twin })]).await;
    let unknown = desktop("d_unknown", "unknown", &KeyId::new("k_unknown"));
    let error = desk.commit(vec![update(&unknown)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
}

fn session(id: &str, hash: u8, at: Timestamp) -> SessionRecord {
    SessionRecord {
        id: SessionId::new(id),
        secret_hash: [hash; 32],
        person: PersonId::new("u_owner"),
        created_at: at,
        last_seen_at: at,
        confirmed_at: at,
        user_agent: "Browser “1”".into(),
    }
}

pub async fn sessions_come_and_go(desk: Desk) {
    let first = session("s_1", 1, desk.now());
    let second = session("s_2", 2, desk.now());
    desk.write(vec![Write::InsertSession(first.clone()), Write::InsertSession(second.clone())])
        .await;
    assert_eq!(desk.store.session(&[1; 32]).await.unwrap(), Some(first.clone()));
    let both = [second.clone(), first.clone()];
    assert_eq!(desk.store.sessions(&desk.owner.id).await.unwrap(), both);
    let at = desk.now();
    desk.write(vec![Write::TouchSession { id: first.id.clone(), at }]).await;
    let first = SessionRecord { last_seen_at: at, ..first };
    assert_eq!(desk.store.session(&[1; 32]).await.unwrap(), Some(first.clone()));
    desk.write(vec![Write::DeleteSession(second.id.clone())]).await;
    assert_eq!(desk.store.sessions(&desk.owner.id).await.unwrap(), [first]);
    // Signed out elsewhere in the meantime: nothing to do, nothing wrong.
    desk.write(vec![Write::TouchSession { id: second.id.clone(), at }]).await;
    assert_eq!(desk.store.session(&[2; 32]).await.unwrap(), None);
    desk.write(vec![Write::DeleteSessionsOf(desk.owner.id.clone())]).await;
    assert!(desk.store.sessions(&desk.owner.id).await.unwrap().is_empty());
}

fn request(key: &str, at: Timestamp) -> IdempotencyRecord {
    IdempotencyRecord {
        principal: "u_owner".into(),
        key: key.into(),
        request_hash: [5; 32],
        at,
        answer: None,
        task: None,
    }
}

pub async fn an_idempotency_key_begins_once(desk: Desk) {
    let record = request("again", desk.now());
    desk.write(vec![Write::BeginIdempotent(record.clone())]).await;
    let later = IdempotencyRecord { request_hash: [6; 32], ..record.clone() };
    let error = desk.commit(vec![Write::BeginIdempotent(later)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    let found = || async { desk.store.idempotency("u_owner", "again").await.unwrap() };
    assert_eq!(found().await, Some(record.clone()));
    let end = |answer| Write::EndIdempotent {
        principal: "u_owner".into(),
        key: "again".into(),
        answer,
        task: None,
        purged: false,
    };
    let answer = Some((201, "{\"id\":\"t_1\"}".to_owned()));
    desk.write(vec![end(answer.clone())]).await;
    assert_eq!(found().await, Some(IdempotencyRecord { answer, ..record.clone() }));
    assert_eq!(desk.store.idempotency("u_other", "again").await.unwrap(), None);
    desk.write(vec![end(None)]).await;
    assert_eq!(found().await, None);
    desk.write(vec![Write::BeginIdempotent(record)]).await;
}

pub async fn notices_are_for_one_session(desk: Desk) {
    let notice = Notice {
        id: "n_1".into(),
        session: SessionId::new("s_1"),
        at: desk.now(),
        body: "{\"refusal\":1}".into(),
    };
    desk.write(vec![Write::InsertNotice(notice.clone())]).await;
    let found = |session: &'static str| {
        let store = desk.store.clone();
        async move { store.notice(&SessionId::new(session), "n_1").await.unwrap() }
    };
    assert_eq!(found("s_1").await, Some(notice));
    assert_eq!(found("s_2").await, None);
}

pub async fn setup_is_open_once(desk: Desk) {
    desk.write(vec![Write::PutSetupSecret(Some([3; 32]))]).await;
    desk.write(vec![Write::PutSetupSecret(Some([4; 32]))]).await;
    assert_eq!(desk.store.setup_secret().await.unwrap(), Some([4; 32]));
    let error = desk.commit(vec![Write::UseSetupSecret([3; 32])]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    desk.write(vec![Write::UseSetupSecret([4; 32])]).await;
    assert_eq!(desk.store.setup_secret().await.unwrap(), None);
    let error = desk.commit(vec![Write::UseSetupSecret([4; 32])]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    desk.write(vec![Write::PutSetupSecret(Some([5; 32])), Write::PutSetupSecret(None)]).await;
    assert_eq!(desk.store.setup_secret().await.unwrap(), None);
}

pub async fn settings_begin_with_approval_on_and_are_guarded(desk: Desk) {
    let first = desk.store.settings().await.unwrap();
    assert_eq!(first, domain::policy::Settings::default());
    let settings = domain::policy::Settings {
        task_approval_mode: false,
        second_person: true,
        remind_after: 7,
        decide_within: domain::policy::DecideWithin { before_run: 90, action: 5, result: 43_200 },
        keep_payloads: 30,
        keep_activity: 400,
        attention: domain::attention::Rule { second_person: true, share: 20, answers: 200 },
        version: first.version.next(),
    };
    let update = || Write::UpdateSettings { settings: settings.clone(), read: first.version };
    desk.write(vec![update()]).await;
    assert_eq!(desk.store.settings().await.unwrap(), settings);
    let error = desk.commit(vec![update()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    assert_eq!(settings.version, Version(2));
    let error = desk.commit(vec![Write::ExpectSettings(first.version)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    desk.write(vec![Write::ExpectSettings(settings.version)]).await;
}

pub async fn only_what_is_old_is_forgotten(desk: Desk) {
    let (old, new) = (Timestamp(1_000), Timestamp(2_000));
    let used = SessionRecord { last_seen_at: new, ..session("s_used", 1, old) };
    let notice = |id: &str, at| Notice {
        id: id.into(),
        session: SessionId::new("s"),
        at,
        body: String::new(),
    };
    desk.write(vec![
        Write::InsertSession(session("s_idle", 2, old)),
        Write::InsertSession(used.clone()),
        Write::InsertSession(session("s_new", 3, new)),
        Write::InsertNotice(notice("n_old", old)),
        Write::InsertNotice(notice("n_new", new)),
        Write::BeginIdempotent(request("old", old)),
        Write::BeginIdempotent(request("new", new)),
    ])
    .await;
    let prune = |sessions_made_before| Write::Prune {
        sessions_before: new,
        sessions_made_before,
        short_lived_before: new,
    };
    desk.write(vec![prune(Timestamp(0))]).await;
    let ids = || async {
        let sessions = desk.store.sessions(&desk.owner.id).await.unwrap();
        sessions.into_iter().map(|session| session.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids().await, ["s_new", "s_used"]);
    let session = SessionId::new("s");
    assert!(desk.store.notice(&session, "n_old").await.unwrap().is_none());
    assert!(desk.store.notice(&session, "n_new").await.unwrap().is_some());
    assert!(desk.store.idempotency("u_owner", "old").await.unwrap().is_none());
    assert!(desk.store.idempotency("u_owner", "new").await.unwrap().is_some());
    desk.write(vec![prune(new)]).await;
    assert_eq!(ids().await, ["s_new"]);
}

pub async fn a_link_for_a_password_is_used_once_and_an_administrator_stays(desk: Desk) {
    let zoe = person("u_zoe", "Zoe", Role::Viewer);
    desk.write(vec![add(&zoe)]).await;
    let link = |secret: u8, ends| PasswordLink {
        person: zoe.id.clone(),
        secret_hash: [secret; 32],
        ends_at: Timestamp(ends),
    };
    desk.write(vec![Write::PutLink(link(1, 5))]).await;
    desk.write(vec![Write::PutLink(link(2, 6))]).await;
    assert_eq!(desk.store.password_link(&[1; 32]).await.unwrap(), None, "a newer one came");
    assert_eq!(desk.store.password_link(&[2; 32]).await.unwrap(), Some(link(2, 6)));
    assert_eq!(desk.store.password_links().await.unwrap(), [link(2, 6)]);
    desk.write(vec![Write::UseLink([2; 32])]).await;
    let again = desk.commit(vec![Write::UseLink([2; 32])]).await;
    assert!(matches!(again, Err(StoreError::Stale(_))));
    assert!(desk.store.password_links().await.unwrap().is_empty());

    let expect = || vec![Write::ExpectAdmin(zoe.id.clone())];
    let mut now = zoe.clone();
    for (role, stays) in [(Role::Admin, true), (Role::Approver, false), (Role::Admin, true)] {
        let read = now.version;
        now = now.with_role(role);
        desk.write(vec![Write::UpdatePerson { person: now.clone(), read }]).await;
        assert_eq!(desk.commit(expect()).await.is_ok(), stays, "{role:?}");
    }
    let off = now.clone().disable(Timestamp(9));
    desk.write(vec![Write::UpdatePerson { person: off, read: now.version }]).await;
    assert!(desk.commit(expect()).await.is_err());
}
