//! Who asks, as the door's checks left it with the request, and what program they say they are.

use axum::http::header;
use axum::http::request::Parts;
use domain::actor::Actor;
use domain::agent_note::Door;
use rmcp::model::Implementation;
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer};

use crate::auth::{Identity, StillAccepted, product};
use crate::state::ServerState;

/// Whoever sent a request.
pub(super) struct Caller {
    /// Who asks.
    pub(super) actor: Actor,
    /// Their key, to be asked about again.
    pub(super) key: StillAccepted,
    /// The program, by the request itself.
    client: Option<Implementation>,
    /// The program, by the header that every HTTP client sends.
    agent: Option<(String, Option<String>)>,
    /// The name under which this server was reached.
    host: Option<String>,
    /// The desktop that the program's configuration names: `/mcp?device=NAME`.
    device: Option<String>,
    /// The directory that it names: `/mcp?cwd=DIR`. A runner names the one that it gave its agent to work in.
    pub(super) cwd: Option<String>,
}

impl Caller {
    /// The caller of this request. The checks let nobody else through, so one without an actor is a fault of ours.
    pub(super) fn of(context: &RequestContext<RoleServer>) -> Result<Self, ErrorData> {
        let fault = || ErrorData::internal_error("The request has no sender.", None);
        let parts = context.extensions.get::<Parts>().ok_or_else(fault)?;
        let identity = parts.extensions.get::<Identity>().ok_or_else(fault)?;
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        Ok(Self {
            actor: identity.actor.clone().ok_or_else(fault)?,
            key: StillAccepted::by_key(&parts.headers),
            client: context.meta.client_info(),
            agent: text(header::USER_AGENT).and_then(product),
            host: text(header::HOST).map(str::to_owned),
            device: named(parts, "device"),
            cwd: named(parts, "cwd"),
        })
    }

    /// Notes that this agent came in. That it could not be noted is no reason to refuse what it came for.
    pub(super) async fn came_in(&self, state: &ServerState, said: Option<&Implementation>) {
        let named = said.or(self.client.as_ref());
        let named = named.map(|client| (client.name.clone(), Some(client.version.clone())));
        let (client, version) = named.or_else(|| self.agent.clone()).unzip();
        let version = version.flatten();
        let noted = state.mission.agent_came_in(
            &self.actor,
            Door::Mcp,
            client.as_deref(),
            version.as_deref(),
        );
        if let Err(error) = noted.await {
            tracing::warn!(%error, "an agent could not be noted");
        }
    }

    /// The desktop that a call names, or else the configuration. A task has one of its own.
    pub(super) fn device<'a>(
        &'a self,
        named: Option<&'a str>,
        task: Option<&str>,
    ) -> Option<&'a str> {
        named.or_else(|| self.device.as_deref().filter(|_| task.is_none()))
    }

    /// Where a person finds this page.
    pub(super) fn link(&self, state: &ServerState, path: &str) -> Option<String> {
        let here = || self.host.as_ref().map(|host| format!("http://{host}"));
        let origin = state.front.origin().map(str::to_owned).or_else(here)?;
        Some(format!("{origin}{path}"))
    }
}

/// What the address says of this.
fn named(parts: &Parts, what: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let named = form_urlencoded::parse(query).find(|(name, _)| name == what);
    named.map(|(_, value)| value.into_owned())
}
