//! The agent's process and the conversation with it: what it writes comes in order, and what it asks is known until it is
//! answered.

use super::{
    program::Program,
    wire::{self, Incoming, LONGEST, Line},
};
use crate::{
    execute::sweep_work,
    supervise::{Exit, Job, Launcher, Over, Patience, Start, Supervised},
};
use agent_client_protocol_schema::v1::RequestId;
use serde_json::Value;
use std::{
    ffi::OsString,
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, BufReader},
    sync::mpsc,
};

/// How many lines wait to be read before the agent has to.
const WAITING: usize = 64;
/// How much of what it wrote last on standard error is quoted when it ends.
const LAST_WORDS: usize = 600;
/// How long the rest of its output is read for once it is gone.
const REST: Duration = Duration::from_secs(1);

/// What comes from the agent.
#[derive(Debug)]
pub(super) enum Event {
    /// A message.
    Message(Incoming),
    /// Text for people who read the log.
    Stderr(Vec<u8>),
    /// It ended, and how; for people. Nothing comes any more.
    Gone(String),
}

enum Heard {
    Line(Line),
    Stderr(Vec<u8>),
    /// Standard output is closed, so nothing can be said any more.
    End,
}

/// One agent at work. Dropping it ends its whole process tree.
pub(super) struct Peer {
    supervised: Supervised,
    work: String,
    heard: mpsc::Receiver<Heard>,
    last_words: Vec<u8>,
    over: bool,
    next: i64,
    /// What the agent asked and has no answer to.
    unanswered: Vec<RequestId>,
    /// The session that a prompt was sent to, and the number of its turn, until it is answered.
    pub(super) turn: Option<(String, RequestId)>,
}

impl Peer {
    /// Starts the agent. The reason why it does not start is for people.
    pub(super) async fn start(
        launcher: &Launcher,
        program: Program,
        dir: &Path,
        env: Vec<(OsString, OsString)>,
        work: &str,
    ) -> Result<Self, String> {
        let job = Job {
            program: program.file.into(),
            name: None,
            args: program.args,
            cwd: dir.into(),
            env,
            timeout_ms: None,
            patience: Patience::USUAL,
            input: true,
        };
        let (supervised, stdout, stderr) = match Supervised::start(launcher, &job).await {
            Ok(Start::Running(running)) => *running,
            Ok(Start::Lost) => {
                sweep_work(work.to_owned()).await;
                return Err("The agent's supervisor was ended from outside.".to_owned());
            }
            Err(error) => return Err(format!("{error:#}.")),
        };
        let (send, heard) = mpsc::channel(WAITING);
        tokio::spawn(lines(stdout, send.clone()));
        tokio::spawn(remarks(stderr, send));
        let (last_words, unanswered) = (Vec::new(), Vec::new());
        let (work, over, next) = (work.to_owned(), false, 0);
        Ok(Self { supervised, work, heard, last_words, over, next, unanswered, turn: None })
    }

    /// Asks the agent something, and gives the number of the question.
    pub(super) async fn ask(&mut self, method: &str, params: &Value) -> RequestId {
        self.next += 1;
        self.write(wire::request(self.next, method, params)).await;
        RequestId::Number(self.next)
    }

    /// Tells the agent something.
    pub(super) async fn tell(&mut self, method: &str, params: &Value) {
        self.write(wire::notification(method, params)).await;
    }

    /// Answers what the agent asked. Only the first answer to a question is sent.
    pub(super) async fn answer(&mut self, id: &RequestId, result: &Value) {
        if self.settle(id) {
            self.write(wire::answer(id, result)).await;
        }
    }

    /// Says that a question is not answered here.
    pub(super) async fn refuse(&mut self, id: &RequestId, code: i32, message: &str) {
        if self.settle(id) {
            self.write(wire::refusal(id, code, message)).await;
        }
    }

    /// What the agent asked and has no answer to.
    pub(super) fn unanswered(&self) -> Vec<RequestId> {
        self.unanswered.clone()
    }

    fn settle(&mut self, id: &RequestId) -> bool {
        let at = self.unanswered.iter().position(|open| open == id);
        at.map(|at| self.unanswered.remove(at)).is_some()
    }

    /// What an agent that is gone is not told shows in its end.
    async fn write(&mut self, line: String) {
        if let Err(error) = self.supervised.input(line).await {
            tracing::debug!(work = self.work, %error, "the agent's supervisor is gone");
        }
    }

    /// What comes next. May be dropped and called again.
    pub(super) async fn next(&mut self) -> Event {
        match self.heard.recv().await {
            Some(Heard::Line(Line::Whole(line))) => {
                let message = wire::read(&line);
                match &message {
                    Incoming::Request { id, .. } if !self.unanswered.contains(id) => {
                        self.unanswered.push(id.clone());
                    }
                    Incoming::Response { id, .. } => {
                        self.turn.take_if(|(_, turn)| turn == id);
                    }
                    _ => {}
                }
                Event::Message(message)
            }
            Some(Heard::Line(Line::TooLong)) => Event::Message(Incoming::Odd(format!(
                "a line of more than {} MiB, which was left out",
                LONGEST / 1024 / 1024
            ))),
            Some(Heard::Stderr(bytes)) => {
                self.last_words.extend_from_slice(&bytes);
                let from = self.last_words.len().saturating_sub(LAST_WORDS);
                self.last_words.drain(..from);
                Event::Stderr(bytes)
            }
            Some(Heard::End) | None => Event::Gone(self.ended().await),
        }
    }

    /// How it ended, after everything of it is gone.
    async fn ended(&mut self) -> String {
        let over = self.stop(Patience::NONE).await;
        let until = Instant::now() + REST;
        while let Ok(Some(heard)) = tokio::time::timeout_at(until.into(), self.heard.recv()).await {
            if let Heard::Stderr(bytes) = heard {
                self.last_words.extend_from_slice(&bytes);
            }
        }
        let how = match over.and_then(|over| over.exit) {
            Some(Exit::Code(code)) => format!("The agent ended by itself with exit code {code}."),
            Some(Exit::Signal(signal)) => format!("Signal {signal} ended the agent."),
            None => "The agent is gone.".to_owned(),
        };
        let from = self.last_words.len().saturating_sub(LAST_WORDS);
        let last = String::from_utf8_lossy(&self.last_words[from..]).trim().to_owned();
        if last.is_empty() { how } else { format!("{how} Its last words were:\n{last}") }
    }

    /// Ends the agent with everything it started, waits until nothing of it is left, and says how it ended. Once is enough.
    pub(super) async fn stop(&mut self, patience: Patience) -> Option<Over> {
        if std::mem::replace(&mut self.over, true) {
            return None;
        }
        self.supervised.stop(patience).await;
        match self.supervised.over().await {
            Ok(over) => Some(over),
            Err(error) => {
                tracing::warn!(work = self.work, %error, "a supervisor is gone; sweeping what it left");
                sweep_work(self.work.clone()).await;
                None
            }
        }
    }

    /// Lets go of an agent that was stopped.
    pub(super) async fn let_go(self) {
        self.supervised.let_go().await;
    }
}

async fn lines(from: impl AsyncRead + Unpin, to: mpsc::Sender<Heard>) {
    let mut from = BufReader::new(from);
    // What cannot be read any more is as good as closed.
    while let Ok(Some(line)) = wire::next_line(&mut from, LONGEST).await {
        if to.send(Heard::Line(line)).await.is_err() {
            return;
        }
    }
    let _ = to.send(Heard::End).await;
}

async fn remarks(mut from: impl AsyncRead + Unpin, to: mpsc::Sender<Heard>) {
    let mut bytes = vec![0; 8 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        if to.send(Heard::Stderr(bytes[..read].to_vec())).await.is_err() {
            return;
        }
    }
}
