//! The door of the Model Context Protocol, with a real client library in both of the protocol's eras, and bare for what a
//! library hides.

mod checks;
mod client;
mod decided;
mod flood;
mod permission;
mod raw;
mod seen;
mod tasks;
mod token;
