//! The agents file: which agents a runner has, and how each reaches its model. `docs/agents.md` explains it.

use super::{
    acp::{AcpAgent, Said},
    known::{Agent, Agents, Kind},
    script::Script,
};
use anyhow::{Context as _, ensure};
use domain::limits;
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

/// Which wire format an endpoint speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Protocol {
    /// OpenAI's chat completions, as most hosts and local servers speak it.
    OpenAi,
    /// Anthropic's messages.
    Anthropic,
    /// Ollama's own.
    Ollama,
}

impl Protocol {
    const fn usual(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1/",
            Self::Anthropic => "https://api.anthropic.com/v1/",
            Self::Ollama => "http://127.0.0.1:11434/",
        }
    }
}

/// An agent with a model behind it.
#[derive(Clone, Debug)]
pub(super) struct LlmAgent {
    pub(super) protocol: Protocol,
    /// Ends with a slash.
    pub(super) base_url: String,
    pub(super) model: String,
    /// The name of the variable, never its value.
    pub(super) key_variable: Option<String>,
    pub(super) system_prompt: String,
    /// Turns before a person is asked whether to go on.
    pub(super) max_turns: u32,
    /// Tokens, sent and received, before a person is asked.
    pub(super) max_tokens: u64,
    /// Tokens of one answer.
    pub(super) answer_tokens: Option<u32>,
    /// How long the endpoint may be silent.
    pub(super) silence: Duration,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    agent: Vec<Entry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    driver: String,
    protocol: Option<Protocol>,
    base_url: Option<String>,
    model: Option<String>,
    key_variable: Option<String>,
    system_prompt: Option<String>,
    max_turns: Option<u32>,
    max_tokens: Option<u64>,
    answer_tokens: Option<u32>,
    request_timeout_seconds: Option<u64>,
    file: Option<String>,
    profile: Option<String>,
    command: Option<Vec<String>>,
    mode: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
}

/// Reads an agents file. A script's path in it is relative to the file.
pub fn load(path: &Path) -> anyhow::Result<Agents> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the agents file {} cannot be read", path.display()))?;
    let file: File = toml::from_str(&text)
        .with_context(|| format!("the agents file {} is not right", path.display()))?;
    let mut agents = Agents::none();
    for entry in file.agent {
        let name = entry.name.clone();
        let agent = entry.agent(path.parent().unwrap_or(Path::new(".")));
        agents
            .add(agent.with_context(|| format!("the agent {name:?} in {}", path.display()))?)
            .with_context(|| format!("the agents file {}", path.display()))?;
    }
    Ok(agents)
}

/// One agent with a model, from variables; none unless a model is named.
pub(super) fn from_environment(
    look: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<Option<Agent>> {
    let look = |name: &str| {
        look(&format!("MISSION_CONTROL_AGENT_{name}")).filter(|value| !value.trim().is_empty())
    };
    let Some(model) = look("MODEL") else { return Ok(None) };
    let protocol = match look("PROTOCOL").as_deref() {
        None | Some("openai") => Protocol::OpenAi,
        Some("anthropic") => Protocol::Anthropic,
        Some("ollama") => Protocol::Ollama,
        Some(other) => anyhow::bail!(
            "MISSION_CONTROL_AGENT_PROTOCOL is {other:?}; it can be openai, anthropic or ollama"
        ),
    };
    let entry = Entry {
        name: look("NAME").unwrap_or_else(|| "Assistant".to_owned()),
        driver: "llm".to_owned(),
        protocol: Some(protocol),
        base_url: look("BASE_URL"),
        model: Some(model),
        key_variable: look("KEY_VARIABLE"),
        system_prompt: look("SYSTEM_PROMPT"),
        ..Entry::default()
    };
    entry.agent(Path::new(".")).context("the agent in MISSION_CONTROL_AGENT_…").map(Some)
}

impl Entry {
    fn agent(self, here: &Path) -> anyhow::Result<Agent> {
        let name = self.name.clone();
        ensure!(
            !name.trim().is_empty() && name.trim() == name && !name.contains(char::is_control),
            "a name is needed, without spaces around it"
        );
        ensure!(name.chars().count() <= limits::NAME, "the name is too long");
        ensure!(
            self.driver == "acp"
                || self.profile.is_none()
                    && self.command.is_none()
                    && self.mode.is_none()
                    && self.env.is_empty(),
            "`profile`, `command`, `mode` and `env` belong to the driver \"acp\""
        );
        let kind = match self.driver.as_str() {
            "acp" => Kind::Acp(Arc::new(self.acp()?)),
            "llm" => Kind::Llm(Arc::new(self.llm()?)),
            "script" => Kind::Script(Arc::new(self.script(here)?)),
            other => anyhow::bail!(
                "there is no driver {other:?}; it can be \"llm\", \"acp\" or \"script\""
            ),
        };
        Ok(Agent { name, kind })
    }

    fn script(self, here: &Path) -> anyhow::Result<Script> {
        ensure!(
            self.model.is_none() && self.base_url.is_none() && self.protocol.is_none(),
            "a scripted agent has no model"
        );
        let file = self.file.context("`file` is needed: the steps of the script")?;
        let path = here.join(file);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("the script {} cannot be read", path.display()))?;
        Script::parse(&text).with_context(|| format!("the script {}", path.display()))
    }

    fn acp(self) -> anyhow::Result<AcpAgent> {
        ensure!(
            self.protocol.is_none()
                && self.system_prompt.is_none()
                && self.max_turns.is_none()
                && self.max_tokens.is_none()
                && self.answer_tokens.is_none()
                && self.request_timeout_seconds.is_none(),
            "`protocol`, `system_prompt` and limits belong to the driver \"llm\""
        );
        ensure!(self.file.is_none(), "`file` belongs to the driver \"script\"");
        let Self { profile, command, mode, env, key_variable, model, base_url, .. } = self;
        Said { profile, command, mode, env, key_variable, model, base_url }.agent()
    }

    fn llm(self) -> anyhow::Result<LlmAgent> {
        ensure!(self.file.is_none(), "`file` belongs to the driver \"script\"");
        let protocol =
            self.protocol.context("`protocol` is needed: openai, anthropic or ollama")?;
        let mut base_url = self.base_url.unwrap_or_else(|| protocol.usual().to_owned());
        let url = reqwest::Url::parse(&base_url).context("`base_url` is not a URL")?;
        ensure!(
            matches!(url.scheme(), "http" | "https") && url.has_host(),
            "`base_url` must begin with https:// or http://"
        );
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "`base_url` is shown to people, so it must hold no key; name a variable in `key_variable`"
        );
        if !base_url.ends_with('/') {
            base_url.push('/');
        }
        let model = self.model.filter(|model| !model.trim().is_empty());
        let (max_turns, max_tokens) =
            (self.max_turns.unwrap_or(40), self.max_tokens.unwrap_or(500_000));
        let silence = self.request_timeout_seconds.unwrap_or(180);
        ensure!(max_turns > 0 && max_tokens > 0 && silence > 0, "a limit of 0 lets nothing happen");
        Ok(LlmAgent {
            protocol,
            base_url,
            model: model.context("`model` is needed, as the endpoint calls it")?,
            key_variable: self.key_variable,
            system_prompt: self.system_prompt.unwrap_or_default(),
            max_turns,
            max_tokens,
            answer_tokens: self.answer_tokens,
            silence: Duration::from_secs(silence),
        })
    }
}
