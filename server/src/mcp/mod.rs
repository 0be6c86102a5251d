//! `POST /mcp`: the Model Context Protocol, for agents that people run themselves. Both of its eras on one address, without
//! sessions: each request carries its key, and what waits is kept by the desk, not by a connection.

mod answer;
mod arguments;
mod caller;
mod door;
mod early;
mod tools;
mod wait;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::any;
use domain::limits;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, Implementation, InitializeRequestParams,
    InitializeResult, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use tokio_util::sync::CancellationToken;

use crate::state::ServerState;
use caller::Caller;

/// The address.
pub const ADDRESS: &str = "/mcp";

/// What an agent is told about this server before it sees a tool.
const INSTRUCTIONS: &str = "Mission Control holds every change until a person approves it. Propose one exact command with \
    propose_action; nothing runs before a person says yes, and then exactly that command runs on the desktop. While the \
    status is pending, call wait_for_decision. When it was rejected, read the feedback and propose something else.";

/// The door of the protocol, behind its own checks.
pub fn router(state: &ServerState) -> Router<ServerState> {
    let service = Protocol::new(state);
    let serve = move |State(service): State<Protocol>, request: Request| async move {
        early::answer(service.handle(request)).await
    };
    Router::new()
        .route(ADDRESS, any(serve))
        .with_state(service)
        .layer(from_fn_with_state(state.clone(), door::let_in))
}

/// What reads the protocol.
#[derive(Clone)]
struct Protocol(StreamableHttpService<Desk, LocalSessionManager>);

impl Protocol {
    fn new(state: &ServerState) -> Self {
        let state = state.clone();
        // Host and Origin were looked at by then, with the server's own idea of its name. A stopping server ends the waits,
        // so that their answers still go out; the streams need no second signal.
        let config = StreamableHttpServerConfig::default()
            .disable_allowed_hosts()
            .with_legacy_session_mode(false)
            .with_sse_keep_alive(Some(early::KEEP_ALIVE))
            .with_max_request_body_bytes(limits::BODY)
            .with_cancellation_token(CancellationToken::new());
        let desk = move || Ok(Desk { state: state.clone() });
        Self(StreamableHttpService::new(desk, Arc::default(), config))
    }

    async fn handle(self, request: Request) -> Response {
        self.0.handle(request).await.map(axum::body::Body::new)
    }
}

/// The tools, for one request.
#[derive(Clone)]
struct Desk {
    state: ServerState,
}

impl ServerHandler for Desk {
    fn get_info(&self) -> ServerConfig {
        let version = env!("CARGO_PKG_VERSION");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("mission-control", version))
            .with_instructions(INSTRUCTIONS)
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        // The only request of this era in which a client says what it is.
        Caller::of(&context)?.came_in(&self.state, Some(&request.client_info)).await;
        context.peer.set_peer_info(request.clone());
        self.negotiate_initialize(&request)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Caller::of(&context)?.came_in(&self.state, None).await;
        Ok(ListToolsResult::with_all_items(tools::list()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let caller = Caller::of(&context)?;
        caller.came_in(&self.state, None).await;
        let call = tools::Call { state: &self.state, caller: &caller, context: &context };
        let arguments = request.arguments.unwrap_or_default();
        Ok(call.run(&request.name, arguments).await?.into())
    }
}
