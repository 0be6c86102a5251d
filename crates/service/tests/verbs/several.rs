//! Two servers on one database: what one of them does while the other does it too.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::wire;
use serde_json::json;
use service::Standing;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_proposals_at_once_on_two_servers_open_one_task() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    let fae = desk.agent("Fae").await;
    for round in 0..10 {
        desk.pass(25 * 3600);
        let ask = |server: &service::MissionControl, n: u32| {
            let (server, fae) = (server.clone(), fae.clone());
            let body = json!({"interpreter": "sh", "script": format!("echo {round} {n}"),
                "description": "Says something."});
            let body = serde_json::from_value::<wire::Propose>(body).expect("a proposal");
            tokio::spawn(async move { server.propose_here(&fae, None, body).await })
        };
        let asked = [ask(&desk.mc, 0), ask(&other, 1), ask(&desk.mc, 2), ask(&other, 3)];
        let mut tasks = Vec::new();
        for one in asked {
            tasks.push(one.await.expect("ends").expect("proposed").task_id);
        }
        tasks.dedup();
        assert_eq!(tasks.len(), 1, "round {round}: {tasks:?}");
    }
}

#[tokio::test]
async fn people_are_told_of_a_flood_once_whichever_servers_refuse() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    for n in 0..40 {
        let server = if n % 2 == 0 { &desk.mc } else { &other };
        let body = propose(&prompt, json!({"script": format!("echo {n}")}));
        let came = server.propose(&fae, body).await;
        if n >= 20 {
            assert_eq!(code(came), "too_many_waiting");
        }
    }
    let page = desk.mc.messages(&desk.ana, &prompt.id, 0, Some(200), 0).await.expect("reads");
    let told = page.items.into_iter().filter(|item| item.author.id == "system").count();
    assert_eq!(told, 1);
}

#[tokio::test]
async fn a_file_is_served_with_the_key_of_its_directory_and_another_one_is_noticed() {
    let desk = Desk::new().await;
    for standing in [Standing::Same, Standing::Same] {
        assert_eq!(desk.mc.stand_by_signing_key(false).await.expect("looks"), standing);
    }
    let other = desk.with_key([8; 32]).await;
    assert_eq!(other.stand_by_signing_key(false).await.expect("looks"), Standing::Replaced);
    assert_eq!(other.stand_by_signing_key(false).await.expect("looks"), Standing::Same);
}
