//! Spreads work over connections.

use std::sync::Mutex;
use std::thread;

use anyhow::{Result, anyhow};

use crate::http::Connection;

/// Does every piece of work once, on `connections` connections at a time. The first failure fails all of it.
pub(super) fn spread<T: Send>(
    connections: usize,
    work: Vec<T>,
    connect: impl Fn() -> Result<Connection> + Sync,
    ask: impl Fn(&mut Connection, T) -> Result<()> + Sync,
) -> Result<()> {
    let work = Mutex::new(work.into_iter());
    let take = || {
        work.lock().map_err(|_| anyhow!("another connection failed")).map(|mut work| work.next())
    };
    thread::scope(|scope| {
        let (connect, ask, take) = (&connect, &ask, &take);
        let work = move || -> Result<()> {
            let mut connection = connect()?;
            while let Some(item) = take()? {
                ask(&mut connection, item)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(work)).collect();
        let ends = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a connection broke"))?);
        ends.collect::<Vec<Result<()>>>().into_iter().collect()
    })
}
