//! Takes messages to people: each kind of channel in its own way.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use domain::notification::{Route, RouteKind, Written};
use service::{Clock, Courier, Letter, Undelivered};

use super::push::{PushKey, Pusher};
use super::{mail::Mailer, networks::Networks, slack::Slack};
use crate::clock::Machine;
use crate::config::Config;

/// How long one message may take.
const LONGEST: Duration = Duration::from_secs(30);

/// The ways out of this server.
pub(crate) struct Post {
    /// The address that people use.
    origin: String,
    mailer: Option<Mailer>,
    slack: Slack,
    pusher: Pusher,
}

impl Post {
    /// As it is configured. `address` is where this server listens: links lead there when no public address is named.
    pub(crate) fn new(config: &Config, address: SocketAddr) -> anyhow::Result<Self> {
        let here = format!("http://{address}");
        let networks = Arc::new(Networks { allowed: config.webhook_networks.clone() });
        let contact = config.front.origin().map(str::to_owned);
        let pusher =
            Pusher::new(Arc::clone(&networks), PushKey::open(&config.place.data)?, contact);
        let mailer = config.mail.as_ref().map(Mailer::new).transpose();
        Ok(Self {
            origin: config.front.origin().unwrap_or(&here).to_owned(),
            mailer: mailer.context("mail cannot be sent")?,
            slack: Slack::new(networks).context("team channels cannot be told")?,
            pusher: pusher.context("devices cannot be told")?,
        })
    }
}

#[async_trait]
impl Courier for Post {
    fn reaches(&self, kind: RouteKind) -> Result<(), String> {
        match kind {
            RouteKind::Email if self.mailer.is_none() => {
                Err("This server has no mail server. Start it with --smtp-host and --smtp-from."
                    .to_owned())
            }
            RouteKind::Email | RouteKind::Slack | RouteKind::Push => Ok(()),
        }
    }

    fn push_key(&self) -> Option<&str> {
        Some(self.pusher.key())
    }

    async fn send(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.reaches(letter.channel.route.kind()).map_err(Undelivered::Later)?;
        let written = Written::of(&letter.message, &self.origin);
        let sending = async {
            match (&letter.channel.route, &self.mailer) {
                (Route::Email { address, .. }, Some(mailer)) => {
                    mailer.send(address, &letter.key, &written).await
                }
                (Route::Email { .. }, None) => {
                    Err(Undelivered::Later("No mail server.".to_owned()))
                }
                (Route::Slack { url }, _) => self.slack.send(url, &written).await,
                (Route::Push(address), _) => {
                    self.pusher.send(address, &letter.message, Machine.now()).await
                }
            }
        };
        let sent = tokio::time::timeout(LONGEST, sending).await;
        sent.unwrap_or_else(|_| Err(Undelivered::Later("No answer within 30 s.".to_owned())))
    }
}
