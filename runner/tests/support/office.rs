//! The server as an agent sees it, over real HTTP: the runner's routes, a task's thread, and actions that people decide
//! about. What they approve runs for real, on this runner.

#![allow(dead_code, reason = "each test file uses its own part of this")]

#[path = "office/cards.rs"]
mod cards;
#[path = "office/routes.rs"]
mod routes;

use crate::support::permits;
use axum::Router;
use cards::{action_work, decision, post_message};
use domain::{
    Party, PartyKind, TaskType, Timestamp,
    approval::{Reason, Verdict},
    change::FileChange,
    log::Stream,
    usage::Usage,
    wire::{
        Action, Claim, MessageItem, NoteAgent, Problem, ReportAction, ReportResult, TaskWork, Work,
    },
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::Notify;

type Asked = HashMap<String, String>;

#[derive(Default)]
pub struct Desk {
    pub queue: Vec<Work>,
    pub claims: Vec<Claim>,
    pub messages: Vec<MessageItem>,
    pub actions: Vec<Action>,
    /// By work, stream and text.
    pub logs: Vec<(String, Stream, String)>,
    pub files: Vec<FileChange>,
    pub results: Vec<(String, ReportResult)>,
    pub usage: Vec<Usage>,
    /// What runners said of agents.
    pub notes: Vec<NoteAgent>,
    pub cancelled: bool,
    /// The next proposal gets this answer instead.
    pub refuse: Option<Problem>,
    /// Where proposals came from.
    pub sources: Vec<BTreeMap<String, String>>,
    /// What the next action to be taken becomes a moment before that.
    pub before_take: Option<String>,
    /// What agents said about what they took.
    pub reports: Vec<(String, ReportAction)>,
}

#[derive(Clone, Default)]
pub struct Office {
    desk: Arc<Mutex<Desk>>,
    bell: Arc<Notify>,
    pub url: String,
}

impl Office {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let me = Self { url, ..Self::default() };
        let routes = routes::routes(me.clone());
        let app = Router::new().nest("/api/mission-control", routes);
        tokio::spawn(async move { axum::serve(listener, app).await });
        me
    }

    pub fn look<T>(&self, look: impl FnOnce(&mut Desk) -> T) -> T {
        let seen = look(&mut self.desk.lock().unwrap());
        self.bell.notify_waiters();
        seen
    }

    /// Gives the runner a prompt.
    pub fn prompt(&self, agent: &str, content: &str, change: impl FnOnce(&mut TaskWork)) {
        let mut work = TaskWork {
            id: format!("t_{}", self.url.rsplit(':').next().unwrap()),
            number: 7,
            attempt: 1,
            task_type: TaskType::Prompt,
            content: content.into(),
            cwd: None,
            timeout_seconds: 60,
            interpreter: None,
            title: "A task".into(),
            previous_feedback: None,
            agent: Some(agent.into()),
            agent_token: None,
            salt: "5a17".to_owned(),
            digest: String::new(),
            permit: None,
            lease: "lease".into(),
            lease_expires_at: Timestamp(0),
            heartbeat_every_seconds: 10,
        };
        change(&mut work);
        work.permit = Some(permits::sign(&permits::key(1), &permits::of_task(&work)));
        self.look(|desk| desk.queue.push(Work::Task(work)));
    }

    /// A person writes.
    pub fn ask(&self, text: &str) {
        let ann = Party { id: "p_ann".into(), name: "Ann".into(), kind: PartyKind::Person };
        self.look(|desk| post_message(desk, ann, text));
    }

    pub fn approve(&self, number: usize) {
        self.look(|desk| {
            let action = &mut desk.actions[number];
            assert_eq!(action.state, "pending");
            "approved".clone_into(&mut action.state);
            action.decision = Some(decision(Verdict::Approve, None, None));
            if action.kind == "agent_permission" {
                return;
            }
            let work = action_work(action);
            desk.queue.push(Work::Action(work));
        });
    }

    /// Ann changes the command of an action that waits: another one takes its place, and has the next number.
    pub fn edit(&self, number: usize, script: &str) {
        self.look(|desk| {
            let id = format!("a_{}", desk.actions.len());
            let old = &mut desk.actions[number];
            assert_eq!(old.state, "pending");
            let mut next = old.clone();
            "superseded".clone_into(&mut old.state);
            old.superseded_by = Some(id.clone());
            next.previous_id = Some(std::mem::replace(&mut next.id, id));
            next.revision += 1;
            next.script = Some(script.to_owned());
            let ann = Party { id: "p_ann".into(), name: "Ann".into(), kind: PartyKind::Person };
            next.edited_by = Some(ann);
            desk.actions.push(next);
        });
    }

    pub fn reject(&self, number: usize, reason: Reason, note: &str) {
        self.look(|desk| {
            let action = &mut desk.actions[number];
            assert_eq!(action.state, "pending");
            "rejected".clone_into(&mut action.state);
            action.decision = Some(decision(Verdict::Reject, Some(note), Some(reason)));
        });
    }

    /// Ends an action in a way that nobody decided.
    pub fn end(&self, number: usize, state: &str) {
        self.look(|desk| state.clone_into(&mut desk.actions[number].state));
    }

    /// Waits until there are so many actions, and gives the last.
    pub async fn action(&self, count: usize) -> Action {
        let last = |desk: &mut Desk| desk.actions.get(count - 1).cloned();
        crate::support::eventually("an action", || self.look(last)).await
    }

    /// Waits until a message of the agent holds this, and gives it.
    pub async fn said(&self, part: &str) -> String {
        self.said_times(part, 1).await
    }

    /// Waits until so many messages of the agent hold this, and gives the last.
    pub async fn said_times(&self, part: &str, count: usize) -> String {
        let find = |desk: &mut Desk| {
            let of = desk.messages.iter().filter(|message| message.author.kind == PartyKind::Agent);
            let texts = of.map(|message| message.text.clone());
            texts.filter(|text| text.contains(part)).nth(count - 1)
        };
        let since = Instant::now();
        loop {
            if let Some(found) = self.look(find) {
                return found;
            }
            assert!(
                since.elapsed() < Duration::from_secs(20),
                "nobody said {part:?}, but: {:#?}",
                self.look(|desk| desk.messages.iter().map(|m| m.text.clone()).collect::<Vec<_>>())
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits for the end of the task.
    pub async fn ended(&self) -> ReportResult {
        let find = |desk: &mut Desk| {
            let mut of = desk.results.iter().filter(|(id, _)| id.starts_with("t_"));
            of.next().map(|(_, result)| result.clone())
        };
        crate::support::eventually("the end", || self.look(find)).await
    }

    /// What the task's log holds.
    pub fn text(&self, stream: Stream) -> String {
        self.look(|desk| {
            let of = desk.logs.iter().filter(|(id, of, _)| id.starts_with("t_") && *of == stream);
            of.map(|(_, _, text)| text.as_str()).collect()
        })
    }

    async fn until<T>(&self, asked: &Asked, look: impl Fn(&mut Desk) -> Option<T>) -> Option<T> {
        let seconds = asked.get("wait").map_or(0, |wait| wait.parse().unwrap());
        assert!(seconds <= 50, "no poll waits that long");
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            let mut rung = std::pin::pin!(self.bell.notified());
            rung.as_mut().enable();
            if let Some(found) = look(&mut self.desk.lock().unwrap()) {
                return Some(found);
            }
            tokio::time::timeout_at(end.into(), rung).await.ok()?;
        }
    }
}
