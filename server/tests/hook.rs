//! Claude Code's hook: the real program, given what Claude Code writes, and what it answers.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};
use std::time::Duration;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::support::asker::{Asker, ended, signal, stderr, stdout, text};
use crate::support::wait_for;

/// What Claude Code writes before a tool is used.
fn call(asker: &Asker, id: &str, tool: &str, input: Value) -> Value {
    json!({"session_id": "5e55-10n", "transcript_path": "/x", "cwd": asker.home.path(), "permission_mode": "default",
        "hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": input, "tool_use_id": id})
}

fn bash(asker: &Asker, id: &str, command: &str) -> Value {
    call(asker, id, "Bash", json!({"command": command, "description": "What the model says."}))
}

/// Starts the hook with this on its standard input.
fn start(asker: &Asker, server: &str, args: &[&str], event: &str) -> Child {
    let args = [&["hook", "claude", "--reports"], args].concat();
    let mut child = asker.command(server, &args).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(event.as_bytes()).unwrap();
    child
}

fn hook(asker: &Asker, event: &Value) -> Child {
    start(asker, &asker.product.url, &[], &event.to_string())
}

/// The decision and its reason, of a hook that works.
fn answer(output: &Output) -> (String, String, Value) {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let own = &answer["hookSpecificOutput"];
    assert_eq!(own["hookEventName"], "PreToolUse");
    let text = |name: &str| own[name].as_str().unwrap().to_owned();
    (text("permissionDecision"), text("permissionDecisionReason"), own["updatedInput"].clone())
}

/// A hook in trouble says no in both ways that Claude Code knows.
fn blocked(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "only this code blocks: {output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["hookSpecificOutput"]["permissionDecision"], "deny");
    assert!(!output.stderr.is_empty(), "the model reads why");
    stderr(output)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_let_go_on_once_and_its_outcome_is_told() {
    let asker = Asker::new().await;
    let event = bash(&asker, "toolu_1", "make\ndeploy");
    let child = hook(&asker, &event);
    let card = asker.card().await;
    assert_eq!(card["exact"], json!({"command": "make\ndeploy"}));
    assert!(card["description"].as_str().unwrap().starts_with("What the model says."), "{card}");
    assert_eq!(card["tool"]["name"], "Bash");
    asker.decide(&card, "approve", None).await;
    let (decision, reason, changed) = answer(&ended(child).await);
    assert_eq!((decision.as_str(), changed), ("allow", Value::Null));
    assert!(reason.contains("ada approved"), "{reason}");
    assert_eq!(asker.action(&card).await["state"], "running");
    let (decision, reason, _) = answer(&ended(hook(&asker, &event)).await);
    assert_eq!(decision, "deny", "a yes counts once: {reason}");
    let mut over = event.clone();
    over["hook_event_name"] = json!("PostToolUseFailure");
    over["error"] = json!("Exit code 3\nno such target");
    let told =
        ended(start(&asker, &asker.product.url, &["--report-output"], &over.to_string())).await;
    assert_eq!((told.status.code(), told.stdout.len()), (Some(0), 0), "{told:?}");
    let action = asker.action(&card).await;
    assert_eq!((&action["state"], &action["result"]["exitCode"]), (&json!("failed"), &json!(3)));
    assert!(action["result"]["stdout"].as_str().unwrap().contains("no such target"));
    assert_eq!(asker.held().await, json!(["hook", "mission-control-hook", "cooperative"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_reaches_the_model_word_for_word_and_the_same_is_not_asked_again() {
    let asker = Asker::new().await;
    let child = hook(&asker, &bash(&asker, "toolu_1", "rm -rf build"));
    let card = asker.card().await;
    asker.decide(&card, "reject", Some("Keep the \"build\" folder;\nuse make clean.")).await;
    let (decision, reason, _) = answer(&ended(child).await);
    assert_eq!(decision, "deny");
    assert!(reason.contains("Keep the \"build\" folder;\nuse make clean."), "{reason}");
    let again = ended(hook(&asker, &bash(&asker, "toolu_2", "rm -rf build"))).await;
    let (decision, reason, _) = answer(&again);
    assert!(decision == "deny" && reason.contains("use make clean."), "{reason}");
    assert_eq!(asker.counts().await, (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_command_is_what_claude_runs() {
    let asker = Asker::new().await;
    let child = hook(&asker, &bash(&asker, "toolu_1", "git push --force"));
    let card = asker.card().await;
    let path = format!("/actions/{}/edit", card["id"].as_str().unwrap());
    let new = asker.admin.post(&path, json!({"script": "git push"})).await.created();
    asker.decide(&new, "approve", None).await;
    let (decision, _, changed) = answer(&ended(child).await);
    assert_eq!(decision, "allow");
    assert_eq!(changed, json!({"command": "git push", "description": "What the model says."}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_file_is_shown_whole_and_only_that_change_is_let_go_on() {
    let asker = Asker::new().await;
    let file = asker.home.path().join("a.txt");
    std::fs::write(&file, "one\ntwo\n").unwrap();
    let edit = |id: &str| {
        let input = json!({"file_path": file, "old_string": "two", "new_string": "2"});
        call(&asker, id, "Edit", input)
    };
    let child = hook(&asker, &edit("toolu_1"));
    let card = asker.card().await;
    let shown = json!([{"path": file, "old": "one\ntwo\n", "new": "one\n2\n"}]);
    assert_eq!((&card["exact"]["edits"], &card["editable"]), (&shown, &json!(false)));
    asker.decide(&card, "approve", None).await;
    assert_eq!(answer(&ended(child).await).0, "allow");
    // Deferred, changed by somebody, approved: what is let go on would be another change than the one that was shown.
    let args = ["--defer-after", "1"];
    let deferred = start(&asker, &asker.product.url, &args, &edit("toolu_2").to_string());
    assert_eq!(answer(&ended(deferred).await).0, "defer");
    let card = asker.card().await;
    std::fs::write(&file, "one\ntwo\nthree\n").unwrap();
    asker.decide(&card, "approve", None).await;
    let (decision, reason, _) = answer(&ended(hook(&asker, &edit("toolu_2"))).await);
    assert!(decision == "deny" && reason.contains("not what it was"), "{reason}");
    assert_eq!(asker.action(&card).await["state"], "withdrawn");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deferred_call_finds_its_request_again_after_a_restart_and_is_let_go_on_once() {
    let mut asker = Asker::new().await;
    let event = bash(&asker, "toolu_1", "make deploy");
    let defer = |asker: &Asker| {
        start(asker, &asker.product.url, &["--defer-after", "1"], &event.to_string())
    };
    let (decision, reason, _) = answer(&ended(defer(&asker)).await);
    assert!(decision == "defer" && reason.contains("/approvals/"), "{decision} {reason}");
    let card = asker.card().await;
    // The run is over, and its session is not: it waits.
    let end = json!({"session_id": "5e55-10n", "cwd": "/", "hook_event_name": "SessionEnd"});
    assert_eq!(ended(hook(&asker, &end)).await.status.code(), Some(0));
    assert_eq!(answer(&ended(defer(&asker)).await).0, "defer");
    asker.restart();
    assert_eq!(asker.counts().await, (1, 1), "one request, however often it is asked about");
    asker.decide(&card, "approve", None).await;
    assert_eq!(answer(&ended(defer(&asker)).await).0, "allow");
    assert_eq!(answer(&ended(defer(&asker)).await).0, "deny");
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_of_any_kind_is_a_no() {
    let mut asker = Asker::new().await;
    let event = bash(&asker, "toolu_1", "touch ran").to_string();
    let url = asker.product.url.clone();
    for garbage in ["", "{", "null", "[]", "{\"hook_event_name\": \"PreToolUse\"}", "\u{0}\u{1}"] {
        blocked(&ended(start(&asker, &url, &[], garbage)).await);
    }
    let mut nameless: Value = serde_json::from_str(&event).unwrap();
    nameless.as_object_mut().unwrap().remove("tool_use_id");
    blocked(&ended(hook(&asker, &nameless)).await);
    let flag = ended(start(&asker, &url, &["--no-such-flag"], "")).await;
    assert_eq!(flag.status.code(), Some(2), "{flag:?}");
    let unconnected = ended({
        let mut child = asker.plain(&["hook", "claude"]).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(event.as_bytes()).unwrap();
        child
    });
    assert!(blocked(&unconnected.await).contains("mission-control connect"));
    let key = std::mem::replace(&mut asker.key, "mc_key_wrong".into());
    blocked(&ended(start(&asker, &url, &[], &event)).await);
    asker.key = key;
    let broken =
        axum::Router::new().fallback(async || axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let breaks = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, broken).await });
    assert!(
        blocked(&ended(start(&asker, &breaks, &["--patience", "0"], &event)).await).contains("500")
    );
    assert_eq!(asker.counts().await, (0, 0));
    // A session that cannot be read is not an empty one.
    let state = asker.home.path().join(".local/state/mission-control/claude/5e55-10n.json");
    std::fs::write(&state, "{").unwrap();
    blocked(&ended(start(&asker, &url, &[], &event)).await);
    std::fs::remove_file(&state).unwrap();
    // Killed while a person is asked, and away from then on.
    let child = start(&asker, &url, &["--patience", "1"], &event);
    asker.card().await;
    tokio::task::block_in_place(|| asker.product.kill());
    blocked(&ended(child).await);
    let dead = ended(start(
        &asker,
        &url,
        &["--patience", "0"],
        &bash(&asker, "toolu_9", "ls").to_string(),
    ))
    .await;
    assert!(blocked(&dead).contains("cannot be reached"), "{dead:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_is_stopped_or_waited_too_long_takes_its_request_back() {
    let asker = Asker::new().await;
    let child = hook(&asker, &bash(&asker, "toolu_1", "ls"));
    let card = asker.card().await;
    signal(&child, Signal::TERM);
    blocked(&ended(child).await);
    assert_eq!(asker.action(&card).await["state"], "withdrawn");
    let event = bash(&asker, "toolu_2", "ls -l").to_string();
    let late = ended(start(&asker, &asker.product.url, &["--wait", "1"], &event)).await;
    let (decision, reason, _) = answer(&late);
    assert!(decision == "deny" && reason.contains("Nobody decided"), "{reason}");
    assert_eq!(asker.counts().await, (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_looks_is_not_asked_about_unless_somebody_says_so() {
    let asker = Asker::new().await;
    let read = call(&asker, "toolu_1", "Read", json!({"file_path": "/etc/hostname"}));
    let quiet = ended(start(&asker, "http://127.0.0.1:9", &[], &read.to_string())).await;
    assert_eq!((quiet.status.code(), stdout(&quiet).as_str()), (Some(0), ""), "{quiet:?}");
    let child = start(&asker, &asker.product.url, &["--ask", "Grep,Read"], &read.to_string());
    let card = asker.card().await;
    assert_eq!(card["exact"]["input"], json!({"file_path": "/etc/hostname"}));
    asker.decide(&card, "approve", None).await;
    assert_eq!(answer(&ended(child).await).0, "allow");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_of_a_session_stand_in_one_task_and_the_session_ends_it() {
    let asker = Asker::new().await;
    asker
        .admin
        .post("/policy/rules", json!({"level": "runs", "command": "echo *"}))
        .await
        .created();
    let mut sub = bash(&asker, "toolu_0", "echo 0");
    sub["agent_id"] = json!("a1b2");
    sub["agent_type"] = json!("general-purpose");
    let calls = (1..6).map(|n| bash(&asker, &format!("toolu_{n}"), &format!("echo {n}")));
    let children: Vec<Child> = calls.chain([sub]).map(|event| hook(&asker, &event)).collect();
    for child in children {
        assert_eq!(answer(&ended(child).await).0, "allow");
    }
    let tasks = asker.admin.get("/tasks?type=prompt").await.ok();
    let tasks = tasks["items"].as_array().unwrap();
    assert_eq!(tasks.len(), 1, "also of hooks that ran at once: {tasks:?}");
    let path = format!("/tasks/{}", tasks[0]["id"].as_str().unwrap());
    let end = json!({"session_id": "5e55-10n", "cwd": "/", "hook_event_name": "SessionEnd", "reason": "other"});
    assert_eq!(ended(hook(&asker, &end)).await.status.code(), Some(0));
    assert_eq!(asker.admin.get(&path).await.ok()["status"], "running", "its calls are not over");
    for n in 0..6 {
        let mut over = bash(&asker, &format!("toolu_{n}"), "");
        over["hook_event_name"] = json!("PostToolUse");
        over["tool_response"] = json!({"stdout": "", "stderr": "", "interrupted": false});
        assert_eq!(ended(hook(&asker, &over)).await.status.code(), Some(0));
    }
    assert_eq!(ended(hook(&asker, &end)).await.status.code(), Some(0));
    assert_eq!(asker.admin.get(&path).await.ok()["status"], "review");
    // The session goes on later: another task.
    let child = hook(&asker, &bash(&asker, "toolu_7", "echo 7"));
    assert_eq!(answer(&ended(child).await).0, "allow");
    let tasks = asker.admin.get("/tasks?type=prompt").await.ok();
    assert_eq!(tasks["items"].as_array().unwrap().len(), 2);
}

/// Something that says it is Claude Code of this version.
fn claude(asker: &Asker, version: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let file = asker.home.path().join(format!("claude-{version}"));
    std::fs::write(&file, format!("#!/bin/sh\necho '{version} (Claude Code)'\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    file
}

async fn set_up(asker: &Asker, claude: &Path, args: &[&str]) -> Output {
    let args = [&["hook", "claude", "--claude", claude.to_str().unwrap()], args].concat();
    ended(asker.plain(&args).spawn().unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hook_is_put_into_the_settings_beside_what_is_there_and_taken_out_again() {
    let asker = Asker::new().await;
    let new = claude(&asker, "2.1.330");
    let unconnected = set_up(&asker, &new, &["--install"]).await;
    assert!(stderr(&unconnected).contains("mission-control connect"), "{unconnected:?}");
    let connected = ended(asker.plain(&["connect"]).spawn().unwrap()).await;
    assert!(connected.status.success(), "{connected:?}");
    let settings = asker.home.path().join(".claude/settings.json");
    let old = set_up(&asker, &claude(&asker, "2.1.294"), &["--install"]).await;
    assert!(stderr(&old).contains("2.1.294 is too old") && !settings.exists(), "{old:?}");
    let none = set_up(&asker, Path::new("/no/claude"), &["--install"]).await;
    assert!(stderr(&none).contains("npm install -g @anthropic-ai/claude-code"), "{none:?}");
    let before = "{\n  \"zebra\": 1,\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash\",\n        \
                  \"hooks\": [\n          {\n            \"type\": \"command\",\n            \"command\": \"mine\"\n          \
                  }\n        ]\n      }\n    ]\n  },\n  \"apple\": true\n}\n";
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, before).unwrap();
    let done = set_up(&asker, &new, &["--install"]).await;
    assert!(done.status.success(), "{done:?}");
    let written: Value = serde_json::from_str(&text(&settings)).unwrap();
    let ours = &written["hooks"]["PreToolUse"][1];
    assert_eq!((&ours["matcher"], &ours["hooks"][0]["onFailure"]), (&json!("*"), &json!("block")));
    assert_eq!(written["permissions"]["disableBypassPermissionsMode"], "disable");
    assert!(stdout(&done).contains("onFailure") && stderr(&done).contains("Read"), "{done:?}");
    let backups = || {
        let files = settings.parent().unwrap().read_dir().unwrap();
        files.filter(|file| file.as_ref().unwrap().file_name() != "settings.json").count()
    };
    assert_eq!(backups(), 1);
    let once = text(&settings);
    assert!(set_up(&asker, &new, &["--install"]).await.status.success());
    assert_eq!((text(&settings), backups()), (once, 1), "twice is once");
    // What was written is what Claude Code runs, in a shell.
    let command = ours["hooks"][0]["command"].as_str().unwrap();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", command]).env("HOME", asker.home.path()).env_remove("XDG_CONFIG_HOME");
    let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let event = bash(&asker, "toolu_1", "ls").to_string();
    child.stdin.take().unwrap().write_all(event.as_bytes()).unwrap();
    asker.decide(&asker.card().await, "approve", None).await;
    assert_eq!(answer(&ended(child).await).0, "allow");
    let out = set_up(&asker, &new, &["--uninstall"]).await;
    assert!(out.status.success(), "{out:?}");
    assert_eq!(text(&settings), before);
    let nothing = set_up(&asker, &new, &["--uninstall"]).await;
    assert!(stderr(&nothing).contains("no hook of ours"), "{nothing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_be_read_are_left_as_they_are() {
    let asker = Asker::new().await;
    assert!(ended(asker.plain(&["connect"]).spawn().unwrap()).await.status.success());
    let new = claude(&asker, "2.1.330");
    let settings = asker.home.path().join(".claude/settings.json");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    for odd in ["{ // a comment\n}", "[1]", "{\"hooks\": 1}", "{\"disableAllHooks\": true}"] {
        std::fs::write(&settings, odd).unwrap();
        let refused = set_up(&asker, &new, &["--install"]).await;
        assert_eq!(refused.status.code(), Some(1), "{odd}: {refused:?}");
        assert!(stderr(&refused).contains("nothing was changed"), "{odd}: {refused:?}");
        assert_eq!(text(&settings), odd);
    }
    let printed = set_up(&asker, Path::new("/no/claude"), &["--print"]).await;
    let fragment: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(fragment["hooks"]["PreToolUse"][0]["hooks"][0]["onFailure"], "block");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_whose_claude_is_gone_takes_its_request_back() {
    let asker = Asker::new().await;
    let event = bash(&asker, "toolu_1", "ls");
    let file = asker.home.path().join("event");
    std::fs::write(&file, event.to_string()).unwrap();
    let program = asker.command(&asker.product.url, &[]);
    let program = program.get_program().to_str().unwrap().to_owned();
    let line = format!("'{program}' hook claude < '{}' & wait", file.display());
    let mut parent = std::process::Command::new("sh");
    parent
        .args(["-c", &line])
        .env("HOME", asker.home.path())
        .env("MISSION_CONTROL_SERVER", &asker.product.url)
        .env("MISSION_CONTROL_KEY", &asker.key)
        .env("MISSION_CONTROL_DESKTOP", &asker.desktop);
    let mut parent = parent.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let card = asker.card().await;
    parent.kill().unwrap();
    parent.wait().unwrap();
    wait_for("it is taken back", 20, async || {
        tokio::time::sleep(Duration::from_millis(200)).await;
        (asker.action(&card).await["state"] == "withdrawn").then_some(())
    })
    .await;
}
