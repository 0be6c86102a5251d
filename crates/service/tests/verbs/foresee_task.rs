//! What would come of a task that is still being written.

use crate::desk::{Desk, code};
use domain::{
    TaskType,
    action::Interpreter,
    approval::Risk,
    person::Role,
    policy::{Level, Preset},
    wire::{self, CreateTask, Problem},
};
use service::Said;

fn command(desk: &Desk, content: &str) -> CreateTask {
    CreateTask { content: content.into(), ..desk.command() }
}

#[tokio::test]
async fn a_command_is_read_and_judged_before_there_is_a_task() {
    let desk = Desk::new().await;
    let balanced = wire::ChangePolicy { preset: Preset::Balanced, password: None };
    desk.mc.change_policy(&desk.ana, balanced).await.expect("changes");
    let body = command(&desk, "rm -rf /srv/app\n");
    let foreseen = desk.mc.foresee_task(&desk.ana, &body).await.expect("reads");
    let (noted, risk) = foreseen.read.expect("it was read");
    assert_eq!((risk, foreseen.interpreter), (Risk::High, Some(Interpreter::Bash)));
    assert!(noted.facts.iter().any(|fact| fact.text.contains("/srv/app")), "{noted:?}");
    let asks = Said::Proposed(Level::Asks, "Balanced: what may change something asks.".into());
    assert_eq!(foreseen.policy, Some(asks));
    assert_eq!(foreseen.refused, None);
    let reads = desk.mc.foresee_task(&desk.ana, &command(&desk, "ls -l")).await.expect("reads");
    let runs = Said::Proposed(Level::Runs, "Balanced: it only reads.".into());
    assert_eq!(reads.policy, Some(runs));
    let tasks = desk.mc.tasks(&desk.ana, service::TaskFilter::default()).await.expect("reads");
    assert!(tasks.items.is_empty(), "nothing was made");
}

#[tokio::test]
async fn what_would_be_refused_is_said_and_is_no_error() {
    let desk = Desk::new().await;
    for (body, field) in [
        (command(&desk, "echo \u{202e}x"), "content"),
        (CreateTask { desktop_id: "d_none".into(), ..command(&desk, "ls") }, "desktopId"),
        (CreateTask { timeout_seconds: Some(0), ..command(&desk, "ls") }, "timeoutSeconds"),
        (CreateTask { cwd: Some("../..".into()), ..command(&desk, "ls") }, "cwd"),
    ] {
        let foreseen = desk.mc.foresee_task(&desk.ana, &body).await.expect("is no error");
        let refused = foreseen.refused.expect("it would be refused");
        assert_eq!(Problem::from(&refused).field.as_deref(), Some(field), "{refused:?}");
        let really = desk.mc.create_task(&desk.ana, body).await;
        assert_eq!(code(really), refused.code(), "the same as when it is sent");
    }
    let empty = desk.mc.foresee_task(&desk.ana, &command(&desk, "")).await.expect("reads");
    assert_eq!(empty.refused, None, "what is not written yet is not refused yet");
}

#[tokio::test]
async fn a_prompt_is_told_what_happens_with_what_its_agent_proposes() {
    let desk = Desk::new().await;
    let body = CreateTask { kind: TaskType::Prompt, ..command(&desk, "rm -rf /") };
    for (preset, reads) in [(Preset::Balanced, Level::Runs), (Preset::Restrictive, Level::Asks)] {
        let change = wire::ChangePolicy { preset, password: None };
        desk.mc.change_policy(&desk.ana, change).await.expect("changes");
        let foreseen = desk.mc.foresee_task(&desk.ana, &body).await.expect("reads");
        assert_eq!(foreseen.interpreter, None);
        assert!(foreseen.read.is_none(), "a prompt is no command");
        let Some(Said::Answers(answers)) = foreseen.policy else { panic!("{:?}", foreseen.policy) };
        assert_eq!((answers.reads, answers.changes), (reads, Level::Asks), "{preset:?}");
    }
}

#[tokio::test]
async fn only_who_may_make_tasks_is_told() {
    let desk = Desk::new().await;
    let vera = desk.person("Vera", Role::Viewer).await;
    let refused = desk.mc.foresee_task(&vera, &command(&desk, "ls")).await;
    assert_eq!(code(refused), "role_too_low", "a viewer makes no tasks");
}
