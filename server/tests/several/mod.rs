//! Three servers on one PostgreSQL database behind a balancer: nothing is lost, nothing happens twice, and whoever listens
//! catches up by themselves, whichever server is asked and whatever goes away in the middle.

mod away;
mod clock;
mod doors;
mod keys;
mod killed;
mod order;
mod races;
mod stream;
mod turns;

use std::collections::HashMap;

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::several::Several;
use crate::support::{Client, command};

/// How many requests are made at once.
const TOGETHER: usize = 8;

/// Three servers, an administrator, and a desktop that a test may be the runner of.
struct Office {
    servers: Several,
    /// May do everything, over the balancer.
    admin: Client,
    desktop: String,
    /// The desktop's runner, over the balancer.
    runner: Client,
}

impl Office {
    async fn open() -> Self {
        let servers = Several::start(3).await;
        tokio::task::block_in_place(|| servers.servers[0].person("ada", "admin"));
        let admin = servers.key("ada", "read,tasks,decide,admin");
        let (desktop, runner) = servers.servers[0].desktop("bench", &admin).await;
        let runner = servers.client().key(&runner.own_key());
        Self { servers, admin, desktop, runner }
    }

    /// Everybody's client at this one server.
    fn at(&self, client: &Client, n: usize) -> Client {
        client.at(&self.servers.servers[n].url)
    }

    /// Requests that wait for a person.
    async fn asking(&self, count: usize) -> Vec<Request> {
        let one = |_| async move {
            let approval = crate::support::asking(&self.admin, &self.desktop).await;
            let text = |field: &str| approval[field].as_str().unwrap().to_owned();
            Request { id: text("id"), digest: text("digest") }
        };
        futures::stream::iter(0..count).map(one).buffered(TOGETHER).collect().await
    }

    /// A command that runs at once.
    async fn runs(&self, content: &str) -> Value {
        let body = command(&self.desktop, content, json!({"run": true}));
        self.admin.post("/tasks", body).await.created()
    }

    /// How many audit rows say that a request was answered, by its id.
    fn answers(&self) -> HashMap<String, usize> {
        let sql = "SELECT subject_id, COUNT(*) FROM audit \
                   WHERE action IN ('approval.approve', 'approval.reject') GROUP BY subject_id";
        let rows = self.servers.database.ask(sql);
        let read = |row: &String| {
            let (id, count) = row.split_once('|').unwrap();
            (id.to_owned(), count.parse().unwrap())
        };
        rows.iter().map(read).collect()
    }
}

/// A request that waits for a person.
#[derive(Clone, Debug)]
struct Request {
    id: String,
    digest: String,
}

impl Request {
    fn path(&self) -> String {
        format!("/approvals/{}/resolve", self.id)
    }

    fn body(&self, decision: &str) -> Value {
        json!({"decision": decision, "digest": self.digest})
    }
}
