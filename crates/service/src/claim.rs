//! What a desktop's runner asks for first: work.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    permits::ALTERED,
    renew::{RENEWED, was_renewed},
    secret,
    store::Write,
    text,
};
use domain::{
    Actor, ApprovalId, ApprovalState, DesktopRunner, Lease, Refusal, SignedPermit, Task, TaskType,
    Timestamp,
    action::is_secret_name,
    desktop::Desktop,
    event::{EventKind, NewEvent},
    limits,
    task::{Pending, RunnerClaim, TaskState, Worker},
    wire,
};

/// How stale "last seen" may be before it is written again, in seconds.
const SEEN_GRAIN: i64 = 10;

impl MissionControl {
    /// The runner says that it lives and what it is, and waits for work. None when there was none in time.
    pub async fn claim_work(
        &self,
        actor: &Actor,
        body: wire::Claim,
        wait_seconds: u32,
    ) -> Result<Option<wire::Work>, Error> {
        let runner = actor.runner()?;
        Self::check_claim(&body)?;
        let mut poll = self.feed.long_poll(runner.desktop().as_str(), wait_seconds);
        until_fresh!(self.greet(&runner, &body))?;
        loop {
            self.still_own(&runner).await?;
            if body.looks
                && let Some(look) = self.next_look(&runner).await?
            {
                return Ok(Some(wire::Work::Look(look)));
            }
            // A task may wait for its action, never the other way round.
            if body.free_action_slots > 0
                && let Some(work) = until_fresh!(self.claim_action(&runner))?
            {
                return Ok(Some(wire::Work::Action(work)));
            }
            if body.free_slots > 0
                && let Some(work) = until_fresh!(self.claim_once(&runner))?
            {
                return Ok(Some(wire::Work::Task(work)));
            }
            if !poll.again().await {
                return Ok(None);
            }
        }
    }

    /// The runner's desktop, which may have been removed or have got another token while its runner waited.
    pub(crate) async fn still_own(&self, runner: &DesktopRunner) -> Result<Desktop, Error> {
        let desktop = self.desktop_of(runner).await?;
        if desktop.token != *runner.token() || desktop.removed_at.is_some() {
            return Err(Refusal::Unauthenticated.into());
        }
        Ok(desktop)
    }

    fn check_claim(body: &wire::Claim) -> Result<(), Refusal> {
        let facts = [
            &body.system.os,
            &body.system.arch,
            &body.system.hostname,
            &body.system.user,
            &body.system.runner_version,
        ];
        for fact in facts {
            text::note("system", fact, limits::PATH)?;
        }
        text::note("workspace", &body.workspace, limits::PATH)?;
        for agent in &body.agents {
            text::line("agents", agent, limits::NAME)?;
        }
        if body.secrets.len() > limits::SECRETS {
            return Err(Refusal::invalid("secrets", "At most 200 secrets."));
        }
        if let Some(name) = body.secrets.iter().find(|name| !is_secret_name(name)) {
            let why = format!("{name:?} cannot be the name of a secret.");
            return Err(Refusal::invalid("secrets", why));
        }
        Ok(())
    }

    /// Writes down that the desktop is there, when that is news or a while ago.
    async fn greet(&self, runner: &DesktopRunner, body: &wire::Claim) -> Result<(), Error> {
        let now = self.clock.now();
        let before = self.still_own(runner).await?;
        let mut after = before.clone();
        after.last_seen_at = Some(now);
        after.system = Some(body.system.clone());
        after.workspace = Some(body.workspace.clone()).filter(|path| !path.is_empty());
        after.agents.clone_from(&body.agents);
        after.secrets.clone_from(&body.secrets);
        let was_online = before.online(now);
        let recently = before.last_seen_at.is_some_and(|seen| now.seconds_since(seen) < SEEN_GRAIN);
        let same = Desktop { last_seen_at: before.last_seen_at, ..after.clone() } == before;
        if was_online && recently && same {
            return Ok(());
        }
        let mut draft = Draft::new(domain::Party::system(), now);
        if !was_online {
            draft.event(NewEvent::new(EventKind::DesktopOnline, now).desktop(&after.id));
        }
        draft.write(Write::UpdateDesktop(Box::new(after)));
        self.commit(draft.change).await?;
        Ok(())
    }

    pub(crate) async fn desktop_of(&self, runner: &DesktopRunner) -> Result<Desktop, Error> {
        let found = self.store.desktop(runner.desktop()).await?;
        Ok(found.ok_or(Refusal::Unauthenticated)?)
    }

    async fn claim_once(&self, runner: &DesktopRunner) -> Result<Option<wire::TaskWork>, Error> {
        let Some(before) = self.store.next_queued(runner.desktop()).await? else {
            return Ok(None);
        };
        // Read with what is there to take, also when this is tried again because the token changed.
        let desktop = self.still_own(runner).await?;
        let now = self.clock.now();
        let Some(permit) = self.permit_or_ask(&before, now).await? else {
            return Ok(None);
        };
        let mut draft = Draft::new(domain::Party::system(), now);
        if let TaskState::Pending(Pending::Queued { approval: Some(id), .. }) = &before.state
            && !self.use_approval(&mut draft, id, (&before, &desktop)).await?
        {
            return Ok(None);
        }
        draft.write(expect_token(runner));
        let lease = Lease::new(self.lease_text());
        let token = (before.kind == TaskType::Prompt)
            .then(|| secret::write_agent_token(&before.id, self.ids.secret()));
        let (token, agent_token) = token.unzip();
        let claim = RunnerClaim { lease: lease.clone(), agent_token, at: draft.at };
        let after = before.clone().claim(claim)?;
        draft.write(Write::ExpectGoing(before.agent.clone()));
        draft.update_task(&before, &after, "task.claim");
        self.commit(draft.change).await?;
        Ok(Some(Self::work(&after, permit, &lease, token)))
    }

    pub(crate) fn lease_text(&self) -> String {
        let secret = self.ids.secret();
        format!("{}{}", Lease::PREFIX, data_encoding::HEXLOWER.encode(&secret[..16]))
    }

    /// Spends the approval a task runs on. False when it may no longer be used: the sweep then ends the task.
    async fn use_approval(
        &self,
        draft: &mut Draft,
        id: &ApprovalId,
        (task, desktop): (&Task, &Desktop),
    ) -> Result<bool, Error> {
        let record = self.store.approval(id).await?;
        let before = record.ok_or_else(|| Refusal::not_found("approval", id))?.approval;
        // What was approved is what runs: the digest is made again from the bytes that go out.
        if before.digest != task.run_digest() {
            self.ask_task_anew(task, &before, ALTERED.to_owned()).await?;
            return Ok(false);
        }
        if was_renewed(task, &before, desktop) {
            self.ask_task_anew(task, &before, RENEWED.to_owned()).await?;
            return Ok(false);
        }
        if matches!(before.state, ApprovalState::Approved { .. })
            && let Some(why) = self.lapsed_yes(draft, task, &before).await?
        {
            self.ask_task_anew(task, &before, why).await?;
            return Ok(false);
        }
        match before.clone().claim(draft.at) {
            Ok(after) => {
                draft.use_approval(&before, &after);
                Ok(true)
            }
            Err(Refusal::Expired { .. }) => Ok(false),
            // It was taken back or used after the task was read: read again.
            Err(_) => Err(Error::moved_on("approval", id)),
        }
    }

    fn work(
        task: &Task,
        permit: SignedPermit,
        lease: &Lease,
        token: Option<String>,
    ) -> wire::TaskWork {
        let lease_expires_at = match &task.state {
            TaskState::Running(running) => match &running.worker {
                Worker::Runner { lease_until, .. } => *lease_until,
                Worker::External { .. } => running.started_at,
            },
            _ => Timestamp::default(),
        };
        wire::TaskWork {
            id: task.id.to_string(),
            number: task.number,
            attempt: task.attempt,
            task_type: task.kind,
            content: task.content.clone(),
            cwd: task.cwd.clone(),
            timeout_seconds: task.timeout_seconds,
            interpreter: task.interpreter,
            title: task.title.clone(),
            previous_feedback: task.previous_feedback.clone(),
            agent: task.agent.clone(),
            agent_token: token.map(wire::AgentToken),
            salt: task.salt.clone(),
            digest: task.run_digest().to_string(),
            permit: Some(permit),
            lease: lease.to_string(),
            lease_expires_at,
            heartbeat_every_seconds: limits::HEARTBEAT_SECONDS,
        }
    }
}

/// What is taken by this runner is its own only while its desktop has no other token.
pub(crate) fn expect_token(runner: &DesktopRunner) -> Write {
    Write::ExpectToken { desktop: runner.desktop().clone(), token: runner.token().clone() }
}
