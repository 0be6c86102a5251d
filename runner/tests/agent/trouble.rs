//! Endpoints that are down, slow, rate-limited or answer nonsense: people are told plainly, and the work can go on.

use crate::endpoint::{Endpoint, Turn, call, text};
use crate::stage::{Stage, ada, speaks};
use domain::{log::Stream, wire::RunOutcome};
use serde_json::json;
use std::{
    process::Command,
    time::{Duration, Instant},
};

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };

async fn start(
    protocol: &str,
    settings: &str,
    script: impl IntoIterator<Item = Turn>,
) -> (Stage, Endpoint) {
    let endpoint = Endpoint::open(script).await;
    let stage = Stage::with_ada(&format!("{}{settings}", speaks(protocol, endpoint.port))).await;
    stage.office.prompt("Ada", "Say hello.", |_| {});
    (stage, endpoint)
}

/// The person writes, the model answers, and then says that it is done.
fn recovery() -> [Turn; 2] {
    [text("Hello."), text("Done now.")]
}

#[tokio::test]
async fn too_many_requests_is_waited_out_as_long_as_the_endpoint_asks() {
    for protocol in ["openai", "anthropic"] {
        let busy = Turn::Status(429, Some(1), r#"{"error":{"message":"slow down"}}"#.into());
        let (stage, endpoint) = start(protocol, "", [busy, text("Hello.")]).await;
        let since = Instant::now();
        assert_eq!(stage.office.ended().await.outcome, DONE);
        assert!(since.elapsed() > Duration::from_millis(900), "{protocol}");
        assert_eq!(endpoint.asked().len(), 2);
        let log = stage.office.text(Stream::System);
        assert!(
            log.contains("is asked too often (429): slow down. Trying again in 1.0 s."),
            "{log}"
        );
        assert_eq!(stage.office.text(Stream::Stdout), "Hello.\n");
    }
}

#[tokio::test]
async fn an_endpoint_that_is_down_is_said_plainly_and_a_message_resumes() {
    let closed = Endpoint::open([]).await;
    let port = closed.port;
    drop(closed);
    let stage = Stage::with_ada(&speaks("openai", port)).await;
    stage.office.prompt("Ada", "Say hello.", |_| {});
    let said = stage.office.said("does not answer").await;
    assert_eq!(
        said,
        format!(
            "The model's endpoint at http://127.0.0.1:{port}/v1 does not answer: connection refused. Nothing ran. \
             Write anything here to try again, or cancel the task."
        )
    );
    stage.pause().await;
    assert!(stage.office.look(|desk| desk.results.is_empty()), "the task does not fail by itself");
    let endpoint = Endpoint::open_at(port, recovery()).await;
    stage.office.ask("Try again.");
    assert_eq!(stage.office.ended().await.outcome, DONE);
    assert!(endpoint.last().contains("Say hello.") && endpoint.last().contains("Try again."));
}

#[tokio::test]
async fn what_lasts_is_told_at_once_with_the_reason() {
    let body = |message: &str| json!({ "error": { "message": message } }).to_string();
    let many = "x".repeat(5_000);
    for (status, message, words) in [
        (401, "bad key", "wants a key, and this agent has none (`key_variable`) (401): bad key."),
        (
            404,
            "no model",
            "does not know the model small-high, or the address is wrong (404): no model.",
        ),
        (400, "maximum context length is 10", "the conversation is too long for its model (400)"),
        (400, "what?", "refuses the question (400): what?"),
        (302, "", "sends elsewhere, and a key is not sent after it (302)."),
        (400, many.as_str(), "refuses the question (400): xxx"),
    ] {
        let script = [Turn::Status(status, None, body(message))];
        let (stage, endpoint) = start("openai", "", script.into_iter().chain(recovery())).await;
        let said = stage.office.said(words).await;
        assert!(
            said.len() < 600 && said.contains(" Nothing ran. Write anything here to "),
            "{said}"
        );
        assert_eq!(endpoint.asked().len(), 1);
        stage.office.ask("Go on.");
        assert_eq!(stage.office.ended().await.outcome, DONE);
    }
}

#[tokio::test]
async fn nonsense_is_asked_again_and_then_told() {
    let page = Turn::Raw("text/html", "<html>It works!</html>");
    let odd = Turn::Raw("text/event-stream", "data: {not json}\n\n");
    let none = Turn::Raw("text/event-stream", "data: {\"choices\":[]}\n\n");
    for protocol in ["openai", "anthropic"] {
        let script = [page.clone(), odd.clone(), none.clone(), Turn::Broken];
        let (stage, endpoint) = start(protocol, "", script.into_iter().chain(recovery())).await;
        let said = stage.office.said("answers nonsense").await;
        assert!(said.contains("its answer broke off, or is not a chat answer"), "{said}");
        assert_eq!(endpoint.asked().len(), 4, "{protocol}");
        stage.office.ask("Try again.");
        assert_eq!(stage.office.ended().await.outcome, DONE);
    }
}

#[tokio::test]
async fn calls_that_are_no_json_and_empty_answers_are_told_to_the_model_first() {
    for protocol in ["openai", "anthropic"] {
        let bad = || Turn::Calls(vec![("read_file", "{\"path\": oops".into())]);
        let script = [bad(), text(""), bad()];
        let (stage, endpoint) = start(protocol, "", script.into_iter().chain(recovery())).await;
        let said = stage.office.said("3 times in a row").await;
        assert!(said.contains("Write anything here to try again"), "{said}");
        let asked = endpoint.asked();
        assert_eq!(asked.len(), 3, "{protocol}");
        assert!(asked[1].to_string().contains("are not a JSON object"), "{protocol}");
        assert!(asked[2].to_string().contains("Your answer was empty"), "{protocol}");
        stage.office.ask("Try again.");
        assert_eq!(stage.office.ended().await.outcome, DONE);
    }
}

#[tokio::test]
async fn a_silent_endpoint_is_given_up_and_told() {
    let script = std::iter::repeat_n(Turn::Silence, 4).chain(recovery());
    let (stage, _endpoint) = start("anthropic", "request_timeout_seconds = 1\n", script).await;
    stage.office.said("sent nothing for 1 seconds. Nothing ran.").await;
    stage.office.ask("Try again.");
    assert_eq!(stage.office.ended().await.outcome, DONE);
}

#[tokio::test]
async fn at_its_limits_it_stops_and_a_person_lets_it_go_on() {
    for (limit, words) in [
        ("max_turns = 2\n", "I have used 2 turns"),
        ("max_tokens = 200\n", "I have used about 240 tokens"),
    ] {
        let look = || call("list_files", &json!({}));
        let script = [look(), look()].into_iter().chain(recovery());
        let (stage, endpoint) = start("openai", limit, script).await;
        stage.office.said(words).await;
        stage.pause().await;
        assert_eq!(endpoint.asked().len(), 2, "nothing is asked beyond the limit");
        stage.office.ask("Go on.");
        assert_eq!(stage.office.ended().await.outcome, DONE);
        let usage = stage.office.look(|desk| desk.usage.last().cloned()).unwrap();
        assert_eq!(usage.turns, 4, "the task's usage counts on");
    }
}

#[tokio::test]
async fn trouble_while_an_action_waits_leaves_it_waiting() {
    let wish = json!({ "interpreter": "sh", "script": "true", "description": "d" });
    let no = Turn::Status(401, None, String::new());
    let script = [call("propose_action", &wish), no, text("It ran.")];
    let (stage, _endpoint) = start("openai", "", script).await;
    stage.office.action(1).await;
    stage.office.ask("Why?");
    stage.office.said("Nothing more ran. The action still waits for a decision.").await;
    assert_eq!(stage.office.action(1).await.state, "pending");
    stage.office.approve(0);
    stage.office.said("It ran.").await;
}

#[tokio::test]
async fn a_missing_key_is_named_before_anything_starts() {
    let endpoint = Endpoint::open([]).await;
    let settings = speaks("openai", endpoint.port) + "key_variable = \"MC_NO_SUCH_KEY\"\n";
    let stage = Stage::with_ada(&settings).await;
    stage.office.prompt("Ada", "Say hello.", |_| {});
    let RunOutcome::NotStarted { reason } = stage.office.ended().await.outcome else {
        panic!("it started")
    };
    assert!(reason.contains("MC_NO_SUCH_KEY"), "{reason}");
    assert!(endpoint.asked().is_empty());
}

const KEY: &str = "sk-very-secret-0123456789";

/// The test below in a process of its own, which has the key in its environment and logs everything.
#[test]
fn the_key_is_sent_and_appears_nowhere_else() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "trouble::with_the_key_in_the_environment", "--ignored", "--nocapture"])
        .env("MC_TEST_KEY", KEY)
        .output()
        .unwrap();
    let printed =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let printed = printed.concat();
    let leaks: Vec<_> = printed.lines().filter(|line| line.contains(KEY)).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    let end = &printed[printed.ceil_char_boundary(printed.len().saturating_sub(3_000))..];
    assert!(output.status.success(), "{end}");
    assert!(printed.contains("DEBUG") && printed.contains("TRACE"), "it logs nothing: {end}");
}

#[tokio::test]
#[ignore = "the test above runs it with a key"]
async fn with_the_key_in_the_environment() {
    assert_eq!(std::env::var("MC_TEST_KEY").unwrap(), KEY);
    let level = tracing_subscriber::filter::LevelFilter::TRACE;
    tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).init();
    for (protocol, header) in
        [("openai", "authorization"), ("anthropic", "x-api-key"), ("ollama", "authorization")]
    {
        let wish = json!({ "interpreter": "sh", "script": "env; exit 0", "description": "Prints the environment" });
        // The endpoint repeats the key wherever it can.
        let echo = json!({ "error": { "message": format!("Incorrect API key provided: {KEY}") } });
        let script = [
            Turn::Status(401, None, echo.to_string()),
            call("propose_action", &wish),
            text(&format!("Your key is {KEY}.")),
            text("Done."),
        ];
        let endpoint = Endpoint::open(script).await;
        let stage = Stage::with(|dir| {
            let settings = speaks(protocol, endpoint.port) + "key_variable = \"MC_TEST_KEY\"\n";
            ada(dir, &settings)
        })
        .await;
        stage.office.prompt("Ada", "Say hello.", |_| {});
        let said = stage.office.said("does not accept the key in MC_TEST_KEY").await;
        assert!(said.contains("Incorrect API key provided: [key]"), "{said}");
        stage.office.ask("Try again.");
        stage.office.action(1).await;
        stage.office.approve(0);
        assert_eq!(stage.office.ended().await.outcome, DONE);
        stage.office.said("Your key is [key].").await;
        let sent = endpoint.headers()[0][header].to_str().unwrap().to_owned();
        assert!(sent.ends_with(KEY), "{protocol}");
        stage.office.look(|desk| {
            let everything = format!(
                "{:?} {:?} {:?} {:?}",
                desk.messages, desk.logs, desk.results, desk.actions
            );
            assert!(everything.contains("PATH="), "the action printed nothing");
            assert!(!everything.contains(KEY), "{everything}");
        });
    }
}
