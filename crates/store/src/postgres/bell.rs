//! The bell across processes: `NOTIFY` at each commit that has events, heard over a connection of its own.

use super::error::store_error;
use crate::row::{Fields, Row};
use crate::sql;
use async_trait::async_trait;
use domain::EventSeq;
use service::StoreError;
use service::store::Bell;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What commits notify.
const CHANNEL: &str = "mission_control";

/// How long it may be quiet until it is asked how far events have come: a network that was cut says nothing.
const QUIET: Duration = Duration::from_secs(5);

/// How long an answer or a connection may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait before the next try to connect: longer each time, from and to this.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Listens, and connects again by itself.
pub(crate) struct Listening {
    options: PgConnectOptions,
    listener: Option<PgListener>,
    wait: Duration,
}

impl Listening {
    pub(super) fn new(options: &PgConnectOptions) -> Self {
        let options = options.clone().application_name("mission-control bell");
        Self { options, listener: None, wait: FIRST_WAIT }
    }

    /// Waits for one ring. After an error nobody listens any more.
    async fn heard(&mut self) -> Result<EventSeq, StoreError> {
        let Some(mut listener) = self.listener.take() else {
            let mut listener = within(listen(&self.options)).await?;
            // Looked at after it listens: what was committed in between is found by one or the other.
            let last = within(last_event(&mut listener)).await?;
            self.listener = Some(listener);
            return Ok(last);
        };
        let heard = match timeout(QUIET, listener.try_recv()).await {
            Ok(Ok(Some(notification))) => match notification.payload().parse() {
                Ok(last) => EventSeq(last),
                // Somebody else notified: it says nothing, and costs a look.
                Err(_) => within(last_event(&mut listener)).await?,
            },
            Ok(Ok(None)) => return Err(StoreError::Busy("the connection was ended".into())),
            Ok(Err(error)) => return Err(store_error(error)),
            Err(_) => within(last_event(&mut listener)).await?,
        };
        self.listener = Some(listener);
        Ok(heard)
    }
}

#[async_trait]
impl Bell for Listening {
    async fn next(&mut self) -> EventSeq {
        loop {
            match self.heard().await {
                Ok(last) => {
                    self.wait = FIRST_WAIT;
                    return last;
                }
                Err(error) => {
                    if self.wait == FIRST_WAIT {
                        tracing::info!(%error, "other servers are not heard for a moment");
                    }
                    sleep(self.wait).await;
                    self.wait = (self.wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }
}

async fn listen(options: &PgConnectOptions) -> Result<PgListener, sqlx::Error> {
    // One connection, and never another one in its place that nobody noticed: that would miss what came in between.
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options.clone());
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.ignore_pool_close_event(true);
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn last_event(listener: &mut PgListener) -> Result<EventSeq, sqlx::Error> {
    let row = sqlx::query(sql::heads::READ).fetch_one(listener).await?;
    let last = Fields::new(Row::Postgres(&row), "heads", "", "id").int("event_seq");
    last.map(EventSeq).map_err(|error| sqlx::Error::Decode(error.into()))
}

async fn within<T>(asked: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, StoreError> {
    let late = |_| StoreError::Busy("the database does not answer".into());
    timeout(PATIENCE, asked).await.map_err(late)?.map_err(store_error)
}
