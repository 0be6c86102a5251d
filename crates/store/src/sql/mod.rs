//! The statements, as both engines take them: `$n`, TEXT, BIGINT, BLOB, ON CONFLICT, RETURNING, conditional UPDATE. What
//! SQLite knows of JSON, PostgreSQL's schema defines under the same names.
//! `LIMIT $n + 0` in place of `LIMIT $n`, or SQLite prepares the statement anew at each use (`statement.rs`, `limit`).

pub(crate) mod actions;
pub(crate) mod agent_notes;
pub(crate) mod answers;
pub(crate) mod approvals;
pub(crate) mod audit;
pub(crate) mod cards;
pub(crate) mod channels;
pub(crate) mod columns;
pub(crate) mod comments;
pub(crate) mod desktops;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod heads;
pub(crate) mod idempotency;
pub(crate) mod keys;
pub(crate) mod links;
pub(crate) mod logs;
pub(crate) mod many;
pub(crate) mod messages;
pub(crate) mod people;
pub(crate) mod permits;
pub(crate) mod policy;
pub(crate) mod purge;
pub(crate) mod scripts;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod shared;
pub(crate) mod snoozes;
pub(crate) mod stops;
pub(crate) mod tasks;
pub(crate) mod webhooks;
