//! A desk that began on SQLite goes on in PostgreSQL, with everything it had.

use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::support::{Client, Product, command, in_review, product};

/// An empty database of PostgreSQL. It is gone when this is dropped.
struct Database {
    server: String,
    name: String,
}

impl Database {
    fn new() -> Self {
        let server = std::env::var("MISSION_CONTROL_TEST_POSTGRES").expect(
            "MISSION_CONTROL_TEST_POSTGRES is not set: run `cargo xtask test`, or give the URL of a PostgreSQL server on which \
             databases may be made",
        );
        let name = format!("mc_moving_{:016x}", rand::random::<u64>());
        let database = Self { server, name };
        database.on_server(&format!("CREATE DATABASE {}", database.name));
        database
    }

    fn url(&self) -> String {
        format!("{}/{}", self.server.rsplit_once('/').unwrap().0, self.name)
    }

    fn on_server(&self, sql: &str) {
        let psql =
            Command::new("psql").args(["-qX", "-d", &self.server, "-c", sql]).output().unwrap();
        assert!(psql.status.success(), "{sql}: {psql:?}");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.on_server(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Another command on the product's data, with this database in its environment.
fn with_url(product: &Product, url: &str, args: &[&str]) -> Output {
    let mut command = product::command(product.data.path());
    command.args(args).env("MISSION_CONTROL_DATABASE_URL", url).output().unwrap()
}

/// Everything that a reader of the desk can see.
async fn everything(admin: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    for path in [
        "/tasks?limit=200",
        "/approvals?state=all&limit=200",
        "/audit?limit=200",
        "/activity?limit=200",
        "/people",
        "/keys",
        "/policy",
        "/scripts",
        "/settings",
    ] {
        let mut answer = admin.get(path).await.ok();
        assert!(answer.to_string().len() > 10, "{path}: {answer}");
        without_presence(&mut answer);
        all.push(answer);
    }
    all
}

/// Who was seen last, and when, changes by looking.
fn without_presence(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("lastUsedAt");
            fields.remove("lastSeenAt");
            fields.remove("online");
            fields.values_mut().for_each(without_presence);
        }
        Value::Array(items) => items.iter_mut().for_each(without_presence),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_desk_moves_to_postgresql_with_everything_it_had_and_goes_on() {
    let database = Database::new();
    let url = database.url();
    let mut product = Product::start();
    product.person("ada", "admin");
    let made =
        product.cli(&["key", "add", "all", "--for", "ada", "--scopes", "read,tasks,decide,admin"]);
    let key = product::secret(&made);
    let ada = product.client().key(&key);
    let (desktop, _) = product.desktop("bench", &ada).await;
    let agent = product.named_key("Osprey", "ada", "tasks,propose");
    ada.post("/tasks", command(&desktop, "true", json!({}))).await.created();
    let done = in_review(&ada, &agent, &desktop).await;
    let open = in_review(&ada, &agent, &desktop).await;
    let review = |task: &Value| format!("/tasks/{}/review", task["id"].as_str().unwrap());
    ada.post(&review(&done), json!({"decision": "approve"})).await.ok();
    let before = everything(&ada).await;

    let refused = with_url(&product, &url, &["migrate"]);
    assert_eq!(refused.status.code(), Some(1), "a server runs");
    assert!(says(&refused).contains("another mission-control serve uses"), "{}", says(&refused));
    tokio::task::block_in_place(|| product.terminate());
    let unnamed = product.cli(&["migrate"]);
    assert!(says(&unnamed).contains("name the database to fill"), "{}", says(&unnamed));
    let file = product.data.path().join("mission-control.db");
    let moved = with_url(&product, &url, &["migrate"]);
    assert!(moved.status.success() && moved.stdout.is_empty(), "{moved:?}");
    for word in ["tasks: 3", "the audit log is whole", "signing.key"] {
        assert!(says(&moved).contains(word), "{word} is missing: {}", says(&moved));
    }
    assert!(!says(&moved).contains(database.name.as_str()), "a URL is shown: {}", says(&moved));
    let again = with_url(&product, &url, &["migrate"]);
    assert!(says(&again).contains("holds something already"), "{}", says(&again));
    let kept = std::fs::metadata(&file).unwrap();
    assert!(kept.len() > 0, "the database before is as it was");

    // From the file in the data directory on, no command has to be told.
    let config = product.data.path().join("mission-control.toml");
    std::fs::write(config, format!("database-url = {url:?}\n")).unwrap();
    std::fs::rename(&file, file.with_extension("away")).unwrap();
    tokio::task::block_in_place(|| product.restart());
    let ada = ada.at(&product.url);
    assert_eq!(everything(&ada).await, before);
    assert!(!file.exists(), "the file is not used any more");
    ada.post(&review(&open), json!({"decision": "approve"})).await.ok();
    let next = ada.post("/tasks", command(&desktop, "true", json!({}))).await.created();
    assert_eq!(next["number"], 4);
    let log = product.data.path().join("audit.jsonl");
    std::fs::write(&log, ada.get("/audit/export").await.text).unwrap();
    let verified = product.cli(&["verify", log.to_str().unwrap()]);
    assert!(verified.status.success(), "one chain, before and after: {verified:?}");
    product.person("eve", "viewer");
    let people = product.cli(&["user", "list"]);
    assert!(
        String::from_utf8_lossy(&people.stdout).contains("eve"),
        "beside the server: {people:?}"
    );

    let backup = product.cli(&["backup", "x"]);
    assert!(
        says(&backup).contains("pg_dump") && says(&backup).contains("signing.key"),
        "{backup:?}"
    );
    let restore = product.cli(&["restore", "x"]);
    assert!(says(&restore).contains("pg_restore"), "{restore:?}");
    let busy = product.cli(&["restore"]);
    assert!(says(&busy).contains("another mission-control serve uses"), "{busy:?}");
    tokio::task::block_in_place(|| product.terminate());
    let restored = product.cli(&["restore"]);
    assert!(says(&restored).contains("asked again 0, drafts again 0"), "{restored:?}");
}

#[test]
fn the_password_of_a_database_is_never_shown() {
    let data = tempfile::tempdir().unwrap();
    // Nobody listens on port 1.
    for url in [
        "postgres://mc:geheim@127.0.0.1:1/desk",
        "postgres://mc:geheim@127.0.0.1:x/desk",
        "postgres://mc:geheim@[/",
    ] {
        for args in [
            &["user", "list"][..],
            &["serve"],
            &["migrate"],
            &["backup", "x"],
            &["stop"],
            &["serve", "--help"],
        ] {
            let mut command = product::command(data.path());
            let done =
                command.args(args).env("MISSION_CONTROL_DATABASE_URL", url).output().unwrap();
            assert_eq!(done.status.success(), args.contains(&"--help"), "{args:?}: {done:?}");
            let all = [done.stdout, done.stderr].concat();
            assert!(
                !String::from_utf8_lossy(&all).contains("geheim"),
                "{args:?}: {}",
                String::from_utf8_lossy(&all)
            );
        }
    }
}
