//! How text from outside is shown: every string that a person, an agent or a desktop supplied becomes a
//! [`SafeText`] before it reaches a page, a terminal, a log or a message.
//!
//! What would be unseen, or would read as something else, becomes a [`Mark`] with a name. Nothing is dropped in
//! silence. What a program printed is [`Printed`]: the same marks, in lines and styles of a closed set.

mod forbidden;
mod hidden;
mod json;
mod lines;
mod look_alike;
mod names;
mod pen;
mod plain;
mod printed;
mod row;
mod safe_text;
mod scan;
mod sequence;
mod style;
mod terminal;

pub use forbidden::{Found, first_bidi_control, first_forbidden_control};
pub use json::escaped_json;
pub use lines::Line;
pub use plain::unescape;
pub use printed::Printed;
pub use row::{Needle, Piece, Row};
pub use safe_text::{Mark, MarkCounts, MarkKind, SafeText, Segment};
pub use style::{Colour, Ink, Style};
pub use terminal::Terminal;
