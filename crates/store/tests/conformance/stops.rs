//! What is stopped begins nothing.

use crate::desk::{Desk, party};
use domain::stop::{Stop, Stops};
use service::StoreError;
use service::store::Write;

fn stop(desk: &Desk, agent: Option<&str>) -> Stop {
    Stop { agent: agent.map(str::to_owned), at: desk.now(), by: party("u_owner", "Ada") }
}

pub async fn what_is_stopped_begins_nothing(desk: Desk) {
    let going = async |agent: Option<&str>| {
        let outcome = desk.commit(vec![Write::ExpectGoing(agent.map(str::to_owned))]).await;
        match outcome {
            Ok(_) => true,
            Err(StoreError::Stale(_)) => false,
            Err(other) => panic!("{other}"),
        }
    };
    let task = desk.put(desk.draft("prompt")).await;
    let queued = desk.queued(desk.put(desk.draft("command")).await).await;
    let (approved, _) = desk.approved(&task).await;
    let next = async || {
        let task = desk.store.next_queued(&task.desktop).await.unwrap();
        let action = desk.store.next_action(&task.as_ref().unwrap_or(&queued).desktop, desk.now());
        (task.is_some(), action.await.unwrap().is_some())
    };
    assert_eq!(next().await, (true, true));
    assert!(going(None).await && going(Some("helper")).await);
    let first = stop(&desk, Some("helper"));
    desk.write(vec![Write::InsertStop(first.clone())]).await;
    desk.write(vec![Write::InsertStop(stop(&desk, Some("helper")))]).await;
    assert_eq!(
        desk.store.stops().await.unwrap(),
        Stops(vec![first.clone()]),
        "the first one stays"
    );
    assert!(going(None).await && going(Some("other")).await && !going(Some("helper")).await);
    assert_eq!(next().await, (true, false));
    let all = stop(&desk, None);
    desk.write(vec![Write::InsertStop(all.clone())]).await;
    assert_eq!(desk.store.stops().await.unwrap(), Stops(vec![all, first.clone()]));
    assert!(!going(None).await && !going(Some("other")).await);
    assert_eq!(next().await, (false, false));
    let all_approved = desk.store.approved_actions(&approved.desktop, desk.now()).await.unwrap();
    assert_eq!(all_approved, [approved], "stopped or not");
    desk.write(vec![Write::DeleteStop(None), Write::DeleteStop(Some("nobody".into()))]).await;
    assert_eq!(desk.store.stops().await.unwrap(), Stops(vec![first]));
    desk.write(vec![Write::DeleteStop(Some("helper".into()))]).await;
    assert_eq!(next().await, (true, true));
}
