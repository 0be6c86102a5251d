//! Questions that are put together: lists with filters, orders and cursors.

pub(crate) mod approvals;
pub(crate) mod cards;
pub(crate) mod events;
pub(crate) mod search;
pub(crate) mod tasks;
