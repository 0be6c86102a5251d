//! Colours for code in diffs, found on the server. They only say which bytes of a line are what: no character is added,
//! hidden or changed by them. Commands that wait for an answer have none, since colours guide the eye and whoever writes
//! the text can steer them.
//!
//! A scanner of our own: it reads each byte once, whatever stands there. Grammars of patterns take up to a second for one
//! line of somebody else's making.

mod kind;
mod language;
mod reader;
mod scan;

pub use kind::Kind;
pub use reader::{Patience, Spans, colours};
