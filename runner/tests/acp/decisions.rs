//! What people decide, and what the agent and its task make of it.

use crate::{
    played::{Played, ask, begins, wants},
    support::{command, eventually},
};
use domain::{
    action::Edit,
    approval::Reason,
    log::Stream,
    wire::{Exact, RunOutcome},
};
use serde_json::json;

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };
const FAILED: RunOutcome = RunOutcome::Exited { exit_code: 1 };

#[tokio::test]
async fn approved_it_runs_once_and_its_end_is_told() {
    let played = Played::turns(json!([wants("echo a note >> note.md; echo made; exit 3")])).await;
    let (office, note) = (&played.stage.office, played.dir().join("note.md"));
    let action = office.action(1).await;
    let exact = Exact::Command("echo a note >> note.md; echo made; exit 3".into());
    assert_eq!((action.kind.as_str(), action.exact), ("agent_permission", Some(exact)));
    let tool = action.tool.unwrap();
    assert_eq!((tool.name.as_str(), tool.kind.as_deref()), ("Bash", Some("execute")));
    assert_eq!(action.title.unwrap(), "echo a note >> note.md; echo made; exit 3");
    assert_eq!(action.description, "Runs c1");
    assert!(!action.editable && action.cwd.unwrap().ends_with("tasks/7"));
    played.stage.pause().await;
    assert!(!note.exists(), "nothing runs before a yes");
    office.approve(0);
    assert_eq!(office.ended().await.outcome, DONE);
    assert_eq!(std::fs::read_to_string(note).unwrap(), "a note\n");
    assert_eq!(played.answers(), [json!("allow")]);
    let (id, report) = office.look(|desk| desk.reports.clone()).remove(0);
    assert_eq!(
        (id.as_str(), report.exit_code, report.output.as_deref()),
        ("a_0", Some(3), Some("made\n"))
    );
    office.said("That was all.").await;
    assert_eq!(office.text(Stream::Stdout), "That was all.\n");
}

#[tokio::test]
async fn rejected_it_hears_no_at_once_and_the_words_in_the_next_prompt() {
    let turns = json!([
        [{ "ask": [{ "toolCall": ask("c1", "touch bad.md")["toolCall"], "run": "touch bad.md", "no": "end_turn" }] }],
        [{ "say": "I did nothing." }]
    ]);
    let played = Played::turns(turns).await;
    let office = &played.stage.office;
    office.action(1).await;
    office.reject(0, Reason::WrongFix, "Write a \"note\",\nnot this.");
    let ended = office.ended().await;
    assert_eq!(ended.outcome, FAILED, "a turn that ends after a no is no success");
    assert_eq!(played.answers(), [json!("reject")]);
    assert_eq!(
        played.prompts()[1],
        "Ann rejected this: touch bad.md\nIt was not done.\nReason: Wrong fix\nFeedback: Write a \"note\",\nnot this.\n\
         Do not try the same again. Do something else, or say why nothing else can be done."
    );
    assert!(!played.dir().join("bad.md").exists());
    assert!(office.text(Stream::Stdout).starts_with("I did nothing.\n\nThe agent ended after"));
}

#[tokio::test]
async fn what_is_approved_after_a_no_makes_the_task_a_success() {
    let played = Played::turns(json!([wants("touch bad.md"), wants("touch good.md")])).await;
    let office = &played.stage.office;
    office.action(1).await;
    office.reject(0, Reason::WrongFix, "The other file.");
    office.action(2).await;
    office.approve(1);
    assert_eq!(office.ended().await.outcome, DONE);
    assert!(played.dir().join("good.md").exists() && !played.dir().join("bad.md").exists());
}

#[tokio::test]
async fn two_requests_at_once_are_two_cards_with_answers_of_their_own() {
    let asks = [ask("c1", "echo 1 > one"), ask("c2", "echo 2 > two")];
    let played = Played::turns(json!([[begins("c1"), begins("c2"), { "ask": asks }], []])).await;
    let office = &played.stage.office;
    let second = office.action(2).await;
    let (first, second) =
        if second.exact == Some(Exact::Command("echo 2 > two".into())) { (0, 1) } else { (1, 0) };
    office.approve(second);
    eventually("the second", || played.dir().join("two").exists().then_some(())).await;
    assert!(!played.dir().join("one").exists());
    office.reject(first, Reason::WrongFix, "");
    office.ended().await;
    assert!(!played.dir().join("one").exists());
    assert_eq!(played.answers(), [json!("allow"), json!("reject")]);
}

#[tokio::test]
async fn a_yes_that_is_taken_back_in_the_last_moment_is_a_no() {
    let played = Played::turns(json!([wants("touch bad.md"), []])).await;
    let office = &played.stage.office;
    office.action(1).await;
    office.look(|desk| desk.before_take = Some("revoked".into()));
    office.approve(0);
    assert_eq!(office.ended().await.outcome, FAILED);
    assert_eq!(played.answers(), [json!("reject")]);
    assert!(!played.dir().join("bad.md").exists());
    assert!(played.prompts()[1].contains("the approval was taken back before it ran"));
}

#[tokio::test]
async fn what_nobody_decided_is_not_done_and_told_as_it_is() {
    let played = Played::turns(json!([wants("touch bad.md"), []])).await;
    let office = &played.stage.office;
    office.action(1).await;
    office.end(0, "expired");
    assert_eq!(office.ended().await.outcome, FAILED);
    assert_eq!(played.answers(), [json!("reject")]);
    assert!(played.prompts()[1].contains("That is not a no."), "{:?}", played.prompts());
}

#[tokio::test]
async fn changes_are_shown_as_changes_and_are_what_the_task_changed() {
    let diff =
        json!([{ "type": "diff", "path": "/w/a.txt", "oldText": "one\n", "newText": "two\n" }]);
    let call =
        json!({ "toolCallId": "e1", "title": "Edit a.txt", "kind": "edit", "content": diff });
    let asks =
        json!([{ "toolCall": call, "run": "echo two > a.txt; git rm -q b.txt; echo new > c.txt" }]);
    let turns = json!([[{ "update": { "sessionUpdate": "tool_call", "toolCallId": "e1", "title": "Edit" } },
        { "ask": asks }]]);
    let played = Played::idle(json!({ "turns": turns }), "").await;
    let dir = played.stage.workspace().join("repository");
    std::fs::create_dir(&dir).unwrap();
    for (name, text) in [("a.txt", "one\n"), ("b.txt", "b\n")] {
        std::fs::write(dir.join(name), text).unwrap();
    }
    command(&dir, "git init -q");
    command(&dir, "git add -A");
    command(&dir, "git -c user.name=a -c user.email=a@b commit -qm first");
    played.begin(|work| work.cwd = Some("repository".into()));
    let office = &played.stage.office;
    let action = office.action(1).await;
    let edit =
        Edit { path: "/w/a.txt".into(), old: Some("one\n".into()), new: Some("two\n".into()) };
    assert_eq!(action.exact, Some(Exact::Edits(vec![edit])));
    assert_eq!(action.title.unwrap(), "Change /w/a.txt");
    office.approve(0);
    assert_eq!(office.ended().await.outcome, DONE);
    // It worked on a branch of its own.
    let expected = command(&dir, "git diff-tree -r --name-only HEAD mission-control/task-7");
    let mut changed: Vec<_> =
        office.look(|desk| desk.files.iter().map(|file| file.path.clone()).collect());
    changed.sort();
    assert_eq!(changed, expected.lines().collect::<Vec<_>>());
    assert_eq!(changed, ["a.txt", "b.txt", "c.txt"]);
}

#[tokio::test]
async fn what_people_write_meanwhile_is_the_next_prompt() {
    let turns = json!([[{ "say": "I begin." }, begins("c1"), { "ask": [ask("c1", "true")] }], [{ "say": "Yes, it is." }]]);
    let played = Played::turns(turns).await;
    let office = &played.stage.office;
    office.said("I begin.").await;
    office.action(1).await;
    office.ask("Is that safe?");
    played.stage.pause().await;
    office.approve(0);
    assert_eq!(office.ended().await.outcome, DONE);
    assert_eq!(
        played.prompts(),
        ["Make the note.", "Ann wrote in the task's thread:\nIs that safe?"]
    );
    assert_eq!(office.text(Stream::Stdout), "Yes, it is.\n");
}

#[tokio::test]
async fn a_request_of_a_sub_agent_says_what_it_is_part_of() {
    let outer = json!({ "update": { "sessionUpdate": "tool_call", "toolCallId": "t1", "title": "Review the code" } });
    let mut inner = ask("c1", "true");
    inner["toolCall"]["_meta"] = json!({ "claudeCode": { "parentToolUseId": "t1" } });
    let played = Played::turns(json!([[outer, { "ask": [inner] }]])).await;
    played.stage.office.action(1).await;
    let source = played.stage.office.look(|desk| desk.sources[0].clone());
    assert_eq!(source["within"], "Review the code");
    assert_eq!((source["agent"].as_str(), source["answer"].as_str()), ("Ada", "Yes"));
    assert_eq!(source["toolCall"], "c1");
}
