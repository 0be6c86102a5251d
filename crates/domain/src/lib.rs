//! What is true: the words, states, transitions, refusals and wire bodies of Mission Control.
//! It must never do I/O, ask the time, make an id, or depend on another crate of ours: it also compiles to wasm.

pub mod action;
pub mod actor;
pub mod agent_note;
pub mod approval;
pub mod attention;
pub mod audit;
pub mod change;
pub mod comment;
pub mod desktop;
pub mod digest;
pub mod display;
pub mod event;
pub mod gate;
pub mod ids;
pub mod insight;
pub mod key;
pub mod limits;
pub mod log;
pub mod message;
pub mod notification;
pub mod permit;
pub mod person;
pub mod policy;
pub mod refusal;
pub mod script;
pub mod stop;
pub mod task;
pub mod timestamp;
pub mod tries;
pub mod usage;
pub mod webhook;
pub mod wire;

pub use action::{Action, ActionState};
pub use actor::{
    Actor, Admin, DesktopRunner, NamedAgent, Operator, Party, PartyKind, Reader, Reviewer, Stopper,
};
pub use approval::{Approval, ApprovalState, Decision, Verdict};
pub use digest::Digest;
pub use gate::Gate;
pub use ids::{
    ActionId, ApprovalId, ChannelId, CommentId, DeliveryId, DesktopId, EventSeq, KeyId, Lease,
    MessageId, PersonId, RuleId, ScriptId, SessionId, TaskId, Version, WebhookId,
};
pub use permit::{Grant, Permit, SignedPermit};
pub use person::Person;
pub use refusal::Refusal;
pub use task::{Failure, FailureCode, Task, TaskState, TaskStatus, TaskType};
pub use timestamp::Timestamp;
