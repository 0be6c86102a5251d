//! A store with a person, a desktop and fresh ids: what the checks start from.

use domain::action::Noted;
use domain::approval::{Answer, Reason, Reply, Risk, Terms};
use domain::audit::NewAudit;
use domain::desktop::{Desktop, SystemFacts};
use domain::event::{EventKind, NewEvent};
use domain::key::{Key, Scope};
use domain::person::{Person, Role};
use domain::task::{Dependencies, Evidence, RunReport, RunnerClaim};
use domain::{
    Actor, Approval, ApprovalId, ApprovalState, DesktopId, Digest, Gate, KeyId, Lease, Operator,
    Party, PartyKind, PersonId, Reviewer, Task, TaskId, TaskState, TaskType, Timestamp, Verdict,
    Version,
};
use service::store::{Change, Committed, Write};
use service::{Store, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The moment of the first thing; everything made here is a microsecond later than the one before.
pub const START: i64 = 1_767_323_045_000_000;

pub struct Desk {
    pub store: Arc<dyn Store>,
    pub desktop: Desktop,
    pub owner: Person,
    next: AtomicI64,
}

impl Desk {
    /// An empty store with one administrator and one desktop.
    pub async fn on(store: Arc<dyn Store>) -> Self {
        let owner = person("u_owner", "Ada", Role::Admin);
        let token = key("k_token", &owner.id, vec![Scope::Runner]);
        let desktop = desktop("d_first", "This machine", &token.id);
        let desk =
            Self { store, desktop: desktop.clone(), owner: owner.clone(), next: AtomicI64::new(1) };
        desk.write(vec![
            Write::InsertPerson { person: owner, password_hash: "$argon2id$ada".into() },
            Write::InsertKey { key: token, secret_hash: [7; 32] },
            Write::InsertDesktop(Box::new(desktop)),
        ])
        .await;
        desk
    }

    /// The same on a database that has them.
    pub fn again_on(store: Arc<dyn Store>) -> Self {
        let owner = person("u_owner", "Ada", Role::Admin);
        let desktop = desktop("d_first", "This machine", &KeyId::new("k_token"));
        Self { store, desktop, owner, next: AtomicI64::new(1_000_000) }
    }

    pub async fn commit(&self, writes: Vec<Write>) -> Result<Committed, StoreError> {
        self.store.commit(Change { writes, ..Change::default() }).await
    }

    /// Commits what must succeed.
    pub async fn write(&self, writes: Vec<Write>) -> Committed {
        self.commit(writes).await.unwrap()
    }

    /// A number nobody else got.
    pub fn number(&self) -> i64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(START + self.number())
    }

    /// A draft command.
    pub fn draft(&self, title: &str) -> Task {
        Task {
            id: TaskId::new(format!("t_{:032x}", self.number())),
            number: 0,
            version: Version::FIRST,
            kind: TaskType::Command,
            title: title.into(),
            content: format!("echo {title}"),
            desktop: self.desktop.id.clone(),
            interpreter: None,
            agent: None,
            external_agent: None,
            requires_approval: false,
            approve_before_run: false,
            depends_on: Vec::new(),
            cwd: None,
            timeout_seconds: 60,
            retry_of: None,
            attempt: 1,
            previous_feedback: None,
            created_by: party("u_owner", "Ada"),
            created_at: self.now(),
            external_ref: None,
            salt: "5a17".to_owned(),
            purged: None,
            state: TaskState::Pending(domain::task::Pending::Draft),
        }
    }

    /// Writes a new task and answers it with its number.
    pub async fn put(&self, task: Task) -> Task {
        let committed = self.write(vec![Write::InsertTask(Box::new(task.clone()))]).await;
        Task { number: committed.task_numbers[0], ..task }
    }

    /// A task as the store has it.
    pub async fn task(&self, id: &TaskId) -> Task {
        self.store.task(id).await.unwrap().unwrap().task
    }

    /// Writes a task's next state.
    pub async fn moved(&self, before: &Task, after: Task) -> Task {
        self.write(vec![update(before, &after)]).await;
        after
    }

    pub fn approval_id(&self) -> ApprovalId {
        ApprovalId::new(format!("ap_{:032x}", self.number()))
    }

    /// A pending approval about a task.
    pub fn approval(&self, task: &Task, gate: Gate) -> Approval {
        Approval {
            id: self.approval_id(),
            gate,
            task: task.id.clone(),
            action: None,
            desktop: task.desktop.clone(),
            revision: 1,
            digest: Digest::of(task.content.as_bytes()),
            bound: None,
            noted: (gate == Gate::BeforeRun).then(|| Noted { facts: Vec::new(), whole: true }),
            enrolment: (gate == Gate::BeforeRun).then(|| KeyId::new("k_token")),
            requested_by: task.requester(),
            requested_at: self.now(),
            decide_by: None,
            required: 1,
            votes: Vec::new(),
            reminded_at: None,
            remind_at: None,
            risk: Risk::Low,
            version: Version::FIRST,
            state: ApprovalState::Pending,
        }
    }

    /// Writes an approval; at the action gate it is about an action, which is made for it when it names none.
    pub async fn ask(&self, mut approval: Approval) -> Approval {
        let mut writes = Vec::new();
        if approval.gate == Gate::Action && approval.action.is_none() {
            let task = self.task(&approval.task).await;
            let action = self.action(&task, &approval.id);
            approval.action = Some(action.id.clone());
            writes.push(Write::InsertAction(Box::new(action)));
        }
        writes.push(Write::InsertApproval(Box::new(approval.clone())));
        self.write(writes).await;
        approval
    }

    /// A task whose result waits in Review, and its approval.
    pub async fn in_review(&self, title: &str) -> (Task, Approval) {
        let draft = self.put(self.draft(title)).await;
        let running = self.running(draft).await;
        let approval = self.approval(&running, Gate::AfterRun);
        let review = finish(&running, 0, Some(approval.id.clone()), self.now());
        self.write(vec![
            update(&running, &review),
            Write::InsertApproval(Box::new(approval.clone())),
        ])
        .await;
        (review, approval)
    }

    pub async fn queued(&self, draft: Task) -> Task {
        let queued = draft
            .clone()
            .run(&operator(), &[], "", &Dependencies::Done, self.approval_id(), self.now())
            .unwrap();
        self.moved(&draft, queued).await
    }

    pub async fn running(&self, draft: Task) -> Task {
        let queued = self.queued(draft).await;
        let lease = Lease::new(format!("l_{}", self.number()));
        let running =
            queued.clone().claim(RunnerClaim { lease, agent_token: None, at: self.now() }).unwrap();
        self.moved(&queued, running).await
    }
}

/// The write of a transition.
pub fn update(before: &Task, after: &Task) -> Write {
    Write::UpdateTask { task: Box::new(after.clone()), read: before.version }
}

pub fn decided(before: &Approval, after: &Approval) -> Write {
    Write::UpdateApproval { approval: Box::new(after.clone()), read: before.version }
}

/// The task after its runner reported an exit code.
pub fn finish(running: &Task, code: i32, gate: Option<ApprovalId>, at: Timestamp) -> Task {
    let TaskState::Running(run) = &running.state else { panic!("{:?}", running.state) };
    let domain::task::Worker::Runner { lease, .. } = &run.worker else { panic!("{run:?}") };
    let (output, files) = (Digest::of(b"out"), Digest::of(b"files"));
    let evidence = Evidence { output, files, truncated: false, findings: None, branch: None };
    running.clone().finish(lease, &RunReport::Exited(code), evidence, gate, at).unwrap()
}

/// The approval after a person answered.
pub fn answer(approval: &Approval, verdict: Verdict, at: Timestamp) -> Approval {
    let reply = Reply {
        verdict,
        seen: Some(approval.digest),
        feedback: Some("Looks “right”.\nTwo lines, 50%.".into()),
        reason: Some(Reason::WrongTime),
        checklist: Some([true, false, true, true, false]),
        desktop: None,
    };
    match approval.clone().decide(reply, &reviewer(), &Terms::default(), at).unwrap() {
        Answer::Decided(approval) => approval,
        other => panic!("it is not decided by it: {other:?}"),
    }
}

pub fn party(id: &str, name: &str) -> Party {
    Party { id: id.into(), name: name.into(), kind: PartyKind::Person }
}

fn ada() -> Actor {
    Actor::Person {
        id: PersonId::new("u_owner"),
        name: "Ada".into(),
        role: Role::Admin,
        via: domain::actor::Via::Session {
            id: domain::SessionId::new("s_ada"),
            confirmed_at: Timestamp(0),
        },
    }
}

pub fn reviewer() -> Reviewer {
    ada().reviewer().unwrap()
}

pub fn operator() -> Operator {
    ada().operator().unwrap()
}

pub fn person(id: &str, name: &str, role: Role) -> Person {
    Person {
        id: PersonId::new(id),
        name: name.into(),
        role,
        version: Version::FIRST,
        created_at: Timestamp(START),
        disabled_at: None,
    }
}

pub fn key(id: &str, owner: &PersonId, scopes: Vec<Scope>) -> Key {
    Key {
        id: KeyId::new(id),
        name: format!("key {id}"),
        owner: owner.clone(),
        scopes,
        created_at: Timestamp(START),
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    }
}

pub fn desktop(id: &str, name: &str, token: &KeyId) -> Desktop {
    Desktop {
        id: DesktopId::new(id),
        name: name.into(),
        group: Some("lab".into()),
        token: token.clone(),
        enrolment: token.clone(),
        created_at: Timestamp(START),
        last_seen_at: None,
        system: Some(SystemFacts { os: "linux".into(), git: true, ..SystemFacts::default() }),
        workspace: Some("/srv/work".into()),
        agents: vec!["claude".into()],
        secrets: vec!["token".into(), "deploy.key".into()],
        remote_access: Some("vnc://{hostname}/{id}".into()),
        removed_at: None,
    }
}

pub fn event(kind: EventKind, at: Timestamp) -> NewEvent {
    NewEvent::new(kind, at)
}

pub fn audit(action: &str, subject: &str, at: Timestamp) -> NewAudit {
    NewAudit {
        at,
        actor: party("u_owner", "Ada"),
        action: action.into(),
        subject_kind: "task".into(),
        subject_id: subject.into(),
        digest: Some(Digest::of(subject.as_bytes())),
    }
}
