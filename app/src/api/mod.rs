//! The forms: one server function for each verb a page offers. Each finds out who asks, makes one call and maps the
//! answer. Without script a form is answered with the next page; a program that wants JSON gets JSON.

pub mod actions;
pub mod answer;
pub mod approvals;
pub mod batch;
pub mod channels;
pub mod close;
pub mod comments;
pub mod desktops;
pub mod keys;
pub mod messages;
pub mod once;
pub mod people;
pub mod policy;
#[cfg(test)]
mod posted;
pub mod push;
pub mod scripts;
pub mod sessions;
pub mod settings;
pub mod stops;
pub mod tasks;
pub mod webhooks;
