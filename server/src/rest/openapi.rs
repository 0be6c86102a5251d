//! `openapi.json`: made from the handlers, then given what all of them have in common.

use std::sync::Arc;

use axum::Extension;
use axum::http::header;
use axum::response::IntoResponse;
use domain::wire::Problem;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, OpenApi, Ref, Required, ResponseBuilder, SecurityRequirement,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use crate::state::ServerState;
use app::visitor::session_cookie_name;

mod limits;
mod pages;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Mission Control",
        description = "People approve or reject what AI agents do on machines. Unknown fields and parameters are refused."
    ),
    components(schemas(Problem))
)]
struct Head;

/// What the document says before any address is in it.
pub(super) fn head() -> OpenApi {
    let mut head = Head::openapi();
    let components = head.components.get_or_insert_default();
    let header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("x-api-key")));
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let cookie = ApiKeyValue::new(session_cookie_name(false));
    components.add_security_scheme("key", header);
    components.add_security_scheme("bearer", bearer);
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    head
}

/// The document as it is answered.
#[derive(Clone)]
pub(super) struct Document(Arc<str>);

impl Document {
    pub(super) fn of(description: &OpenApi) -> Self {
        Self(description.to_json().unwrap_or_default().into())
    }
}

pub(super) fn router() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(document))
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "health", responses((status = 200, body = serde_json::Value)))]
pub async fn document(Extension(document): Extension<Document>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], document.0.to_string())
}

/// Adds to every operation what all have in common, and to every field the limit it is held to.
pub(super) fn finish(description: &mut OpenApi) {
    for (path, item) in &mut description.paths.paths {
        let closed = path.starts_with(BASE) && !path.ends_with("/openapi.json");
        let once =
            closed && !["/keys", "/desktops", "/webhooks"].iter().any(|end| path.ends_with(end));
        let once = once && !path.contains("/runner/") && !path.contains("/people");
        let verbs = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("delete", &mut item.delete),
        ];
        for (verb, operation) in verbs {
            let Some(operation) = operation else { continue };
            operation.operation_id = Some(name(verb, path));
            common(operation, closed);
            if once && verb == "post" {
                operation.parameters.get_or_insert_default().push(idempotency_key());
            }
        }
    }
    if let Some(components) = &mut description.components {
        limits::state(&mut components.schemas);
        pages::name_entries(&mut components.schemas);
    }
}

/// A name of its own for each operation: `post /tasks/{id}/run` is `postTasksIdRun`.
fn name(verb: &str, path: &str) -> String {
    let path = path.strip_prefix(BASE).unwrap_or(path);
    let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(verb.to_owned(), |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

fn common(operation: &mut Operation, closed: bool) {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let refused = ResponseBuilder::new()
        .description("Refused, or broken: `code` says why, `title` and `detail` say it in words.")
        .content("application/problem+json", problem)
        .build();
    operation.responses.responses.insert("default".into(), refused.into());
    if closed {
        let none = Vec::<String>::new;
        let ways = ["key", "bearer", "session"];
        operation.security = Some(ways.map(|way| SecurityRequirement::new(way, none())).into());
    }
}

fn idempotency_key() -> utoipa::openapi::path::Parameter {
    let text =
        Object::builder().schema_type(Type::String).min_length(Some(1)).max_length(Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The same request sent again with the same key within a day gets the same answer and happens once.",
        ))
        .schema(Some(text.build()))
        .build()
}
