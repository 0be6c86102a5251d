//! Events that are made while others listen.

use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::client::Connection;
use crate::desk::Desk;
use crate::door::Door;
use crate::pace::pace;

/// An event, and when whoever made it had the answer.
pub(super) struct Made {
    pub(super) seq: i64,
    pub(super) answered: Instant,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    seq: i64,
    payload: Payload,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    task_id: Option<String>,
}

/// Makes so many events, `rate` a second, each by a draft of a task. In order of their numbers.
pub(super) async fn make(
    desk: &Rc<Desk>,
    door: &Door,
    rate: u32,
    count: usize,
) -> Result<Vec<Made>> {
    let mut connection = Connection::open(door.servers[0]).await?;
    let mut due = pace(rate, count)?;
    let mut answered = std::collections::BTreeMap::new();
    let first = last_event(&mut connection, desk).await?;
    let mut number = 0;
    while due.recv().await.is_some() {
        let task = draft(&mut connection, desk, number).await?;
        answered.insert(task, Instant::now());
        number += 1;
    }
    let mut made = Vec::with_capacity(count);
    let mut after = first;
    while made.len() < count {
        let path = format!("/api/mission-control/activity?limit=200&after={after}");
        let answer = connection.get(&path, &desk.person).await?.expect(200)?;
        let page: Page = answer.json()?;
        after =
            page.items.last().context("an event of a request that was answered is missing")?.seq;
        for item in page.items {
            let task = item.payload.task_id.and_then(|task| answered.remove(&task));
            made.extend(task.map(|answered| Made { seq: item.seq, answered }));
        }
    }
    Ok(made)
}

/// A task that is not asked to run: one event.
async fn draft(connection: &mut Connection, desk: &Desk, number: usize) -> Result<String> {
    let task = json!({"type": "command", "title": format!("Draft {number}"), "content": "true", "desktopId": desk.desktop});
    let answer = connection.post("/api/mission-control/tasks", &desk.person, &task).await?;
    let created: Created = answer.expect(201)?.json()?;
    Ok(created.id)
}

async fn last_event(connection: &mut Connection, desk: &Desk) -> Result<i64> {
    let path = "/api/mission-control/activity?limit=1&order=newest";
    let page: Page = connection.get(path, &desk.person).await?.expect(200)?.json()?;
    Ok(page.items.first().map_or(0, |item| item.seq))
}
