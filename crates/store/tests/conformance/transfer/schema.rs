//! Both engines have the same tables: a step that one of them got and the other did not is found here.

use super::File;
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;

/// Table, column, type, whether it can be NULL.
type Column = (String, String, String, bool);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_columns_indexes_and_triggers() {
    let (file, database) = (File::new(), super::new_desk().await);
    drop(store::open(&file.path).await.unwrap());
    let mut sqlite = SqliteConnection::connect(file.path.to_str().unwrap()).await.unwrap();
    let mut postgres = database.beside().await;

    // A key of whole numbers cannot be NULL, though SQLite does not say so of it.
    let columns = "SELECT m.name, c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'BLOB' THEN 'bytea' ELSE lower(c.type) END, \
                   c.\"notnull\" = 0 AND c.pk = 0 FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
    let one: BTreeSet<Column> =
        sqlx::query_as(columns).fetch_all(&mut sqlite).await.unwrap().into_iter().collect();
    let columns = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT), is_nullable = 'YES' \
                   FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_version'";
    let two: BTreeSet<Column> =
        sqlx::query_as(columns).fetch_all(&mut postgres).await.unwrap().into_iter().collect();
    let only_two: Vec<_> = two.difference(&one).collect();
    let batch: Column = ("heads".into(), "batch".into(), "text".into(), true);
    assert_eq!(
        one.difference(&two).collect::<Vec<_>>(),
        Vec::<&Column>::new(),
        "missing on PostgreSQL"
    );
    assert_eq!(only_two, [&batch], "missing on SQLite");

    for (kind, sqlite_names, postgres_names, only) in [
        (
            "indexes",
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
            "SELECT CAST(i.relname AS TEXT) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
             WHERE i.relnamespace = CAST('public' AS regnamespace) \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid)",
            vec![],
        ),
        (
            "triggers",
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
            "SELECT CAST(tgname AS TEXT) FROM pg_trigger WHERE NOT tgisinternal",
            // SQLite cannot empty a table but row by row.
            vec!["audit_is_not_emptied".to_owned()],
        ),
    ] {
        let names: Vec<(String,)> =
            sqlx::query_as(sqlite_names).fetch_all(&mut sqlite).await.unwrap();
        let mut one: BTreeSet<String> = names.into_iter().map(|(name,)| name).collect();
        let names: Vec<(String,)> =
            sqlx::query_as(postgres_names).fetch_all(&mut postgres).await.unwrap();
        let two: BTreeSet<String> = names.into_iter().map(|(name,)| name).collect();
        assert!(one.len() > 5, "{one:?}");
        one.extend(only);
        assert_eq!(one, two, "{kind}");
    }

    let otherwise = "SELECT CAST(table_name || '.' || column_name AS TEXT) FROM information_schema.columns \
                     WHERE table_schema = 'public' AND table_name <> 'schema_version' AND data_type = 'text' \
                     AND collation_name IS DISTINCT FROM 'C'";
    let otherwise: Vec<(String,)> =
        sqlx::query_as(otherwise).fetch_all(&mut postgres).await.unwrap();
    assert!(otherwise.is_empty(), "sorted as people do: {otherwise:?}");
}
