//! A scripted agent: it plays a small file of steps, and no model is behind it. It is what a newcomer meets first.

mod play;
mod steps;

use super::{
    desk::Desk,
    driver::{Driver, Finish, Job},
};
use async_trait::async_trait;
use std::sync::Arc;

pub(super) use steps::Script;

/// A script at work.
pub(super) struct Scripted(pub(super) Arc<Script>);

#[async_trait]
impl Driver for Scripted {
    async fn work(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Result<Finish, String> {
        Ok(play::play(&self.0, job, desk).await.unwrap_or_else(Finish::failed))
    }
}
