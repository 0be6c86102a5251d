//! The road of a task with its stops.
