//! Tasks that wait for others: held, released in the deciding commit, or failed without starting.

use crate::desk::{Desk, code, review};
use domain::{TaskStatus, wire};
use service::TaskFilter;

fn after(desk: &Desk, ids: &[&str]) -> wire::CreateTask {
    let depends_on = ids.iter().map(|id| (*id).to_owned()).collect();
    wire::CreateTask { depends_on, ..desk.command() }
}

#[tokio::test]
async fn a_task_in_review_holds_what_depends_on_it_until_it_is_done() {
    let desk = Desk::new().await;
    let first = desk.create(desk.command()).await;
    let second = desk.create(after(&desk, &[&first.id])).await;
    let third = desk.create(after(&desk, &[&second.id])).await;
    assert_eq!(second.blocked_by, std::slice::from_ref(&first.id));
    desk.work(0).await;
    let held = desk.task(&first.id).await;
    assert_eq!((held.status, held.holds), (TaskStatus::Review, 2));
    assert!(desk.claim().await.is_none(), "nothing else starts");
    desk.mc.review(&desk.ana, &first.id, review("approve", None)).await.expect("decides");
    let work = desk.claim().await.expect("the second is free now");
    assert_eq!(work.id, second.id);
    assert_eq!(desk.task(&third.id).await.status, TaskStatus::Pending);
    assert_eq!(desk.task(&third.id).await.blocked_by, [second.id]);
}

#[tokio::test]
async fn a_rejection_fails_the_whole_chain_without_starting_it() {
    let desk = Desk::new().await;
    let first = desk.create(desk.command()).await;
    let second = desk.create(after(&desk, &[&first.id])).await;
    let draft = desk.create(wire::CreateTask { run: false, ..after(&desk, &[&second.id]) }).await;
    desk.work(0).await;
    desk.mc.review(&desk.ana, &first.id, review("reject", None)).await.expect("rejects");
    for id in [&second.id, &draft.id] {
        let task = desk.task(id).await;
        assert_eq!(task.status, TaskStatus::Failed);
        let failure = task.failure.expect("why");
        assert_eq!(failure.code.as_str(), "dependency_failed");
        assert!(failure.message.contains("did not start"), "{}", failure.message);
        assert_eq!(task.started_at, None);
    }
    assert!(desk.claim().await.is_none());
}

#[tokio::test]
async fn cancelling_fails_what_depends_on_it() {
    let desk = Desk::new().await;
    let first = desk.create(wire::CreateTask { run: false, ..desk.command() }).await;
    let second = desk.create(after(&desk, &[&first.id])).await;
    desk.mc.cancel_task(&desk.ana, &first.id).await.expect("cancels");
    assert_eq!(desk.task(&second.id).await.status, TaskStatus::Failed);
    let late = desk.create(wire::CreateTask { run: false, ..after(&desk, &[&first.id]) }).await;
    let ran = desk.mc.run_task(&desk.ana, &late.id).await.expect("answers");
    assert_eq!(ran.failure.expect("why").code.as_str(), "dependency_failed");
}

#[tokio::test]
async fn a_task_with_two_parents_starts_when_both_are_done_even_at_once() {
    let desk = Desk::new().await;
    for _ in 0..20 {
        let (a, b) = (desk.create(desk.command()).await, desk.create(desk.command()).await);
        let child = desk.create(after(&desk, &[&a.id, &b.id])).await;
        desk.work(0).await;
        desk.work(0).await;
        let (yes_a, yes_b) = tokio::join!(
            desk.mc.review(&desk.ana, &a.id, review("approve", None)),
            desk.mc.review(&desk.ana, &b.id, review("approve", None)),
        );
        yes_a.expect("decides");
        yes_b.expect("decides");
        let freed =
            desk.claim().await.expect("neither decision may think that the other is missing");
        assert_eq!(freed.id, child.id);
        desk.report(&freed, wire::RunOutcome::Exited { exit_code: 1 })
            .await
            .expect("out of the way");
    }
}

#[tokio::test]
async fn a_prompt_with_a_gate_is_followed_by_its_command() {
    let desk = Desk::new().await;
    let agent = agent(&desk, "Osprey").await;
    let prompt: wire::CreateTask = serde_json::from_value(serde_json::json!({
        "type": "prompt", "content": "Write the release notes", "desktopId": desk.desktop,
        "externalAgent": "Osprey", "requiresApproval": true, "run": true
    }))
    .expect("a body");
    let prompt = desk.create(prompt).await;
    assert_eq!(prompt.status, TaskStatus::Running, "an external agent works on it at once");
    let deploy = desk.create(after(&desk, &[&prompt.id])).await;
    let finish = wire::FinishTask {
        outcome: "succeeded".into(),
        output: Some("Notes.".into()),
        expected: None,
    };
    let ended = desk.mc.finish_task(&agent, &prompt.id, finish).await.expect("finishes");
    assert_eq!((ended.status, ended.output.as_deref()), (TaskStatus::Review, Some("Notes.")));
    assert!(desk.claim().await.is_none(), "the command waits for the approval");
    desk.mc.review(&desk.ana, &prompt.id, review("approve", None)).await.expect("decides");
    assert_eq!(desk.claim().await.expect("free").id, deploy.id);
}

async fn agent(desk: &Desk, name: &str) -> domain::Actor {
    let body = wire::CreateKey {
        name: name.into(),
        user: None,
        scopes: vec![domain::key::Scope::Propose],
        expires_at: None,
        password: None,
    };
    let key = desk.mc.add_key(&desk.ana, body).await.expect("a key");
    desk.mc.authenticate_key(&key.secret).await.expect("an agent")
}

#[tokio::test]
async fn an_agent_works_on_its_own_tasks_only() {
    let desk = Desk::new().await;
    let (osprey, fern) = (agent(&desk, "Osprey").await, agent(&desk, "Fern").await);
    let prompt: wire::CreateTask = serde_json::from_value(serde_json::json!({
        "type": "prompt", "content": "x", "desktopId": desk.desktop, "externalAgent": "Osprey", "run": true
    }))
    .expect("a body");
    let task = desk.create(prompt).await;
    let finish = || wire::FinishTask { outcome: "failed".into(), output: None, expected: None };
    assert_eq!(code(desk.mc.finish_task(&fern, &task.id, finish()).await), "not_your_task");
    assert_eq!(code(desk.mc.task(&fern, &task.id).await), "not_your_task");
    let say = || wire::PostMessage { text: "Looking.".into() };
    assert_eq!(code(desk.mc.post_message(&fern, &task.id, say()).await), "not_your_task");
    assert_eq!(desk.mc.post_message(&osprey, &task.id, say()).await.expect("posts").seq, 1);
    assert_eq!(
        code(desk.mc.review(&osprey, &task.id, review("approve", None)).await),
        "insufficient_scope"
    );
    let ended = desk.mc.finish_task(&osprey, &task.id, finish()).await.expect("finishes");
    assert_eq!(ended.status, TaskStatus::Failed);
    let command = desk.create(desk.command()).await;
    assert_eq!(code(desk.mc.finish_task(&osprey, &command.id, finish()).await), "not_external");
}

#[tokio::test]
async fn a_prompt_without_an_agent_can_be_made_but_not_run() {
    let desk = Desk::new().await;
    let body: wire::CreateTask = serde_json::from_value(serde_json::json!({
        "type": "prompt", "content": "x", "desktopId": desk.desktop
    }))
    .expect("a body");
    let task = desk.create(body.clone()).await;
    assert_eq!(code(desk.mc.run_task(&desk.ana, &task.id).await), "no_agent");
    let at_once = desk.mc.create_task(&desk.ana, wire::CreateTask { run: true, ..body }).await;
    assert_eq!(code(at_once), "no_agent");
    let all = desk.mc.tasks(&desk.ana, TaskFilter::default()).await.expect("lists").items;
    assert_eq!(all.len(), 1, "a refused create leaves nothing behind");
}

#[tokio::test]
async fn unknown_dependencies_are_refused() {
    let desk = Desk::new().await;
    let outcome = desk.mc.create_task(&desk.ana, after(&desk, &["t_nowhere"])).await;
    assert_eq!(code(outcome), "invalid_field");
}

#[tokio::test]
async fn what_a_task_waits_for_is_named_by_id_or_by_number() {
    let desk = Desk::new().await;
    let draft = || wire::CreateTask { run: false, ..desk.command() };
    let first = desk.create(draft()).await;
    let second = desk.create(draft()).await;
    let named = |names: &[&str]| wire::CreateTask { run: false, ..after(&desk, names) };
    let task = desk.create(named(&["MC-1", "2", "mc-1", &second.id])).await;
    assert_eq!(task.depends_on, [first.id.clone(), second.id.clone()], "each once, in order");
    for (name, said) in [
        ("MC-99", "“MC-99” is no task."),
        ("deploy", "“deploy” is no task."),
        ("t_none", "“t_none” is no task."),
        (&"x".repeat(90), "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is no task."),
    ] {
        let refused = desk.mc.create_task(&desk.ana, named(&["1", name])).await;
        let refused = refused.expect_err("there is no such task").to_string();
        assert!(refused.contains(said), "{refused}");
    }
    let all = desk.mc.tasks(&desk.ana, TaskFilter::default()).await.expect("reads");
    assert_eq!(all.items.len(), 3, "nothing was made of what was refused");
    let found = desk.mc.task_named(&desk.ana, "MC-2").await.expect("reads");
    assert_eq!(found.map(|task| task.id), Some(second.id));
    assert_eq!(desk.mc.task_named(&desk.ana, "MC-4").await.expect("reads"), None);
}

#[tokio::test]
async fn at_most_fifty_tasks_are_waited_for() {
    let desk = Desk::new().await;
    let mut names = Vec::new();
    for _ in 0..51 {
        names.push(desk.create(wire::CreateTask { run: false, ..desk.command() }).await.id);
    }
    let body = |names: &[String]| wire::CreateTask {
        run: false,
        depends_on: names.to_vec(),
        ..desk.command()
    };
    assert_eq!(desk.create(body(&names[1..])).await.depends_on.len(), 50);
    let refused = desk.mc.create_task(&desk.ana, body(&names)).await;
    let refused = refused.expect_err("one too many").to_string();
    assert!(refused.contains("at most 50"), "{refused}");
}

#[tokio::test]
async fn the_links_of_a_task_go_all_the_way_in_both_directions() {
    let desk = Desk::new().await;
    let first = desk.create(wire::CreateTask { run: false, ..desk.command() }).await;
    let second = desk.create(after(&desk, &[&first.id])).await;
    let third = desk.create(after(&desk, &[&second.id])).await;
    let links = desk.mc.task_links(&desk.ana, &second.id).await.expect("reads");
    let ids = |linked: &[service::store::LinkedTask]| {
        linked.iter().map(|task| task.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((ids(&links.before), ids(&links.after)), (vec![first.id.clone()], vec![third.id]));
    let links = desk.mc.task_links(&desk.ana, &first.id).await.expect("reads");
    assert_eq!((links.before.len(), links.after.len()), (0, 2));
}
