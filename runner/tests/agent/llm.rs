//! An agent with a model behind it, through the whole runner, against an endpoint that speaks both real wire formats
//! (streamed), and Ollama's.

use crate::endpoint::{Endpoint, Turn, call, text};
use crate::stage::{Stage, speaks};
use domain::{
    action::Expected,
    approval::Reason,
    log::Stream,
    usage::Usage,
    wire::{Problem, RunOutcome},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };
const BOTH: [&str; 2] = ["openai", "anthropic"];

async fn start(protocol: &str, script: impl IntoIterator<Item = Turn>) -> (Stage, Endpoint) {
    let endpoint = Endpoint::open(script).await;
    let stage = Stage::with_ada(&speaks(protocol, endpoint.port)).await;
    stage.office.prompt("Ada", "Make the note.", |_| {});
    (stage, endpoint)
}

fn wish(script: &str) -> Turn {
    call(
        "propose_action",
        &json!({
            "interpreter": "sh", "script": script, "description": "Makes the note.",
            "returns": "The note.", "title": "Make the note",
            "expected": { "exit_code": 0, "output_pattern": "note", "files": ["note.md"] }
        }),
    )
}

fn finish(summary: &str) -> Turn {
    call("finish", &json!({ "summary": summary, "succeeded": true }))
}

/// The result of a tool call as the endpoint was told it, whatever the format.
fn results(question: &Value) -> Vec<String> {
    let messages = question["messages"].as_array().unwrap();
    let mut found = Vec::new();
    for message in messages {
        if message["role"] == "tool" {
            found.push(message["content"].as_str().unwrap().to_owned());
        }
        for part in message["content"].as_array().into_iter().flatten() {
            if part["type"] == "tool_result" {
                found.push(part["content"].as_str().unwrap().to_owned());
            }
        }
    }
    found
}

#[tokio::test]
async fn approved_it_runs_and_the_model_gets_what_came_back() {
    for protocol in BOTH {
        let script = [wish("echo a note | tee note.md; echo oh >&2"), finish("The note is made.")];
        let (stage, endpoint) = start(protocol, script).await;
        let action = stage.office.action(1).await;
        assert_eq!(action.script.unwrap(), "echo a note | tee note.md; echo oh >&2");
        assert_eq!(action.description, "Makes the note.\n\nReturns: The note.");
        let Some(Expected::Checks { exit_code, output_pattern, files, text }) = action.expected
        else {
            panic!("nothing was announced")
        };
        assert_eq!((exit_code, output_pattern.as_deref(), text), (Some(0), Some("note"), None));
        assert_eq!(files.unwrap(), ["note.md"]);
        stage.office.approve(0);
        let result = stage.office.ended().await;
        assert_eq!(result.outcome, DONE, "{protocol}");
        let note = stage.workspace().join("tasks/7/note.md");
        assert_eq!(std::fs::read_to_string(note).unwrap(), "a note\n");
        let told = results(&endpoint.asked()[1]);
        assert_eq!(
            told,
            ["Ann approved it, and it ran once.\nExit code: 0\nDuration: 1.500 s\n\
              stdout (7 bytes):\n<data>\na note\n\n</data>\nstderr (3 bytes):\n<data>\noh\n\n</data>"],
            "{protocol}"
        );
        assert_eq!(stage.office.text(Stream::Stdout), "The note is made.\n");
        assert_eq!(stage.office.look(|desk| desk.files[0].path.clone()), "note.md");
        let usage = stage.office.look(|desk| desk.usage.last().cloned()).unwrap();
        let (model, turns) = ("small-high".to_owned(), 2);
        assert_eq!(usage, Usage { model, turns, input_tokens: 200, output_tokens: 40 });
        // The endpoint got the model's name as it is, and the tools.
        let asked = endpoint.asked()[0].clone();
        assert_eq!(
            (&asked["model"], &asked["reasoning_effort"]),
            (&json!("small-high"), &Value::Null)
        );
        assert_eq!(asked["tools"].as_array().unwrap().len(), 8);
    }
}

#[tokio::test]
async fn what_a_person_changed_is_waited_for_and_told_as_it_is() {
    let script = [wish("echo proposed > note.md"), finish("The note is made.")];
    let (stage, endpoint) = start("openai", script).await;
    stage.office.action(1).await;
    stage.office.edit(0, "echo a note > note.md; echo 'an edited note'");
    stage.office.approve(1);
    assert_eq!(stage.office.ended().await.outcome, DONE);
    let note = stage.workspace().join("tasks/7/note.md");
    assert_eq!(std::fs::read_to_string(note).unwrap(), "a note\n");
    let told = results(&endpoint.asked()[1]).remove(0);
    assert!(
        told.starts_with("Ann approved it, and it ran once.\nAnn changed the command"),
        "{told}"
    );
    assert!(told.contains("echo a note > note.md; echo 'an edited note'"), "{told}");
    assert!(told.contains("an edited note\n"), "{told}");
}

#[tokio::test]
async fn rejected_the_model_reads_why_word_for_word_and_adapts() {
    for protocol in BOTH {
        let script = [wish("rm -r ."), wish("echo a note > note.md"), finish("Made.")];
        let (stage, endpoint) = start(protocol, script).await;
        stage.office.action(1).await;
        stage.office.reject(0, Reason::WrongFix, "Never  delete.\nWrite \"one\" file.");
        let second = stage.office.action(2).await;
        assert_eq!(second.script.unwrap(), "echo a note > note.md");
        stage.office.approve(1);
        assert_eq!(stage.office.ended().await.outcome, DONE);
        assert_eq!(
            results(&endpoint.asked()[1]),
            ["Ann rejected it. Nothing ran.\nReason: Wrong fix\nNote, word for word:\n\
              Never  delete.\nWrite \"one\" file."],
            "{protocol}"
        );
        assert!(stage.workspace().join("tasks/7/note.md").exists());
    }
}

#[tokio::test]
async fn a_question_while_it_waits_is_answered_and_the_wait_goes_on() {
    for protocol in BOTH {
        let script = [
            wish("echo a note > note.md"),
            call("list_files", &json!({})),
            text("It writes one file."),
            finish("Made."),
        ];
        let (stage, endpoint) = start(protocol, script).await;
        stage.office.action(1).await;
        stage.office.ask("What does it write?");
        stage.office.said("It writes one file.").await;
        stage.pause().await;
        assert_eq!(stage.office.look(|desk| (desk.actions.len(), desk.results.len())), (1, 0));
        assert_eq!(stage.office.action(1).await.state, "pending");
        assert!(endpoint.last().contains("[Person: Ann]\\nWhat does it write?"), "{protocol}");
        stage.office.approve(0);
        assert_eq!(stage.office.ended().await.outcome, DONE, "{protocol}");
        let last = endpoint.last();
        assert!(
            last.contains("[Mission Control] The end of your action a_0:\\nAnn approved it"),
            "{last}"
        );
    }
}

#[tokio::test]
async fn ten_turns_of_talk_make_no_proposal() {
    let talk = (0..10).map(|n| text(&format!("Answer {n}. What else?")));
    let (stage, _endpoint) =
        start("openai", talk.chain([text("Goodbye."), text("That is all.")])).await;
    for n in 0..10 {
        stage.office.said(&format!("Answer {n}.")).await;
        stage.office.ask(&format!("Question {n}"));
    }
    // The last answer was one to a person, so the model was asked whether there is more to do.
    assert_eq!(stage.office.ended().await.outcome, DONE);
    assert_eq!(stage.office.look(|desk| desk.actions.len()), 0);
    assert_eq!(stage.office.text(Stream::Stdout), "That is all.\n");
}

#[tokio::test]
async fn a_plain_text_ends_the_task_and_is_its_output() {
    let (stage, endpoint) = start("anthropic", [text("There is nothing to do.")]).await;
    assert_eq!(stage.office.ended().await.outcome, DONE);
    assert_eq!(stage.office.text(Stream::Stdout), "There is nothing to do.\n");
    stage.office.said("There is nothing to do.").await;
    let asked = endpoint.asked();
    assert_eq!(asked.len(), 1);
    assert!(asked[0]["messages"].to_string().contains("Make the note."));
    assert!(asked[0]["system"].to_string().contains("propose_action"));
}

#[tokio::test]
async fn calls_side_by_side_are_each_answered_and_a_no_stops_the_rest() {
    for protocol in BOTH {
        let propose = |script: &str| {
            json!({ "interpreter": "sh", "script": script, "description": "d" }).to_string()
        };
        let looks = Turn::Calls(vec![
            ("system_facts", String::new()),
            ("list_files", "{}".into()),
            ("no_such_tool", "{}".into()),
        ]);
        let wishes = Turn::Calls(vec![
            ("propose_action", propose("echo one")),
            ("propose_action", propose("echo two")),
            ("finish", r#"{"summary":"s","succeeded":true}"#.into()),
        ]);
        let (stage, endpoint) = start(protocol, [looks, wishes, finish("Nothing done.")]).await;
        stage.office.action(1).await;
        stage.office.reject(0, Reason::WrongTime, "later");
        assert_eq!(stage.office.ended().await.outcome, DONE);
        assert_eq!(stage.office.look(|desk| desk.actions.len()), 1, "{protocol}");
        let told = results(&endpoint.asked()[2]);
        assert_eq!(told.len(), 6, "{protocol}");
        assert!(told[0].contains("\"os\":\"linux\"") && told[1].contains("is empty"), "{told:?}");
        assert!(told[2].contains("there is no tool"), "{told:?}");
        assert!(told[3].contains("Wrong time") && told[4].starts_with("Not done"), "{told:?}");
        assert!(told[5].starts_with("Not done"), "{told:?}");
        let log = stage.office.text(Stream::System);
        assert!(log.contains("system_facts\nlist_files .\n"), "{log}");
    }
}

#[tokio::test]
async fn other_ends_of_an_action_are_told_as_they_are() {
    for (state, words) in [
        ("expired", "That is not a no. Nothing ran."),
        ("withdrawn", "withdrawn before anybody decided. Nothing ran."),
        ("revoked", "taken back before it ran. Nothing ran."),
        ("lapsed", "the approval lapsed. Nothing ran."),
        (
            "outcome_unknown",
            "It may have run, in whole or in part. Do not repeat it; a person is looking.",
        ),
    ] {
        let (stage, endpoint) = start("openai", [wish("true"), finish("So be it.")]).await;
        stage.office.action(1).await;
        stage.office.end(0, state);
        stage.office.ended().await;
        let told = results(&endpoint.asked()[1]);
        assert!(told[0].ends_with(words), "{told:?}");
    }
}

#[tokio::test]
async fn what_the_server_refuses_is_told_in_its_words() {
    let bad = call("propose_action", &json!({ "interpreter": "sh", "script": "x", "stdin": "" }));
    let (stage, endpoint) =
        start("openai", [bad, text("Shall I?"), wish("x"), finish("No.")]).await;
    stage.office.said("Shall I?").await;
    assert!(results(&endpoint.asked()[1])[0].starts_with("Not proposed: unknown field `stdin`"));
    let problem = Problem::plain(409, "already_rejected", "It was rejected before.", "Change it.");
    stage.office.look(|desk| desk.refuse = Some(problem));
    stage.office.ask("Yes.");
    stage.office.ended().await;
    let told = results(&endpoint.asked()[3]);
    assert_eq!(told[1], "Not proposed: It was rejected before. Change it. (code already_rejected)");
    assert_eq!(stage.office.look(|desk| desk.actions.len()), 0);
}

#[tokio::test]
async fn while_one_waits_no_second_is_proposed_and_the_first_can_be_withdrawn() {
    let script = [
        wish("echo one"),
        wish("echo two"),
        call("withdraw_action", &json!({})),
        text("I take it back."),
        finish("Withdrawn."),
    ];
    let (stage, endpoint) = start("anthropic", script).await;
    stage.office.action(1).await;
    stage.office.ask("Not in this folder!");
    assert_eq!(stage.office.ended().await.outcome, DONE);
    assert_eq!(stage.office.action(1).await.state, "withdrawn");
    assert_eq!(stage.office.look(|desk| desk.actions.len()), 1);
    let told = results(endpoint.asked().last().unwrap());
    assert!(told[1].starts_with("Not done: an action of yours still waits"), "{told:?}");
}

#[tokio::test]
async fn a_finish_can_fail_and_can_announce() {
    let summary = json!({ "summary": "It cannot be done.", "succeeded": false,
        "expected": { "exit_code": 1, "files": [] } });
    let (stage, _endpoint) = start("openai", [call("finish", &summary)]).await;
    let result = stage.office.ended().await;
    assert_eq!(result.outcome, RunOutcome::Exited { exit_code: 1 });
    let Some(Expected::Checks { files: Some(files), .. }) = result.expected else {
        panic!("it announced nothing")
    };
    assert!(files.is_empty());
}

#[tokio::test]
async fn a_cancel_stops_at_once_even_while_the_model_is_silent() {
    let (stage, endpoint) = start("openai", [Turn::Silence]).await;
    crate::support::eventually("a question", || (!endpoint.asked().is_empty()).then_some(())).await;
    let since = Instant::now();
    stage.office.look(|desk| desk.cancelled = true);
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Cancelled);
    assert!(since.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_cancel_stops_at_once_even_while_the_model_never_pauses() {
    let (stage, endpoint) = start("openai", [Turn::Endless]).await;
    crate::support::eventually("a question", || (!endpoint.asked().is_empty()).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let since = Instant::now();
    stage.office.look(|desk| desk.cancelled = true);
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Cancelled);
    assert!(since.elapsed() < Duration::from_secs(4), "{:?}", since.elapsed());
}

#[tokio::test]
async fn ollamas_own_format_works_by_configuration_alone() {
    let (stage, endpoint) = start("ollama", [wish("echo a note"), finish("Made.")]).await;
    stage.office.action(1).await;
    stage.office.approve(0);
    assert_eq!(stage.office.ended().await.outcome, DONE);
    assert_eq!(endpoint.asked()[0]["model"], "small-high");
    let usage = stage.office.look(|desk| desk.usage.last().cloned()).unwrap();
    assert_eq!((usage.turns, usage.input_tokens, usage.output_tokens), (2, 200, 40));
}
