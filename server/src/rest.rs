//! The REST API: one file for each noun, one handler for each verb. `openapi.json` is made from the same list.

mod about;
mod actions;
mod activity;
mod agents;
mod approvals;
mod audit;
pub(crate) mod body;
mod channels;
mod comments;
mod desktops;
mod devices;
mod download;
pub(crate) mod field;
mod health;
mod id;
mod idempotency;
mod insights;
mod keys;
mod me;
mod messages;
mod openapi;
mod page;
mod people;
mod policy;
mod query;
mod runner;
mod scripts;
mod sessions;
mod settings;
mod steps;
mod stops;
mod tasks;
mod webhooks;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem;
use crate::state::ServerState;

/// What every address of the API begins with.
pub const BASE: &str = "/api/mission-control";

/// Every address of the API, and the health pages beside it.
pub fn router(state: &ServerState) -> Router<ServerState> {
    let (router, _) = parts(state);
    router
}

/// What `openapi.json` says.
pub fn description(state: &ServerState) -> OpenApi {
    let (_, description) = parts(state);
    description
}

fn parts(state: &ServerState) -> (Router<ServerState>, OpenApi) {
    let once = verbs().route_layer(from_fn_with_state(state.clone(), idempotency::once));
    let api = once.merge(secrets()).merge(runners()).merge(openapi::router());
    let api = api.fallback(problem::no_such_route);
    let all = OpenApiRouter::with_openapi(openapi::head()).nest(BASE, api).merge(health::router());
    let (router, mut description) = all.split_for_parts();
    openapi::finish(&mut description);
    let router = router
        .route(BASE, any(problem::no_such_route))
        .route(&format!("{BASE}/"), any(problem::no_such_route))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(axum::Extension(openapi::Document::of(&description)));
    (router, description)
}

/// Posts among these may carry an idempotency key.
fn verbs() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(tasks::list, tasks::create))
        .routes(routes!(tasks::read))
        .routes(routes!(tasks::run))
        .routes(routes!(tasks::cancel))
        .routes(routes!(tasks::finish))
        .routes(routes!(tasks::retry))
        .routes(routes!(tasks::merge))
        .routes(routes!(tasks::close))
        .routes(routes!(tasks::purge))
        .routes(routes!(tasks::review))
        .routes(routes!(tasks::output))
        .routes(routes!(tasks::logs))
        .routes(routes!(tasks::files))
        .routes(routes!(comments::list, comments::add))
        .routes(routes!(comments::remove))
        .routes(routes!(messages::list, messages::post))
        .routes(routes!(approvals::list))
        .routes(routes!(approvals::resolve_many))
        .routes(routes!(approvals::read))
        .routes(routes!(approvals::resolve))
        .routes(routes!(approvals::evidence))
        .routes(routes!(approvals::revoke))
        .routes(routes!(approvals::snooze, approvals::unsnooze))
        .routes(routes!(actions::propose))
        .routes(routes!(actions::read))
        .routes(routes!(actions::output))
        .routes(routes!(actions::revise))
        .routes(routes!(actions::edit))
        .routes(routes!(actions::take))
        .routes(routes!(actions::report))
        .routes(routes!(actions::withdraw))
        .routes(routes!(actions::close))
        .routes(routes!(actions::ask_again))
        .routes(routes!(agents::list))
        .routes(routes!(policy::read, policy::change))
        .routes(routes!(policy::test))
        .routes(routes!(policy::add_rule))
        .routes(routes!(policy::revoke_rule))
        .routes(routes!(scripts::list, scripts::create))
        .routes(routes!(scripts::read, scripts::change, scripts::remove))
        .routes(routes!(scripts::run))
        .routes(routes!(webhooks::remove))
        .routes(routes!(channels::list, channels::create))
        .routes(routes!(channels::change, channels::remove))
        .routes(routes!(channels::confirm))
        .routes(routes!(channels::send_code))
        .routes(routes!(channels::test))
        .routes(routes!(devices::list))
        .routes(routes!(devices::remove))
        .routes(routes!(settings::read, settings::change))
        .routes(routes!(activity::list))
        .routes(routes!(activity::stream))
        .routes(routes!(insights::read))
        .routes(routes!(stops::list, stops::stop))
        .routes(routes!(stops::resume))
        .routes(routes!(audit::list))
        .routes(routes!(audit::checkpoint))
        .routes(routes!(audit::export))
        .routes(routes!(me::read))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end))
}

/// Posts among these answer with a secret, which is kept nowhere, so they cannot be answered twice.
fn secrets() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(desktops::list, desktops::add))
        .routes(routes!(desktops::change, desktops::remove))
        .routes(routes!(desktops::renew))
        .routes(routes!(webhooks::list, webhooks::create))
        .routes(routes!(keys::list, keys::add))
        .routes(routes!(keys::revoke))
        .routes(routes!(people::list, people::invite))
        .routes(routes!(people::change))
        .routes(routes!(people::link))
        .routes(routes!(people::end))
        .routes(routes!(people::let_in))
}

/// What a desktop's runner calls. Its lease keeps it from doing things twice.
fn runners() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(runner::claim))
        .routes(routes!(agents::note))
        .routes(routes!(runner::heartbeat))
        .routes(routes!(runner::logs))
        .routes(routes!(runner::files))
        .routes(routes!(runner::look))
        .routes(routes!(runner::usage))
        .routes(routes!(runner::result))
}
