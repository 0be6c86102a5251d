//! Which program an agent's requests come from, as it says itself.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use domain::agent_note::Door;

use super::Identity;
use crate::state::ServerState;

/// What our own commands that hold another program call themselves. They share the runner's way out; with an agent's key it
/// is one of them, since a runner comes with its token.
const HOOKS: [&str; 3] = ["mission-control-hook", "mission-control-gate", "mission-control-runner"];

/// The program and its version in a `User-Agent`: `claude-code/2.1.330 (cli)`. None when it says nothing.
pub(crate) fn product(header: &str) -> Option<(String, Option<String>)> {
    let first = header.split_whitespace().next()?;
    let (name, version) = match first.split_once('/') {
        Some((name, version)) => (name, (!version.is_empty()).then(|| version.to_owned())),
        None => (first, None),
    };
    (!name.is_empty()).then(|| (name.to_owned(), version))
}

/// Notes each agent that asks over REST. That it could not be noted is no reason to refuse what it came for.
pub async fn note_agent(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    let actor = request.extensions().get::<Identity>().and_then(|found| found.actor.clone());
    if let Some(actor) = actor {
        let agent = request.headers().get(header::USER_AGENT);
        let (client, version) =
            agent.and_then(|agent| agent.to_str().ok()).and_then(product).unzip();
        let hook = client.as_deref().is_some_and(|client| HOOKS.contains(&client));
        let door = if hook { Door::Hook } else { Door::Rest };
        let version = version.flatten();
        let noted =
            state.mission.agent_came_in(&actor, door, client.as_deref(), version.as_deref());
        if let Err(error) = noted.await {
            tracing::warn!(%error, "an agent could not be noted");
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn a_program_is_its_first_word() {
        for (header, name, version) in [
            ("claude-code/2.1.330 (cli)", "claude-code", Some("2.1.330")),
            ("curl/8.5.0", "curl", Some("8.5.0")),
            ("node", "node", None),
            ("node/", "node", None),
        ] {
            let wanted = (name.to_owned(), version.map(str::to_owned));
            assert_eq!(product(header), Some(wanted), "{header}");
        }
        for nothing in ["", "  ", "/1.0"] {
            assert_eq!(product(nothing), None);
        }
    }
}
