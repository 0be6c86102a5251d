//! Commands that are held until a person approves them: the real program, as somebody at a terminal, a git hook or CI has it.

use std::io::{BufRead as _, Write as _};
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::json;

use crate::support::asker::{Asker, ended, signal, stderr, stdout, text};
use crate::support::wire::Wire;
use crate::support::{product, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn exactly_what_was_approved_runs_once_with_this_terminal_and_its_exit_code() {
    let asker = Asker::new().await;
    let ran = asker.home.path().join("ran");
    let code = format!("echo ran >> '{}'; cat; printf '<%s>' \"$@\"; exit 7", ran.display());
    let odd = ["a b", "it's", "\"q\"", "new\nline", "", "$HOME", "ü", "--", "-x"];
    let mut args = vec!["gate", "--why", "Because of the test.", "--", "sh", "-c", &code, "name"];
    args.extend(odd);
    let mut child = asker.command(&asker.product.url, &args).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"typed\n").unwrap();
    let card = asker.card().await;
    let shown = card["exact"]["argv"].as_array().unwrap();
    assert_eq!(shown[..3], [json!("sh"), json!("-c"), json!(code)]);
    assert_eq!(shown[4..], odd.map(|arg| json!(arg)));
    assert_eq!(card["cwd"], json!(asker.home.path().canonicalize().unwrap()));
    assert!(card["description"].as_str().unwrap().starts_with("Because of the test."), "{card}");
    assert_eq!((&card["kind"], &card["editable"]), (&json!("agent_permission"), &json!(true)));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!ran.exists() && child.try_wait().unwrap().is_none(), "nothing runs before the yes");
    asker.decide(&card, "approve", None).await;
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(7), "{output:?}");
    let shown: String = odd.map(|arg| format!("<{arg}>")).concat();
    assert_eq!(stdout(&output), format!("typed\n{shown}"));
    assert_eq!(text(&ran), "ran\n");
    let page = format!("{}/approvals/{}", asker.product.url, card["approvalId"].as_str().unwrap());
    assert!(stderr(&output).contains(&page), "{}", stderr(&output));
    let told = asker.action(&card).await;
    assert_eq!((&told["state"], &told["result"]["exitCode"]), (&json!("failed"), &json!(7)));
    let task = asker.admin.get(&format!("/tasks/{}", card["taskId"].as_str().unwrap())).await.ok();
    assert_eq!(task["status"], "failed", "its task does not go on for ever: {task}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_runs_nothing_and_says_why() {
    let asker = Asker::new().await;
    let child = asker.start(&["gate", "--", "touch", "ran"]);
    let card = asker.card().await;
    asker.decide(&card, "reject", Some("Not on a Friday.")).await;
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(77), "{output:?}");
    assert!(stderr(&output).contains("ada rejected this: Not on a Friday."), "{output:?}");
    assert!(!asker.home.path().join("ran").exists());
    assert_eq!(asker.held().await, json!(["hook", "mission-control-gate", "cooperative"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_changed_is_what_runs() {
    let asker = Asker::new().await;
    let child = asker.start(&["gate", "--shell", "echo proposed > a; echo one"]);
    let card = asker.card().await;
    let path = format!("/actions/{}/edit", card["id"].as_str().unwrap());
    let new = asker.admin.post(&path, json!({"script": "echo edited > b; echo two"})).await;
    asker.decide(&new.created(), "approve", None).await;
    let output = ended(child).await;
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "two\n"), "{output:?}");
    assert!(stderr(&output).contains("ada changed the command"), "{output:?}");
    assert!(!asker.home.path().join("a").exists());
    assert_eq!(text(&asker.home.path().join("b")), "edited\n");
    let child = asker.start(&["gate", "--", "echo", "one"]);
    let card = asker.card().await;
    let path = format!("/actions/{}/edit", card["id"].as_str().unwrap());
    let new = asker.admin.post(&path, json!({"argv": ["echo", "a  b"]})).await.created();
    asker.decide(&new, "approve", None).await;
    assert_eq!(stdout(&ended(child).await), "a  b\n");
    assert_eq!(asker.action(&new).await["state"], "succeeded");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_in_time_runs_nothing_and_leaves_nothing_open() {
    let asker = Asker::new().await;
    let output = ended(asker.start(&["gate", "--timeout", "1", "--", "touch", "ran"])).await;
    assert_eq!(output.status.code(), Some(75), "{output:?}");
    assert!(stderr(&output).contains("Nobody decided in time"), "{output:?}");
    assert!(!asker.home.path().join("ran").exists());
    assert_eq!(asker.counts().await, (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_while_it_waits_is_waited_for_and_it_runs_once() {
    let mut asker = Asker::new().await;
    let wire = Wire::to(&asker.product.url).await;
    let mut child =
        asker.command(&wire.url, &["gate", "--shell", "echo ran >> ran"]).spawn().unwrap();
    let mut says = std::io::BufReader::new(child.stderr.take().unwrap());
    let card = asker.card().await;
    let mut line = String::new();
    tokio::task::block_in_place(|| says.read_line(&mut line).unwrap());
    assert!(line.contains("waiting for a person"), "{line}");
    asker.restart();
    wire.go_on(&asker.product.url);
    asker.decide(&card, "approve", None).await;
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(text(&asker.home.path().join("ran")), "ran\n");
    assert_eq!(asker.action(&card).await["state"], "succeeded");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_when_it_is_let_go_is_given_again_and_it_runs_once() {
    let asker = Asker::new().await;
    let wire = Wire::to(&asker.product.url).await;
    wire.stop_at(crate::support::wire::Point::Answered("/take"));
    let child = asker.command(&wire.url, &["gate", "--shell", "echo ran >> ran"]).spawn().unwrap();
    asker.decide(&asker.card().await, "approve", None).await;
    wire.stopped().await;
    assert!(!asker.home.path().join("ran").exists(), "it was not told that it may");
    wire.go_on(&asker.product.url);
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(text(&asker.home.path().join("ran")), "ran\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stays_away_runs_nothing() {
    let mut asker = Asker::new().await;
    let child = asker.start(&["gate", "--patience", "1", "--", "touch", "ran"]);
    asker.card().await;
    tokio::task::block_in_place(|| asker.product.kill());
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(69), "{output:?}");
    let output = ended(asker.start(&["gate", "--patience", "0", "--", "touch", "ran"])).await;
    assert_eq!(output.status.code(), Some(69), "{output:?}");
    assert!(stderr(&output).contains("cannot be reached"), "{output:?}");
    assert!(!asker.home.path().join("ran").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_that_may_ask_nothing_runs_and_it_says_what_to_do() {
    let asker = Asker::new().await;
    let args = ["gate", "--", "touch", "ran"];
    let none = ended(asker.plain(&args).spawn().unwrap()).await;
    assert_eq!(none.status.code(), Some(78), "{none:?}");
    assert!(stderr(&none).contains("mission-control connect"), "{none:?}");
    let mut wrong = asker.command(&asker.product.url, &args);
    let wrong = ended(wrong.env("MISSION_CONTROL_KEY", "mc_key_wrong").spawn().unwrap()).await;
    assert_eq!(wrong.status.code(), Some(78), "{wrong:?}");
    let made = asker.product.cli(&["key", "add", "p", "--for", "ada", "--scopes", "read,decide"]);
    let mut person = asker.command(&asker.product.url, &args);
    let person = person.env("MISSION_CONTROL_KEY", product::secret(&made)).spawn().unwrap();
    assert_eq!(ended(person).await.status.code(), Some(78));
    let mut named = asker.command(&asker.product.url, &args);
    let named = ended(named.env("MISSION_CONTROL_DESKTOP", "bench").spawn().unwrap()).await;
    assert_eq!(named.status.code(), Some(78), "a key that may not read cannot look up names");
    assert!(stderr(&named).contains("give the id"), "{named:?}");
    assert!(!asker.home.path().join("ran").exists());
    assert_eq!(asker.counts().await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_while_it_waits_takes_the_request_back() {
    let asker = Asker::new().await;
    for (sent, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let child = asker.start(&["gate", "--", "touch", "ran"]);
        let card = asker.card().await;
        signal(&child, sent);
        let output = ended(child).await;
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert_eq!(asker.action(&card).await["state"], "withdrawn");
    }
    assert!(!asker.home.path().join("ran").exists());
    assert_eq!(asker.counts().await, (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_reach_what_runs_and_its_end_is_passed_on() {
    let asker = Asker::new().await;
    let code = "trap 'exit 9' TERM; echo up > up; while :; do sleep 0.05; done";
    let child = asker.start(&["gate", "--shell", code]);
    asker.decide(&asker.card().await, "approve", None).await;
    let up = asker.home.path().join("up");
    wait_for("its start", 20, async || (text(&up) == "up\n").then_some(())).await;
    signal(&child, Signal::TERM);
    assert_eq!(ended(child).await.status.code(), Some(9));
    let child = asker.start(&["gate", "--shell", "kill -KILL $$"]);
    let card = asker.card().await;
    asker.decide(&card, "approve", None).await;
    assert_eq!(ended(child).await.status.code(), Some(137));
    assert_eq!(asker.action(&card).await["result"]["outcome"], "killed");
    let child = asker.start(&["gate", "--run-timeout", "1", "--", "sleep", "60"]);
    let card = asker.card().await;
    asker.decide(&card, "approve", None).await;
    assert_eq!(ended(child).await.status.code(), Some(124));
    assert_eq!(asker.action(&card).await["result"]["outcome"], "timed_out");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_could_read_or_start_asks_nobody() {
    let asker = Asker::new().await;
    let mut odd = asker.command(&asker.product.url, &["gate", "--", "touch"]);
    odd.arg(std::ffi::OsString::from_vec(vec![b'r', 0xff]));
    let odd = ended(odd.spawn().unwrap()).await;
    assert_eq!(odd.status.code(), Some(64), "{odd:?}");
    assert!(stderr(&odd).contains("not UTF-8"), "{odd:?}");
    let none = ended(asker.start(&["gate", "--", "no-such-program"])).await;
    assert_eq!(none.status.code(), Some(127), "{none:?}");
    let missing = ended(asker.start(&["gate", "--script", "missing.sh"])).await;
    assert_eq!(missing.status.code(), Some(64), "{missing:?}");
    let long = "x".repeat(70 * 1024);
    let long = ended(asker.start(&["gate", "--", "echo", &long])).await;
    assert_eq!(long.status.code(), Some(64), "{}", stderr(&long));
    assert_eq!(asker.counts().await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_runs_as_it_was_read_whatever_became_of_its_file() {
    let asker = Asker::new().await;
    let file = asker.home.path().join("deploy.sh");
    let lines = "echo line >> out\n".repeat(400);
    let script = format!("#!/bin/sh\n# four hundred lines\n{lines}echo \"$0\"\n");
    std::fs::write(&file, &script).unwrap();
    let child = asker.start(&["gate", "--report-output", "--script", "deploy.sh"]);
    let card = asker.card().await;
    assert_eq!(card["exact"]["command"], json!(script));
    std::fs::write(&file, "#!/bin/sh\necho evil > evil\n").unwrap();
    asker.decide(&card, "approve", None).await;
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(!asker.home.path().join("evil").exists());
    assert_eq!(text(&asker.home.path().join("out")).lines().count(), 400);
    let own = stdout(&output);
    assert!(!std::path::Path::new(own.trim()).exists(), "its own file is gone: {own}");
    assert_eq!(asker.action(&card).await["result"]["stdout"], json!(own));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_policy_lets_run_runs_at_once_and_what_it_blocks_does_not() {
    let asker = Asker::new().await;
    for (level, command) in [("runs", "echo *"), ("blocked", "touch *")] {
        let rule = json!({"level": level, "command": command});
        asker.admin.post("/policy/rules", rule).await.created();
    }
    let output = ended(asker.start(&["gate", "--", "echo", "hi"])).await;
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "hi\n"), "{output:?}");
    assert!(stderr(&output).contains("the policy lets it run"), "{output:?}");
    let output = ended(asker.start(&["gate", "--", "touch", "ran"])).await;
    assert_eq!(output.status.code(), Some(77), "{output:?}");
    assert!(stderr(&output).contains("policy blocks"), "{output:?}");
    assert!(!asker.home.path().join("ran").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn git_pushes_once_a_person_said_yes_with_the_hook_of_the_docs() {
    let asker = Asker::new().await;
    let docs = include_str!("../../docs/gate.md");
    let script = docs.split_once("```sh\n#!/bin/sh").unwrap().1.split_once("```").unwrap().0;
    let program = asker.command("", &[]).get_program().to_str().unwrap().to_owned();
    let script = format!(
        "#!/bin/sh{}",
        script.replace("exec mission-control", &format!("exec '{program}'"))
    );
    let home = asker.home.path();
    let git = |args: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"])
            .args(args)
            .current_dir(home)
            .env("HOME", home)
            .env("MISSION_CONTROL_SERVER", &asker.product.url)
            .env("MISSION_CONTROL_KEY", &asker.key)
            .env("MISSION_CONTROL_DESKTOP", &asker.desktop)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        git
    };
    for args in [
        &["init", "--quiet", "--bare", "far.git"][..],
        &["init", "--quiet", "near"],
        &["-C", "near", "commit", "--quiet", "--allow-empty", "-m", "one"],
        &["-C", "near", "remote", "add", "origin", "../far.git"],
    ] {
        assert!(git(args).status().unwrap().success(), "{args:?}");
    }
    let hook = home.join("near/.git/hooks/pre-push");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, script).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    for (decision, pushed) in [("reject", false), ("approve", true)] {
        let push = git(&["-C", "near", "push", "origin", "main"]).spawn().unwrap();
        let card = asker.card().await;
        let command = card["exact"]["command"].as_str().unwrap();
        assert!(command.contains("# refs/heads/main "), "{command}");
        asker.decide(&card, decision, None).await;
        let output = ended(push).await;
        assert_eq!(output.status.success(), pushed, "{output:?}");
        let far = git(&["-C", "far.git", "rev-parse", "--verify", "--quiet", "main"]).status();
        assert_eq!(far.unwrap().success(), pushed, "{output:?}");
    }
}

/// A server on the way that answers something else than was approved.
async fn liar(server: &str) -> String {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, Response};
    let http = reqwest::Client::new();
    let server = server.to_owned();
    let carry = move |request: Request<Body>| {
        let (http, server) = (http.clone(), server.clone());
        async move {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let mut headers = head.headers;
            headers.remove("host");
            let sent = http.request(head.method, format!("{server}{}", head.uri)).headers(headers);
            let answer = sent.body(body).send().await.unwrap();
            let (status, text) = (answer.status(), answer.text().await.unwrap());
            let text = if head.uri.path().ends_with("/take") {
                text.replace("fine", "evil")
            } else {
                text
            };
            let json = "application/json";
            Response::builder().status(status).header("content-type", json).body(Body::from(text))
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = axum::Router::new().fallback(move |request: Request<Body>| {
        let answer = carry(request);
        async move { answer.await.unwrap() }
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_let_go_is_compared_with_what_was_approved() {
    let asker = Asker::new().await;
    let liar = liar(&asker.product.url).await;
    let child = asker.command(&liar, &["gate", "--", "touch", "fine"]).spawn().unwrap();
    asker.decide(&asker.card().await, "approve", None).await;
    let output = ended(child).await;
    assert_eq!(output.status.code(), Some(70), "{output:?}");
    for file in ["fine", "evil"] {
        assert!(!asker.home.path().join(file).exists(), "{file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_connected_by_one_command_and_the_file_is_its_own() {
    let asker = Asker::new().await;
    let connected =
        ended(asker.plain(&["connect", "--as", "ada's terminal"]).spawn().unwrap()).await;
    assert!(connected.status.success() && connected.stdout.is_empty(), "{connected:?}");
    let file = asker.home.path().join(".config/mission-control/connection.toml");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let again = ended(asker.plain(&["connect"]).spawn().unwrap()).await;
    assert!(stderr(&again).contains("already"), "{again:?}");
    let child = asker.plain(&["gate", "--", "echo", "hi"]).spawn().unwrap();
    let card = asker.card().await;
    assert_eq!(card["requestedBy"]["name"], "ada's terminal");
    asker.decide(&card, "approve", None).await;
    assert_eq!(stdout(&ended(child).await), "hi\n");
    let keys = asker.admin.get("/keys").await.ok();
    let made = keys["items"].as_array().unwrap();
    let made = made.iter().find(|key| key["name"] == "ada's terminal").unwrap();
    assert_eq!(made["scopes"], json!(["propose"]), "it can ask and never decide");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = ended(asker.plain(&["gate", "--", "echo", "hi"]).spawn().unwrap()).await;
    assert_eq!(open.status.code(), Some(78), "{open:?}");
    assert!(stderr(&open).contains("chmod 600"), "{open:?}");
    // From another machine, with a key that somebody made there.
    std::fs::remove_file(&file).unwrap();
    let given = ["connect", "--server", &asker.product.url, "--desktop", &asker.desktop];
    let mut given = asker.plain(&given);
    let given = ended(given.env("MISSION_CONTROL_KEY", &asker.key).spawn().unwrap()).await;
    assert!(stderr(&given).contains("as Osprey"), "{given:?}");
}
