//! One question to the model's endpoint and its streamed answer, over whichever wire format the endpoint speaks.

use super::{
    merge::Calls,
    trouble::{self, Trouble},
};
use crate::agent::file::{LlmAgent, Protocol};
use futures::StreamExt as _;
use genai::{
    Client, ModelIden, ServiceTarget,
    adapter::AdapterKind,
    chat::{ChatMessage, ChatOptions, ChatRequest, ChatStreamEvent, StopReason, StreamEnd},
    resolver::{AuthData, Endpoint},
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio_util::task::AbortOnDropHandle;
use tracing::{instrument::WithSubscriber as _, subscriber::NoSubscriber};

/// How much one answer may hold, in bytes. More is not an answer but a fault.
const LARGEST: usize = 4 * 1024 * 1024;

/// How long one answer may take in all: an endpoint can send nothings for ever.
const LONGEST: Duration = Duration::from_mins(10);

/// A tool that the model wants used.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) id: String,
    pub(super) name: String,
    /// What it is given, or the text that is not JSON.
    pub(super) arguments: Result<Value, String>,
}

/// One turn of the model.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) calls: Vec<Call>,
    /// The turn as the conversation keeps it.
    pub(super) message: ChatMessage,
    /// Tokens sent and received, if the endpoint counts them.
    pub(super) usage: Option<(u64, u64)>,
    /// Whether it was cut at the limit for one answer.
    pub(super) cut: bool,
}

/// A model behind an endpoint.
#[derive(Clone)]
pub(super) struct Model {
    client: Client,
    target: ServiceTarget,
    options: ChatOptions,
    pub(super) about: trouble::About,
    key: Option<String>,
    /// Whether each piece of a call repeats what came before it.
    repeats: bool,
}

impl Model {
    pub(super) fn new(settings: &LlmAgent, key: Option<String>) -> anyhow::Result<Self> {
        crate::tls::ready();
        let http = reqwest::Client::builder()
            .user_agent(concat!("mission-control-runner/", env!("CARGO_PKG_VERSION")))
            // A redirect could carry the key elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()?;
        let mut options = ChatOptions::default()
            .with_capture_usage(true)
            .with_capture_content(true)
            // Some models need their own reasoning back with the next question.
            .with_capture_reasoning_content(true)
            .with_stream_header_timeout(settings.silence)
            .with_stream_read_timeout(settings.silence);
        if let Some(tokens) = settings.answer_tokens {
            options = options.with_max_tokens(tokens);
        }
        let (kind, name) = match settings.protocol {
            // The client would read a meaning into some names, for example into one that ends in `-high`.
            Protocol::OpenAi => (AdapterKind::OpenAI, "model"),
            Protocol::Anthropic => (AdapterKind::Anthropic, settings.model.as_str()),
            Protocol::Ollama => (AdapterKind::Ollama, settings.model.as_str()),
        };
        options = match (settings.protocol, &key) {
            (Protocol::Ollama, Some(key)) => {
                let bearer = ("authorization".to_owned(), format!("Bearer {key}"));
                options.with_extra_headers(vec![bearer])
            }
            (Protocol::Ollama, None) => options,
            _ => options.with_extra_body(json!({ "model": settings.model })),
        };
        let target = ServiceTarget {
            endpoint: Endpoint::from_owned(settings.base_url.as_str()),
            // A server that needs no key still gets a header that is one.
            auth: AuthData::from_single(key.as_deref().unwrap_or("none")),
            model: ModelIden::new(kind, name),
        };
        let about = trouble::About {
            url: settings.base_url.trim_end_matches('/').to_owned(),
            model: settings.model.clone(),
            key_variable: settings.key_variable.clone(),
            silence: settings.silence,
            key: key.clone(),
        };
        let client = Client::builder().with_reqwest(http).build()?;
        let repeats = settings.protocol == Protocol::Anthropic;
        Ok(Self { client, target, options, about, key, repeats })
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Asks, once.
    pub(super) async fn ask(&self, chat: &ChatRequest) -> Result<Answer, Trouble> {
        let (me, chat) = (self.clone(), chat.clone());
        // An endpoint that never pauses would keep a task that also listens for a cancel from hearing it.
        let asking = async move { me.stream(&chat).await };
        // The client library logs what an endpoint says, and an endpoint may say the key.
        let asking =
            AbortOnDropHandle::new(tokio::spawn(asking.with_subscriber(NoSubscriber::new())));
        match tokio::time::timeout(LONGEST, asking).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => {
                Err(self.about.nonsense(&format!("its answer cannot be read: {panic}")))
            }
            Err(_) => Err(self.about.nonsense("its answer does not end")),
        }
    }

    async fn stream(&self, chat: &ChatRequest) -> Result<Answer, Trouble> {
        let asked = self
            .client
            .exec_chat_stream(self.target.clone(), chat.clone(), Some(&self.options))
            .await;
        let mut stream = asked.map_err(|error| self.about.trouble(&error))?.stream;
        let mut calls = Calls::new(self.repeats);
        let mut size = 0_usize;
        while let Some(event) = stream.next().await {
            match event.map_err(|error| self.about.trouble(&error))? {
                ChatStreamEvent::Chunk(chunk) | ChatStreamEvent::ReasoningChunk(chunk) => {
                    size += chunk.content.len();
                }
                ChatStreamEvent::ToolCallChunk(chunk) => calls.take(chunk.tool_call),
                ChatStreamEvent::End(end) => return Ok(answer(end, calls)),
                ChatStreamEvent::Start
                | ChatStreamEvent::Heartbeat
                | ChatStreamEvent::ThoughtSignatureChunk(_) => {}
            }
            if size + calls.size() > LARGEST {
                return Err(self.about.nonsense("its answer does not end"));
            }
        }
        Err(self.about.nonsense("its answer broke off, or is not a chat answer"))
    }
}

fn answer(mut end: StreamEnd, calls: Calls) -> Answer {
    let cut = matches!(end.captured_stop_reason, Some(StopReason::MaxTokens(_)));
    let usage = end.captured_usage.take().map(|usage| {
        let count = |tokens: Option<i32>| tokens.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
        (count(usage.prompt_tokens), count(usage.completion_tokens))
    });
    let usage = usage.filter(|counts| *counts != (0, 0));
    let mut content = end.captured_content.take().unwrap_or_default();
    let text = content.texts().concat();
    let (calls, kept) = calls.finish();
    for call in kept {
        content.push(call);
    }
    let message = if calls.is_empty() {
        ChatMessage::assistant(content)
    } else {
        end.captured_content = Some(content.clone());
        end.into_assistant_message_for_tool_use().unwrap_or_else(|| ChatMessage::assistant(content))
    };
    Answer { text, calls, message, usage, cut }
}
