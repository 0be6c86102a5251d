//! The audit log as somebody checks it who trusts neither the server nor the database.

use std::path::{Path, PathBuf};

use domain::audit::AuditRow;
use domain::wire::AuditItem;
use serde_json::{Value, json};

use crate::support::{Client, Product, asking, command, wait_for};

struct Kept {
    product: Product,
    admin: Client,
    folder: tempfile::TempDir,
}

impl Kept {
    async fn new() -> Self {
        let product = Product::start();
        product.person("ada", "admin");
        let admin = product.key("ada", "read,tasks,decide,admin");
        let (desktop, _) = product.desktop("bench", &admin).await;
        for n in 0..100 {
            let task = command(&desktop, &format!("echo {n}"), json!({"title": "ü \"'"}));
            admin.post("/tasks", task).await.created();
        }
        Self { product, admin, folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    async fn export(&self) -> Vec<String> {
        let export = self.admin.get("/audit/export").await;
        assert_eq!(export.status, 200);
        export.text.lines().map(str::to_owned).collect()
    }

    /// What `verify` says of these lines: the signer, or why it refuses.
    fn verify(&self, lines: &[String], more: &[&str]) -> Result<String, String> {
        let file = self.file("log", &(lines.join("\n") + "\n"));
        let args = [&["verify", file.to_str().unwrap()][..], more].concat();
        let done = self.product.cli(&args);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim().to_owned();
        if done.status.success() { Ok(text(&done.stdout)) } else { Err(text(&done.stderr)) }
    }
}

/// Changes one field of a row, and hashes it anew if asked to, as somebody would who knows how.
fn changed(lines: &[String], at: usize, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut lines = lines.to_vec();
    let mut row: Value = serde_json::from_str(&lines[at]).unwrap();
    change(&mut row);
    lines[at] = row.to_string();
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn t70_t71_t72_an_exported_log_is_verified_offline_and_every_change_is_named() {
    let kept = Kept::new().await;
    let lines = kept.export().await;
    let rows = lines.len() - 1;
    assert!(rows > 100, "{rows}");
    let signer = kept.verify(&lines, &[]).unwrap();
    assert_eq!(kept.verify(&lines, &["--key", &signer]), Ok(signer.clone()));
    let other = format!("sha256:{}", "0".repeat(64));
    let refused = |lines: &[String], says: &str| {
        let why = kept.verify(lines, &[]).unwrap_err();
        assert!(why.contains(says), "{says}: {why}");
    };
    assert!(kept.verify(&lines, &["--key", &other]).unwrap_err().contains("another key"));
    refused(
        &changed(&lines, 49, |row| row["subject"]["id"] = json!("t_other")),
        "row 50 is not what",
    );
    refused(&changed(&lines, 49, |row| row["actor"]["name"] = json!("eve")), "row 50 is not what");
    refused(
        &changed(&lines, 49, |row| row["at"] = json!("2026-01-01T00:00:00.000000Z")),
        "row 50 is",
    );
    let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat();
    refused(&without(49), "row 50 is missing");
    refused(&without(0), "row 1 is missing");
    refused(&without(rows - 1), "Rows were cut off or added");
    let mut swapped = lines.clone();
    swapped.swap(9, 10);
    refused(&swapped, "row 10 is missing");
    // Whoever hashes all that follows anew still cannot sign it.
    let (mut rewritten, mut hash) = (Vec::new(), domain::audit::genesis());
    for line in &lines[..rows] {
        let item: AuditItem = serde_json::from_str(line).unwrap();
        let mut row = AuditRow::try_from(item).unwrap();
        if row.seq == 50 {
            row.entry.actor.name = "eve".to_owned();
        }
        let row = row.entry.chain(row.seq, std::mem::take(&mut hash));
        hash.clone_from(&row.hash);
        rewritten.push(serde_json::to_string(&AuditItem::from(row)).unwrap());
    }
    rewritten.push(lines[rows].clone());
    refused(&rewritten, "its last row is not the one that was signed");
    refused(&lines[..rows], "there is no checkpoint at the end");
    refused(&[&lines[..], &lines[rows..]].concat(), "something stands after");
    refused(&["Dear Ada".to_owned()], "line 1 is neither");
    // What no hash covers stands nowhere: a row inside the checkpoint, a field more, another way to write the same.
    let mut both: Value = serde_json::from_str(&lines[rows]).unwrap();
    let row: Value = serde_json::from_str(&lines[rows - 1]).unwrap();
    both.as_object_mut().unwrap().extend(row.as_object().unwrap().clone());
    let hidden = [&lines[..rows], &[both.to_string()]].concat();
    refused(&hidden, "neither an audit row nor a checkpoint");
    for (from, to) in [("{", "{\"note\":\"approved by Eve\","), (":", ": "), ("Z\"", "+00:00\"")] {
        let mut more = lines.clone();
        more[49] = more[49].replacen(from, to, 1);
        assert_ne!(more[49], lines[49]);
        refused(&more, "line 50 is neither");
    }
    let words = changed(&lines, rows, |item| {
        item["checkpoint"] =
            json!(item["checkpoint"].as_str().unwrap().to_owned() + "approved by Eve\n");
    });
    refused(&words, "more stands in the checkpoint's note");
    refused(&["x".repeat(16 * 1024 * 1024 + 1)], "a line that no export writes");
    let empty = kept.file("empty", "");
    let nothing = kept.verify(&lines, &["--checkpoints", empty.to_str().unwrap()]);
    assert!(nothing.unwrap_err().contains("holds no checkpoint"));
    let end = |change: &dyn Fn(&mut Value)| changed(&lines, rows, change);
    let number = format!("\n{rows}\n");
    let fewer = end(&|item| {
        let note =
            item["checkpoint"].as_str().unwrap().replace(&number, &format!("\n{}\n", rows - 1));
        item["checkpoint"] = json!(note);
    });
    refused(&fewer, "signature is not of its key");
    refused(&end(&|item| item["publicKey"] = json!("AAAA")), "key is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn t71_a_log_that_was_shortened_or_rewritten_with_the_key_fails_against_what_was_kept() {
    let mut kept = Kept::new().await;
    let checkpoints = kept.product.data.path().join("checkpoints.jsonl");
    wait_for("a kept checkpoint", 30, async || checkpoints.exists().then_some(())).await;
    let early = std::fs::read_to_string(&checkpoints).unwrap();
    let lines = kept.export().await;
    let file = kept.file("kept", &early);
    let with = ["--checkpoints", file.to_str().unwrap()];
    kept.verify(&lines, &with).unwrap();
    // Somebody with the database and the key takes the log back to where it was, and lets it grow in another way.
    tokio::task::block_in_place(|| kept.product.terminate());
    let database = kept.product.data.path().join("mission-control.db");
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", database.display()));
    }
    tokio::task::block_in_place(|| kept.product.restart());
    kept.product.person("eve", "admin");
    let eve = kept.product.key("eve", "read,admin");
    let export = eve.get("/audit/export").await.text;
    let short: Vec<String> = export.lines().map(str::to_owned).collect();
    kept.verify(&short, &[]).unwrap();
    let why = kept.verify(&short, &with).unwrap_err();
    assert!(why.contains("the log was cut off"), "{why}");
    let first: Value = serde_json::from_str(early.lines().next().unwrap()).unwrap();
    let reached = first["checkpoint"].as_str().unwrap().lines().nth(1).unwrap();
    for n in 0..reached.parse::<usize>().unwrap() {
        let body = json!({"name": format!("k {n}"), "user": "eve", "scopes": ["read"]});
        eve.post("/keys", body).await.created();
    }
    let export = eve.get("/audit/export").await.text;
    let long: Vec<String> = export.lines().map(str::to_owned).collect();
    kept.verify(&long, &[]).unwrap();
    let why = kept.verify(&long, &with).unwrap_err();
    assert!(why.contains("the log was rewritten"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_its_rest_and_both_together_are_verified() {
    let kept = Kept::new().await;
    let desktops = kept.admin.get("/desktops").await.ok();
    let desktop = desktops["items"][0]["id"].as_str().unwrap().to_owned();
    let early = kept.admin.get("/audit/checkpoint").await.text;
    let decided = asking(&kept.admin, &desktop).await;
    let path = format!("/approvals/{}", decided["id"].as_str().unwrap());
    let body = json!({"decision": "reject", "digest": decided["digest"]});
    kept.admin.post(&format!("{path}/resolve"), body).await.ok();
    let open = asking(&kept.admin, &desktop).await;
    for n in 0..10 {
        let task = command(&desktop, &format!("echo {n}"), json!({"title": "later"}));
        kept.admin.post("/tasks", task).await.created();
    }
    let before = kept.export().await;
    let named = |name: &str| kept.folder.path().join(name).to_str().unwrap().to_owned();
    let archive = |name: &str, day: &str| {
        let file = named(name);
        let done = kept.product.cli(&["audit", "archive", &file, "--before", day]);
        (done.status.success(), String::from_utf8(done.stderr).unwrap())
    };
    let nothing = archive("none", "2001-01-01");
    assert!(!nothing.0 && nothing.1.contains("No row of the audit log"), "{}", nothing.1);
    let mine = kept.file("mine", "somebody's");
    let there = archive("mine", "2099-01-01");
    assert!(!there.0 && there.1.contains("nothing was archived"), "{}", there.1);
    assert_eq!(std::fs::read_to_string(mine).unwrap(), "somebody's");
    let (done, told) = archive("old", "2099-01-01");
    assert!(done, "{told}");
    // What is still open keeps its rows, from the making of its task on.
    let old: Vec<String> =
        std::fs::read_to_string(named("old")).unwrap().lines().map(str::to_owned).collect();
    let rest = kept.export().await;
    let rows = old.len() - 1;
    assert_eq!(old[..rows], before[..rows]);
    let task = open["task"]["id"].as_str().unwrap();
    assert!(!old.iter().any(|line| line.contains(task)));
    assert!(before[rows].contains("task.create") && before[rows].contains(task));
    assert_eq!(rest[1..before.len() - rows], before[rows..before.len() - 1]);
    assert!(rest[rest.len() - 2].contains("audit.archive"));
    let (done, told) = archive("old", "2099-01-01");
    assert!(!done && told.contains("No row of the audit log"), "{told}");
    assert_eq!(std::fs::read_to_string(named("old")).unwrap().lines().count(), old.len());

    let verify = |files: &[&str], more: &[&str]| {
        let files: Vec<String> = files.iter().map(|name| named(name)).collect();
        let files = files.iter().map(String::as_str);
        let args: Vec<&str> =
            ["verify"].into_iter().chain(files).chain(more.iter().copied()).collect();
        let done = kept.product.cli(&args);
        let told = String::from_utf8(done.stderr).unwrap();
        if done.status.success() { Ok(told) } else { Err(told) }
    };
    kept.file("rest", &(rest.join("\n") + "\n"));
    let checkpoint = kept.file("kept", &(early + "\n")).to_str().unwrap().to_owned();
    let with = ["--checkpoints", &checkpoint];
    verify(&["old"], &with).unwrap();
    let alone = verify(&["rest"], &with).unwrap();
    assert!(alone.contains(&format!("It begins at row {}", rows + 1)), "{alone}");
    assert!(alone.contains("console archived them"), "{alone}");
    assert!(alone.contains("1 more are of rows before it"), "{alone}");
    let both = verify(&["old", "rest"], &with).unwrap();
    assert!(both.contains(&format!("{} rows", rows + rest.len() - 2)), "{both}");
    assert!(both.contains("It holds what 1 kept checkpoints say"), "{both}");
    let refused = |files: &[&str], says: &str| {
        let why = verify(files, &[]).unwrap_err();
        assert!(why.contains(says), "{says}: {why}");
    };
    refused(&["rest", "old"], "it begins at row 1");
    kept.file("unopened", &(rest[1..].join("\n") + "\n"));
    refused(&["unopened"], &format!("row 1 is missing: row {}", rows + 1));
    kept.file("short", &([&rest[..1], &rest[2..]].concat().join("\n") + "\n"));
    refused(&["old", "short"], &format!("row {} is missing", rows + 1));
    kept.file("all", &(before.join("\n") + "\n"));
    refused(&["all", "rest"], "rows between them are missing");
    let mut cut = old.clone();
    cut.remove(rows - 1);
    kept.file("cut", &(cut.join("\n") + "\n"));
    refused(&["cut"], "Rows were cut off");

    // The evidence of what was decided before says where its rows are, and is checked with them.
    let evidence = kept.admin.get(&format!("{path}/evidence")).await.text;
    kept.file("evidence", &evidence);
    let why = verify(&["evidence"], &[]).unwrap_err();
    assert!(why.contains(&format!("up to row {rows}")), "{why}");
    let (one, two) = (named("old"), named("rest"));
    let why = verify(&["evidence"], &["--log", &two]).unwrap_err();
    assert!(why.contains(&format!("up to row {rows}")), "{why}");
    verify(&["evidence"], &["--log", &one, "--log", &two]).unwrap();
    let open = format!("/approvals/{}/evidence", open["id"].as_str().unwrap());
    kept.file("open", &kept.admin.get(&open).await.text);
    verify(&["open"], &[]).unwrap();

    kept.admin.get("/audit?after=1").await.refused(410, "not_kept");
    let first = kept.admin.get("/audit?limit=1").await.ok();
    assert_eq!(first["items"][0]["seq"], json!(rows + 1));
}

#[test]
fn the_signing_key_is_only_its_owners_and_stays_the_same() {
    let data = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| crate::support::product::run(data.path(), args, "");
    let key = || std::fs::read_to_string(data.path().join("signing.key")).unwrap();
    assert!(run(&["user", "list"]).status.success());
    let first = key();
    assert!(run(&["user", "list"]).status.success());
    assert_eq!(key(), first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path: &Path = &data.path().join("signing.key");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(data.path().join("signing.key"), "not a key").unwrap();
    let refused = run(&["user", "list"]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("is no signing key"), "{why}");
}
