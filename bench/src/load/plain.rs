//! Requests that need nothing but themselves.

use std::cell::Cell;

use anyhow::{Result, ensure};
use serde_json::json;

use super::Options;
use crate::client::{Connection, Who};
use crate::closed::{closed, closed_for};
use crate::report::{Arrivals, Report, Watch};

/// GET /healthz.
pub(super) async fn health(options: &Options) -> Result<Report> {
    let nobody = Who::default();
    measure(options, "health", async |connection, _| {
        connection.get("/healthz", &nobody).await?.expect(200).map(drop)
    })
    .await
}

/// POST /hello: a small body there and back.
pub(super) async fn hello(options: &Options) -> Result<Report> {
    let nobody = Who::default();
    let body = json!({"decision": "approve", "digest": "bare:1"});
    measure(options, "hello", async |connection, _| {
        let answer = connection.post("/hello", &nobody, &body).await?.expect(200)?;
        ensure!(answer.json::<serde_json::Value>()? == body, "another body came back");
        Ok(())
    })
    .await
}

/// Tasks that wait for a person from the start.
pub(super) async fn create(options: &Options) -> Result<Report> {
    let desk = options.desk().await?;
    measure(options, "create", async |connection, number| {
        desk.create(connection, number).await.map(drop)
    })
    .await
}

/// The first fifty that wait.
pub(super) async fn list(options: &Options) -> Result<Report> {
    let desk = options.desk().await?;
    measure(options, "list", async |connection, _| desk.list(connection).await).await
}

/// The board, whole.
pub(super) async fn board(options: &Options) -> Result<Report> {
    let browser = options.door.browser()?;
    let size = Cell::new(0);
    let report = measure(options, "board", async |connection, _| {
        size.set(page(connection, &browser).await?);
        Ok(())
    })
    .await?;
    Ok(report.with("pageBytes", size.get()))
}

/// Reads the board to its end, and answers how long it was.
pub(super) async fn page(connection: &mut Connection, browser: &Who) -> Result<usize> {
    let answer = connection.get("/", browser).await?.expect(200)?;
    let text = std::str::from_utf8(&answer.body)?;
    ensure!(text.contains("</html>"), "the page has no end");
    ensure!(text.contains("/approvals"), "this is not the board");
    Ok(answer.body.len())
}

async fn measure(
    options: &Options,
    workload: &str,
    ask: impl AsyncFn(&mut Connection, usize) -> Result<()>,
) -> Result<Report> {
    let (clients, servers) = (options.clients, &options.door.servers);
    // What is made at a first request is made before the clock starts.
    closed(servers, clients.min(4), (0..clients.min(4)).collect(), &ask).await?;
    let cost = options.watched.begin()?;
    let watch = Watch::start()?;
    let latencies =
        closed_for(options.limit(), servers, clients, (0..options.count).collect(), &ask).await?;
    let report = watch.report(workload, (Arrivals::Closed, clients, 1), &latencies)?;
    report.with_cost(cost)
}
