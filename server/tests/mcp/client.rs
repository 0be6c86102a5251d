//! An agent with a real client library.

use std::sync::{Arc, Mutex};

use rmcp::model::{
    CallToolRequestParams, CallToolResult, ClientConfig, Implementation, ProgressNotificationParam,
    ProtocolVersion,
};
use rmcp::service::{NotificationContext, RunningService, ServiceError};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::{ClientHandler, ClientLifecycleMode, ClientServiceExt, RoleClient};
use serde_json::Value;

use crate::support::Client;

/// The protocol before and after it lost its handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    Old,
    New,
}

/// What the program calls itself.
#[derive(Clone)]
struct Program {
    name: &'static str,
    progress: Arc<Mutex<Vec<String>>>,
}

impl ClientHandler for Program {
    fn get_info(&self) -> ClientConfig {
        let mut info = ClientConfig::default();
        info.client_info = Implementation::new(self.name, "1.2.3");
        info
    }

    async fn on_progress(
        &self,
        said: ProgressNotificationParam,
        _: NotificationContext<RoleClient>,
    ) {
        self.progress.lock().unwrap().push(said.message.unwrap_or_default());
    }
}

/// A connected program.
pub struct Agent {
    service: RunningService<RoleClient, Program>,
    progress: Arc<Mutex<Vec<String>>>,
}

impl Agent {
    /// The program of whoever this is.
    pub async fn connect(who: &Client, era: Era) -> Self {
        Self::named("test-agent", who, &who.own_key(), era).await
    }

    /// A program of this name, with this key or token.
    pub async fn named(name: &'static str, at: &Client, key: &str, era: Era) -> Self {
        runner::tls::ready();
        let config = StreamableHttpClientTransportConfig::with_uri(format!("{}/mcp", at.url));
        let transport = StreamableHttpClientTransport::with_client(
            reqwest::Client::new(),
            config.auth_header(key),
        );
        let lifecycle = match era {
            Era::Old => ClientLifecycleMode::Initialize,
            Era::New => ClientLifecycleMode::Discover {
                preferred_versions: vec![ProtocolVersion::V_2026_07_28],
            },
        };
        let progress = Arc::default();
        let program = Program { name, progress: Arc::clone(&progress) };
        let service = program.serve_with_lifecycle(transport, lifecycle).await.unwrap();
        Self { service, progress }
    }

    /// Calls a tool as it is.
    pub async fn call(&self, tool: &'static str, arguments: Value) -> CallToolResult {
        self.try_call(tool, arguments).await.unwrap()
    }

    pub async fn try_call(
        &self,
        tool: &'static str,
        arguments: Value,
    ) -> Result<CallToolResult, ServiceError> {
        let Value::Object(arguments) = arguments else { panic!("an object: {arguments}") };
        let params = CallToolRequestParams::new(tool).with_arguments(arguments);
        self.service.peer().call_tool(params).await
    }

    /// What a tool answers that does its work: the same as structure and as text.
    pub async fn ok(&self, tool: &'static str, arguments: Value) -> Value {
        body(&self.call(tool, arguments).await, false)
    }

    /// What a tool answers that refuses, or that ran and failed.
    pub async fn error(&self, tool: &'static str, arguments: Value) -> Value {
        body(&self.call(tool, arguments).await, true)
    }

    /// The tools, by name.
    pub async fn tools(&self) -> Vec<rmcp::model::Tool> {
        self.service.peer().list_all_tools().await.unwrap()
    }

    /// What was heard while it waited.
    pub fn progress(&self) -> Vec<String> {
        self.progress.lock().unwrap().clone()
    }

    /// Hangs up.
    pub async fn leave(self) {
        self.service.cancel().await.unwrap();
    }
}

/// The one object of an answer.
pub fn body(result: &CallToolResult, is_error: bool) -> Value {
    assert_eq!(result.is_error, Some(is_error), "{result:?}");
    let structure = result.structured_content.clone().expect("a structure");
    let content = serde_json::to_value(&result.content).unwrap();
    let text: Value = serde_json::from_str(content[0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, structure, "models are shown the one or the other");
    structure
}
