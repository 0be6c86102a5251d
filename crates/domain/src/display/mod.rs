//! How text from outside is shown: every string that a person, an agent or a desktop supplied becomes a
//! [`SafeText`] before it reaches a page, a terminal, a log or a message.
//!
//! What would be unseen, or would read as something else, becomes a [`Mark`] with a name. Nothing is dropped in
//! silence: terminal sequences in output are taken out as a whole and counted.

mod escapes;
mod forbidden;
mod hidden;
mod lines;
mod look_alike;
mod names;
mod plain;
mod safe_text;
mod scan;

pub use forbidden::{Found, first_bidi_control, first_forbidden_control};
pub use lines::Line;
pub use plain::unescape;
pub use safe_text::{Mark, MarkCounts, MarkKind, SafeText, Segment};
