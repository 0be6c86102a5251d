//! The card of what an agent does itself: it says so, shows all that the agent disclosed, and says when it disclosed
//! nothing.

use super::{action, card, in_thread, says};
use crate::made::words;
use domain::{
    action::{Edit, Interpreter, ToolRef},
    wire::{Action, Exact},
};

fn own(state: &str, exact: Option<Exact>) -> Action {
    let (script, argv) = match &exact {
        Some(Exact::Command(script)) => (Some(script.clone()), None),
        Some(Exact::Argv(argv)) => (None, Some(argv.clone())),
        _ => (None, None),
    };
    Action {
        kind: "agent_permission".into(),
        tool: Some(ToolRef { name: "Bash".into(), kind: Some("execute".into()) }),
        interpreter: Interpreter::Exec,
        script,
        argv,
        exact,
        ..action(state)
    }
}

#[test]
fn every_card_says_who_runs_it() {
    says(&in_thread(card(action("pending"))), &["Run by", "Mission Control", "Runs as"]);
    let html = in_thread(card(own("pending", Some(Exact::Command("git push".into())))));
    says(&html, &["Run by", "Fern itself, with its tool Bash", "git push", "what the agent says"]);
    assert!(!words(&html).contains("exactly what will run"), "{html}");
    assert!(!words(&html).contains("Runs as"), "no account of ours runs it: {html}");
}

#[test]
fn only_a_command_that_its_agent_would_follow_can_be_changed() {
    let fixed = own("pending", Some(Exact::Command("git push".into())));
    assert!(!in_thread(card(fixed.clone())).contains("/edit"));
    let html = in_thread(card(Action { editable: true, ..fixed }));
    assert!(html.contains("/approvals/ap_2/edit"), "{html}");
}

#[test]
fn changed_files_show_every_line_that_changes_with_what_hides_in_it() {
    let old = (1..=80).fold(String::new(), |text, line| text + &format!("line {line}\n"));
    let new = old.replace("line 7\n", "line seven \u{202e}\n").replace("line 70\n", "");
    let edits = vec![
        Edit { path: "src/<main>.rs".into(), old: Some(old), new: Some(new) },
        Edit { path: "notes.md".into(), old: None, new: Some("hello\n".into()) },
    ];
    let html = in_thread(card(own("pending", Some(Exact::Edits(edits)))));
    let text = words(&html);
    for shown in ["src/&lt;main&gt;.rs", "line seven", "line 70", "notes.md", "hello", "added"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!html.contains('\u{202e}') && !text.contains("line 40"), "{html}");
}

#[test]
fn what_is_not_disclosed_is_said_and_a_tools_input_and_a_question_stand_there_whole() {
    let html = in_thread(card(own("pending", None)));
    says(&html, &["did not disclose the exact action", "Nobody here can tell what Fern would do"]);
    let input = serde_json::json!({"url": "https://example.com/<x>", "deep": {"a": [1, 2]}});
    let html = in_thread(card(own("pending", Some(Exact::Input(input)))));
    says(&html, &["Input of its tool", "https://example.com/&lt;x&gt;", "deep"]);
    let html = in_thread(card(own("pending", Some(Exact::Question("May I **drop** it?".into())))));
    says(&html, &["Question", "May I **drop** it?"]);
}

#[test]
fn what_became_of_it_names_the_agent_and_promises_nothing() {
    let exact = || Some(Exact::Command("git push".into()));
    says(&in_thread(card(own("released", exact()))), &["Approved by Ana", "does it itself"]);
    says(&in_thread(card(own("approved", exact()))), &["Waiting for Fern to go on."]);
    says(&in_thread(card(own("running", exact()))), &["Fern does it"]);
    says(&in_thread(card(own("lapsed", exact()))), &["Fern did not go on in time"]);
    says(&in_thread(card(own("outcome_unknown", exact()))), &["never said how it ended"]);
    says(&in_thread(card(own("rejected", None))), &["What was declined"]);
}
