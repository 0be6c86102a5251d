//! The schema's versions. A file says in `user_version` how many steps it has seen.

use super::error::file_error;
use service::StoreError;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

const STEPS: [&str; 23] = [
    include_str!("../../migrations/sqlite/0001_first.sql"),
    include_str!("../../migrations/sqlite/0002_actions.sql"),
    include_str!("../../migrations/sqlite/0003_operands.sql"),
    include_str!("../../migrations/sqlite/0004_stops.sql"),
    include_str!("../../migrations/sqlite/0005_permits.sql"),
    include_str!("../../migrations/sqlite/0006_deciding.sql"),
    include_str!("../../migrations/sqlite/0007_secrets.sql"),
    include_str!("../../migrations/sqlite/0008_times.sql"),
    include_str!("../../migrations/sqlite/0009_purging.sql"),
    include_str!("../../migrations/sqlite/0010_noted.sql"),
    include_str!("../../migrations/sqlite/0011_snoozes.sql"),
    include_str!("../../migrations/sqlite/0012_enrolments.sql"),
    include_str!("../../migrations/sqlite/0013_answers.sql"),
    include_str!("../../migrations/sqlite/0014_notifications.sql"),
    include_str!("../../migrations/sqlite/0015_people.sql"),
    include_str!("../../migrations/sqlite/0016_script_uses.sql"),
    include_str!("../../migrations/sqlite/0017_comments.sql"),
    include_str!("../../migrations/sqlite/0018_columns.sql"),
    include_str!("../../migrations/sqlite/0019_own_actions.sql"),
    include_str!("../../migrations/sqlite/0020_agent_notes.sql"),
    include_str!("../../migrations/sqlite/0021_unclosed.sql"),
    include_str!("../../migrations/sqlite/0022_shared.sql"),
    include_str!("../../migrations/sqlite/0023_keeping.sql"),
];

/// Marks the file as ours: `MCtl`.
const APPLICATION: i64 = 0x4d43_746c;

/// Brings the file to this program's version, all or nothing. Refuses one that is newer or something else.
pub(crate) async fn run(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    bring(connection, &STEPS).await
}

/// Refuses a file that this program cannot read: an empty one, a newer one, or something else.
pub(super) async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    match seen(connection, STEPS.len()).await? {
        0 => Err(StoreError::Broken("This file holds no data of Mission Control.".into())),
        _ => Ok(()),
    }
}

/// How many steps the file has seen, and how many this program knows. Refuses a file as [`check`] does.
pub(crate) async fn versions(
    connection: &mut SqliteConnection,
) -> Result<(usize, usize), StoreError> {
    check(connection).await?;
    Ok((seen(connection, STEPS.len()).await?, STEPS.len()))
}

/// How many steps the file has seen, of those that this program knows.
async fn seen(connection: &mut SqliteConnection, known: usize) -> Result<usize, StoreError> {
    let application = number(connection, "PRAGMA application_id").await?;
    let tables = number(connection, "SELECT COUNT(*) FROM sqlite_schema").await?;
    if application != APPLICATION && (application != 0 || tables != 0) {
        return Err(StoreError::Broken(
            "This file is a database of another program. Nothing was changed.".into(),
        ));
    }
    let version = number(connection, "PRAGMA user_version").await?;
    let seen = usize::try_from(version).unwrap_or(usize::MAX);
    if seen > known {
        return Err(StoreError::Broken(format!(
            "This database was written by a newer version of Mission Control (its schema is {version}, this \
             program knows {known}). Nothing was changed."
        )));
    }
    Ok(seen)
}

/// A step may make a table anew, which SQLite lets it do only while nobody looks at foreign keys; what they say is looked
/// at once all steps are done.
async fn bring(
    connection: &mut SqliteConnection,
    steps: &[&'static str],
) -> Result<(), StoreError> {
    sqlx::raw_sql("PRAGMA foreign_keys = OFF")
        .execute(&mut *connection)
        .await
        .map_err(file_error)?;
    let brought = bring_unlooked(connection, steps).await;
    sqlx::raw_sql("PRAGMA foreign_keys = ON")
        .execute(&mut *connection)
        .await
        .map_err(file_error)?;
    brought
}

async fn bring_unlooked(
    connection: &mut SqliteConnection,
    steps: &[&'static str],
) -> Result<(), StoreError> {
    // The lock comes first: the command line may open the same new file at the same moment.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(file_error)?;
    let seen = seen(&mut transaction, steps.len()).await?;
    if seen == steps.len() {
        return transaction.rollback().await.map_err(file_error);
    }
    for step in &steps[seen..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await.map_err(file_error)?;
    }
    let dangling =
        number(&mut transaction, "SELECT COUNT(*) FROM pragma_foreign_key_check").await?;
    if dangling != 0 {
        return Err(StoreError::Broken(format!(
            "{dangling} rows of this database name others that are not there. Nothing was changed."
        )));
    }
    let marks =
        format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}", steps.len());
    sqlx::raw_sql(AssertSqlSafe(marks)).execute(&mut *transaction).await.map_err(file_error)?;
    transaction.commit().await.map_err(file_error)
}

async fn number(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64, StoreError> {
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(file_error)?;
    row.try_get(0).map_err(file_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::file;

    async fn new_file(folder: &tempfile::TempDir) -> SqliteConnection {
        let path = folder.path().join("desk.db");
        file::make(&path).await.unwrap();
        file::connect(&path).await.unwrap()
    }

    const FIRST: &str = "CREATE TABLE tasks (id TEXT NOT NULL) STRICT";
    const SECOND: &str = "ALTER TABLE tasks ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'";

    #[tokio::test]
    async fn an_older_file_is_brought_up_with_all_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = new_file(&folder).await;
        bring(&mut connection, &[FIRST]).await.unwrap();
        let insert = "INSERT INTO tasks (id) VALUES ('t_1')";
        sqlx::raw_sql(insert).execute(&mut connection).await.unwrap();
        for _ in 0..2 {
            bring(&mut connection, &[FIRST, SECOND]).await.unwrap();
            let found = "SELECT COUNT(*) FROM tasks WHERE id = 't_1' AND colour = 'grey'";
            assert_eq!(number(&mut connection, found).await.unwrap(), 1);
            assert_eq!(number(&mut connection, "PRAGMA user_version").await.unwrap(), 2);
        }
        let error = bring(&mut connection, &[FIRST]).await.unwrap_err();
        assert!(error.to_string().contains("newer"), "{error}");
    }

    #[tokio::test]
    async fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = new_file(&folder).await;
        bring(&mut connection, &[FIRST]).await.unwrap();
        // Data that a new rule refuses: the rows must be there when the rule is tried.
        let insert = "INSERT INTO tasks (id) VALUES ('same'), ('same')";
        sqlx::raw_sql(insert).execute(&mut connection).await.unwrap();
        let unique = "CREATE UNIQUE INDEX tasks_by_id ON tasks (id)";
        bring(&mut connection, &[FIRST, SECOND, unique]).await.unwrap_err();
        assert_eq!(number(&mut connection, "PRAGMA user_version").await.unwrap(), 1);
        let columns = "SELECT COUNT(*) FROM pragma_table_info('tasks')";
        assert_eq!(number(&mut connection, columns).await.unwrap(), 1);
        bring(&mut connection, &[FIRST, SECOND]).await.unwrap();
    }

    #[tokio::test]
    async fn a_file_of_the_first_version_keeps_what_it_had() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = new_file(&folder).await;
        bring(&mut connection, &STEPS[..1]).await.unwrap();
        let digest = format!("sha256:{}", "0".repeat(64));
        let rows = format!(
            "INSERT INTO desktops (id, name, name_key, token, created_at, agents) \
             VALUES ('d_1', 'One', 'one', 'k_1', 1, '[]'); \
             INSERT INTO tasks (number, id, version, kind, title, content, search_text, desktop, requires_approval, \
             approve_before_run, dependency_count, timeout_seconds, attempt, created_by_id, created_by_name, \
             created_by_kind, created_at, state, status, waits_on) \
             VALUES (1, 't_1', 1, 'command', '', '', '', 'd_1', 0, 0, 0, 60, 1, 'u', 'u', 'person', 1, '{{}}', \
             'review', 'ap_1'); \
             INSERT INTO approvals (id, gate, task, task_number, desktop, revision, digest, requested_by_id, \
             requested_by_name, requested_by_kind, requested_at, required, risk, version, state, status, closed_at) \
             VALUES ('ap_1', 'after_run', 't_1', 1, 'd_1', 1, '{digest}', 'u', 'u', 'person', 1, 1, 0, 1, '{{}}', \
             'pending', 0)"
        );
        sqlx::raw_sql(AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
        run(&mut connection).await.unwrap();
        let found = "SELECT COUNT(*) FROM approvals a JOIN tasks t ON t.id = a.task JOIN desktops d \
                     ON d.id = t.desktop WHERE a.action IS NULL AND t.interpreter IS NULL AND d.enrolment = 'k_1'";
        assert_eq!(number(&mut connection, found).await.unwrap(), 1);
        let strict = "SELECT version FROM policy WHERE preset = 'restrictive'";
        assert_eq!(number(&mut connection, strict).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn one_time_to_decide_becomes_the_time_of_each_gate() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = new_file(&folder).await;
        let before = STEPS.iter().position(|step| step.contains("decide_action")).unwrap();
        bring(&mut connection, &STEPS[..before]).await.unwrap();
        let set = "UPDATE settings SET decide_within = 90, version = 5";
        sqlx::raw_sql(set).execute(&mut connection).await.unwrap();
        run(&mut connection).await.unwrap();
        let kept = "SELECT COUNT(*) FROM settings WHERE version = 5 AND decide_before_run = 90 \
                    AND decide_action = 90 AND decide_result = 90";
        assert_eq!(number(&mut connection, kept).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn the_schema_of_this_program_is_marked_as_ours() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = new_file(&folder).await;
        run(&mut connection).await.unwrap();
        let application = number(&mut connection, "PRAGMA application_id").await.unwrap();
        assert_eq!(application, APPLICATION);
        let version = number(&mut connection, "PRAGMA user_version").await.unwrap();
        assert_eq!(usize::try_from(version).unwrap(), STEPS.len());
    }
}
