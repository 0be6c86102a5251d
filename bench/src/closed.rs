//! A closed load: so many clients, each of which asks again once it was answered.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use futures::future::try_join_all;

use crate::client::Connection;
use crate::latency::Latencies;

/// As [`closed_for`], however long it takes.
pub(crate) async fn closed<T>(
    servers: &[SocketAddr],
    clients: usize,
    work: Vec<T>,
    ask: impl AsyncFn(&mut Connection, T) -> Result<()>,
) -> Result<Latencies> {
    closed_for(Duration::MAX, servers, clients, work, ask).await
}

/// Does every piece of work once, on `clients` connections, which are spread over the servers in turn. All of it runs on
/// the thread of the caller. Nothing more is begun after `limit`. The first failure fails the whole load.
pub(crate) async fn closed_for<T>(
    limit: Duration,
    servers: &[SocketAddr],
    clients: usize,
    work: Vec<T>,
    ask: impl AsyncFn(&mut Connection, T) -> Result<()>,
) -> Result<Latencies> {
    let work = RefCell::new(work.into_iter());
    let latencies = RefCell::new(Latencies::new()?);
    let connections = open(servers, clients).await?;
    let began = Instant::now();
    try_join_all(connections.into_iter().map(async |mut connection| {
        while began.elapsed() < limit {
            let Some(item) = work.borrow_mut().next() else { break };
            let asked = Instant::now();
            ask(&mut connection, item).await?;
            latencies.borrow_mut().record(asked.elapsed())?;
        }
        Ok::<_, anyhow::Error>(())
    }))
    .await?;
    Ok(latencies.into_inner())
}

/// Connections to the servers in turn.
pub(crate) async fn open(servers: &[SocketAddr], clients: usize) -> Result<Vec<Connection>> {
    ensure!(!servers.is_empty() && clients > 0, "there is nobody to ask, or nobody who asks");
    try_join_all(servers.iter().cycle().take(clients).map(|server| Connection::open(*server))).await
}
