//! The agent's turns on a task: what it says and does comes in, decisions and people's words go out, until a turn ends and
//! there is nothing more to tell it.

use super::{
    asks::Pending,
    calls::{CallId, Calls},
    peer::{Event, Peer},
    permission::Verdict,
    session::{Introduced, Session},
    settings::AcpAgent,
    speech::Speech,
    wire::Incoming,
};
use crate::agent::{
    desk::{Desk, Said},
    driver::{Finish, Job},
    known::Waiting,
};
use agent_client_protocol_schema::v1::{Error, RequestId};
use domain::wire::{Action, Problem};
use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use serde_json::Value;
use std::{fmt::Write as _, time::Duration};

/// How long what still has to be told to the server is waited for at the end.
const LAST: Duration = Duration::from_secs(20);

/// Something that was begun beside the conversation, and is over.
pub(super) enum Done {
    /// A card was made, or not.
    Proposed(RequestId, Result<Box<Action>, Box<Problem>>),
    /// A request was decided about.
    Decided(RequestId, Verdict),
    /// The server was told something.
    Told,
}

/// What follows from what the agent sent.
pub(super) enum Flow {
    On,
    /// The turn is over.
    Ended(Result<Value, Error>),
    /// The work is over.
    Over(Finish),
}

/// An action that the agent was let go on with.
pub(super) struct Running {
    pub(super) call: CallId,
    pub(super) action: String,
    pub(super) lease: String,
}

/// One task's conversation.
pub(super) struct Turns<'a, 'd> {
    pub(super) peer: &'a mut Peer,
    pub(super) desk: &'a mut Desk<'d>,
    pub(super) job: &'a Job<'a>,
    pub(super) agent: &'a AcpAgent,
    pub(super) info: &'a Introduced,
    pub(super) session: Session,
    /// The session of the agent's check, if it was checked just now. Nothing of it counts any more.
    pub(super) check: Option<String>,
    /// Whether the session has Mission Control's own tools, and no other server can be taken for them.
    pub(super) own_tools: bool,
    pub(super) calls: Calls,
    pub(super) pending: Vec<Pending>,
    pub(super) running: Vec<Running>,
    pub(super) chores: FuturesUnordered<BoxFuture<'static, Done>>,
    pub(super) speech: Speech,
    /// What the agent is told once its turn is over.
    pub(super) queue: Vec<String>,
    pub(super) waiting: Option<Waiting>,
    /// Whether the last that was decided by people, or by nobody, was no yes.
    pub(super) refused: bool,
    /// The plan as it was noted last.
    pub(super) plan: String,
    /// How much the agent may still write into the log.
    pub(super) notes: usize,
}

impl Turns<'_, '_> {
    /// Works until the agent has nothing more to do.
    pub(super) async fn go(&mut self) -> Finish {
        let mut prompt = match self.first().await {
            Ok(prompt) => prompt,
            Err(problem) => return Finish::failed(format!("{} {}", problem.title, problem.detail)),
        };
        let finish = loop {
            match self.turn(&prompt).await {
                Flow::Over(finish) => break finish,
                Flow::On => prompt = std::mem::take(&mut self.queue).join("\n\n"),
                Flow::Ended(result) => break self.finish(result),
            }
        };
        self.speech.finish().await;
        let told = async {
            while let Some(done) = self.chores.next().await {
                self.done(done).await;
            }
        };
        if tokio::time::timeout(LAST, told).await.is_err() {
            self.desk.note("The server could not be told in time how everything ended.");
        }
        finish
    }

    /// The task, and what was written about it before the agent came.
    async fn first(&mut self) -> Result<String, Problem> {
        let work = self.job.work;
        let mut text = work.content.clone();
        if let Some(feedback) = &work.previous_feedback {
            let _ =
                write!(text, "\n\nAn earlier attempt was rejected with these words:\n{feedback}");
        }
        for said in self.desk.heard().await? {
            if said.text != work.content {
                let _ = write!(text, "\n\n{}", wrote(&said));
            }
        }
        Ok(text)
    }

    /// One turn. `On` when there is something to tell the agent next.
    async fn turn(&mut self, prompt: &str) -> Flow {
        let turn = self.session.prompt(self.peer, prompt).await;
        let mut hearing = self.desk.listening().boxed();
        let result = loop {
            let flow = tokio::select! {
                event = self.peer.next() => self.take(event, &turn).await,
                Some(done) = self.chores.next() => {
                    self.done(done).await;
                    Flow::On
                }
                heard = &mut hearing => {
                    hearing = match heard {
                        Ok(items) => {
                            let said = self.desk.take(items);
                            self.queue.extend(said.iter().map(wrote));
                            self.desk.listening().boxed()
                        }
                        // The task is over; the order to stop is on its way.
                        Err(_) => std::future::pending().boxed(),
                    };
                    Flow::On
                }
                () = self.speech.bring() => Flow::On,
            };
            match flow {
                Flow::On => {}
                Flow::Ended(result) => break result,
                Flow::Over(finish) => return Flow::Over(finish),
            }
        };
        self.speech.pause(self.desk);
        self.abandon("The agent ended its turn before this was decided.").await;
        let stop = result.as_ref().ok().and_then(|result| result["stopReason"].as_str());
        if matches!(stop, Some("end_turn" | "cancelled")) {
            // What was written in the last moment is still heard.
            if let Ok(said) = self.desk.heard().await {
                self.queue.extend(said.iter().map(wrote));
            }
            if !self.queue.is_empty() {
                return Flow::On;
            }
        }
        Flow::Ended(result)
    }

    async fn take(&mut self, event: Event, turn: &RequestId) -> Flow {
        match event {
            Event::Message(Incoming::Response { id, result }) if id == *turn => Flow::Ended(result),
            Event::Message(message) => self.message(message).await,
            Event::Stderr(bytes) => {
                self.desk.stderr(&bytes);
                Flow::On
            }
            Event::Gone(how) => {
                self.speech.pause(self.desk);
                self.abandon("The agent is gone.").await;
                self.speech.say(&how, self.desk);
                Flow::Over(Finish::failed(how))
            }
        }
    }
}

/// A person's words, as the agent is told them.
fn wrote(said: &Said) -> String {
    format!("{} wrote in the task's thread:\n{}", said.name, said.text)
}
