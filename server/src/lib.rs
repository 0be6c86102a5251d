//! Who may come in: the doors of Mission Control (pages, forms, REST, the live stream) and the one program.
//! It must never hold a rule: a door finds out who asks, makes one call of the service, and maps the answer.

mod agents;
pub mod auth;
pub mod cli;
pub mod clock;
mod compress;
pub mod config;
mod deliver;
mod desk;
mod headers;
mod key_file;
mod live;
mod lock;
mod logging;
mod mcp;
mod metrics;
mod pages;
pub mod problem;
pub mod rest;
mod serve;
mod signal;
mod signer;
pub mod site;
mod state;

// The corpus of what must not be shown raw, which the tests of doors share.
#[cfg(test)]
#[path = "../../crates/domain/tests/display/corpus.rs"]
mod hidden;

pub use state::ServerState;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::catch_panic::CatchPanicLayer;

/// All doors.
pub fn router(state: ServerState) -> Router {
    let with = |state: &ServerState| state.clone();
    pages::router(&state)
        .merge(rest::router(&state))
        .layer(from_fn_with_state(with(&state), auth::note_agent))
        .layer(from_fn_with_state(with(&state), auth::refuse_cross_site))
        .layer(from_fn_with_state(with(&state), auth::identify))
        .layer(compress::layer())
        .layer(from_fn_with_state(with(&state), compress::only_for_us))
        .merge(mcp::router(&state))
        .merge(state.site.router())
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(from_fn_with_state(with(&state), headers::secure))
        .layer(from_fn_with_state(with(&state), metrics::count))
        .with_state(state)
}
