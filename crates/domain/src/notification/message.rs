//! What is told. It holds names, numbers and one title: never a command, its output, or what somebody wrote about it.

use crate::{ApprovalId, Gate, Timestamp, approval::Risk};

/// One message to one channel. Texts are as they were given: whoever writes them out makes them safe
/// ([`Written`](super::Written) does).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Something waits for a decision.
    Waiting(Waiting),
    /// What was told does not wait any more.
    Closed(Closed),
    /// The code that shows whose mailbox it is.
    Code(String),
    /// Somebody wants to see that it arrives.
    Test,
}

/// Requests that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which: those that were not told before, or are told again.
    pub approvals: Vec<ApprovalId>,
    /// How many wait for people in all, these included.
    pub in_all: u32,
    /// Whether all of these were told before.
    pub again: bool,
    /// The highest risk among these.
    pub risk: Risk,
    /// How many of these at each gate.
    pub gates: Vec<(Gate, u32)>,
    /// How many of these on each desktop, the most first.
    pub desktops: Vec<(String, u32)>,
    /// One of the highest risk, the oldest of these.
    pub first: Box<Request>,
    /// The one request, when it is only one.
    pub one: Option<Request>,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub approval: ApprovalId,
    /// Its task's number.
    pub number: i64,
    /// Its task's title, as whoever made it wrote it.
    pub title: String,
    /// The desktop's name.
    pub desktop: String,
    /// Who asks: the agent, or whoever made the task.
    pub by: String,
    /// The gate.
    pub gate: Gate,
    /// Since when it waits.
    pub asked_at: Timestamp,
    /// Until when somebody may decide.
    pub decide_by: Option<Timestamp>,
}

/// Requests that were told and do not wait any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which, and what became of each.
    pub ended: Vec<Ended>,
    /// How many still wait in all.
    pub in_all: u32,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Which.
    pub approval: ApprovalId,
    /// Its task's number.
    pub number: i64,
    /// The desktop's name.
    pub desktop: String,
    /// How it ended, as on the wire: `approved`, `rejected`, `expired` …
    pub state: &'static str,
    /// Who decided, if a person did.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Message {
    /// The page it leads to, on this site.
    pub fn path(&self) -> String {
        match self {
            Self::Waiting(Waiting { one: Some(one), .. }) => format!("/approvals/{}", one.approval),
            Self::Waiting(_) | Self::Closed(_) => "/approvals".to_owned(),
            Self::Code(_) => "/settings/profile".to_owned(),
            Self::Test => "/".to_owned(),
        }
    }
}
