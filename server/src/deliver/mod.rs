//! What leaves the server by itself. Here, what outside systems are told of ended tasks: signed (Standard Webhooks), only to addresses on public networks
//! unless others are named in the configuration, and again until it arrives or is given up.

mod courier;
mod mail;
mod networks;
mod notify;
mod push;
mod slack;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::{Timestamp, WebhookId};
use ipnet::IpNet;
use reqwest::{Client, Url, redirect};
use service::{MissionControl, Telling};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub(crate) use courier::Post;
use networks::{Guarded, Networks};
pub(crate) use notify::run as notify;

/// How long one try may take (Standard Webhooks: 15 to 30 s).
const TRY: Duration = Duration::from_secs(15);
/// How long to rest when nothing is due; news ends the rest.
const REST: Duration = Duration::from_secs(5);
/// How long to wait after the store failed.
const AGAIN: Duration = Duration::from_secs(5);

/// Sends until it is told to stop, and then ends what is on its way; drop it to stop at once. Each webhook is told in order,
/// and none waits for another.
pub(crate) async fn run(mission: MissionControl, allowed: Vec<IpNet>, until: CancellationToken) {
    let sender = match Sender::new(allowed) {
        Ok(sender) => Arc::new(sender),
        Err(error) => return tracing::error!(%error, "nothing can be told to webhooks"),
    };
    let mut busy: HashSet<WebhookId> = HashSet::new();
    let mut sending: JoinSet<WebhookId> = JoinSet::new();
    while !until.is_cancelled() {
        let due = match mission.due_tellings().await {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "webhooks wait");
                until.run_until_cancelled(tokio::time::sleep(AGAIN)).await;
                continue;
            }
        };
        let mut groups: HashMap<WebhookId, Vec<Telling>> = HashMap::new();
        for telling in due {
            if !busy.contains(&telling.webhook.id) {
                groups.entry(telling.webhook.id.clone()).or_default().push(telling);
            }
        }
        for (webhook, tellings) in groups {
            busy.insert(webhook.clone());
            let (sender, mission, until) = (Arc::clone(&sender), mission.clone(), until.clone());
            sending.spawn(async move {
                sender.tell(&mission, tellings, &until).await;
                webhook
            });
        }
        tokio::select! {
            Some(Ok(webhook)) = sending.join_next() => {
                busy.remove(&webhook);
            }
            () = mission.until_news(REST) => {}
            () = until.cancelled() => {}
        }
    }
    while sending.join_next().await.is_some() {}
}

struct Sender {
    client: Client,
    networks: Arc<Networks>,
}

impl Sender {
    fn new(allowed: Vec<IpNet>) -> reqwest::Result<Self> {
        let networks = Arc::new(Networks { allowed });
        Ok(Self { client: client(&networks)?, networks })
    }

    /// Sends these, one after the other, and writes down how it went. What cannot be written down is sent again.
    async fn tell(
        &self,
        mission: &MissionControl,
        tellings: Vec<Telling>,
        until: &CancellationToken,
    ) {
        for telling in tellings {
            if until.is_cancelled() {
                return;
            }
            let outcome = self.send(&telling, mission.now()).await;
            if let Err(why) = &outcome {
                tracing::warn!(webhook = telling.webhook.id.as_str(), why, "not told");
            }
            if let Err(error) = mission.told(telling, outcome).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "webhooks wait");
                until.run_until_cancelled(tokio::time::sleep(AGAIN)).await;
                return;
            }
        }
    }

    async fn send(&self, telling: &Telling, now: Timestamp) -> Result<(), String> {
        let url = Url::parse(&telling.webhook.url).map_err(|error| error.to_string())?;
        self.networks.check(&url)?;
        let mut request = self.client.post(url).header("content-type", "application/json");
        for (name, value) in telling.headers(now)? {
            request = request.header(name, value);
        }
        let request = request.body(telling.delivery.body.clone());
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("It answered {}.", answer.status().as_u16())),
            Err(error) => Err(innermost(&error)),
        }
    }
}

/// A client that goes to these networks only, and wherever it is sent on to not at all.
fn client(networks: &Arc<Networks>) -> reqwest::Result<Client> {
    runner::tls::ready();
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .timeout(TRY)
        .dns_resolver(Arc::new(Guarded(Arc::clone(networks))))
        .user_agent(concat!("mission-control/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The cause at the bottom: "connection refused" rather than "error sending request".
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
