//! T87: what somebody typed as a secret is nowhere but where it has to be, and there only as a slow hash; what a desktop
//! keeps as a secret never leaves it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::json;

use crate::actions::{Desk, proposal};
use crate::support::product::password;
use crate::support::{Product, command, settled};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t87_a_password_is_in_no_file_of_the_server() {
    let mut product = Product::start();
    product.person("ada", "admin");
    let canary = password("ada");
    let browser = product.browser("ada").await;
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("bench", &admin).await;
    // Wherever a password can be sent, rightly and wrongly, also under a key that keeps what was sent.
    let wrong = format!("{canary}-wrong");
    for (given, status) in [(&canary, 200), (&wrong, 403)] {
        let body = json!({"taskApprovalMode": true, "password": given});
        assert_eq!(browser.put("/settings", body).await.status, status);
        let body = json!({"preset": "restrictive", "password": given});
        assert_eq!(browser.put("/policy", body).await.status, status);
        let task = json!({"run": true, "approveBeforeRun": true});
        let task = admin.post("/tasks", command(&desktop, "rm -rf /srv/x", task)).await.created();
        let id = task["pendingApprovalIds"][0].as_str().unwrap();
        let digest = admin.get(&format!("/approvals/{id}")).await.ok()["digest"].clone();
        let yes =
            json!({"decision": "approve", "digest": digest, "desktop": "bench", "password": given});
        let keyed = browser.with("idempotency-key", &format!("key-{status}"));
        let answer = keyed.post(&format!("/approvals/{id}/resolve"), yes).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(!answer.text.contains(&canary), "it is not told back");
        let form =
            [("id", id), ("decision", "approve"), ("desktop", "another"), ("password", given)];
        browser.form("resolve_approval", &form).await;
    }
    tokio::task::block_in_place(|| product.terminate());
    let read = nowhere(product.data.path(), &canary);
    assert!(read > 100_000, "{read} bytes were read");
}

/// How many bytes the files below this folder have, none of which may hold the canary.
fn nowhere(folder: &Path, canary: &str) -> usize {
    let (found, read) = holding(folder, canary);
    assert!(found.is_empty(), "{found:?}");
    read
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t87_a_secret_of_the_desktop_is_given_to_what_was_approved_and_never_leaves_the_machine() {
    let canary = "c4nary-t0ken-of-the-desktop";
    let (elsewhere, workspace) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = elsewhere.path().join("secrets.toml");
    std::fs::write(&file, format!("api-token = \"{canary}\"\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let workspace_root = workspace.path().to_str().unwrap();
    let flags = ["--secrets", file.to_str().unwrap(), "--workspace", workspace_root];
    let mut desk = Desk::new(&flags).await;
    let shown = desk.admin.get("/desktops").await.ok()["items"][0].clone();
    assert_eq!(shown["secrets"], json!(["api-token"]), "its name, to everybody who reads");

    let task = desk.prompt().await;
    let script = "printf %s \"$TOKEN\" > token.txt; echo \"<$TOKEN>\"; echo \"$TOKEN\" >&2";
    let env = json!({"TOKEN": "Bearer {{secret:api-token}}"});
    let action = desk.propose(&task, json!({"script": script, "env": env, "cwd": "."})).await;
    assert_eq!(action["env"], env, "the card has the reference");
    assert_eq!(action["facts"][1]["kind"], "given_secret", "{action}");
    desk.decide(&action, "approve").await.ok();
    let over = desk.over(&action).await;
    let result = &over["result"];
    assert_eq!(result["stdout"], "<Bearer [secret:api-token]>\n", "{over}");
    assert_eq!(result["stderr"], "Bearer [secret:api-token]\n");
    let written = std::fs::read_to_string(workspace.path().join("token.txt")).unwrap();
    assert_eq!(written, format!("Bearer {canary}"), "the command had the value");
    // What a run changed is told without it, too.
    let copy = command(
        &desk.desktop,
        "cp token.txt copy.txt; cat copy.txt",
        json!({"cwd": ".", "run": true}),
    );
    let id = desk.admin.post("/tasks", copy).await.created()["id"].as_str().unwrap().to_owned();
    let ended = settled(&desk.admin, &id, &["review"], 20).await;
    assert_eq!(ended["output"], "Bearer [secret:api-token]", "{ended}");
    let files = desk.admin.get(&format!("/tasks/{id}/files")).await.ok();
    let diff = files["items"][0]["diff"].as_str().unwrap_or_else(|| panic!("{files}"));
    assert!(diff.contains("+Bearer [secret:api-token]"), "{diff}");

    // Whoever reads it back without being given it gets no further.
    let back = desk.propose(&task, json!({"script": "cat token.txt", "cwd": "."})).await;
    desk.decide(&back, "approve").await.ok();
    assert_eq!(desk.over(&back).await["result"]["stdout"], "Bearer [secret:api-token]");
    let argv = json!({"interpreter": "exec", "script": null, "argv": ["printf", "%s!", "{{secret:api-token}}"]});
    let exec = desk.propose(&task, argv).await;
    assert!(exec["facts"][0]["text"].as_str().unwrap().contains("list of processes"), "{exec}");
    desk.decide(&exec, "approve").await.ok();
    assert_eq!(desk.over(&exec).await["result"]["stdout"], "[secret:api-token]!");

    for (wrong, status, code) in [
        (json!({"script": "echo {{secret:api-token}}"}), 422, "secret_in_script"),
        (json!({"env": {"A": "{{secret:other}}"}}), 422, "no_such_secret"),
        (json!({"env": {"A": "{{secret:api token}}"}}), 422, "invalid_field"),
    ] {
        let answer = desk.fae.post("/actions", proposal(&task, wrong)).await;
        assert_eq!((answer.status, &answer.json()["code"]), (status, &json!(code)));
    }
    let wrong = command(&desk.desktop, "echo {{secret:api-token}}", json!({}));
    assert_eq!(desk.admin.post("/tasks", wrong).await.json()["code"], "secret_in_script");

    tokio::task::block_in_place(|| desk.product.terminate());
    let read = nowhere(desk.product.data.path(), canary);
    assert!(read > 100_000, "{read} bytes were read");
}

/// Every file in a folder and below it that holds this, and how many bytes were looked through.
fn holding(folder: &Path, canary: &str) -> (Vec<String>, usize) {
    let (mut found, mut read) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let (below, more) = holding(&path, canary);
            found.extend(below);
            read += more;
        } else if let Ok(bytes) = std::fs::read(&path) {
            read += bytes.len();
            if bytes.windows(canary.len()).any(|window| window == canary.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    (found, read)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t75_what_was_purged_is_in_no_file_of_the_server_and_its_decision_is_still_verified() {
    let desk = Desk::new(&[]).await;
    let (admin, data) = (&desk.admin, desk.product.data.path().to_owned());
    let canary = "canary-51f0-secret";
    let more = json!({"run": true, "approveBeforeRun": true, "title": canary});
    let content = format!("echo {canary} | tee out.txt");
    let keyed = admin.with("idempotency-key", "the-same");
    let task = keyed.post("/tasks", command(&desk.desktop, &content, more)).await.created();
    let id = task["id"].as_str().unwrap().to_owned();
    let approval = task["pendingApprovalIds"][0].as_str().unwrap().to_owned();
    let purge = format!("/tasks/{id}/purge");
    admin.post(&purge, json!({})).await.refused(409, "not_over");
    let said = admin.with("idempotency-key", "said");
    let thread = format!("/tasks/{id}/messages");
    said.post(&thread, json!({"text": format!("Is {canary} right?")})).await.created();
    let digest = admin.get(&format!("/approvals/{approval}")).await.ok()["digest"].clone();
    let yes =
        json!({"decision": "approve", "digest": digest, "feedback": format!("Mind {canary}.")});
    admin.post(&format!("/approvals/{approval}/resolve"), yes).await.ok();
    settled(admin, &id, &["review"], 20).await;
    admin.post(&purge, json!({})).await.refused(409, "not_over");
    let no = json!({"decision": "reject", "feedback": canary});
    admin.post(&format!("/tasks/{id}/review"), no).await.ok();
    let export = admin.get("/audit/export").await.text;
    assert!(!export.contains(canary), "the log holds no text of anybody's");
    assert!(!holding(&data, canary).0.is_empty(), "it was never written");

    // A person does it on the page; a box that is not ticked erases nothing.
    let browser = desk.product.browser("ada").await;
    let page = browser.page(&format!("/tasks/{id}")).await.text;
    assert!(page.contains("Purge this task") && page.contains(canary), "{page}");
    browser.form("purge_task", &[("id", &id)]).await;
    assert_eq!(admin.get(&format!("/tasks/{id}")).await.ok()["title"], canary);
    browser.form("purge_task", &[("id", &id), ("sure", "on")]).await;
    let purged = admin.get(&format!("/tasks/{id}")).await.ok();
    assert_eq!(purged["purged"]["by"]["name"], "ada", "{purged}");
    let (mut found, read) = holding(&data, canary);
    // This machine is a desktop too: what a command wrote there is the desktop's.
    found.retain(|path| !path.ends_with("/workspaces/tasks/1/out.txt"));
    assert!(found.is_empty(), "{found:?}");
    assert!(read > 100_000, "{read} bytes were read");
    for path in
        [format!("/tasks/{id}"), format!("/approvals/{approval}"), "/approvals?tab=history".into()]
    {
        let page = browser.page(&path).await.text;
        assert!(!page.contains(canary), "{path}");
    }
    let page = browser.page(&format!("/tasks/{id}")).await.text;
    assert!(page.contains("Purged by") && !page.contains("Purge this task"), "{page}");
    let again = keyed.post("/tasks", command(&desk.desktop, &content, json!({"run": true}))).await;
    again.refused(410, "purged");
    let late = admin.post(&format!("/tasks/{id}/messages"), json!({"text": canary})).await;
    late.refused(410, "purged");
    let again = said.post(&thread, json!({"text": format!("Is {canary} right?")})).await;
    again.refused(410, "purged");
    assert_eq!(again.header("idempotency-replayed"), "true", "it is not said again");

    let folder = tempfile::tempdir().unwrap();
    let verify = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        desk.product.cli(&["verify", file.to_str().unwrap()])
    };
    let export = admin.get("/audit/export").await.text;
    assert!(verify("log.jsonl", &export).status.success(), "the chain holds");
    let evidence = admin.get(&format!("/approvals/{approval}/evidence")).await.text;
    let told = verify("evidence.json", &evidence);
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(told.status.success(), "{said}");
    assert!(said.contains("ada approved it") && said.contains("purged by ada"), "{said}");
    let told =
        admin.get("/approvals?state=decided&decidedBy=ada&from=2020-01-01T00:00:00Z").await.ok();
    assert_eq!(told["items"].as_array().unwrap().len(), 2, "{told}");
    let rows = admin.get("/audit?by=ada&from=2020-01-01T00:00:00Z&limit=200").await.ok();
    let purge = rows["items"].as_array().unwrap().iter().any(|row| row["action"] == "task.purge");
    assert!(purge, "{rows}");
    admin.get("/audit?from=yesterday").await.refused(422, "invalid_field");
}
