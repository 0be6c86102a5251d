//! Lists and sweeps stay fast when much waits only while they walk an index: here each one is asked which.

use super::{file, migrate};
use crate::read;
use crate::sql;
use crate::statement::Query;
use domain::{ChannelId, Gate, PersonId, TaskStatus, Timestamp, approval::Risk};
use service::store::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, Cursor, HappenedQuery,
    TaskQuery, UntoldQuery, Window,
};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

/// What the large tables are called in the statements.
const TABLES: [&str; 25] = [
    "s",
    "n",
    "a",
    "p",
    "t",
    "x",
    "y",
    "d",
    "f",
    "u",
    "l",
    "act",
    "action_logs",
    "action_files",
    "scripts",
    "webhook_deliveries",
    "task_messages",
    "comments",
    "viewed",
    "e",
    "events",
    "audit",
    "sessions",
    "keys",
    "idempotency_keys",
];

/// Those that give the order as well, so that nothing is sorted and a limit stops the walk.
const IN_ORDER: [&str; 11] = [
    "answers_by_person",
    "answers_by_age",
    "actions_by_task",
    "policy_rules_by_age",
    "actions_ready",
    "sqlite_autoindex_action_files_1",
    "scripts_by_name",
    "webhooks_by_name",
    "webhook_deliveries_due",
    "webhook_deliveries_by_webhook",
    "channels_by_name",
];

async fn plan(connection: &mut SqliteConnection, query: &Query) -> Vec<String> {
    for (_, after) in query.sql.match_indices("LIMIT $").map(|(at, _)| query.sql.split_at(at)) {
        let number = after.trim_start_matches("LIMIT $").trim_start_matches(char::is_numeric);
        assert!(number.starts_with(" + 0"), "it is prepared anew at each use: {}", query.sql);
    }
    let explain = format!("EXPLAIN QUERY PLAN {}", query.sql);
    let rows = sqlx::query(AssertSqlSafe(explain)).fetch_all(connection).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

fn approvals(filter: ApprovalFilter, order: ApprovalOrder, after: &[&str]) -> Query {
    let keys = after.iter().map(|key| (*key).to_owned()).collect();
    let after = (!after.is_empty()).then_some(Cursor(keys));
    read::approvals::page(&ApprovalQuery { filter, order, after, limit: 50, ..Default::default() })
        .unwrap()
}

/// What waits for a person, without what they have put aside.
fn without_snoozed(order: ApprovalOrder) -> Query {
    let aside = Aside::Without(PersonId::new("u_1"), Timestamp(5));
    let query = ApprovalQuery { aside, order, limit: 50, ..ApprovalQuery::default() };
    read::approvals::page(&query).unwrap()
}

fn untold() -> UntoldQuery {
    UntoldQuery {
        channel: ChannelId::new("nc_1"),
        least: Risk::Low,
        person: Some(PersonId::new("u_1")),
        now: Timestamp(5),
        limit: 50,
    }
}

fn searched() -> Query {
    let search = ApprovalSearch {
        text: Some("12".into()),
        decided_by: Some("ana".into()),
        from: Some(Timestamp(5)),
        ..ApprovalSearch::default()
    };
    let (filter, order) = (ApprovalFilter::Decided, ApprovalOrder::NewestDecided);
    let query = ApprovalQuery { filter, search, order, limit: 50, ..ApprovalQuery::default() };
    read::approvals::page(&query).unwrap()
}

fn tasks(statuses: &[TaskStatus], waiting: bool) -> Query {
    let statuses = statuses.to_vec();
    read::tasks::page(&TaskQuery {
        statuses,
        waiting,
        before_number: Some(9),
        limit: 50,
        ..TaskQuery::default()
    })
}

/// What happened on one day.
fn a_day() -> HappenedQuery {
    let day = Some((Timestamp(5), Timestamp(9)));
    HappenedQuery { day, before: Some(9), limit: 50, ..HappenedQuery::default() }
}

/// What somebody did, within the events that one page looks at.
fn narrow() -> HappenedQuery {
    let (by, kind) = (Some("Ada".to_owned()), Some("approval".to_owned()));
    HappenedQuery {
        by,
        kind,
        after: Some(1),
        before: Some(9),
        limit: 50,
        ..HappenedQuery::default()
    }
}

fn board(waiting: bool) -> Query {
    let windows = TaskStatus::ALL.map(|status| Window { status, from: 9, cards: 12 });
    read::cards::windows(&TaskQuery { waiting, ..TaskQuery::default() }, &windows)
}

fn part(status: TaskStatus) -> Query {
    read::cards::windows(&TaskQuery::default(), &[Window { status, from: 9_000, cards: 48 }])
}

/// An empty database, and the folder it is in.
async fn empty() -> (SqliteConnection, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    file::make(&path).await.unwrap();
    let mut connection = file::connect(&path).await.unwrap();
    migrate::run(&mut connection).await.unwrap();
    (connection, folder)
}

#[tokio::test]
async fn decisions_before_their_window_are_not_looked_at() {
    let (mut connection, _folder) = empty().await;
    for gate in [None, Some(Gate::Action)] {
        let query = read::approvals::decided(Timestamp(5), Timestamp(9), gate);
        let plan = plan(&mut connection, &query).await;
        let window = "approvals_decided (gate=? AND decided_at>? AND decided_at<?)";
        let arms = plan.iter().filter(|line| line.ends_with(window)).count();
        assert_eq!(arms, if gate.is_some() { 1 } else { 3 }, "{plan:#?}");
        let one = "SEARCH a USING INDEX sqlite_autoindex_approvals_1 (id=?)";
        assert!(plan.iter().any(|line| line == one), "{plan:#?}");
        assert!(!plan.iter().any(|line| line == "SCAN a"), "{plan:#?}");
    }
}

#[tokio::test]
async fn every_list_walks_its_index() {
    use ApprovalFilter::{All, Decided, Pending};
    let (mut connection, _folder) = empty().await;
    for (index, query) in [
        ("approvals_pending", approvals(Pending, ApprovalOrder::Oldest, &[])),
        ("approvals_pending", approvals(Pending, ApprovalOrder::Oldest, &["5", "ap"])),
        ("approvals_by_age", approvals(All, ApprovalOrder::Oldest, &["5", "ap"])),
        ("approvals_closed", approvals(Decided, ApprovalOrder::NewestDecided, &[])),
        ("approvals_closed", approvals(All, ApprovalOrder::NewestDecided, &["5", "ap"])),
        ("approvals_pending_by_risk", approvals(Pending, ApprovalOrder::Unblocks, &[])),
        (
            "approvals_pending_by_risk",
            approvals(Pending, ApprovalOrder::Unblocks, &["1", "0", "5", "ap"]),
        ),
        ("tasks_waiting_for_others", approvals(Pending, ApprovalOrder::Unblocks, &[])),
        ("approvals_by_task", approvals(Pending, ApprovalOrder::Unblocks, &[])),
        ("tasks_waiting_for_others", approvals(All, ApprovalOrder::Unblocks, &[])),
        ("approvals_pending", without_snoozed(ApprovalOrder::Oldest)),
        ("sqlite_autoindex_snoozes_1", without_snoozed(ApprovalOrder::Oldest)),
        ("approvals_pending_by_risk", without_snoozed(ApprovalOrder::Unblocks)),
        ("sqlite_autoindex_snoozes_1", Query::new(sql::snoozes::OF_PERSON, vec![])),
        ("approvals_closed", searched()),
        ("INTEGER PRIMARY KEY", tasks(&[], false)),
        ("tasks_by_status", tasks(&[TaskStatus::Done], false)),
        ("tasks_by_status", board(false)),
        ("approvals_pending_by_task", board(true)),
        ("tasks_asking_first", part(TaskStatus::Pending)),
        ("approvals_pending_by_task", part(TaskStatus::Running)),
        ("tasks_by_status", part(TaskStatus::Done)),
        ("actions_unknown", part(TaskStatus::Done)),
        ("actions_unknown", Query::new(sql::cards::UNCLOSED, vec![])),
        ("tasks_unclosed", Query::new(sql::cards::UNCLOSED_TASKS, vec![])),
        ("tasks_by_agent", Query::new(sql::cards::AGENTS, vec![])),
        ("tasks_by_status", tasks(&[TaskStatus::Done, TaskStatus::Failed], false)),
        ("approvals_pending_by_task", tasks(&[], true)),
        ("approvals_pending_by_task", tasks(&[TaskStatus::Review], true)),
        ("tasks_queued", Query::new(sql::tasks::NEXT_QUEUED, vec![])),
        ("tasks_leased", Query::new(sql::tasks::LEASE_ENDED, vec![])),
        ("USING PRIMARY KEY (task=?)", Query::new(sql::tasks::LINKS_BEFORE, vec![])),
        ("task_dependencies_behind", Query::new(sql::tasks::LINKS_AFTER, vec![])),
        ("tasks_retrying", Query::new(sql::tasks::RETRIES, vec![])),
        ("approvals_unused", Query::new(sql::tasks::APPROVAL_UNUSED, vec![])),
        ("approvals_to_remind", Query::new(sql::approvals::TO_REMIND, vec![])),
        ("approvals_deadline", Query::new(sql::approvals::UNDECIDED, vec![])),
        ("approvals_by_task", Query::new(sql::approvals::OF_TASK, vec![])),
        ("approvals_decided", Query::new(sql::approvals::TRACK_RECORD, vec![])),
        ("tasks_waiting_for_others", Query::new(sql::approvals::WAITING, vec![])),
        ("sqlite_autoindex_task_logs_1", Query::new(sql::logs::PAGE, vec![])),
        ("sqlite_autoindex_task_messages_1", Query::new(sql::messages::ONE, vec![])),
        ("INTEGER PRIMARY KEY", Query::new(sql::events::PAGE, vec![])),
        ("sqlite_autoindex_actions_1", approvals(Pending, ApprovalOrder::Oldest, &[])),
        ("sqlite_autoindex_actions_1", approvals(Pending, ApprovalOrder::Unblocks, &[])),
        ("sqlite_autoindex_task_files_1", tasks(&[TaskStatus::Done], false)),
        ("sqlite_autoindex_task_usage_1", tasks(&[TaskStatus::Done], false)),
        ("sqlite_autoindex_actions_1", Query::new(sql::actions::ONE, vec![])),
        ("actions_by_task", Query::new(sql::actions::OF_TASK, vec![])),
        ("actions_ready", Query::new(sql::actions::NEXT, vec![])),
        ("actions_ready", Query::new(sql::actions::APPROVED, vec![])),
        ("actions_unseen", Query::new(sql::actions::NEXT_UNSEEN, vec![])),
        ("actions_leased", Query::new(sql::actions::LEASE_ENDED, vec![])),
        ("actions_unused", Query::new(sql::actions::UNUSED, vec![])),
        ("tasks_by_status", Query::new(sql::actions::AGENT_COUNTS, vec![])),
        ("approvals_pending_actions", Query::new(sql::actions::AGENT_COUNTS, vec![])),
        ("sqlite_autoindex_action_logs_1", Query::new(sql::logs::PAGE_OF_ACTION, vec![])),
        ("sqlite_autoindex_action_logs_1", Query::new(sql::logs::OUTPUT_OF_ACTION, vec![])),
        ("sqlite_autoindex_action_logs_1", Query::new(sql::logs::TOTAL_OF_ACTION, vec![])),
        ("sqlite_autoindex_action_files_1", Query::new(sql::files::ALL_OF_ACTION, vec![])),
        ("sqlite_autoindex_action_logs_1", Query::new(sql::logs::END_OF_ACTION, vec![])),
        ("comments_by_task", Query::new(sql::comments::OF_TASK, vec![])),
        ("comments_by_task", Query::new(sql::comments::EXPECT_NO_DRAFT, vec![])),
        ("sqlite_autoindex_viewed_1", Query::new(sql::comments::VIEWED, vec![])),
        ("viewed_by_task", Query::new("DELETE FROM viewed WHERE task = $1", vec![])),
        ("scripts_by_name", Query::new(sql::scripts::ALL, vec![])),
        ("script_runs_by_script", Query::new(sql::scripts::RUNS, vec![])),
        ("script_runs_by_script", Query::new(sql::scripts::COUNT_RUNS, vec![])),
        ("USING PRIMARY KEY (script=?)", Query::new(sql::scripts::VERSIONS, vec![])),
        ("webhooks_by_name", Query::new(sql::webhooks::ALL, vec![])),
        ("webhook_deliveries_due", Query::new(sql::webhooks::DUE, vec![])),
        ("webhook_deliveries_by_webhook", Query::new(sql::webhooks::DELIVERIES, vec![])),
        ("webhook_deliveries_waiting", Query::new(sql::webhooks::DROP_WAITING, vec![])),
        ("tasks_to_purge", Query::new(sql::purge::DUE, vec![])),
        ("idempotency_keys_by_task", Query::new(sql::purge::ANSWERS, vec![])),
        ("idempotency_keys_by_task", Query::new(sql::purge::OTHER_ANSWERS, vec![])),
        ("webhook_deliveries_by_task", Query::new(sql::purge::DELIVERIES, vec![])),
        ("webhook_deliveries_by_task", Query::new(sql::purge::GIVE_UP, vec![])),
        ("approvals_pending", read::approvals::untold(&untold())),
        ("channels_by_name", Query::new(sql::channels::ALL, vec![])),
        ("sqlite_autoindex_approvals_1", Query::new(sql::channels::OVER, vec![])),
        ("actions_by_age", Query::new(sql::actions::RECENT, vec![])),
        ("actions_by_age", Query::new(sql::actions::ASKED_BY_RULE, vec![])),
        ("events_by_age", read::events::page(&a_day())),
        ("INTEGER PRIMARY KEY", read::events::page(&a_day())),
        ("answers_by_person", Query::new(sql::answers::OF_PERSON, vec![])),
        ("answers_by_person", Query::new(sql::answers::INSERT_AFTER, vec![])),
        ("answers_by_age", Query::new(sql::answers::ALL, vec![])),
        ("policy_rules_by_age", Query::new(sql::policy::ALL, vec![])),
        ("INTEGER PRIMARY KEY", Query::new(sql::events::OLD, vec![])),
        ("INTEGER PRIMARY KEY", Query::new(sql::events::FORGET, vec![])),
        ("INTEGER PRIMARY KEY", read::events::page(&narrow())),
        ("INTEGER PRIMARY KEY", Query::new(sql::audit::PAGE, vec![])),
        ("INTEGER PRIMARY KEY", Query::new(sql::audit::OF, vec![])),
        ("audit_by_subject", Query::new(sql::audit::ABOUT, vec![])),
        ("INTEGER PRIMARY KEY", Query::new(sql::audit::FORGET, vec![])),
        ("answers_by_age", Query::new(sql::answers::FORGET, vec![])),
        ("webhook_deliveries_ended", Query::new(sql::webhooks::FORGET, vec![])),
        ("approvals_pending_by_task", Query::new(sql::approvals::OPEN_SINCE, vec![])),
        ("approvals_unused", Query::new(sql::approvals::OPEN_SINCE, vec![])),
        ("tasks_retrying", Query::new(sql::tasks::RETRIES, vec![])),
        ("sqlite_autoindex_tasks_1", Query::new(sql::tasks::ONE, vec![])),
        ("sqlite_autoindex_tasks_1", Query::new(sql::tasks::DEPENDENCIES, vec![])),
        ("task_dependencies_behind", Query::new(sql::tasks::DEPENDANTS, vec![])),
        ("sqlite_autoindex_approvals_1", Query::new(sql::approvals::ONE, vec![])),
        ("idempotency_keys_by_age", Query::new(sql::idempotency::PRUNE, vec![])),
        ("sqlite_autoindex_idempotency_keys_1", Query::new(sql::idempotency::ONE, vec![])),
        ("sqlite_autoindex_sessions_2", Query::new(sql::sessions::OF_SECRET, vec![])),
        ("sessions_by_person", Query::new(sql::sessions::OF_PERSON, vec![])),
        ("notices_by_age", Query::new(sql::sessions::PRUNE_NOTICES, vec![])),
        ("sqlite_autoindex_keys_1", Query::new(sql::keys::ONE, vec![])),
        ("desktops_by_token", Query::new(sql::desktops::OF_TOKEN, vec![])),
    ] {
        let plan = plan(&mut connection, &query).await;
        let text = plan.join("\n");
        let ordered = IN_ORDER.contains(&index);
        let used = |line: &String| {
            line.split_whitespace().any(|word| word == index)
                || line.contains(index) && index.contains(' ')
        };
        assert!(plan.iter().any(used), "{index} is not used:\n{text}");
        for line in &plan {
            // What is made on the way is small; a table without an index is not.
            let whole = TABLES.iter().any(|table| *line == format!("SCAN {table}"));
            assert!(!whole, "a whole table is read for {index}:\n{text}");
            // `y` is what waits behind something.
            let walks = line.starts_with("SEARCH y") && line.contains("tasks_by_status (status=?)");
            assert!(!walks, "every pending task is walked:\n{text}");
            assert!(!line.contains("SEARCH page"), "the page does not come first:\n{text}");
            assert!(!ordered || !line.contains("USE TEMP B-TREE"), "{index} is sorted:\n{text}");
        }
    }
}

#[tokio::test]
async fn a_part_of_a_column_is_not_sorted() {
    let (mut connection, _folder) = empty().await;
    for status in [TaskStatus::Pending, TaskStatus::Done] {
        let plan = plan(&mut connection, &part(status)).await;
        // Before the part is there. What follows is done for as many tasks as it has cards.
        let column: Vec<_> = plan.iter().take_while(|line| *line != "SCAN o").collect();
        assert!(column.len() < plan.len(), "{plan:#?}");
        assert!(!column.iter().any(|line| line.contains("B-TREE")), "{status:?}: {plan:#?}");
    }
}
