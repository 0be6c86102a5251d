//! An agent that asks faster than anybody reads: refused each time, told of once.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use serde_json::json;

#[tokio::test]
async fn t48_people_are_told_of_a_flood_once_and_later_how_much_more_there_was() {
    let desk = Desk::new().await;
    let (prompt, fae) = (desk.prompt("Fae").await, desk.agent("Fae").await);
    let ask = async |n: u32| {
        let body = propose(&prompt, json!({"script": format!("echo {n}")}));
        desk.mc.propose(&fae, body).await
    };
    let said = async || {
        let page = desk.mc.messages(&desk.ana, &prompt.id, 0, Some(200), 0).await.expect("reads");
        let texts = page.items.into_iter().filter(|item| item.author.id == "system");
        texts.map(|item| item.text).collect::<Vec<_>>()
    };
    for n in 0..20 {
        ask(n).await.expect("taken");
    }
    assert!(said().await.is_empty(), "nobody is told of what is taken");
    for n in 20..50 {
        assert_eq!(code(ask(n).await), "too_many_waiting");
    }
    assert_eq!(said().await.len(), 1);
    desk.pass(601);
    assert_eq!(code(ask(50).await), "too_many_waiting");
    let told = said().await;
    assert_eq!(told.len(), 2);
    assert!(told[1].contains("29 more requests"), "{told:?}");
}
