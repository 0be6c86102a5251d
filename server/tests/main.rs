//! The doors, from outside: the real program on a port of its own, with a real database file.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod actions;
mod activity;
mod audit;
mod backup;
mod batch;
mod bodies;
mod cli;
mod compression;
mod crash;
mod credentials;
mod cross_site;
mod doors;
mod evidence;
mod gate;
mod guide_curl;
mod hook;
mod idempotency;
mod insights;
mod kill9;
mod live;
mod llm;
mod mcp;
mod moving;
mod notifications;
mod openapi;
mod operands;
mod pages;
mod people;
mod permits;
mod push;
mod queries;
mod race;
mod runner;
mod secrets;
mod several;
mod sign_in;
mod snooze;
mod tour;
mod webhooks;
