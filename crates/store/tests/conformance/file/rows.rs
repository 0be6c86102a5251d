//! Rows that somebody else has written: the schema refuses them, and what gets past it is an error that names the row.

use super::actions;
use crate::desk::{Desk, answer, audit, decided, event};
use domain::event::EventKind;
use domain::log::{LogChunk, Stream};
use domain::{Gate, Timestamp, Verdict};
use service::StoreError;
use service::store::{ApprovalFilter, ApprovalQuery, Change, SessionRecord, TaskQuery, Write};
use std::path::PathBuf;

/// One row of each kind.
async fn a_full_file() -> (tempfile::TempDir, PathBuf, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("desk.db");
    let desk = Desk::on(store::open(&place).await.unwrap()).await;
    let first = desk.put(desk.draft("first")).await;
    let mut task = desk.draft("second");
    task.depends_on = vec![first.id.clone()];
    task.id = domain::TaskId::new("t_second");
    let task = desk.put(task).await;
    let mut approval = desk.approval(&task, Gate::BeforeRun);
    approval.id = domain::ApprovalId::new("ap_one");
    let approval = desk.ask(approval).await;
    let yes = answer(&approval, Verdict::Approve, desk.now());
    let chunk = LogChunk { seq: 1, stream: Stream::Stdout, bytes: b"x".to_vec(), at: desk.now() };
    let change = Change {
        writes: vec![
            decided(&approval, &yes),
            Write::AppendLog { task: task.id.clone(), chunks: vec![chunk] },
            Write::InsertSession(SessionRecord {
                id: domain::SessionId::new("s_1"),
                secret_hash: [1; 32],
                person: desk.owner.id.clone(),
                created_at: Timestamp(1),
                last_seen_at: Timestamp(1),
                confirmed_at: Timestamp(1),
                user_agent: String::new(),
            }),
        ],
        audit: vec![audit("approval.decide", "ap_one", desk.now())],
        events: vec![event(EventKind::ApprovalDecided, desk.now())],
    };
    desk.store.commit(change).await.unwrap();
    actions::add(&desk, &task).await;
    (folder, place, desk)
}

/// Asks for everything there is; the first error wins.
async fn read_everything(desk: &Desk) -> Result<(), StoreError> {
    let store = &desk.store;
    store.tasks(&TaskQuery { limit: 100, ..TaskQuery::default() }).await?;
    let filter = ApprovalFilter::All;
    store.approvals(&ApprovalQuery { filter, limit: 100, ..ApprovalQuery::default() }).await?;
    store.log(&domain::TaskId::new("t_second"), 0, 100).await?;
    store.actions_of(&domain::TaskId::new("t_second")).await?;
    store.action_log(&domain::ActionId::new("a_one"), 0, 100).await?;
    store.policy().await?;
    store.scripts().await?;
    store.webhooks().await?;
    store.channels().await?;
    store.deliveries(&domain::WebhookId::new("wh_one"), 100).await?;
    store.settings().await?;
    store.desktops().await?;
    store.people().await?;
    store.key(&domain::KeyId::new("k_token")).await?;
    store.sessions(&desk.owner.id).await?;
    store.events(0, 100).await?;
    store.audit(0, 100).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_impossible_row_is_named() {
    let (_folder, place, desk) = a_full_file().await;
    let mut beside = super::beside(&place).await;
    read_everything(&desk).await.unwrap();
    super::run(&mut beside, "PRAGMA ignore_check_constraints = ON").await.unwrap();
    for trigger in ["audit_is_not_changed", "approvals_stay_closed", "actions_go_forward"] {
        super::run(&mut beside, &format!("DROP TRIGGER {trigger}")).await.unwrap();
    }
    let of_actions = actions::IMPOSSIBLE.iter().copied();
    let others = [
        ("tasks", "t_second", "status = 'done', phase = NULL WHERE id = 't_second'"),
        ("tasks", "t_second", "phase = 'held' WHERE id = 't_second'"),
        ("tasks", "t_second", "lease_until = 5 WHERE id = 't_second'"),
        ("tasks", "t_second", "waits_on = 'ap_x' WHERE id = 't_second'"),
        ("tasks", "t_second", "queued_since = 5 WHERE id = 't_second'"),
        ("tasks", "t_second", "queued_approval = 'ap_x' WHERE id = 't_second'"),
        ("tasks", "t_second", "dependency_count = 2 WHERE id = 't_second'"),
        ("tasks", "t_second", "state = '{}' WHERE id = 't_second'"),
        ("tasks", "t_second", "state = 'no json' WHERE id = 't_second'"),
        ("tasks", "t_second", "kind = 'wish' WHERE id = 't_second'"),
        ("tasks", "t_second", "requires_approval = 2 WHERE id = 't_second'"),
        ("tasks", "t_second", "timeout_seconds = -1 WHERE id = 't_second'"),
        ("tasks", "t_second", "created_by_kind = 'ghost' WHERE id = 't_second'"),
        ("approvals", "ap_one", "status = 'pending' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "status = 'rejected' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "verdict = 'reject' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "decided_at = 5 WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "closed_at = 5 WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "execute_by = NULL WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "claimed_at = 5 WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "state = '{\"state\":\"approved\"}' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "digest = 'sha256:00' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "gate = 'garden' WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "risk = 3 WHERE id = 'ap_one'"),
        ("approvals", "ap_one", "required = -1 WHERE id = 'ap_one'"),
        ("desktops", "d_first", "agents = 'no list' WHERE id = 'd_first'"),
        ("desktops", "d_first", "system = '[]]' WHERE id = 'd_first'"),
        ("people", "u_owner", "role = 'root' WHERE id = 'u_owner'"),
        ("keys", "k_token", "scopes = '[\"fly\"]' WHERE id = 'k_token'"),
        ("keys", "k_token", "is_runner = 0 WHERE id = 'k_token'"),
        ("keys", "k_token", "secret_hash = x'00' WHERE id = 'k_token'"),
        ("sessions", "s_1", "secret_hash = x'00' WHERE id = 's_1'"),
        ("settings", "1", "task_approval_mode = 7 WHERE id = 1"),
        ("task_logs", "t_second", "stream = 'tears' WHERE task = 't_second'"),
        ("events", "1", "payload = '[' WHERE seq = 1"),
        ("audit", "1", "actor_kind = 'ghost' WHERE seq = 1"),
        ("audit", "1", "digest = 'sha256:00' WHERE seq = 1"),
    ];
    for (table, id, change) in of_actions.chain(others) {
        super::run(&mut beside, "SAVEPOINT before").await.unwrap();
        let copy = format!("CREATE TEMP TABLE kept AS SELECT * FROM {table}");
        super::run(&mut beside, &copy).await.unwrap();
        super::run(&mut beside, "RELEASE before").await.unwrap();
        let spoil = format!("UPDATE {table} SET {change}");
        assert_eq!(super::run(&mut beside, &spoil).await.unwrap(), 1, "{spoil}");
        match read_everything(&desk).await {
            Err(StoreError::Inconsistent { table: named, id: which, .. }) => {
                assert_eq!((named, which.as_str()), (table, id), "{spoil}");
            }
            other => panic!("{spoil}: {other:?}"),
        }
        let restore = format!("REPLACE INTO {table} SELECT * FROM kept; DROP TABLE kept");
        super::run(&mut beside, &restore).await.unwrap();
        read_everything(&desk).await.unwrap();
    }
    super::run(&mut beside, "DELETE FROM settings").await.unwrap();
    let error = desk.store.settings().await.unwrap_err();
    assert!(matches!(error, StoreError::Inconsistent { table: "settings", .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_schema_refuses_what_cannot_be() {
    let (_folder, place, desk) = a_full_file().await;
    let mut beside = super::beside(&place).await;
    super::run(&mut beside, "PRAGMA foreign_keys = ON").await.unwrap();
    let of_actions = actions::REFUSED.iter().copied();
    let others = [
        "UPDATE tasks SET status = 'paused'",
        "UPDATE tasks SET status = 'done'",
        "UPDATE tasks SET phase = 'asleep'",
        "UPDATE tasks SET phase = 'queued'",
        "UPDATE tasks SET kind = 'wish'",
        "UPDATE tasks SET version = 0",
        "UPDATE tasks SET attempt = 0",
        "UPDATE tasks SET number = 0 WHERE number = 1",
        "UPDATE tasks SET created_by_kind = 'ghost'",
        "UPDATE tasks SET requires_approval = 2",
        "UPDATE tasks SET lease_until = 5",
        "UPDATE tasks SET title = NULL",
        "UPDATE tasks SET created_at = 'today'",
        "UPDATE tasks SET desktop = 'd_none'",
        "UPDATE task_dependencies SET depends_on = task",
        "UPDATE task_dependencies SET depends_on = 't_none'",
        "UPDATE approvals SET status = 'maybe'",
        "UPDATE approvals SET status = 'pending'",
        "UPDATE approvals SET status = 'pending', state = '{}', verdict = NULL, decided_at = NULL, \
         closed_at = 0, execute_by = NULL",
        "UPDATE tallies SET value = -1",
        "UPDATE approvals SET verdict = 'perhaps'",
        "UPDATE approvals SET verdict = NULL",
        "UPDATE approvals SET gate = 'garden'",
        "UPDATE approvals SET required = 0",
        "UPDATE approvals SET risk = 3",
        "UPDATE approvals SET revision = 0",
        "UPDATE approvals SET digest = 'md5:0'",
        "UPDATE approvals SET task = 't_none'",
        "UPDATE task_logs SET stream = 'tears'",
        "UPDATE task_logs SET seq = 0",
        "UPDATE people SET role = 'root'",
        "UPDATE keys SET secret_hash = x'00'",
        "UPDATE keys SET owner = 'u_none'",
        "UPDATE keys SET scopes = '[]'",
        "UPDATE sessions SET person = 'u_none'",
        "UPDATE settings SET task_approval_mode = 2",
        "INSERT INTO settings (id, task_approval_mode, version) VALUES (2, 1, 1)",
        "UPDATE heads SET audit_hash = ''",
        "UPDATE audit SET action = 'nothing.happened'",
        "DELETE FROM audit",
        "UPDATE heads SET audit_base = 1",
        "UPDATE heads SET audit_base_hash = 'f000000000000000000000000000000000000000000000000000000000000000'",
        "UPDATE heads SET event_base = -1",
        "DELETE FROM tasks WHERE number = 1",
        "DELETE FROM people WHERE id = 'u_owner'",
    ];
    for change in of_actions.chain(others) {
        let refused = super::run(&mut beside, change).await;
        assert!(refused.is_err(), "{change}");
    }
    read_everything(&desk).await.unwrap();
    assert_eq!(desk.store.audit(0, 10).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_kept_as_promised() {
    let (_folder, place, _desk) = a_full_file().await;
    let mut beside = super::beside(&place).await;
    assert_eq!(super::text(&mut beside, "PRAGMA journal_mode").await, "wal");
    assert_eq!(super::text(&mut beside, "PRAGMA integrity_check").await, "ok");
    let loose = "SELECT COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                 AND strict = 0 AND name NOT LIKE 'sqlite_%'";
    assert_eq!(super::text(&mut beside, loose).await, "0", "every table is STRICT");
}
