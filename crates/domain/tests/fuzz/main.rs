//! Fuzz targets: what must hold for any input. `cargo test` runs each on its committed inputs, on the same with
//! something changed, and on noise; `cargo xtask fuzz` goes on with what reaches new code.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[macro_use]
mod changed;

mod audit;
mod bodies;
mod digest;
mod display;
mod patterns;
mod permit;
mod printed;
mod texts;
