//! Agents at work, through the whole runner: the built-in script, a model behind a loopback endpoint, and the people.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/endpoint.rs"]
mod endpoint;
#[path = "agent/file.rs"]
mod file;
#[path = "agent/llm.rs"]
mod llm;
#[path = "support/office.rs"]
mod office;
#[path = "support/stage.rs"]
mod stage;
mod support;
#[path = "agent/tools.rs"]
mod tools;
#[path = "agent/tour.rs"]
mod tour;
#[path = "agent/trouble.rs"]
mod trouble;
#[path = "agent/worktree.rs"]
mod worktree;
