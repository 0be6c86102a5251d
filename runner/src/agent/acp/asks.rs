//! Requests for permission: each becomes a card.

use super::{
    calls::{Call, CallId},
    disclosed,
    options::{Options, cancelled},
    own_tools,
    profile::CommandIn,
    turns::{Done, Turns},
};
use agent_client_protocol_schema::v1::RequestId;
use domain::{
    limits,
    wire::{Exact, Propose, ReviseAction},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// How many requests of one agent wait at once; more are refused.
const AT_ONCE: usize = 16;
/// What JSON-RPC calls a request that makes no sense.
const MAKES_NO_SENSE: i32 = -32602;
/// A request that waits.
pub(super) struct Pending {
    pub(super) id: RequestId,
    pub(super) call: CallId,
    pub(super) options: Options,
    /// What its card shows.
    pub(super) exact: Option<Exact>,
    pub(super) title: String,
    /// Its action, once the server has it.
    pub(super) action: Option<String>,
    /// Whether the end of what it asks for will be told.
    pub(super) reports: bool,
}

impl Turns<'_, '_> {
    /// Takes a request for permission.
    pub(super) async fn asked(&mut self, id: RequestId, params: &Value) {
        if self.pending.iter().any(|pending| pending.id == id) {
            return self
                .note("agent: a second request under the number of one that waits; it is ignored");
        }
        let session = params["sessionId"].as_str().unwrap_or_default();
        if self.check.as_deref() == Some(session) {
            return self.peer.answer(&id, &cancelled()).await;
        }
        let Some((call_id, call)) = self.calls.asked(session, &params["toolCall"]) else {
            self.note("agent: a request for permission that makes no sense; it is refused");
            return self
                .peer
                .refuse(&id, MAKES_NO_SENSE, "A tool call with an id is needed.")
                .await;
        };
        let options = Options::of(&params["options"]);
        let known = self.agent.profile.map(|profile| profile.own_tools).filter(|_| self.own_tools);
        let own = known.and_then(|known| own_tools::of(known, &call_id.1, &call, params));
        if let (Some(tool), Some(yes)) = (own, options.allow()) {
            self.note(&format!("agent uses {tool}, which Mission Control holds back itself"));
            return self.peer.answer(&id, &yes).await;
        }
        let exact = disclosed::exact(&call, self.command_in());
        let title = disclosed::title(&call, exact.as_ref());
        let problem = if options.allow().is_none() {
            Some("The agent offers no answer that lets this happen just once.")
        } else if self.pending.len() >= AT_ONCE {
            Some("Too many requests wait already.")
        } else {
            None
        };
        if let Some(problem) = problem {
            self.note(&format!("agent asks for: {title}. {problem} It is told no."));
            self.queue.push(format!("This was not let run: {title}\n{problem}"));
            self.refused = true;
            return self.peer.answer(&id, &options.reject()).await;
        }
        let proposal = self.proposal(&call_id, &call, (exact.clone(), title.clone()), &options);
        let reports = call.announced;
        self.pending.push(Pending {
            id: id.clone(),
            call: call_id,
            options,
            exact,
            title,
            action: None,
            reports,
        });
        if self.waiting.is_none() {
            self.waiting = Some(self.desk.waiting());
        }
        let api = self.desk.api();
        self.chores.push(Box::pin(async move {
            let made = api.propose(&proposal).await;
            Done::Proposed(id, made.map(Box::new).map_err(Box::new))
        }));
    }

    pub(super) fn command_in(&self) -> CommandIn {
        self.agent.profile.map_or(CommandIn::Input, |profile| profile.command)
    }

    fn proposal(
        &self,
        (session, call_id): &CallId,
        call: &Call,
        (exact, title): (Option<Exact>, String),
        options: &Options,
    ) -> Propose {
        let work = self.job.work;
        let mut source = BTreeMap::new();
        let mut add = |name: &str, value: &str| {
            let value = disclosed::one_line(value, limits::TITLE);
            if !value.is_empty() {
                source.insert(name.to_owned(), value);
            }
        };
        if let Some(agent) = &work.agent {
            add("agent", agent);
        }
        add("program", &self.info.name);
        add("version", &self.info.version);
        add("protocol", "acp");
        add("session", session);
        add("toolCall", call_id);
        add("answer", options.yes.as_deref().unwrap_or_default());
        let id = (session.clone(), call_id.clone());
        add("within", &self.calls.chain(&id, call).join(" > "));
        add("subSession", if *session == self.session.id { "" } else { "yes" });
        let dir = self.job.dir.display().to_string();
        let change = ReviseAction {
            tool: Some(disclosed::tool(call)),
            exact,
            cwd: Some(disclosed::cwd(call).unwrap_or(dir)),
            title: Some(title).filter(|title| !title.is_empty()),
            description: Some(self.desk.without_secrets(&disclosed::claim(call))),
            source,
            // Until then it tells how it ended, or nobody knows.
            timeout_seconds: Some(work.timeout_seconds),
            ..ReviseAction::default()
        };
        Propose { task_id: Some(work.id.clone()), ..Propose::permission(change) }
    }
}
