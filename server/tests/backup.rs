//! A backup is made while the server runs, and put back when it does not: nothing runs twice.

use std::path::Path;

use serde_json::json;

use crate::support::{Client, Product, command, wait_for};

fn says(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The content of the task that a desktop's runner is given now, if any.
async fn claim(runner: &Client) -> Option<String> {
    let answer = runner.post("/runner/claim", json!({"freeSlots": 1})).await;
    match answer.status {
        204 => None,
        _ => Some(answer.ok()["work"]["content"].as_str().unwrap().to_owned()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t68_a_restored_backup_runs_nothing_that_was_allowed_before() {
    let mut product = Product::start();
    product.person("ada", "admin");
    let made =
        product.cli(&["key", "add", "all", "--for", "ada", "--scopes", "read,tasks,decide,admin"]);
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let ada = product.client().key(&key);
    let browser = product.browser("ada").await;
    let (desktop, runner) = product.desktop("bench", &ada).await;

    let before = json!({"approveBeforeRun": true, "run": true});
    let task = ada.post("/tasks", command(&desktop, "reboot", before)).await.created();
    let id = task["id"].as_str().unwrap().to_owned();
    let approval = task["pendingApprovalIds"][0].as_str().unwrap();
    let digest = ada.get(&format!("/approvals/{approval}")).await.ok()["digest"].clone();
    let yes = json!({"decision": "approve", "digest": digest});
    ada.post(&format!("/approvals/{approval}/resolve"), yes).await.ok();

    let file = product.data.path().join("backup");
    let file = file.to_str().unwrap();
    let done = product.cli(&["backup", file]);
    assert!(done.status.success() && done.stdout.is_empty(), "{done:?}");
    assert!(says(&done).contains("1 task, "), "{}", says(&done));
    assert_eq!(product.cli(&["backup", file]).status.code(), Some(1), "it exists");

    // After the backup it runs, and something else is made.
    assert_eq!(claim(&runner).await.as_deref(), Some("reboot"));
    ada.post("/tasks", command(&desktop, "true", json!({}))).await.created();

    let refused = product.cli(&["restore", file]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(says(&refused).contains("another mission-control serve uses"), "{}", says(&refused));
    assert_eq!(ada.get(&format!("/tasks/{id}")).await.ok()["status"], "running", "nothing changed");

    tokio::task::block_in_place(|| product.terminate());
    let done = product.cli(&["restore", file]);
    assert!(done.status.success(), "{done:?}");
    assert!(says(&done).contains("asked again 1, drafts again 0"), "{}", says(&done));
    tokio::task::block_in_place(|| product.restart());

    let (ada, runner) = (ada.at(&product.url), runner.at(&product.url));
    browser.at(&product.url).get("/me").await.refused(401, "unauthenticated");
    assert_eq!(claim(&runner).await, None, "the yes was used after the backup was made");
    let restored = ada.get(&format!("/tasks/{id}")).await.ok();
    assert_eq!((&restored["status"], &restored["phase"]), (&json!("pending"), &json!("asking")));
    let next = ada.post("/tasks", command(&desktop, "true", json!({}))).await.created();
    assert_eq!(next["number"], 3, "number 2 was given to another task");
    let audit = ada.get("/audit?limit=200").await.ok();
    let rows = audit["items"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["action"] == "backup.restore"), "{audit}");
    let log = product.data.path().join("audit.jsonl");
    std::fs::write(&log, ada.get("/audit/export").await.text).unwrap();
    let verified = product.cli(&["verify", log.to_str().unwrap()]);
    assert!(verified.status.success(), "one chain, before and after: {verified:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_desktop_goes_on_after_a_restore() {
    let mut product = Product::start_with(&[]);
    product.person("ada", "admin");
    let made = product.cli(&["key", "add", "all", "--for", "ada", "--scopes", "read,tasks,admin"]);
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let file = product.data.path().join("backup");
    let ran = async |product: &Product, content: &str| {
        let ada = product.client().key(&key);
        let desktop = ada.get("/desktops").await.ok()["items"][0]["id"].clone();
        let more = json!({"run": true});
        let task = command(desktop.as_str().unwrap(), content, more);
        let id = ada.post("/tasks", task).await.created()["id"].as_str().unwrap().to_owned();
        crate::support::settled(&ada, &id, &["review"], 30).await;
    };
    ran(&product, "echo one").await;
    assert!(product.cli(&["backup", file.to_str().unwrap()]).status.success());
    ran(&product, "echo two").await;
    tokio::task::block_in_place(|| product.kill());
    let done = product.cli(&["restore", file.to_str().unwrap()]);
    assert!(done.status.success(), "after a kill too: {done:?}");
    tokio::task::block_in_place(|| product.restart());
    ran(&product, "echo three").await;
    let kept = wait_for("the database before", 1, async || before(product.data.path())).await;
    assert!(says(&done).contains(&kept), "{}", says(&done));
}

/// The name under which the database before a restore is kept.
fn before(data: &Path) -> Option<String> {
    let names = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).find(|name| name.contains(".before-restore-"))
}

#[test]
fn a_restore_of_something_else_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let letter = data.path().join("letter.txt");
    std::fs::write(&letter, "Dear Ada, ".repeat(100)).unwrap();
    let run = |args: &[&str]| crate::support::product::run(data.path(), args, "");
    let letter = letter.to_str().unwrap();
    let refused = run(&["restore", letter]);
    assert_eq!(refused.status.code(), Some(1));
    let text = says(&refused);
    assert!(text.contains("nothing was restored") && text.contains("letter.txt"), "{text}");
    assert!(!data.path().join("mission-control.db").exists());
    let refused = run(&["backup", "somewhere"]);
    assert!(says(&refused).contains("there is no such database"), "{}", says(&refused));
    let url = ["--database-url", "postgres://ada:secret@db/x", "backup", "somewhere"];
    let text = says(&run(&url));
    assert!(text.contains("pg_dump") && !text.contains("secret"), "{text}");
}
