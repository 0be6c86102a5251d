//! The one who looks into the table.

use super::{Live, ring::Told};
use crate::{Concerns, StoreError, feed::Listener};
use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};

/// Another process may write without ringing our bell, so the reader looks by itself this often.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// How long it rests after the table could not be read.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How many events, or rows of the audit log, one question brings.
const PAGE: u32 = 200;
/// What a row of the audit log is about when somebody's credential may have changed with it.
const CREDENTIALS: [&str; 4] = ["person", "key", "session", "desktop"];

/// Follows the events by their numbers and the audit log by its.
pub(super) struct Reader {
    live: Weak<Live>,
    bell: Listener,
    /// The last event that was read; none before the first look.
    event: Option<i64>,
    /// The last row of the audit log that was read; none while nobody's credential hangs on it.
    audit: Option<i64>,
}

impl Reader {
    pub fn of(live: &Arc<Live>) -> Self {
        Self { live: Arc::downgrade(live), bell: live.feed.listen(), event: None, audit: None }
    }

    /// Reads until nobody listens any more. It holds nothing open while it waits.
    pub async fn run(mut self) {
        let mut broken = false;
        while let Some(live) = self.live.upgrade() {
            if live.ends() {
                return;
            }
            let looked = self.look(&live).await;
            // Said once, not every second.
            if let (Err(error), false) = (&looked, broken) {
                tracing::warn!(error = error as &dyn std::error::Error, "events cannot be read");
            }
            if looked.is_err() && !broken {
                live.change(super::Ring::failed);
                live.news.send_modify(|look| *look += 1);
            }
            broken = looked.is_err();
            drop(live);
            match looked {
                Ok(true) => {}
                Ok(false) => {
                    self.bell.wait(LOOK_AGAIN).await;
                }
                Err(_) => tokio::time::sleep(AFTER_FAILURE).await,
            }
        }
    }

    /// Looks once. Answers whether there is more.
    async fn look(&mut self, live: &Live) -> Result<bool, StoreError> {
        let Some(after) = self.event else {
            let last = live.store.last_event().await?;
            self.event = Some(last);
            live.change(|ring| ring.begin(last));
            live.news.send_modify(|look| *look += 1);
            return Ok(true);
        };
        let events = live.store.events(after, PAGE).await?;
        // Another process may have written them, and rung for nobody here.
        live.feed.wake(&Concerns::of_facts(events.iter().map(|event| &event.fact)));
        // After the events: whatever ended a credential before one of them is found together with it, or sooner.
        let touched = self.touched(live).await?;
        let more = events.len() == PAGE as usize;
        self.event = events.last().map_or(self.event, |last| Some(last.seq.0));
        if !events.is_empty() || !touched.is_empty() {
            let told = events.into_iter().map(Told::of).collect();
            let look = live.change(|ring| ring.add(told, touched));
            live.news.send_replace(look);
        }
        Ok(more)
    }

    /// The ids of what a credential may hang on that changed since the last look. Whoever listens from now on is asked for
    /// theirs before their first event, so what came before this may stay unread.
    async fn touched(&mut self, live: &Live) -> Result<Vec<String>, StoreError> {
        let mut touched = Vec::new();
        if live.guests.load(Ordering::SeqCst) == 0 {
            self.audit = None;
            return Ok(touched);
        }
        let Some(mut after) = self.audit else {
            self.audit = Some(live.store.audit_head().await?.rows);
            // Somebody may have come, been let in and been shut out again since the last look.
            let look = live.change(super::Ring::doubted);
            live.news.send_replace(look);
            return Ok(touched);
        };
        loop {
            let rows = live.store.audit(after, PAGE).await?;
            let more = rows.len() == PAGE as usize;
            after = rows.last().map_or(after, |last| last.seq);
            let about = rows.into_iter().map(|row| row.entry);
            let about = about.filter(|entry| CREDENTIALS.contains(&entry.subject_kind.as_str()));
            touched.extend(about.map(|entry| entry.subject_id));
            if !more {
                break;
            }
        }
        self.audit = Some(after);
        Ok(touched)
    }
}
