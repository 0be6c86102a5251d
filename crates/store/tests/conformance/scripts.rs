//! Scripts: a name is taken without regard to case until its script is removed.

use crate::desk::{Desk, party};
use domain::action::Interpreter;
use domain::script::{Parameter, Script};
use domain::{ScriptId, Version};
use service::StoreError;
use service::store::Write;

pub fn script(desk: &Desk, name: &str) -> Script {
    let at = desk.now();
    Script {
        id: ScriptId::new(format!("sc_{:032x}", desk.number())),
        version: Version::FIRST,
        name: name.into(),
        interpreter: Interpreter::Bash,
        body: "set -e\n\tsystemctl restart \"$name\" # “50%”\n".into(),
        description: "Restarts a service.".into(),
        parameters: vec![
            Parameter { name: "name".into(), description: "Which".into(), default: None },
            Parameter {
                name: "mode".into(),
                description: String::new(),
                default: Some("it's".into()),
            },
        ],
        created_by: party("u_owner", "Ada"),
        created_at: at,
        updated_at: at,
        removed_at: None,
    }
}

pub fn insert(script: &Script) -> Write {
    Write::InsertScript(Box::new(script.clone()))
}

fn update(before: &Script, after: &Script) -> Write {
    Write::UpdateScript { script: Box::new(after.clone()), read: before.version }
}

async fn assert_taken(desk: &Desk, write: Write, taken: &str) {
    match desk.commit(vec![write]).await {
        Err(StoreError::NameTaken { what: "script", name }) => assert_eq!(name, taken),
        other => panic!("{other:?}"),
    }
}

pub async fn scripts_read_back_by_name(desk: Desk) {
    let b = script(&desk, "beta");
    let a = Script {
        interpreter: Interpreter::Powershell,
        parameters: Vec::new(),
        description: String::new(),
        ..script(&desk, "Älpha")
    };
    let c = Script { interpreter: Interpreter::Sh, ..script(&desk, "Clean up") };
    desk.write(vec![insert(&a), insert(&b), insert(&c)]).await;
    assert_eq!(desk.store.scripts().await.unwrap(), [b.clone(), c.clone(), a.clone()]);
    for script in [&a, &b, &c] {
        assert_eq!(desk.store.script(&script.id).await.unwrap().as_ref(), Some(script));
    }
    // What no shell reads is no script.
    let exec = Script { interpreter: Interpreter::Exec, ..script(&desk, "exec") };
    desk.commit(vec![insert(&exec)]).await.unwrap_err();
}

pub async fn scripts_are_guarded(desk: Desk) {
    let first = script(&desk, "first");
    desk.write(vec![insert(&first)]).await;
    let second = Script {
        version: first.version.next(),
        name: "second".into(),
        interpreter: Interpreter::Sh,
        body: "true".into(),
        description: "Does nothing.".into(),
        parameters: Vec::new(),
        updated_at: desk.now(),
        ..first.clone()
    };
    desk.write(vec![update(&first, &second)]).await;
    assert_eq!(desk.store.script(&first.id).await.unwrap(), Some(second.clone()));
    let late = Script { name: "late".into(), ..second.clone() };
    let error = desk.commit(vec![update(&first, &late)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    let ghost = script(&desk, "ghost");
    let error = desk.commit(vec![update(&ghost, &ghost)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
    assert_eq!(desk.store.scripts().await.unwrap(), [second]);
}

pub async fn the_name_of_a_script_is_taken_until_it_is_removed(desk: Desk) {
    let first = script(&desk, "Größe prüfen");
    let other = script(&desk, "other");
    desk.write(vec![insert(&first), insert(&other)]).await;
    let twin = script(&desk, "GRÖSSE PRÜFEN");
    desk.write(vec![insert(&twin)]).await;
    assert_taken(&desk, insert(&script(&desk, "größe PRÜFEN")), "größe PRÜFEN").await;
    let renamed = Script { name: "OTHER".into(), version: first.version.next(), ..first.clone() };
    assert_taken(&desk, update(&first, &renamed), "OTHER").await;
    // Another case of its own name is free.
    let louder = Script { name: "Other".into(), version: other.version.next(), ..other.clone() };
    desk.write(vec![update(&other, &louder)]).await;

    let at = Some(desk.now());
    let removed = Script { removed_at: at, version: louder.version.next(), ..louder.clone() };
    desk.write(vec![update(&louder, &removed)]).await;
    assert_eq!(desk.store.script(&other.id).await.unwrap(), Some(removed));
    assert_eq!(desk.store.scripts().await.unwrap(), [twin, first.clone()]);
    let next = script(&desk, "oTHER");
    desk.write(vec![insert(&next)]).await;
    assert_taken(&desk, insert(&script(&desk, "other")), "other").await;
}

pub async fn versions_and_runs_are_kept_newest_first(desk: Desk) {
    let first = script(&desk, "Free space");
    let keep = |script: &Script, name: &str| Write::KeepScriptVersion {
        script: script.id.clone(),
        version: Box::new(script.kept(party("u_1", name))),
    };
    desk.write(vec![insert(&first), keep(&first, "Ada")]).await;
    let mut second = first.clone();
    second.version = first.version.next();
    second.body = "df -h\n\ttrue".into();
    desk.write(vec![update(&first, &second), keep(&second, "Bo")]).await;
    let kept = desk.store.script_versions(&first.id, 9).await.unwrap();
    assert_eq!(kept, [second.kept(party("u_1", "Bo")), first.kept(party("u_1", "Ada"))]);
    assert_eq!(desk.store.script_versions(&first.id, 1).await.unwrap().len(), 1);

    let other = script(&desk, "Other");
    desk.write(vec![insert(&other)]).await;
    let mut ran = Vec::new();
    for script in [&first, &second, &other] {
        let task = desk.draft("run");
        let run = Write::InsertScriptRun {
            task: task.id.clone(),
            script: script.id.clone(),
            version: script.version,
        };
        desk.write(vec![Write::InsertTask(Box::new(task.clone())), run]).await;
        ran.push((task.id, script.version));
    }
    let runs = desk.store.script_runs(&first.id, 9).await.unwrap();
    assert_eq!(runs, [ran[1].clone(), ran[0].clone()]);
    assert_eq!(desk.store.script_runs(&first.id, 1).await.unwrap(), ran[1..2]);
    assert_eq!(desk.store.count_script_runs(&first.id).await.unwrap(), 2);
    assert_eq!(desk.store.script_runs(&other.id, 9).await.unwrap(), ran[2..]);
}
