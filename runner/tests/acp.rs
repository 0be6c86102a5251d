//! Agents that speak the Agent Client Protocol, through the whole runner: a real process that plays a script, and the
//! people.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "acp/canary.rs"]
mod canary;
#[path = "acp/decisions.rs"]
mod decisions;
#[path = "acp/endings.rs"]
mod endings;
#[path = "acp/odd.rs"]
mod odd;
#[path = "support/office.rs"]
mod office;
#[path = "acp/own_tools.rs"]
mod own_tools;
#[path = "support/played.rs"]
mod played;
#[path = "support/stage.rs"]
mod stage;
#[path = "acp/start.rs"]
mod start;
mod support;
