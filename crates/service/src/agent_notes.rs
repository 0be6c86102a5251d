//! What is known of agents at their doors: which program it is, when it was last seen, how the test of its gate went.

use crate::{Error, MissionControl, change::Draft, store::Write, text};
use domain::{
    Actor, Refusal,
    agent_note::{AgentNote, Canary, Door, runs_unasked},
    limits, wire,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How stale "last seen" may be before it is written again, in seconds.
const SEEN_GRAIN: i64 = 60;

/// What was written of late, so that most requests write nothing.
#[derive(Default)]
pub(crate) struct Noted(Mutex<BTreeMap<(String, Door), AgentNote>>);

impl Noted {
    /// Whether it is news, or a while ago that it was written; remembers it then. A client that first did not say what it
    /// is, and now does, is news.
    fn is_news(&self, note: &AgentNote) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (note.agent.clone(), note.door);
        let known = noted.get(&key);
        let stale =
            known.is_none_or(|known| note.seen_at.seconds_since(known.seen_at) >= SEEN_GRAIN);
        let names_itself =
            note.client.is_some() && known.is_some_and(|known| known.client.is_none());
        let news = stale || names_itself || note.canary.is_some();
        if news {
            let client = note.client.clone().or_else(|| known.and_then(|k| k.client.clone()));
            noted.insert(key, AgentNote { client, ..note.clone() });
        }
        news
    }

    /// It was not written after all.
    fn forget(&self, note: &AgentNote) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.remove(&(note.agent.clone(), note.door));
    }
}

impl MissionControl {
    /// An agent came in through this door, with a program that says it is this one. Written at most once a minute. Nobody
    /// but an agent is noted, and what a program says of itself that cannot be shown counts as nothing said.
    pub async fn agent_came_in(
        &self,
        actor: &Actor,
        door: Door,
        client: Option<&str>,
        version: Option<&str>,
    ) -> Result<(), Error> {
        let Some(agent) = agent_name(actor) else { return Ok(()) };
        let shown = |said: Option<&str>| {
            let fits = |said: &&str| text::line("client", said, limits::NAME).is_ok();
            said.filter(fits).map(str::to_owned)
        };
        let client = shown(client);
        let version = client.as_ref().and_then(|_| shown(version));
        let seen_at = self.clock.now();
        let (agent, canary) = (agent.to_owned(), None);
        self.put_note(AgentNote { agent, door, client, version, seen_at, canary }).await
    }

    /// A runner says which program an agent of its desktop is, and how the test of its gate went.
    pub async fn note_agent(&self, actor: &Actor, body: wire::NoteAgent) -> Result<(), Error> {
        let runner = actor.runner()?;
        let desktop = self.still_own(&runner).await?;
        if !desktop.agents.contains(&body.agent) {
            return Err(Refusal::not_found("agent", body.agent).into());
        }
        for (field, said) in [("client", &body.client), ("version", &body.version)] {
            if let Some(said) = said {
                text::line(field, said, limits::NAME)?;
            }
        }
        let now = self.clock.now();
        let canary = match body.canary {
            Some(wire::NoteCanary { passed, note }) => {
                if let Some(note) = &note {
                    text::note("note", note, limits::DESCRIPTION)?;
                }
                Some(Canary { passed, at: now, note })
            }
            None => None,
        };
        self.put_note(AgentNote {
            agent: body.agent,
            door: Door::Runner,
            client: body.client,
            version: body.version,
            seen_at: now,
            canary,
        })
        .await
    }

    /// An agent that is part of a runner has no word of its own: what it proposes through its runner shows that it is there.
    pub(crate) async fn driver_proposed(
        &self,
        actor: &Actor,
        action: &wire::Action,
    ) -> Result<(), Error> {
        let Actor::Runner { .. } = actor else { return Ok(()) };
        self.put_note(AgentNote {
            agent: action.requested_by.name.clone(),
            door: Door::Runner,
            client: None,
            version: None,
            seen_at: self.clock.now(),
            canary: None,
        })
        .await
    }

    async fn put_note(&self, note: AgentNote) -> Result<(), Error> {
        if !self.noted.is_news(&note) {
            return Ok(());
        }
        let mut draft = Draft::new(domain::Party::system(), note.seen_at);
        draft.write(Write::PutAgentNote(Box::new(note.clone())));
        match self.commit(draft.change).await {
            Ok(_) => Ok(()),
            Err(error) => {
                self.noted.forget(&note);
                Err(error)
            }
        }
    }
}

/// The agent that asks, if an agent does.
fn agent_name(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Agent { name, .. } | Actor::TaskAgent { name, .. } => Some(name),
        Actor::Person { .. } | Actor::Runner { .. } => None,
    }
}

/// An agent at one door, as doors show it.
pub(crate) fn seen(note: AgentNote) -> wire::AgentSeen {
    wire::AgentSeen {
        held: note.held(),
        runs_unasked: note.client.as_deref().and_then(runs_unasked).map(str::to_owned),
        door: note.door,
        client: note.client,
        version: note.version,
        last_seen_at: note.seen_at,
        canary: note.canary.map(|canary| wire::CanaryView {
            passed: canary.passed,
            at: canary.at,
            note: canary.note,
        }),
    }
}
