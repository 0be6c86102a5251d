//! The beginning: who the agent is, a session in the task's directory, and the mode that it is held in.

use super::{
    mode::{Held, Wanted},
    options::cancelled,
    peer::{Event, Peer},
    profile::{Pin, Profile},
    program::is_older,
    settings::AcpAgent,
    wire::Incoming,
};
use crate::agent::desk::Desk;
use agent_client_protocol_schema::{
    ProtocolVersion,
    v1::{Error, Implementation, InitializeRequest, InitializeResponse, RequestId},
};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};

/// How long one step of the beginning may take: agents load a lot, and some fetch a lot.
const PATIENCE: Duration = Duration::from_mins(2);
/// What JSON-RPC calls a method that is not here.
pub(super) const NO_METHOD: i32 = -32601;
/// What agents answer when nobody is signed in.
const SIGN_IN: i32 = -32000;

/// One session.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) held: Held,
}

/// Who the agent says it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Introduced {
    pub(super) name: String,
    pub(super) version: String,
    /// Whether it takes a server of tools over HTTP.
    pub(super) takes_tools: bool,
}

/// Introduces the runner, which offers nothing that the agent could act through, and checks the agent's version.
pub(super) async fn introduce(
    peer: &mut Peer,
    agent: &AcpAgent,
    desk: &mut Desk<'_>,
) -> Result<Introduced, String> {
    let us = Implementation::new("mission-control-runner", env!("CARGO_PKG_VERSION"));
    let hello = InitializeRequest::new(ProtocolVersion::V1).client_info(us);
    let hello = serde_json::to_value(hello).map_err(|error| error.to_string())?;
    let answer = call(peer, desk, "initialize", &hello).await?;
    let answer: InitializeResponse = serde_json::from_value(answer)
        .map_err(|error| format!("The agent's answer to `initialize` makes no sense: {error}."))?;
    if answer.protocol_version != ProtocolVersion::V1 {
        return Err(format!(
            "The agent speaks version {} of the Agent Client Protocol, and this runner version 1.",
            answer.protocol_version
        ));
    }
    let takes_tools = answer.agent_capabilities.mcp_capabilities.http;
    let info = match answer.agent_info {
        Some(info) => Introduced { name: info.name, version: info.version, takes_tools },
        None => Introduced { takes_tools, ..Introduced::default() },
    };
    if agent.profile.is_none()
        && let Some(profile) = Profile::introduced(&info.name)
    {
        return Err(format!(
            "This is {}, and the agents file does not say how it is made to ask. Write `profile = \"{}\"` there; \
             `command` may stay.",
            profile.title, profile.name
        ));
    }
    if let Some(profile) = agent.profile
        && is_older(&info.version, profile.oldest)
    {
        let found = match info.version.as_str() {
            "" => "does not say its version".to_owned(),
            version => format!("{version} is too old"),
        };
        return Err(format!(
            "{} {found}; {} is needed, as older ones may act without asking. Install it with `{}`.",
            profile.title,
            profile.oldest,
            profile.install()
        ));
    }
    Ok(info)
}

/// Opens a session and holds it in the mode in which the agent asks.
pub(super) async fn open(
    peer: &mut Peer,
    agent: &AcpAgent,
    (dir, servers): (&Path, Value),
    desk: &mut Desk<'_>,
) -> Result<Session, String> {
    let params = json!({ "cwd": dir, "mcpServers": servers });
    let answer = call(peer, desk, "session/new", &params).await?;
    let id = answer["sessionId"].as_str().ok_or("The agent gave its session no id.")?.to_owned();
    let held = Held::find(&wanted(agent), &answer)?;
    if let Some((method, params)) = &held.set {
        let mut params = params.clone();
        params["sessionId"] = json!(id);
        call(peer, desk, method, &params).await?;
    }
    Ok(Session { id, held })
}

/// The mode in which this agent asks.
pub(super) fn wanted(agent: &AcpAgent) -> Wanted<'_> {
    match (agent.profile, &agent.mode) {
        (Some(profile), _) => Wanted::Pinned(profile.mode),
        (None, Some(mode)) => Wanted::Named(mode),
        (None, None) => Wanted::Pinned(Pin::AsStarted),
    }
}

impl Session {
    /// Sends a prompt and gives the number of the turn that it begins.
    pub(super) async fn prompt(&self, peer: &mut Peer, text: &str) -> RequestId {
        let prompt = json!([{ "type": "text", "text": text }]);
        let params = json!({ "sessionId": self.id, "prompt": prompt });
        let turn = peer.ask("session/prompt", &params).await;
        peer.turn = Some((self.id.clone(), turn.clone()));
        turn
    }
}

/// Asks the agent and waits for the answer. Nothing is let through meanwhile.
async fn call(
    peer: &mut Peer,
    desk: &mut Desk<'_>,
    method: &str,
    params: &Value,
) -> Result<Value, String> {
    let asked = peer.ask(method, params).await;
    let answered = async {
        loop {
            match peer.next().await {
                Event::Message(Incoming::Response { id, result }) if id == asked => {
                    return result.map_err(|error| words(method, &error));
                }
                Event::Message(Incoming::Request { id, method, .. }) => {
                    refuse(peer, &id, &method).await;
                }
                Event::Message(Incoming::Odd(line)) => {
                    desk.note(&format!("agent, unclear: {line}"));
                }
                Event::Message(_) => {}
                Event::Stderr(bytes) => desk.stderr(&bytes),
                Event::Gone(how) => return Err(how),
            }
        }
    };
    match tokio::time::timeout(PATIENCE, answered).await {
        Ok(answer) => answer,
        Err(_) => {
            Err(format!("The agent did not answer `{method}` within {} s.", PATIENCE.as_secs()))
        }
    }
}

/// Answers a question that nobody here says yes to.
pub(super) async fn refuse(peer: &mut Peer, id: &RequestId, method: &str) {
    if method == "session/request_permission" {
        peer.answer(id, &cancelled()).await;
    } else {
        peer.refuse(id, NO_METHOD, "This client does not do that.").await;
    }
}

/// An agent's error, for people.
pub(super) fn words(method: &str, error: &Error) -> String {
    if i32::from(error.code) == SIGN_IN {
        return format!(
            "The agent wants somebody to sign in ({}). Give it its key with `key_variable` in the agents file.",
            error.message
        );
    }
    let data = error.data.as_ref().map(|data| format!(" {data}")).unwrap_or_default();
    format!("The agent could not do `{method}`: {}{data}", error.message)
}
