//! Telling people who must decide that something waits: by which channel, what about, when, and in which words.
//!
//! What waits is read when it is sent, so nothing that was decided before is told, and no text is kept. A link opens a
//! page; nothing that is sent can decide.

mod channel;
mod message;
mod pace;
mod push;
mod words;

pub use channel::{Channel, GIVEN_UP_AFTER, Proof, RETRY_AFTER, Route, RouteKind, Trouble, Wanted};
pub use message::{Closed, Ended, Message, Request, Waiting};
pub use pace::{News, due_at};
pub use push::{PushAddress, Shown};
pub use words::{Line, Piece, Written};
