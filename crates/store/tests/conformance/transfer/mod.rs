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

/// Runs a check on a file of its own, and moves what it leaves there and back. Answers which tables that filled.
async fn moved(name: &str, check: impl AsyncFnOnce(Desk)) -> BTreeSet<String> {
    let (file, back, database) = (File::new(), File::new(), OwnDatabase::make().await);
    check(file.desk().await).await;
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
        $(filled.extend(Box::pin(moved(stringify!($check), crate::$module::$check)).await);)+
        filled
    }};
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_every_table_is_moved_there_and_back() {
    let filled = moved! {
        accounts: an_idempotency_key_begins_once;
        accounts: notices_are_for_one_session;
        accounts: sessions_come_and_go;
        accounts: setup_is_open_once;
        accounts: a_link_for_a_password_is_used_once_and_an_administrator_stays;
        accounts: settings_begin_with_approval_on_and_are_guarded;
        action_output: files_of_an_action_take_the_place_of_earlier_ones;
        action_output: the_output_of_an_action_is_kept_once_and_by_stream;
        action_states: an_action_reads_back_in_every_state;
        agent_notes: an_agent_at_a_door_reads_back_and_what_is_left_out_stays;
        answers: answers_are_found_newest_first_and_from_a_moment_on;
        approvals: every_order_walked_in_pages_is_the_whole_list;
        channels: what_waits_is_told_once_and_again_after_its_reminder;
        changes: events_read_back_with_all_they_carry;
        changes: numbers_and_chain_are_whole_under_concurrency;
        comments: a_draft_is_sent_once_and_taken_only_while_its_request_waits;
        comments: a_file_is_noted_as_it_was_looked_at;
        permits: a_permit_is_kept_to_the_byte_until_it_is_taken_back;
        policy: rules_are_used_and_revoked;
        purge: what_was_kept_long_enough_is_found_at_its_moment;
        scripts: versions_and_runs_are_kept_newest_first;
        states: an_approval_reads_back_in_every_state;
        stops: what_is_stopped_begins_nothing;
        tasks: what_waits_behind_a_task_is_counted_once;
        tasks: retries_are_listed_oldest_first;
        threads: a_log_is_kept_once_and_in_order;
        threads: changed_files_and_usage_surround_their_task;
        threads: messages_get_the_next_place_in_their_thread;
        webhooks: a_telling_reads_back_in_every_state;
    };
    let file = File::new();
    drop(file.desk().await);
    let missing: Vec<_> =
        Contents::of(&file.path).await.tables().filter(|t| !filled.contains(t)).collect();
    assert!(missing.is_empty(), "no check leaves a row in {missing:?}");
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

/// A database of its own with the product's tables, as the product makes them.
async fn new_desk() -> OwnDatabase {
    let database = OwnDatabase::make().await;
    drop(store::open(database.url()).await.unwrap());
    database
}
