//! The tools, one file each. A tool finds out who asks, makes one call of the desk, and maps the answer.

mod approval_prompt;
mod create_task;
mod get_task;
mod prompted;
mod propose_action;
mod request_approval;
mod wait_for_decision;

use std::sync::Arc;

use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::answer;
use super::caller::Caller;
use crate::problem::Problem;
use crate::state::ServerState;

/// One call of a tool.
pub(super) struct Call<'a> {
    pub(super) state: &'a ServerState,
    pub(super) caller: &'a Caller,
    pub(super) context: &'a RequestContext<RoleServer>,
}

impl Call<'_> {
    /// Runs the tool of this name. Only a name that is none is a fault of the protocol.
    pub(super) async fn run(
        &self,
        name: &str,
        arguments: JsonObject,
    ) -> Result<CallToolResult, ErrorData> {
        let outcome = match name {
            propose_action::NAME => self.propose_action(arguments).await,
            wait_for_decision::NAME => self.wait_for_decision(arguments).await,
            create_task::NAME => self.create_task(arguments).await,
            get_task::NAME => self.get_task(arguments).await,
            request_approval::NAME => self.request_approval(arguments).await,
            approval_prompt::NAME => self.approval_prompt(arguments).await,
            _ => {
                let tools = list();
                let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
                let why = format!("There is no tool {name}. There are: {}.", names.join(", "));
                return Err(ErrorData::invalid_params(why, None));
            }
        };
        Ok(outcome.unwrap_or_else(|problem| answer::refused(&problem)))
    }
}

/// What every tool answers, or why it does not.
type Outcome = Result<CallToolResult, Problem>;

/// Every tool, as clients and models see it.
pub(super) fn list() -> Vec<Tool> {
    vec![
        propose_action::tool(),
        wait_for_decision::tool(),
        create_task::tool(),
        get_task::tool(),
        request_approval::tool(),
        approval_prompt::tool(),
    ]
}

/// A tool whose arguments are these.
fn tool<T: JsonSchema>(
    name: &'static str,
    title: &'static str,
    description: &'static str,
    hints: ToolAnnotations,
) -> Tool {
    // Some clients do not follow references.
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let schema = schema.ensure_object();
    for unsaid in ["$schema", "title", "description"] {
        schema.remove(unsaid);
    }
    if let Some(Value::Object(arguments)) = schema.get_mut("properties") {
        arguments.values_mut().for_each(plain);
    }
    Tool::new(name, description, Arc::new(schema.clone())).with_title(title).with_annotations(hints)
}

/// An argument that may be left out is one of a type that may be left out: some models' endpoints take neither a choice of
/// types nor formats that they do not know.
fn plain(argument: &mut Value) {
    let Value::Object(argument) = argument else { return };
    argument.remove("format");
    if argument.get("default").is_some_and(Value::is_null) {
        argument.remove("default");
    }
    if let Some(Value::Array(choices)) = argument.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    if let Some(Value::Array(types)) = argument.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            argument.insert("type".to_owned(), one);
        }
    }
}
