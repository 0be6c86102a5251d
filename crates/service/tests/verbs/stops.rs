//! The stop switch: nothing starts from the moment it is thrown, and everything goes on afterwards as if nothing had been.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{person::Role, wire};
use serde_json::json;

fn agent(name: &str) -> wire::StopWork {
    wire::StopWork { agent: Some(name.into()) }
}

fn all() -> wire::StopWork {
    wire::StopWork::default()
}

#[tokio::test]
async fn s21_stopped_means_that_nothing_starts_and_nothing_is_lost() {
    let desk = Desk::new().await;
    let task = desk.create(desk.command()).await;
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let action = desk.mc.propose(&fae, propose(&prompt, json!({}))).await.expect("proposed");
    desk.answer(&action, "approve").await.expect("decides");
    let stopped = desk.mc.stop(&desk.ana, all()).await.expect("stops");
    assert_eq!((stopped.items.len(), stopped.items[0].agent.as_deref()), (1, None));
    assert!(desk.claim().await.is_none() && desk.claim_action().await.expect("asks").is_none());
    let more = desk.mc.propose(&fae, propose(&prompt, json!({"script": "true"}))).await;
    assert_eq!(code(more), "stopped");
    let asks = wire::CreateTask { approve_before_run: true, ..desk.command() };
    let asks = desk.create(asks).await;
    desk.decide(&asks, "approve").await.expect("one can still decide");
    assert!(desk.claim().await.is_none());
    desk.mc.stop(&desk.ana, all()).await.expect("twice changes nothing");
    assert!(desk.mc.resume(&desk.ana, all()).await.expect("goes on").items.is_empty());
    assert_eq!(desk.claim().await.expect("free again").id, task.id);
    assert_eq!(desk.claim_action().await.expect("asks").expect("free again").id, action.id);
    let audit = desk
        .mc
        .audit(&desk.ana, &service::Deeds::default(), 0, Some(200))
        .await
        .expect("read")
        .items;
    let verbs: Vec<&str> = audit.iter().map(|row| row.action.as_str()).collect();
    assert!(verbs.contains(&"work.stop") && verbs.contains(&"work.resume"));
}

#[tokio::test]
async fn s21_one_agent_is_stopped_and_the_others_go_on() {
    let desk = Desk::new().await;
    let mut asked = Vec::new();
    for name in ["Fae", "Mingo"] {
        let (prompt, key) = (desk.prompt(name).await, desk.agent(name).await);
        let action = desk.mc.propose(&key, propose(&prompt, json!({}))).await.expect("proposed");
        desk.answer(&action, "approve").await.expect("decides");
        asked.push((prompt, key, action));
    }
    desk.mc.stop(&desk.ana, agent("Fae")).await.expect("stops");
    let free = desk.claim_action().await.expect("asks").expect("Mingo's is free");
    assert_eq!(free.id, asked[1].2.id, "although Fae's has waited longer");
    assert!(desk.claim_action().await.expect("asks").is_none());
    let (prompt, fae, _) = &asked[0];
    let more = desk.mc.propose(fae, propose(prompt, json!({"script": "true"}))).await;
    assert_eq!(code(more), "stopped");
    let agents = desk.mc.agents(&desk.ana).await.expect("lists");
    let stopped: Vec<_> = agents.iter().filter(|a| a.stopped).map(|a| a.name.as_str()).collect();
    assert_eq!(stopped, ["Fae"]);
    // An agent that is stopped itself stays so when everything goes on.
    desk.mc.stop(&desk.ana, all()).await.expect("stops");
    desk.mc.resume(&desk.ana, all()).await.expect("goes on");
    assert!(desk.claim_action().await.expect("asks").is_none());
    desk.mc.resume(&desk.ana, agent("Fae")).await.expect("goes on");
    assert_eq!(desk.claim_action().await.expect("asks").expect("free").id, asked[0].2.id);
    assert_eq!(code(desk.mc.stop(&desk.ana, agent("Nobody")).await), "not_found");
}

#[tokio::test]
async fn s21_a_runners_agent_that_is_stopped_gets_no_task_and_other_tasks_do() {
    let desk = Desk::new().await;
    desk.greet(&["Tour"]).await;
    let body = json!({"type": "prompt", "content": "Look", "desktopId": desk.desktop, "run": true});
    let prompt = desk.create(serde_json::from_value(body).expect("a body")).await;
    let command = desk.create(desk.command()).await;
    desk.mc.stop(&desk.ana, agent("Tour")).await.expect("stops");
    assert_eq!(desk.claim().await.expect("free").id, command.id);
    assert!(desk.claim().await.is_none());
    desk.mc.resume(&desk.ana, agent("Tour")).await.expect("goes on");
    assert_eq!(desk.claim().await.expect("free").id, prompt.id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn s21_no_claim_succeeds_once_the_stop_was_acknowledged() {
    let desk = Desk::new().await;
    for round in 0..40 {
        let task = desk.create(desk.command()).await;
        let (stopped, claimed) = tokio::join!(desk.mc.stop(&desk.ana, all()), desk.claim());
        stopped.expect("stops");
        assert!(desk.claim().await.is_none(), "round {round}");
        desk.mc.resume(&desk.ana, all()).await.expect("goes on");
        let work = match claimed {
            Some(work) => work,
            None => desk.claim().await.expect("it waited"),
        };
        assert_eq!(work.id, task.id, "round {round}");
        desk.report(&work, wire::RunOutcome::Exited { exit_code: 1 }).await.expect("ends");
    }
    // The log is written in the order of the commits: no claim stands between a stop and its end.
    let (mut after, mut stopped, mut claims) = (0, false, 0);
    loop {
        let rows = desk
            .mc
            .audit(&desk.ana, &service::Deeds::default(), after, Some(200))
            .await
            .expect("read")
            .items;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        for row in &rows {
            match row.action.as_str() {
                "work.stop" => stopped = true,
                "work.resume" => stopped = false,
                "task.claim" => {
                    assert!(!stopped, "row {} is a claim while everything is stopped", row.seq);
                    claims += 1;
                }
                _ => {}
            }
        }
    }
    assert_eq!(claims, 40);
}

#[tokio::test]
async fn s21_what_an_external_agent_would_begin_is_refused_whole() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    let body = json!({"type": "prompt", "content": "Tidy", "desktopId": desk.desktop, "externalAgent": "Fae"});
    let draft = desk.create(serde_json::from_value(body).expect("a body")).await;
    desk.mc.stop(&desk.ana, agent("Fae")).await.expect("stops");
    assert_eq!(code(desk.mc.run_task(&desk.ana, &draft.id).await), "stopped");
    assert_eq!(desk.task(&draft.id).await.phase.as_deref(), Some("draft"));
    let body = json!({"desktopId": desk.desktop, "title": "Mine", "interpreter": "sh", "script": "true",
        "description": "Does nothing."});
    let body: wire::Propose = serde_json::from_value(body).expect("a proposal");
    assert_eq!(code(desk.mc.propose(&fae, body.clone()).await), "stopped");
    let filter = service::TaskFilter::default();
    let tasks = desk.mc.tasks(&desk.ana, filter).await.expect("lists").items;
    assert_eq!(tasks.len(), 1, "no task is left of it");
    desk.mc.resume(&desk.ana, agent("Fae")).await.expect("goes on");
    desk.mc.propose(&fae, body).await.expect("proposed");
    desk.mc.run_task(&desk.ana, &draft.id).await.expect("runs");
}

#[tokio::test]
async fn s21_an_empty_name_is_not_everything_and_work_that_waits_names_its_agent() {
    let desk = Desk::new().await;
    desk.greet(&["Zed"]).await;
    let body = json!({"type": "prompt", "content": "Look", "desktopId": desk.desktop, "run": true});
    desk.create(serde_json::from_value(body).expect("a body")).await;
    desk.greet(&[]).await;
    desk.mc.stop(&desk.ana, agent("Zed")).await.expect("although no runner names it now");
    assert!(desk.claim().await.is_none());
    desk.mc.stop(&desk.ana, all()).await.expect("stops");
    for name in ["", " "] {
        assert_eq!(code(desk.mc.resume(&desk.ana, agent(name)).await), "invalid_field");
        assert_eq!(code(desk.mc.stop(&desk.ana, agent(name)).await), "invalid_field");
    }
    assert_eq!(desk.mc.stops(&desk.ana).await.expect("lists").items.len(), 2);
    assert_eq!(code(desk.mc.resume(&desk.ana, agent("Nobody")).await), "not_found");
}

#[tokio::test]
async fn whoever_decides_may_stop_and_nobody_else() {
    let desk = Desk::new().await;
    let bo = desk.person("Bo", Role::Approver).await;
    desk.mc.stop(&bo, all()).await.expect("an approver stops");
    desk.mc.resume(&desk.mc.console(), all()).await.expect("the command line lets it go on");
    let olga = desk.person("Olga", Role::Operator).await;
    let fae = desk.agent("Fae").await;
    for who in [&olga, &fae, &desk.runner] {
        assert!(desk.mc.stop(who, all()).await.is_err());
        assert!(desk.mc.resume(who, all()).await.is_err());
    }
    assert!(desk.mc.stops(&olga).await.expect("may read").items.is_empty());
}
