//! What only a database server can show: connections that break, several who open it at once, the bell.

mod bell;
mod broken;
mod opening;
mod poisoned;
mod proxy;
