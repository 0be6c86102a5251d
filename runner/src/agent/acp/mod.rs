//! Agents that speak the Agent Client Protocol, each in a process of its own that asks before it acts. Whether it asks is up
//! to the agent, so the runner chooses its settings, holds it in the mode in which it asks, sees once that it does, and ends
//! it when it leaves that mode. What runs, runs in the agent: the card says so.

mod answers;
mod asks;
mod calls;
mod canary;
mod checked;
mod disclosed;
mod ending;
mod home;
mod mode;
mod options;
mod own_tools;
mod peer;
mod permission;
mod profile;
mod program;
mod session;
mod settings;
mod speech;
mod told;
mod turns;
mod wire;

use super::{
    desk::Desk,
    driver::{Driver, Finish, Job},
};
use crate::supervise::Patience;
use async_trait::async_trait;
use domain::wire::NoteCanary;
use futures::stream::FuturesUnordered;
use options::cancelled;
use peer::{Event, Peer};
use serde_json::{Value, json};
use speech::Speech;
use std::{sync::Arc, time::Duration};
use turns::Turns;
use wire::Incoming;

pub(super) use checked::Checked;
pub(super) use settings::{AcpAgent, Said};

/// How long an agent that was told to stop may take to say that it did.
const GRACE: Duration = Duration::from_secs(5);
/// The same, when the runner has to be gone.
const SHORT_GRACE: Duration = Duration::from_millis(500);
/// After that: SIGTERM, and SIGKILL two seconds later.
const THEN: Patience = Patience { interrupt_ms: 0, terminate_ms: 2_000 };
/// How long agents that connect to servers behind their session's back are given for it.
const TOOLS: Duration = Duration::from_secs(4);
/// How much one task's agent may write into the log, in bytes.
const NOTES: usize = 4 * 1024 * 1024;

/// One agent, ready for one task.
pub(super) struct Acp {
    name: String,
    settings: Arc<AcpAgent>,
    checked: Checked,
}

impl Acp {
    pub(super) fn new(name: &str, settings: Arc<AcpAgent>, checked: Checked) -> Self {
        Self { name: name.to_owned(), settings, checked }
    }

    async fn start(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Result<Peer, String> {
        let agent = &self.settings;
        let program = program::find(agent).await?;
        let key = agent.key()?;
        if let Some((_, key)) = &key {
            desk.hide(key);
        }
        let home = home::furnish(job.scratch, agent)
            .map_err(|error| format!("The agent's home cannot be made: {error}."))?;
        let env = home::environment(agent, job.work, &home, key);
        Peer::start(job.launcher, program, job.dir, env, &job.work.id).await
    }

    async fn converse(
        &self,
        peer: &mut Peer,
        job: &Job<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Finish, String> {
        let agent = &self.settings;
        let info = session::introduce(peer, agent, desk).await?;
        desk.note(&format!("agent: {} {}", info.name, info.version));
        for unasked in agent.profile.iter().flat_map(|profile| profile.unasked) {
            desk.note(&format!("agent: not asked about, as far as is known: {unasked}"));
        }
        let key = checked::Key::of(agent, &self.name, &info, job.dir);
        let (has_project_files, mut check) = (key.has_project_files, None);
        if self.checked.holds(&key) {
            desk.seen(&info.name, &info.version, None).await;
        } else {
            // A session of its own, which is left behind: nothing of it is the task's, and it gets no token.
            let session = session::open(peer, agent, (job.dir, json!([])), desk).await?;
            let flown = canary::fly(peer, &session, job.dir, desk).await;
            let canary = NoteCanary { passed: flown.is_ok(), note: flown.as_ref().err().cloned() };
            desk.seen(&info.name, &info.version, Some(canary)).await;
            flown?;
            self.checked.keep(key);
            check = Some(session.id);
        }
        let servers = own_tools(job, &info, desk);
        let given = servers != json!([]);
        let session = session::open(peer, agent, (job.dir, servers), desk).await?;
        if given && agent.profile.is_some_and(|profile| profile.late_tools) {
            tokio::time::sleep(TOOLS).await;
        }
        let mut turns = Turns {
            info: &info,
            agent,
            job,
            session,
            check,
            own_tools: given && !has_project_files,
            calls: calls::Calls::default(),
            pending: Vec::new(),
            running: Vec::new(),
            chores: FuturesUnordered::new(),
            speech: Speech::new(desk.api()),
            queue: Vec::new(),
            waiting: None,
            refused: false,
            plan: String::new(),
            notes: NOTES,
            peer,
            desk,
        };
        Ok(turns.go().await)
    }
}

/// Mission Control's own tools, for a task that has a token for them.
fn own_tools(job: &Job<'_>, info: &session::Introduced, desk: &mut Desk<'_>) -> Value {
    let Some(token) = &job.work.agent_token else { return json!([]) };
    if !info.takes_tools {
        desk.note("agent: it takes no tools over HTTP, so it has none of Mission Control's.");
        return json!([]);
    }
    desk.hide(&token.0);
    // What it proposes without a place runs where it works.
    let place = form_urlencoded::Serializer::new(String::new())
        .append_pair("cwd", &job.dir.display().to_string())
        .finish();
    let url = format!("{}/mcp?{place}", job.server.trim_end_matches('/'));
    let key = json!({ "name": "Authorization", "value": format!("Bearer {}", token.0) });
    json!([{ "type": "http", "name": own_tools::SERVER, "url": url, "headers": [key] }])
}

#[async_trait]
impl Driver for Acp {
    async fn work(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Result<Finish, String> {
        let mut peer = tokio::select! {
            peer = self.start(job, desk) => peer?,
            _ = job.leave() => return Ok(Finish::failed("It was stopped before it began.")),
        };
        let end = tokio::select! {
            end = self.converse(&mut peer, job, desk) => Ok(end),
            patience = job.leave() => Err(patience),
        };
        if let Err(patience) = end {
            farewell(&mut peer, patience, desk).await;
        }
        peer.stop(THEN).await;
        peer.let_go().await;
        if let Ok(end) = end {
            return end;
        }
        // Whoever stops a task does not wait for the server.
        let told = tokio::time::timeout(Duration::from_secs(1), desk.cut_short()).await;
        if told.is_err() {
            desk.note("The server could not be told in time that what the agent did was stopped.");
        }
        Ok(Finish::failed("It was stopped."))
    }

    fn farewell(&self) -> Duration {
        // An agent's own time, both signals, and a kernel that is busy.
        GRACE + Duration::from_secs(10)
    }
}

/// Tells the agent to stop, takes its cards back, and waits a while until it says that it stopped.
async fn farewell(peer: &mut Peer, patience: Patience, desk: &mut Desk<'_>) {
    let Some((session, turn)) = peer.turn.clone() else { return };
    peer.tell("session/cancel", &json!({ "sessionId": session })).await;
    for id in peer.unanswered() {
        peer.answer(&id, &cancelled()).await;
    }
    let grace = if patience == Patience::SHORT { SHORT_GRACE } else { GRACE };
    let stopped = async {
        loop {
            match peer.next().await {
                Event::Message(Incoming::Response { id, .. }) if id == turn => return,
                Event::Message(Incoming::Request { id, method, .. }) => {
                    session::refuse(peer, &id, &method).await;
                }
                Event::Message(_) | Event::Stderr(_) => {}
                Event::Gone(_) => return,
            }
        }
    };
    // A card that is still there must not look as if a yes could do something.
    let (_, _) = tokio::join!(
        tokio::time::timeout(grace, stopped),
        tokio::time::timeout(Duration::from_secs(1), desk.clear()),
    );
}
