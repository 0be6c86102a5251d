//! A desk on a real database file, with a clock that is moved by hand and people of every role.

use domain::{
    Actor, Timestamp,
    person::Role,
    wire::{self, Claim, CreateTask, RunOutcome},
};
use service::{Clock, Error, Ids, MissionControl, SignedIn};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

/// A moment in 2026.
const START: i64 = 1_780_000_000_000_000;

#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// What happens once, at the next secret that is made: a verb has read by then, and has not written.
pub type Between = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

/// Ids that count, so that a failing test reads the same every time.
struct Counter {
    last: AtomicU64,
    between: Between,
}

impl Counter {
    fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::SeqCst)
    }
}

impl Ids for Counter {
    fn id(&self, prefix: &str) -> String {
        format!("{prefix}{:012x}", self.next())
    }

    fn secret(&self) -> [u8; 32] {
        let between = self.between.lock().expect("nobody panicked").take();
        if let Some(between) = between {
            between();
        }
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&self.next().to_be_bytes());
        secret
    }
}

/// Signs with the first bytes of what is signed: enough to see what was.
struct Seal([u8; 32]);

const KEY: [u8; 32] = [7; 32];

impl service::Signer for Seal {
    fn public_key(&self) -> [u8; 32] {
        self.0
    }

    fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        let length = bytes.len().min(64);
        signature[..length].copy_from_slice(&bytes[..length]);
        signature
    }
}

pub const PASSWORD: &str = "a long enough password";

pub struct Desk {
    pub mc: MissionControl,
    pub store: Arc<dyn service::Store>,
    clock: HandClock,
    pub ana: Actor,
    pub runner: Actor,
    pub desktop: String,
    pub dir: tempfile::TempDir,
    between: Between,
    ids: Arc<Counter>,
}

impl Desk {
    /// A desk with the administrator Ana and the desktop `build-1`, Task Approval Mode on.
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let store = store::open(dir.path().join("desk.db")).await.expect("opens");
        let clock = HandClock(Arc::new(AtomicI64::new(START)));
        let between = Between::default();
        let ids = Arc::new(Counter { last: AtomicU64::new(1), between: between.clone() });
        let seal = Arc::new(Seal(KEY));
        let mc = MissionControl::new(
            store.clone(),
            Arc::new(clock.clone()),
            Arc::clone(&ids) as _,
            seal,
        );
        let setup = mc.open_setup().await.expect("opens").expect("nobody is there");
        let SignedIn { actor: ana, .. } =
            mc.set_up(&setup, "Ana", PASSWORD, "test").await.expect("the first person");
        let (desktop, token) = mc.local_desktop("build-1", "/srv/work").await.expect("a desktop");
        let runner = mc.authenticate_key(&token).await.expect("its runner");
        Self { mc, store, clock, ana, runner, desktop: desktop.id, dir, between, ids }
    }

    /// Another server on the same database, with nothing in common but that and the time.
    pub async fn beside(&self) -> MissionControl {
        self.with_key(KEY).await
    }

    /// Another server on the same database, with this key.
    pub async fn with_key(&self, key: [u8; 32]) -> MissionControl {
        let store = store::open(self.dir.path().join("desk.db")).await.expect("opens");
        let (clock, ids) = (Arc::new(self.clock.clone()), Arc::clone(&self.ids));
        MissionControl::new(store, clock, ids, Arc::new(Seal(key)))
    }

    /// The desktop gets another token while the next verb that makes a secret is between reading and writing. The test
    /// takes more than one thread.
    pub fn replace_token_between(&self) {
        let (mission, here) = (self.mc.clone(), tokio::runtime::Handle::current());
        let deed = move || {
            let replaced = mission.local_desktop("build-1", "/srv/work");
            tokio::task::block_in_place(|| here.block_on(replaced)).expect("another token");
        };
        *self.between.lock().expect("nobody panicked") = Some(Box::new(deed));
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub async fn mode(&self, on: bool) {
        let body = wire::ChangeSettings {
            task_approval_mode: Some(on),
            ..wire::ChangeSettings::default()
        };
        self.mc.change_settings(&self.ana, body).await.expect("changes");
    }

    pub async fn person(&self, name: &str, role: Role) -> Actor {
        self.mc.add_person(&self.ana, name, role, PASSWORD).await.expect("a person");
        self.mc.sign_in(name, PASSWORD, "test").await.expect("signs in").actor
    }

    /// A command task, asked to run.
    pub fn command(&self) -> CreateTask {
        serde_json::from_value(serde_json::json!({
            "type": "command", "content": "echo hi", "desktopId": self.desktop, "run": true
        }))
        .expect("a body")
    }

    pub async fn create(&self, body: CreateTask) -> wire::Task {
        self.mc.create_task(&self.ana, body).await.expect("created")
    }

    /// The runner takes the next task, if there is one.
    pub async fn claim(&self) -> Option<wire::TaskWork> {
        let body = Claim { free_slots: 1, ..Claim::default() };
        match self.mc.claim_work(&self.runner, body, 0).await.expect("asks for work")? {
            wire::Work::Task(work) => Some(work),
            other => panic!("no place for it: {other:?}"),
        }
    }

    /// The runner takes the next action, if there is one.
    pub async fn claim_action(&self) -> Result<Option<wire::ActionWork>, Error> {
        let body = Claim { free_action_slots: 1, ..Claim::default() };
        Ok(self.mc.claim_work(&self.runner, body, 0).await?.map(|work| match work {
            wire::Work::Action(work) => work,
            other => panic!("no place for it: {other:?}"),
        }))
    }

    /// The runner says what it is, once: the account and the agents are known from then on.
    pub async fn greet(&self, agents: &[&str]) {
        let system = domain::desktop::SystemFacts {
            user: "worker".into(),
            hostname: "build-1.lan".into(),
            ..Default::default()
        };
        let agents = agents.iter().map(|name| (*name).to_owned()).collect();
        let body = Claim { system, agents, workspace: "/srv/work".into(), ..Claim::default() };
        self.mc.claim_work(&self.runner, body, 0).await.expect("greets");
    }

    /// The agent of this name, with a key of its own.
    pub async fn agent(&self, name: &str) -> Actor {
        let body = wire::CreateKey {
            name: name.into(),
            user: None,
            scopes: vec![domain::key::Scope::Propose],
            expires_at: None,
            password: None,
        };
        let key = self.mc.add_key(&self.ana, body).await.expect("a key");
        self.mc.authenticate_key(&key.secret).await.expect("works")
    }

    /// A prompt task that an external agent works on, running.
    pub async fn prompt(&self, agent: &str) -> wire::Task {
        self.create(self.prompt_body(agent)).await
    }

    /// A prompt for an external agent, asked to run.
    pub fn prompt_body(&self, agent: &str) -> CreateTask {
        let body = serde_json::from_value(serde_json::json!({
            "type": "prompt", "content": "Free some disk", "desktopId": self.desktop,
            "externalAgent": agent, "run": true
        }));
        body.expect("a body")
    }

    /// An action that Fae proposes in a prompt task of its own.
    pub async fn proposed(&self, script: &str) -> wire::Action {
        let (prompt, fae) = (self.prompt("Fae").await, self.agent("Fae").await);
        let body = serde_json::json!({"taskId": prompt.id, "interpreter": "sh", "script": script,
            "description": "One."});
        let body = serde_json::from_value(body).expect("a proposal");
        self.mc.propose(&fae, body).await.expect("proposed")
    }

    /// A person answers an action's approval with the digest that is shown.
    pub async fn answer(
        &self,
        action: &wire::Action,
        decision: &str,
    ) -> Result<wire::Resolved, Error> {
        let body = wire::Resolve {
            decision: decision.into(),
            feedback: None,
            digest: Some(action.digest.clone()),
            checklist: None,
            reason: None,
            desktop: Some("build-1".into()),
            password: self.password(),
        };
        self.mc.resolve(&self.ana, action.approval_id.as_deref().expect("asked"), body).await
    }

    /// The runner ends an action.
    pub async fn end_action(
        &self,
        work: &wire::ActionWork,
        outcome: RunOutcome,
    ) -> Result<wire::Action, Error> {
        let body = wire::ReportResult {
            lease: work.lease.clone(),
            outcome,
            output_truncated: false,
            expected: None,
            branch: None,
        };
        match self.mc.report_result(&self.runner, &work.id, body).await? {
            wire::Reported::Action(action) => Ok(*action),
            wire::Reported::Task(task) => panic!("a task: {task:?}"),
        }
    }

    pub async fn action(&self, id: &str) -> wire::Action {
        self.mc.action(&self.ana, id, 0).await.expect("an action")
    }

    pub async fn report(
        &self,
        work: &wire::TaskWork,
        outcome: RunOutcome,
    ) -> Result<wire::Task, Error> {
        let body = wire::ReportResult {
            lease: work.lease.clone(),
            outcome,
            output_truncated: false,
            expected: None,
            branch: None,
        };
        match self.mc.report_result(&self.runner, &work.id, body).await? {
            wire::Reported::Task(task) => Ok(*task),
            wire::Reported::Action(action) => panic!("an action: {action:?}"),
        }
    }

    /// The runner takes the next task and ends it with this exit code.
    pub async fn work(&self, exit_code: i32) -> wire::Task {
        let work = self.claim().await.expect("there is work");
        self.report(&work, RunOutcome::Exited { exit_code }).await.expect("reported")
    }

    pub async fn task(&self, id: &str) -> wire::Task {
        self.mc.task(&self.ana, id).await.expect("a task")
    }

    /// Ana's password, where her browser has to give it.
    pub fn password(&self) -> Option<wire::Password> {
        let needed = !self.ana.is_confirmed(self.mc.now());
        needed.then(|| wire::Password::typed(PASSWORD.into())).flatten()
    }

    pub async fn decide(&self, task: &wire::Task, decision: &str) -> Result<wire::Resolved, Error> {
        let id = &task.pending_approval_ids[0];
        let approval = self.mc.approval(&self.ana, id).await?;
        let body = wire::Resolve {
            decision: decision.into(),
            feedback: None,
            digest: Some(approval.digest),
            checklist: None,
            reason: None,
            desktop: Some("build-1".into()),
            password: self.password(),
        };
        self.mc.resolve(&self.ana, id, body).await
    }
}

pub fn review(decision: &str, feedback: Option<&str>) -> wire::Review {
    wire::Review {
        decision: decision.into(),
        feedback: feedback.map(Into::into),
        digest: None,
        password: None,
    }
}

/// The code of the "no" that is expected here.
pub fn code<T: std::fmt::Debug>(outcome: Result<T, Error>) -> &'static str {
    match outcome {
        Err(Error::Refused(refusal)) => refusal.code(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
