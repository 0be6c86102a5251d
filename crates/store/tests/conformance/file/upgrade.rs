//! T69: databases of every earlier schema, with rows of every kind as they were written then, go on after they are opened.
//! The rows in `upgrade` are never made anew: what was written then is what people have.

use domain::{
    Actor, Gate, Timestamp, Verdict,
    actor::Via,
    audit::{AuditHead, AuditRow, Chain},
    key::Scope,
    wire,
};
use service::store::{ApprovalFilter, ApprovalQuery, ApprovalSearch, TaskQuery};
use service::{Clock, Ids, MissionControl, Signer, Store};
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Each schema's step, and the rows of a database that had seen the steps up to it.
const VERSIONS: [(&str, &str); 6] = [
    (include_str!("../../../migrations/sqlite/0001_first.sql"), include_str!("upgrade/0001.sql")),
    (include_str!("../../../migrations/sqlite/0002_actions.sql"), include_str!("upgrade/0002.sql")),
    (
        include_str!("../../../migrations/sqlite/0003_operands.sql"),
        include_str!("upgrade/0003.sql"),
    ),
    (include_str!("../../../migrations/sqlite/0004_stops.sql"), include_str!("upgrade/0004.sql")),
    (include_str!("../../../migrations/sqlite/0005_permits.sql"), include_str!("upgrade/0005.sql")),
    (
        include_str!("../../../migrations/sqlite/0006_deciding.sql"),
        include_str!("upgrade/0006.sql"),
    ),
];

/// What must be as many afterwards.
const TABLES: [&str; 9] = [
    "tasks",
    "approvals",
    "audit",
    "people",
    "keys",
    "events",
    "task_logs",
    "task_messages",
    "task_dependencies",
];

/// The clock, the ids and the key of a server.
struct Machine(AtomicU64);

impl Clock for Machine {
    fn now(&self) -> Timestamp {
        // After everything in the rows; the clocks of the tests do not run.
        Timestamp(1_790_000_000_000_000)
    }
}

impl Ids for Machine {
    fn id(&self, prefix: &str) -> String {
        format!("{prefix}new{}", self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> [u8; 32] {
        [3; 32]
    }
}

impl Signer for Machine {
    fn public_key(&self) -> [u8; 32] {
        [7; 32]
    }

    fn sign(&self, _: &[u8]) -> [u8; 64] {
        [9; 64]
    }
}

/// A database that this many steps have made, with its rows.
async fn made(folder: &Path, version: usize) -> PathBuf {
    let place = folder.join(format!("version-{version}.db"));
    std::fs::write(&place, b"").unwrap();
    let mut old = super::beside(&place).await;
    for (step, _) in &VERSIONS[..version] {
        super::run(&mut old, step).await.unwrap();
    }
    super::run(&mut old, VERSIONS[version - 1].1).await.unwrap();
    let marks = format!("PRAGMA application_id = {}; PRAGMA user_version = {version}", 0x4d43_746c);
    super::run(&mut old, &marks).await.unwrap();
    place
}

async fn counts(place: &Path) -> Vec<String> {
    let mut beside = super::beside(place).await;
    let mut counts = Vec::new();
    for table in TABLES {
        let count = super::text(&mut beside, &format!("SELECT COUNT(*) FROM {table}")).await;
        counts.push(format!("{table} {count}"));
    }
    counts
}

fn desk(store: Arc<dyn Store>) -> MissionControl {
    let machine = || Arc::new(Machine(AtomicU64::new(1)));
    MissionControl::new(store, machine(), machine(), machine())
}

/// The administrator of the rows, with a key.
async fn ana(mission: &MissionControl) -> Actor {
    let people = mission.people(&mission.console()).await.unwrap();
    let ana = people.into_iter().find(|person| person.name == "Ana").unwrap();
    let scopes = vec![Scope::Read, Scope::Tasks, Scope::Decide, Scope::Admin];
    let via = Via::Key(domain::KeyId::new("k_test"), scopes);
    Actor::Person { id: ana.id, name: ana.name, role: ana.role, via }
}

/// Every row of the log follows the one before, to its end.
async fn assert_chain(store: &dyn Store) {
    let mut chain = Chain::default();
    let rows: Vec<AuditRow> = store.audit(0, 10_000).await.unwrap();
    for row in &rows {
        chain.add(row).unwrap();
    }
    let AuditHead { rows, hash } = store.audit_head().await.unwrap();
    assert_eq!((chain.head().rows, &chain.head().hash), (rows, &hash));
}

/// Reads all there is and goes on with it: an answer before a run, one to a result, and a purge.
async fn assert_goes_on(store: Arc<dyn Store>, what: &str) {
    assert_chain(&*store).await;
    let mission = desk(store.clone());
    let ana = ana(&mission).await;
    let tasks = store.tasks(&TaskQuery { limit: 500, ..TaskQuery::default() }).await.unwrap();
    for record in &tasks {
        let id = record.task.id.as_str();
        mission.task(&ana, id).await.unwrap();
        mission.task_context(&ana, id).await.unwrap();
        mission.messages(&ana, id, 0, None, 0).await.unwrap();
        assert_eq!(record.task.status().is_final(), record.task.state.ended_at().is_some());
    }
    let all = ApprovalQuery { filter: ApprovalFilter::All, limit: 500, ..Default::default() };
    let approvals = store.approvals(&all).await.unwrap();
    let mut stated = 0;
    for record in &approvals {
        let approval = &record.approval;
        mission.approval(&ana, approval.id.as_str()).await.unwrap();
        // What an action bound was not kept with its request at first.
        if approval.action.is_none() || approval.bound.is_some() {
            let evidence = mission.evidence(&ana, approval.id.as_str()).await.unwrap();
            let statement: wire::Statement = serde_json::from_str(&evidence.statement).unwrap();
            statement.check().unwrap_or_else(|why| panic!("{what}, {}: {why}", approval.id));
            stated += 1;
        }
    }
    assert!(stated > 5, "{what}: {stated}");
    store.settings().await.unwrap();
    store.policy().await.unwrap();
    store.desktops().await.unwrap();
    let by = ApprovalSearch { decided_by: Some("Ana".into()), ..ApprovalSearch::default() };
    let answered = ApprovalQuery { search: by, limit: 500, ..all };
    assert!(store.approvals(&answered).await.unwrap().len() > 3, "{what}");

    for (gate, state) in [(Gate::BeforeRun, "pending"), (Gate::AfterRun, "done")] {
        let waits = approvals.iter().map(|record| &record.approval).find(|approval| {
            approval.gate == gate && matches!(approval.state, domain::ApprovalState::Pending)
        });
        let waits = waits.unwrap_or_else(|| panic!("{what}: nothing waits at {gate:?}"));
        let yes = wire::Resolve {
            decision: Verdict::Approve.as_str().into(),
            digest: Some(waits.digest.to_string()),
            feedback: None,
            checklist: None,
            reason: None,
            desktop: None,
            password: None,
        };
        let resolved = mission.resolve(&ana, waits.id.as_str(), yes).await.unwrap();
        assert_eq!(resolved.approval.state, "approved", "{what}");
        assert_eq!(resolved.task.status.as_str(), state, "{what}");
    }
    let over = tasks.iter().rev().find(|record| record.task.status().is_final()).unwrap();
    let purged = mission.purge_task(&ana, over.task.id.as_str(), wire::PurgeTask::default());
    assert!(purged.await.unwrap().purged.is_some(), "{what}");
    assert_chain(&*store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t69_a_database_of_every_earlier_version_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for version in 1..=VERSIONS.len() {
        let place = made(folder.path(), version).await;
        let before = counts(&place).await;
        let store = store::open(&place).await.unwrap();
        let mut beside = super::beside(&place).await;
        let now = super::text(&mut beside, "PRAGMA user_version").await;
        assert!(now.parse::<usize>().unwrap() > VERSIONS.len(), "version {now}");
        assert_eq!(counts(&place).await, before, "version {version}");
        assert_eq!(super::text(&mut beside, "PRAGMA integrity_check").await, "ok");
        let orphans = "SELECT COUNT(*) FROM pragma_foreign_key_check";
        assert_eq!(super::text(&mut beside, orphans).await, "0");
        // Every answer of before is counted, at its time.
        let answered = "SELECT (SELECT COUNT(*) FROM answers) >= (SELECT COUNT(*) FROM approvals WHERE verdict IS NOT NULL) \
             AND NOT EXISTS (SELECT 1 FROM answers s JOIN approvals a ON a.id = s.approval \
             WHERE a.verdict IS NOT NULL AND abs(s.at - a.decided_at) > 86400000000)";
        assert_eq!(super::text(&mut beside, answered).await, "1", "version {version}");
        // Every row of a task says when it was over, as its state does: reading them would find out.
        assert_goes_on(store, &format!("version {version}")).await;
    }
}

const PLACE: &str = "STORE_UPGRADE_TEST_FILE";

fn child(place: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["file::upgrade::the_child_that_upgrades", "--exact", "--ignored", "--nocapture"])
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until the child begins to upgrade.
fn begun(child: &mut std::process::Child) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.ends_with("upgrading")), "it never began");
}

/// A database of the first version with enough events that copying them takes a while.
async fn long(folder: &Path) -> PathBuf {
    let place = made(folder, 1).await;
    let mut old = super::beside(&place).await;
    let more = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) \
                INSERT INTO events (seq, at, kind, task, approval, desktop, payload) \
                SELECT 1000000 + i, 1, 'task.output', NULL, NULL, NULL, '{}' FROM n; \
                UPDATE heads SET event_seq = 1150000";
    super::run(&mut old, more).await.unwrap();
    place
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t69_an_upgrade_that_is_killed_at_any_moment_is_done_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let source = long(folder.path()).await;
    let before = counts(&source).await;
    let place = folder.path().join("desk.db");
    let fresh = || {
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(folder.path().join(format!("desk.db{end}")));
        }
        std::fs::copy(&source, &place).unwrap();
    };
    fresh();
    let mut whole = child(&place);
    begun(&mut whole);
    let begin = Instant::now();
    whole.wait().unwrap();
    let takes = begin.elapsed();
    let mut interrupted = 0;
    for round in 0..12_u32 {
        fresh();
        let mut child = child(&place);
        begun(&mut child);
        let spread = RandomState::new().hash_one(round) % 100;
        let moment = takes
            .mul_f64((f64::from(round) + f64::from(u8::try_from(spread).unwrap()) / 100.0) / 12.0);
        tokio::time::sleep(moment.min(Duration::from_secs(5))).await;
        child.kill().unwrap();
        child.wait().unwrap();

        let mut beside = super::beside(&place).await;
        let version = super::text(&mut beside, "PRAGMA user_version").await;
        interrupted += u32::from(version == "1");
        assert!(version == "1" || version.parse::<usize>().unwrap() > VERSIONS.len(), "{version}");
        drop(beside);
        assert_eq!(counts(&place).await, before, "nothing is lost, killed after {moment:?}");
        let store = store::open(&place).await.unwrap();
        assert_eq!(counts(&place).await, before, "killed after {moment:?}");
        assert_goes_on(store, "after the kill").await;
    }
    assert!(interrupted > 0, "no kill came while it was upgraded, which took {takes:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, which kills it"]
async fn the_child_that_upgrades() {
    let place = std::env::var_os(PLACE).expect("started by the test above");
    println!("upgrading");
    drop(store::open(place).await.unwrap());
}
