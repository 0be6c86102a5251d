//! The pages and their forms: Leptos renders them, this file gives it what it needs to know about the request.

use app::pages::Posted;
use app::visitor::{CookiePolicy, Visitor};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::{Refusal, limits};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{
    LeptosRoutes, ResponseOptions, generate_route_list, handle_server_fns_with_context,
    render_app_async_with_context,
};

use crate::auth::{Identity, limit_sign_in};
use crate::headers::page_policy;
use crate::problem::Problem;
use crate::rest;
use crate::state::ServerState;

/// Where forms post to.
pub const FORMS: &str = "/forms/";
const FORM: &str = "/forms/{form}";
/// The page that shows what would come of its form.
const NEW_TASK: &str = "/tasks/new";

/// Every page, every form, and the page for addresses that do not exist.
pub fn router(state: &ServerState) -> Router<ServerState> {
    let pages = Router::new()
        .leptos_routes_with_handler(generate_route_list(app::App), page)
        .route(NEW_TASK, post(page_of_form))
        .route_layer(from_fn(ask_to_sign_in));
    let forms = Router::new()
        .route(FORM, post(form))
        .route_layer(from_fn_with_state(state.clone(), limit_sign_in));
    pages.merge(forms).fallback(no_such_page).layer(from_fn_with_state(state.clone(), see_visitor))
}

async fn form(State(state): State<ServerState>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    if !server_fn_paths().any(|(form, _)| form == path) {
        return Err(Refusal::not_found("form", path).into());
    }
    let body = rest::body::read(body, limits::BODY).await?;
    let request = Request::from_parts(parts, Body::from(body));
    let answer = handle_server_fns_with_context(move || provide(&state), request);
    Ok(answer.await.into_response())
}

async fn page(State(state): State<ServerState>, request: Request) -> Response {
    let options = state.leptos.clone();
    let shell = move || app::shell(options.clone());
    render_app_async_with_context(move || provide(&state), shell)(request).await
}

/// A page that is sent its own form: it shows the form again, and what would come of it. Nothing is stored.
async fn page_of_form(state: State<ServerState>, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let body = rest::body::read(body, limits::BODY).await?;
    parts.extensions.insert(Posted::read(&body));
    Ok(page(state, Request::from_parts(parts, Body::empty())).await)
}

async fn no_such_page(state: State<ServerState>, request: Request) -> Response {
    let mut response = page(state, request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// What pages and forms find in their context.
fn provide(state: &ServerState) {
    let visitor =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned());
    provide_context(visitor.unwrap_or_default());
    provide_context(state.mission.clone());
    provide_context(state.site.service_worker());
    provide_context(CookiePolicy { secure: state.front.secure() });
    let policy = use_nonce().map(|nonce| HeaderValue::from_str(&page_policy(&nonce)));
    if let (Some(Ok(policy)), Some(response)) = (policy, use_context::<ResponseOptions>()) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Puts a [`Visitor`] into the request.
async fn see_visitor(
    State(state): State<ServerState>,
    mut request: Request<Body>,
    next: Next,
) -> Result<Response, Problem> {
    let actor = request.extensions().get::<Identity>().and_then(|identity| identity.actor.clone());
    let setup_open = actor.is_none() && state.mission.setup_open().await?;
    request.extensions_mut().insert(Visitor { actor, setup_open });
    Ok(next.run(request).await)
}

/// Sends whoever is not signed in to the page where they can.
async fn ask_to_sign_in(request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned().unwrap_or_default();
    let path = request.uri().path();
    if visitor.actor.is_some() || ["/login", "/setup", "/password"].contains(&path) {
        return next.run(request).await;
    }
    if visitor.setup_open {
        return Redirect::to("/setup").into_response();
    }
    let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
    let next: String =
        form_urlencoded::Serializer::new(String::new()).append_pair("next", here).finish();
    Redirect::to(&format!("/login?{next}")).into_response()
}
