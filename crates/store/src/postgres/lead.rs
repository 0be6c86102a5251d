//! What one process does at a time: whoever has an advisory lock, on a connection of its own that ends with the process.

use super::connect;
use super::error::store_error;
use async_trait::async_trait;
use service::StoreError;
use service::store::Lead;
use sqlx::postgres::PgConnectOptions;
use sqlx::{PgConnection, Row};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// The lock, in the database's own space: `MCld`.
const LOCK: i64 = 0x4d43_6c64;

/// How often it is asked for, and whether it is still held.
const LOOK: Duration = Duration::from_secs(1);

/// How long the database may take to say so: then another process may have it.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server whose machine is gone says nothing: the database asks after it, and takes the lock back within 15 s.
const ASK_AFTER_IT: &str =
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2";

/// It is held.
pub(crate) struct Leading(PgConnection);

impl Leading {
    /// Waits until it is.
    pub(super) async fn wait(options: &PgConnectOptions) -> Self {
        let options = options.clone().application_name("mission-control lead");
        let mut said = false;
        loop {
            match take(&options).await {
                Ok(connection) => return Self(connection),
                Err(error) if !said => {
                    tracing::info!(%error, "upkeep waits for the database");
                    said = true;
                }
                Err(_) => {}
            }
            sleep(LOOK).await;
        }
    }
}

#[async_trait]
impl Lead for Leading {
    async fn lost(&mut self) {
        loop {
            sleep(LOOK).await;
            // The lock is the connection's: as long as that answers it is held.
            let asked = sqlx::query("SELECT 1").execute(&mut self.0);
            if !matches!(timeout(PATIENCE, asked).await, Ok(Ok(_))) {
                return;
            }
        }
    }
}

/// A connection that has the lock. Fails when the database is away.
async fn take(options: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let mut connection = connect::connect(options).await?;
    sqlx::raw_sql(ASK_AFTER_IT).execute(&mut connection).await.map_err(store_error)?;
    loop {
        let asked = sqlx::query("SELECT pg_try_advisory_lock($1) AS held").bind(LOCK);
        let late = |_| StoreError::Busy("the database does not answer".into());
        let row = timeout(PATIENCE, asked.fetch_one(&mut connection)).await.map_err(late)?;
        if row.map_err(store_error)?.try_get("held").map_err(store_error)? {
            return Ok(connection);
        }
        sleep(LOOK).await;
    }
}
