//! Tells people that something waits for them: looks what is due, and takes it to each channel beside the others.

use std::collections::HashSet;
use std::time::Duration;

use domain::ChannelId;
use service::{Letter, MissionControl};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often it is looked what is due.
const LOOK: Duration = Duration::from_secs(2);
/// How long to wait after the store failed.
const AGAIN: Duration = Duration::from_secs(5);

/// Tells until it is told to stop, and then ends what is on its way; drop it to stop at once. A channel has one message on its way at a time, and none waits for another.
pub(crate) async fn run(mission: MissionControl, until: CancellationToken) {
    let mut busy: HashSet<ChannelId> = HashSet::new();
    let mut sending: JoinSet<ChannelId> = JoinSet::new();
    while !until.is_cancelled() {
        match mission.due_letters().await {
            Ok(letters) => {
                // Looking takes a moment, in which somebody else may have been told to do this.
                for letter in letters.into_iter().filter(|_| !until.is_cancelled()) {
                    let channel = letter.channel.id.clone();
                    if busy.insert(channel) {
                        sending.spawn(take(mission.clone(), letter));
                    }
                }
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "notifications wait");
                until.run_until_cancelled(tokio::time::sleep(AGAIN)).await;
            }
        }
        tokio::select! {
            Some(Ok(channel)) = sending.join_next() => {
                busy.remove(&channel);
            }
            () = tokio::time::sleep(LOOK) => {}
            () = until.cancelled() => {}
        }
    }
    while sending.join_next().await.is_some() {}
}

/// Sends a letter and writes down how it went. While that cannot be written down nothing more is sent there: it would be
/// the same again.
async fn take(mission: MissionControl, letter: Letter) -> ChannelId {
    let outcome = mission.send_letter(&letter).await;
    if let Err(undelivered) = &outcome {
        let (channel, why) = (letter.channel.id.as_str(), undelivered.why());
        tracing::warn!(channel, why, "a notification did not arrive");
    }
    while let Err(error) = mission.letter_sent(&letter, &outcome).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "notifications wait");
        tokio::time::sleep(AGAIN).await;
    }
    letter.channel.id
}
