//! A whole database into another engine's: everything is there, or nothing.

mod contents;
mod refusals;
mod schema;

use crate::desk::{Desk, audit};
use crate::own_database::OwnDatabase;
use contents::Contents;
use domain::attention::Given;
use domain::log::{LogChunk, Stream};
use domain::{Gate, PersonId, Task, Timestamp, Verdict};
use service::store::{Change, Write};
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use std::path::PathBuf;
use store::{Progress, transfer};

/// A file of SQLite in a folder of its own.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        Self { _folder: folder, path }
    }

    async fn desk(&self) -> Desk {
        Desk::on(store::open(&self.path).await.unwrap()).await
    }

    /// Changes the file itself.
    async fn run(&self, sql: &'static str) {
        let mut connection = SqliteConnection::connect(self.path.to_str().unwrap()).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// With one task whose output has this many pieces.
    async fn with_output(&self, pieces: u64) {
        let desk = self.desk().await;
        let task = desk.put(desk.draft("talks")).await;
        for from in (0..pieces).step_by(100) {
            let chunks = (from..pieces.min(from + 100)).map(piece).collect();
            desk.write(vec![Write::AppendLog { task: task.id.clone(), chunks }]).await;
        }
    }
}

/// What the checks that write it take away again themselves.
const LEFT: &str = "INSERT INTO sessions (id, secret_hash, person, created_at, last_seen_at, user_agent) \
     VALUES ('s_1', randomblob(32), 'u_owner', 1, 1, 'Firefox'); \
     INSERT INTO setup (id, secret_hash) VALUES (1, randomblob(32)); \
     INSERT INTO password_links (person, secret_hash, ends_at) VALUES ('u_owner', randomblob(32), 5); \
     INSERT INTO stops (agent, at, by_id, by_name, by_kind) VALUES ('', 1, 'u_owner', 'Ada', 'person'); \
     INSERT INTO viewed (person, task, path, digest) SELECT 'u_owner', id, 'a.txt', 'x' FROM tasks; \
     INSERT INTO snoozes (person, approval, digest, votes, at) SELECT 'u_owner', id, digest, 0, 1 FROM approvals; \
     INSERT INTO channels (id, version, name, name_key, kind, route, wanted, created_by_id, created_by_name, \
     created_by_kind, created_at) VALUES ('nc_1', 1, 'Team', 'team', 'slack', '{}', '{}', 'u_owner', 'Ada', 'person', 1); \
     INSERT INTO tries (subject, full_at, keep_until) VALUES (randomblob(32), 5, 6); \
     INSERT INTO turns (subject, number) VALUES (randomblob(32), 7); \
     INSERT INTO server_keys (purpose, public_key) VALUES ('signing', 'AAAA'); \
     INSERT INTO told (channel, approval, at, reached) SELECT 'nc_1', id, 1, 1 FROM approvals";

fn piece(before: u64) -> LogChunk {
    let seq = i64::try_from(before).unwrap() + 1;
    let bytes = format!("piece {seq}\n").into_bytes();
    LogChunk { seq, stream: Stream::Stdout, bytes, at: Timestamp(1_000 + seq) }
}

/// Somebody answers about a task: the answer's number.
async fn answer(desk: &Desk, task: &Task) -> i64 {
    let approval = desk.ask(desk.approval(task, Gate::AfterRun)).await.id;
    let at = desk.now();
    let given = Given { by: PersonId::new("u_owner"), verdict: Verdict::Approve, asked_at: at, at };
    desk.write(vec![Write::InsertAnswer { approval, given, after: None }]).await;
    desk.store.answers(at).await.unwrap()[0].seq
}

/// Three rows in the log.
async fn record(desk: &Desk) {
    let audit = ["one", "two", "three"].map(|subject| audit("task.create", subject, desk.now()));
    desk.store.commit(Change { audit: audit.to_vec(), ..Change::default() }).await.unwrap();
}

/// Runs a check on a file of its own, and moves what it leaves.
async fn moved_after(name: &str, check: impl AsyncFnOnce(Desk)) -> BTreeSet<String> {
    let file = File::new();
    check(file.desk().await).await;
    moved(name, &file).await
}

/// Moves a file there and back. Answers which tables have anything.
async fn moved(name: &str, file: &File) -> BTreeSet<String> {
    let (back, database) = (File::new(), OwnDatabase::make().await);
    transfer(&file.path, database.url(), |_| {}).await.expect(name);
    let sent = Contents::of(&file.path).await;
    sent.expect(&Contents::of(database.url()).await, name);
    transfer(database.url(), &back.path, |_| {}).await.expect(name);
    sent.expect(&Contents::of(&back.path).await, name);
    sent.filled()
}

/// The tables that these checks fill, after each was moved.
macro_rules! moved {
    ($($module:ident: $check:ident;)+) => {{
        let mut filled = BTreeSet::new();
        // Each in a place of its own: together they are more than a thread's stack takes.
        $(filled.extend(Box::pin(moved_after(stringify!($check), crate::$module::$check)).await);)+
        filled
    }};
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_every_table_is_moved_there_and_back() {
    let mut filled = moved! {
        accounts: an_idempotency_key_begins_once;
        accounts: notices_are_for_one_session;
        action_output: files_of_an_action_take_the_place_of_earlier_ones;
        action_output: the_output_of_an_action_is_kept_once_and_by_stream;
        action_states: an_action_reads_back_in_every_state;
        agent_notes: an_agent_at_a_door_reads_back_and_what_is_left_out_stays;
        answers: answers_are_found_newest_first_and_from_a_moment_on;
        approvals: every_order_walked_in_pages_is_the_whole_list;
        changes: events_read_back_with_all_they_carry;
        changes: numbers_and_chain_are_whole_under_concurrency;
        comments: a_draft_is_sent_once_and_taken_only_while_its_request_waits;
        permits: a_permit_is_kept_to_the_byte_until_it_is_taken_back;
        policy: rules_are_used_and_revoked;
        purge: what_was_kept_long_enough_is_found_at_its_moment;
        scripts: versions_and_runs_are_kept_newest_first;
        states: an_approval_reads_back_in_every_state;
        tasks: what_waits_behind_a_task_is_counted_once;
        threads: a_log_is_kept_once_and_in_order;
        threads: changed_files_and_usage_surround_their_task;
        threads: messages_get_the_next_place_in_their_thread;
        webhooks: a_telling_reads_back_in_every_state;
    };
    let file = File::new();
    let desk = file.desk().await;
    desk.ask(desk.approval(&desk.put(desk.draft("waits")).await, Gate::AfterRun)).await;
    drop(desk);
    file.run(LEFT).await;
    filled.extend(moved("what every check takes away again", &file).await);
    let all = Contents::of(&file.path).await;
    let missing: Vec<_> = all.tables().filter(|table| !filled.contains(table)).collect();
    assert!(missing.is_empty(), "nothing was moved of {missing:?}: leave a row there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_that_one_engine_cannot_keep_arrive_too() {
    let (file, back, database) = (File::new(), File::new(), OwnDatabase::make().await);
    let desk = file.desk().await;
    let mut task = desk.draft("a\0b \u{10FFFF}0 \u{10FFFF}");
    task.content = "\0".repeat(3);
    let task = desk.put(task).await;
    drop(desk);
    transfer(&file.path, database.url(), |_| {}).await.unwrap();
    let there = Desk::again_on(store::open(database.url()).await.unwrap());
    assert_eq!(there.task(&task.id).await, task);
    drop(there);
    transfer(database.url(), &back.path, |_| {}).await.unwrap();
    Contents::of(&file.path).await.expect(&Contents::of(&back.path).await, "back again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_goes_on_where_it_was() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    let desk = file.desk().await;
    let before = desk.put(desk.draft("one")).await;
    let first = answer(&desk, &before).await;
    drop(desk);
    let moved = transfer(&file.path, database.url(), |_| {}).await.unwrap();
    let store = store::open(database.url()).await.unwrap();
    assert_eq!(store.audit_head().await.unwrap(), moved.audit);
    let desk = Desk::again_on(store);
    let after = desk.put(desk.draft("two")).await;
    assert_eq!(after.number, before.number + 1);
    assert!(answer(&desk, &after).await > first, "answers are numbered on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_is_cut_off_leaves_an_empty_database() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    file.with_output(1_000).await;
    let before = Contents::of(&file.path).await;
    let (from, to) = (file.path.clone(), database.url());
    let cut_off = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let moved = transfer(from, to, |progress| {
            let Progress::Copied { table: "tasks", rows } = progress else { return };
            panic!("cut off after {rows} tasks");
        });
        runtime.block_on(moved).map(drop)
    });
    cut_off.join().expect_err("it was cut off in the middle");
    let left = Contents::of(database.url()).await;
    left.expect(&Contents::of(new_desk().await.url()).await, "as in a new database");
    before.expect(&Contents::of(&file.path).await, "the first stays as it is");
    transfer(&file.path, database.url(), |_| {}).await.unwrap();
    before.expect(&Contents::of(database.url()).await, "a second try");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_whose_beginning_was_archived_is_moved_from_there_on() {
    let (file, database) = (File::new(), OwnDatabase::make().await);
    let desk = file.desk().await;
    record(&desk).await;
    drop(desk);
    file.run(
        "UPDATE heads SET audit_base = 2, audit_base_hash = (SELECT hash FROM audit WHERE seq = 2); \
         DELETE FROM audit WHERE seq <= 2",
    )
    .await;
    let moved = transfer(&file.path, database.url(), |_| {}).await.unwrap();
    assert_eq!(moved.audit.rows, 3);
    Contents::of(&file.path).await.expect(&Contents::of(database.url()).await, "from row 3 on");
}

/// A database of its own with the product's tables, as the product makes them.
async fn new_desk() -> OwnDatabase {
    let database = OwnDatabase::make().await;
    drop(store::open(database.url()).await.unwrap());
    database
}
