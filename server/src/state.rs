//! What every door holds: the service, and what the server itself remembers.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use service::MissionControl;
use tokio_util::sync::CancellationToken;

use crate::config::Front;
use crate::metrics::Metrics;
use crate::site::Site;

/// Shared by all requests. Each layer of the router keeps one and clones it at each request, so a clone is one count more.
#[derive(Clone)]
pub struct ServerState(Arc<Shared>);

/// What is shared.
pub struct Shared {
    /// Every verb.
    pub mission: MissionControl,
    /// How the outside reaches this server.
    pub front: Arc<Front>,
    /// The web interface's files.
    pub site: Site,
    /// What the page shell needs to name them.
    pub leptos: LeptosOptions,
    /// What is counted for `/metrics`.
    pub metrics: Arc<Metrics>,
    /// Cancelled when the server stops: streams and long polls end.
    pub stopping: CancellationToken,
}

impl ServerState {
    /// The state of a server that has just started.
    pub fn new(mission: MissionControl, front: Front) -> Self {
        let site = Site::of_this_binary();
        Self(Arc::new(Shared {
            mission,
            front: Arc::new(front),
            leptos: site.leptos_options(),
            site,
            metrics: Arc::default(),
            stopping: CancellationToken::new(),
        }))
    }

    /// Ends what would wait for long: streams, and long polls with what there is.
    pub fn stop(&self) {
        self.stopping.cancel();
        self.mission.hang_up();
    }
}

impl Deref for ServerState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<ServerState> for MissionControl {
    fn from_ref(state: &ServerState) -> Self {
        state.mission.clone()
    }
}

impl FromRef<ServerState> for LeptosOptions {
    fn from_ref(state: &ServerState) -> Self {
        state.leptos.clone()
    }
}
