//! Rows become objects and objects become values. One function per object; a row that cannot be is an error that names
//! the table and the row.

pub(crate) mod action;
pub(crate) mod agent_note;
pub(crate) mod answer;
mod any;
pub(crate) mod approval;
pub(crate) mod audit;
pub(crate) mod card;
pub(crate) mod channel;
pub(crate) mod comment;
pub(crate) mod desktop;
pub(crate) mod event;
pub(crate) mod fields;
pub(crate) mod file;
pub(crate) mod idempotency;
pub(crate) mod key;
pub(crate) mod link;
pub(crate) mod log;
pub(crate) mod message;
pub(crate) mod party;
pub(crate) mod permit;
pub(crate) mod person;
pub(crate) mod policy;
pub(crate) mod script;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod shared;
pub(crate) mod snooze;
pub(crate) mod stop;
pub(crate) mod task;
pub(crate) mod usage;
pub(crate) mod webhook;

pub(crate) use any::Row;
pub(crate) use fields::Fields;

/// Names are unique without regard to case; engines disagree about what that is, so it is done here.
pub(crate) fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// JSON of one of our own types.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our types have only text as keys and no refusing fields")
}
