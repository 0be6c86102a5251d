//! The check before the first prompt: an agent that does not ask is told nothing of its task.

use crate::played::Played;
use domain::wire::RunOutcome;
use serde_json::{Value, json};

const DONE: RunOutcome = RunOutcome::Exited { exit_code: 0 };

async fn refused(canary: &str) -> (Played, String) {
    let played =
        Played::script(json!({ "canary": canary, "turns": [[{ "run": "touch ran" }]] })).await;
    let RunOutcome::NotStarted { reason } = played.stage.office.ended().await.outcome else {
        panic!("it was let work");
    };
    assert!(reason.starts_with("The agent failed its check before the first prompt"), "{reason}");
    assert_eq!(played.prompts(), Vec::<String>::new(), "it was told of the task");
    assert_eq!(played.stage.office.look(|desk| desk.actions.len()), 0);
    let left: Vec<_> = played.dir().read_dir().unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let seen = played.stage.office.look(|desk| desk.notes[0].canary.clone()).unwrap();
    assert_eq!((seen.passed, seen.note.as_deref()), (false, Some(reason.as_str())));
    (played, reason)
}

#[tokio::test]
async fn an_agent_that_runs_it_unasked_or_after_a_no_is_not_let_work() {
    for canary in ["run", "after a no"] {
        let (_, reason) = refused(canary).await;
        assert!(reason.contains("It ran a command that it had been refused"), "{canary}: {reason}");
    }
}

#[tokio::test]
async fn an_agent_that_does_not_even_try_is_asked_twice_and_not_let_work() {
    let (played, reason) = refused("nothing").await;
    assert!(reason.contains("It did not ask for permission"), "{reason}");
    assert_eq!(played.canaries(), 2);
}

#[tokio::test]
async fn what_was_seen_holds_until_the_projects_own_files_say_something_else() {
    let modes =
        json!({ "currentModeId": "default", "availableModes": [{ "id": "default", "name": "" }] });
    let script = json!({ "version": "0.100.0", "modes": modes, "turns": [] });
    let played = Played::idle(script, "profile = \"claude\"").await;
    let office = &played.stage.office;
    let task = async |number: i64| {
        played.begin(|work| {
            work.id += &number.to_string();
            work.number = number;
        });
        let ended = |desk: &mut crate::office::Desk| {
            let mut of = desk.results.iter().filter(|(id, _)| id.ends_with(&number.to_string()));
            of.next().map(|(_, result)| result.outcome.clone())
        };
        crate::support::eventually("the end", || office.look(ended)).await
    };
    assert_eq!((task(7).await, played.canaries()), (DONE, 1));
    assert_eq!((task(8).await, played.canaries()), (DONE, 1), "it was seen before");
    let settings = played.stage.workspace().join(".claude");
    std::fs::create_dir(&settings).unwrap();
    let allow: Value = json!({ "permissions": { "allow": ["Bash"] } });
    std::fs::write(settings.join("settings.json"), allow.to_string()).unwrap();
    assert_eq!((task(9).await, played.canaries()), (DONE, 2), "the project says something new");
    let seen = office.look(|desk| desk.notes.clone());
    let passed: Vec<_> =
        seen.iter().map(|note| note.canary.as_ref().map(|canary| canary.passed)).collect();
    assert_eq!(passed, [Some(true), None, Some(true)]);
    assert_eq!(seen[0].version.as_deref(), Some("0.100.0"));
}

#[tokio::test]
async fn what_failed_is_looked_at_again() {
    let (played, _) = refused("run").await;
    let before = played.canaries();
    played.begin(|work| {
        work.id += "2";
        work.number = 8;
    });
    let office = &played.stage.office;
    let twice = || office.look(|desk| (desk.results.len() == 2).then_some(()));
    crate::support::eventually("the second end", twice).await;
    assert_eq!(played.canaries(), before + 1);
}
