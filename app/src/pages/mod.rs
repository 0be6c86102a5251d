//! One page, one file. A page asks the service and lays out the answer.

pub mod activity;
mod address;
pub mod agent_notes;
pub mod agents;
pub mod approval;
pub mod approval_edit;
pub mod approvals;
pub mod board;
pub mod desktops;
mod frame;
pub mod help;
pub mod insights;
pub mod keys;
pub mod login;
pub mod new_task;
pub mod not_found;
pub mod notifications;
pub mod password;
pub mod people;
pub mod policy;
mod posted;
pub mod profile;
pub mod scripts;
pub mod settings;
pub mod setup;
pub mod task;
pub mod webhooks;

pub use frame::{Desk, Query, bare_page, news, page, signed_out_page, unrouted_page};
pub use posted::Posted;
