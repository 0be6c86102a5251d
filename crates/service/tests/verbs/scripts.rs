//! Saved commands: handled by hand, on the same machine, and told in the thread.

use crate::desk::{Desk, code};
use domain::{TaskStatus, action::Interpreter, script::Parameter, wire};

fn script() -> wire::CreateScript {
    wire::CreateScript {
        name: "Restart the spooler".into(),
        interpreter: Interpreter::Bash,
        body: "echo \"restarting $SERVICE\"\n".into(),
        description: "Use it when printing hangs.".into(),
        parameters: vec![Parameter {
            name: "SERVICE".into(),
            description: "Which service".into(),
            default: None,
        }],
    }
}

fn values(task: &wire::Task, service: &str) -> wire::RunScript {
    wire::RunScript {
        task_id: Some(task.id.clone()),
        parameters: [("SERVICE".to_owned(), service.to_owned())].into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn a16_a_script_runs_on_the_tasks_own_desktop_and_the_thread_says_so() {
    let desk = Desk::new().await;
    let task = desk.prompt("Fae").await;
    let saved = desk.mc.create_script(&desk.ana, script()).await.expect("saved");
    let run = desk.mc.run_script(&desk.ana, &saved.id, values(&task, "cups'; rm -rf / #"));
    let made = run.await.expect("runs");
    assert_eq!(made.desktop.id, task.desktop.id);
    assert_eq!(
        made.content, "SERVICE='cups'\\''; rm -rf / #'\necho \"restarting $SERVICE\"\n",
        "a value is only ever a value"
    );
    assert_eq!(desk.claim().await.expect("queued").interpreter, Some(Interpreter::Bash));
    let thread = desk.mc.messages(&desk.ana, &task.id, 0, None, 0).await.expect("read").items;
    let told = thread.last().expect("told");
    assert_eq!(told.mentions.as_ref().map(|other| other.id.as_str()), Some(made.id.as_str()));
    assert_eq!(desk.task(&made.id).await.status, TaskStatus::Running);
}

#[tokio::test]
async fn a_script_that_cannot_be_is_refused_and_a_change_names_what_it_read() {
    let desk = Desk::new().await;
    let saved = desk.mc.create_script(&desk.ana, script()).await.expect("saved");
    assert_eq!(code(desk.mc.create_script(&desk.ana, script()).await), "name_taken");
    let odd = |change: &dyn Fn(&mut wire::CreateScript)| {
        let mut body = wire::CreateScript { name: "Other".into(), ..script() };
        change(&mut body);
        body
    };
    for body in [
        odd(&|body| body.body = " \n".into()),
        odd(&|body| body.interpreter = Interpreter::Exec),
        odd(&|body| body.parameters[0].name = "A B".into()),
        odd(&|body| body.parameters[0].name = "1A".into()),
        odd(&|body| body.parameters.push(body.parameters[0].clone())),
    ] {
        assert_eq!(code(desk.mc.create_script(&desk.ana, body).await), "invalid_field");
    }
    let change = wire::ChangeScript {
        version: saved.version,
        script: wire::CreateScript { body: "true\n".into(), ..script() },
    };
    desk.mc.change_script(&desk.ana, &saved.id, change.clone()).await.expect("changed");
    assert_eq!(code(desk.mc.change_script(&desk.ana, &saved.id, change).await), "superseded");
    let task = desk.prompt("Fae").await;
    let none = wire::RunScript { parameters: [].into(), ..values(&task, "") };
    assert_eq!(code(desk.mc.run_script(&desk.ana, &saved.id, none).await), "invalid_field");
    desk.mc.remove_script(&desk.ana, &saved.id).await.expect("removed");
    let gone = desk.mc.run_script(&desk.ana, &saved.id, values(&task, "cups")).await;
    assert_eq!(code(gone), "not_found");
}

#[tokio::test]
async fn a_script_knows_what_it_does_where_it_ran_and_what_it_was() {
    let desk = Desk::new().await;
    let body =
        |text: &str| wire::CreateScript { body: text.into(), parameters: Vec::new(), ..script() };
    let saved = desk.mc.create_script(&desk.ana, body("df -h\n")).await.expect("saved");
    let on = wire::RunScript { desktop_id: Some(desk.desktop.clone()), ..Default::default() };
    let first = desk.mc.run_script(&desk.ana, &saved.id, on.clone()).await.expect("runs");
    let change = wire::ChangeScript { version: 1, script: body("rm -rf /var/cache\n") };
    let bo = desk.person("Bo", domain::person::Role::Operator).await;
    desk.mc.change_script(&bo, &saved.id, change).await.expect("changed");
    let second = desk.mc.run_script(&desk.ana, &saved.id, on).await.expect("runs");
    let uses = desk.mc.script_uses(&desk.ana, &saved.id).await.expect("reads");
    let runs: Vec<_> = uses.runs.iter().map(|run| (run.task.id.as_str(), run.version)).collect();
    assert_eq!(runs, [(second.id.as_str(), 2), (first.id.as_str(), 1)], "the newest first");
    assert_eq!(uses.run_count, 2);
    let versions: Vec<_> = uses
        .versions
        .iter()
        .map(|kept| (kept.version.0, kept.body.as_str(), kept.by.name.as_str()))
        .collect();
    assert_eq!(versions, [(2, "rm -rf /var/cache\n", "Bo"), (1, "df -h\n", "Ana")]);
    assert!(uses.noted.facts.iter().any(|fact| fact.text.contains("/var/cache")), "{uses:?}");
    desk.mc.remove_script(&desk.ana, &saved.id).await.expect("removed");
    assert_eq!(code(desk.mc.script_uses(&desk.ana, &saved.id).await), "not_found");
}
