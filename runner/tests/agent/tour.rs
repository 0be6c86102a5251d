//! The built-in scripted agent and the script driver, through the whole runner; what is approved runs for real.

use crate::stage::Stage;
use domain::{
    action::{Expected, Interpreter},
    approval::Reason,
    log::Stream,
    wire::{Problem, RunOutcome},
};
use runner::agent::{self, Agents};
use std::time::{Duration, Instant};

async fn tour() -> Stage {
    let stage = Stage::with(|_| Agents::none().with_tour()).await;
    stage.office.prompt("Tour", "Show me how this works.", |_| {});
    stage
}

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };

#[tokio::test]
async fn the_tour_is_announced_and_proposes_within_two_seconds() {
    let since = Instant::now();
    let stage = tour().await;
    let action = stage.office.action(1).await;
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
    assert_eq!(stage.office.look(|desk| desk.claims[0].agents.clone()), ["Tour"]);
    assert_eq!((action.interpreter, action.task_id.starts_with("t_")), (Interpreter::Sh, true));
    assert!(action.description.contains("returns its content"));
    let hello = stage.office.said("I am a scripted agent; no model is behind me").await;
    let facts = stage.office.said("it runs linux").await;
    assert_eq!(hello, facts);
    let root = stage.workspace().canonicalize().unwrap();
    assert!(facts.contains(root.to_str().unwrap()), "{facts}");
    // Looking made no action and stands in the log.
    assert!(stage.office.text(Stream::System).contains("system_facts"));
    assert_eq!(stage.office.look(|desk| desk.actions.len()), 1);
}

#[tokio::test]
async fn approved_the_tour_changes_exactly_what_it_announced() {
    let stage = tour().await;
    let action = stage.office.action(1).await;
    let file = stage.workspace().join("tasks/7/hello-from-mission-control.md");
    stage.pause().await;
    assert!(!file.exists(), "nothing runs before a yes");
    stage.office.approve(0);
    let result = stage.office.ended().await;
    assert_eq!(result.outcome, DONE);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Hello from Mission Control\n"), "{text}");
    let Some(Expected::Checks { exit_code, output_pattern, files, .. }) = action.expected else {
        panic!("nothing was announced");
    };
    let ran = stage.office.action(1).await.result.unwrap();
    assert_eq!((exit_code, ran.exit_code), (Some(0), Some(0)));
    let pattern = regex::Regex::new(&output_pattern.unwrap()).unwrap();
    assert!(pattern.is_match(&ran.stdout));
    let changed: Vec<_> =
        stage.office.look(|desk| desk.files.iter().map(|file| file.path.clone()).collect());
    assert_eq!(changed, files.unwrap());
    let last = stage.office.said("It ran once").await;
    assert!(last.contains("- Machine: "), "{last}");
    assert_eq!(stage.office.text(Stream::Stdout).trim(), last.trim());
}

#[tokio::test]
async fn rejected_the_tour_proposes_something_smaller_and_then_ends_politely() {
    let stage = tour().await;
    let first = stage.office.action(1).await;
    stage.office.reject(0, Reason::WrongFix, "not this");
    let second = stage.office.action(2).await;
    assert_ne!(first.script, second.script);
    stage.office.said("You said no, so nothing ran").await;
    stage.office.reject(1, Reason::HandleManually, "");
    assert_eq!(stage.office.ended().await.outcome, DONE);
    stage.office.said("Nothing was changed on this machine").await;
    assert_eq!(stage.office.look(|desk| (desk.actions.len(), desk.files.len())), (2, 0));
    let own = stage.workspace().join("tasks/7");
    assert_eq!(own.read_dir().unwrap().count(), 0, "a no runs nothing");
}

#[tokio::test]
async fn the_smaller_change_runs_when_it_is_approved() {
    let stage = tour().await;
    stage.office.action(1).await;
    stage.office.reject(0, Reason::WrongFix, "smaller, please");
    stage.office.action(2).await;
    stage.office.approve(1);
    assert_eq!(stage.office.ended().await.outcome, DONE);
    let own = stage.workspace().join("tasks/7");
    assert_eq!(std::fs::read(own.join("hello.md")).unwrap(), b"");
    assert_eq!(own.read_dir().unwrap().count(), 1);
}

#[tokio::test]
async fn questions_get_an_honest_answer_and_make_no_proposal() {
    let stage = tour().await;
    stage.office.action(1).await;
    for count in 1..=3 {
        stage.office.ask("Is that safe?");
        stage.office.said_times("so I cannot answer that", count).await;
    }
    assert_eq!(stage.office.look(|desk| desk.actions.len()), 1);
    assert_eq!(stage.office.action(1).await.state, "pending");
}

#[tokio::test]
async fn what_nobody_decided_is_told_as_it_is() {
    let stage = tour().await;
    stage.office.action(1).await;
    stage.office.end(0, "expired");
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Exited { exit_code: 1 });
    stage.office.said("That is not a no. Nothing ran.").await;
}

#[tokio::test]
async fn a_cancel_withdraws_what_waits() {
    let stage = tour().await;
    stage.office.action(1).await;
    let since = Instant::now();
    stage.office.look(|desk| desk.cancelled = true);
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Cancelled);
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
    assert_eq!(stage.office.action(1).await.state, "withdrawn");
}

#[tokio::test]
async fn the_tasks_time_counts_while_it_waits() {
    let stage = Stage::with(|_| Agents::none().with_tour()).await;
    stage.office.prompt("tour", "Go.", |work| work.timeout_seconds = 1);
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::TimedOut);
    assert_eq!(stage.office.action(1).await.state, "withdrawn");
}

#[tokio::test]
async fn an_agent_that_is_not_here_is_said_to_be_missing() {
    let stage = Stage::with(|_| Agents::none().with_tour()).await;
    stage.office.prompt("Ada", "Go.", |_| {});
    let reason = "This runner has no agent called Ada.".to_owned();
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::NotStarted { reason });
}

#[tokio::test]
async fn an_agent_that_waits_holds_no_place() {
    let stage = Stage::with_slots(1, |_| Agents::none().with_tour()).await;
    stage.office.prompt("Tour", "Go.", |_| {});
    stage.office.action(1).await;
    stage.office.prompt("Tour", "Go.", |work| {
        work.id += "2";
        work.number = 8;
    });
    let since = Instant::now();
    while stage.office.look(|desk| desk.actions.len()) < 2 {
        assert!(since.elapsed() < Duration::from_secs(30), "the second task does not start");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_script_of_ones_own_plays_its_steps() {
    let stage = Stage::with(|dir| {
        let script = "answer = \"No.\"\n\
            [[scenes.start]]\nlook = { tool = \"read_file\", keep = \"note\", with = { path = \"../../note.txt\" } }\n\
            [[scenes.start]]\nsay = \"The note says: {note}\"\n\
            [[scenes.start]]\n[scenes.start.propose]\ninterpreter = \"exec\"\nargv = [\"printf\", \"a b\"]\n\
            description = \"Prints a b\"\napproved = \"end\"\nrejected = \"end\"\notherwise = \"end\"\n\
            [[scenes.end]]\nend = { succeeded = false, output = \"It was: {stdout}{result}\" }\n";
        std::fs::write(dir.path().join("drill.toml"), script).unwrap();
        std::fs::write(dir.path().join("workspace/note.txt"), "buy milk").unwrap();
        let file = "[[agent]]\nname = \"Drill\"\ndriver = \"script\"\nfile = \"drill.toml\"\n";
        let path = dir.path().join("agents.toml");
        std::fs::write(&path, file).unwrap();
        agent::load(&path).unwrap().with_tour()
    })
    .await;
    stage.office.prompt("Drill", "Go.", |_| {});
    stage.office.said("The note says: buy milk").await;
    assert_eq!(stage.office.look(|desk| desk.claims[0].agents.clone()), ["Drill", "Tour"]);
    let action = stage.office.action(1).await;
    assert_eq!(action.argv.unwrap(), ["printf", "a b"]);
    stage.office.approve(0);
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Exited { exit_code: 1 });
    let last = stage.office.said("It was: a b").await;
    assert!(
        last.contains("Ann approved it, and it ran once.\nExit code: 0\nDuration: 1.500 s"),
        "{last}"
    );
}

#[tokio::test]
async fn a_proposal_that_the_server_refuses_is_told_in_its_words() {
    let stage = Stage::with(|_| Agents::none().with_tour()).await;
    let blocked = Problem::plain(403, "blocked", "Blocked by the policy.", "Rule 3 says so.");
    stage.office.look(|desk| desk.refuse = Some(blocked));
    stage.office.prompt("Tour", "Go.", |_| {});
    stage.office.said("Blocked by the policy. Rule 3 says so.").await;
    assert_eq!(stage.office.ended().await.outcome, RunOutcome::Exited { exit_code: 1 });
}
