//! Where a load asks, and as whom.

use std::net::SocketAddr;

use anyhow::Result;

use crate::client::Who;

/// The servers, and the credentials of everybody the load plays. Credentials come through the environment: a command line
/// can be read by anybody on the machine.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Door {
    /// The servers' addresses; connections are spread over them in turn
    #[arg(long, value_delimiter = ',', required = true)]
    pub(crate) servers: Vec<SocketAddr>,
    /// The key of a person who creates and decides
    #[arg(long, env = "BENCH_KEY", default_value = "", hide_env_values = true)]
    key: String,
    /// The key of an agent that proposes and waits
    #[arg(long, env = "BENCH_AGENT_KEY", default_value = "", hide_env_values = true)]
    agent_key: String,
    /// The token of a desktop's runner
    #[arg(long, env = "BENCH_RUNNER_TOKEN", default_value = "", hide_env_values = true)]
    runner_token: String,
    /// The session cookie of somebody who looks at pages, name=value
    #[arg(long, env = "BENCH_COOKIE", default_value = "", hide_env_values = true)]
    cookie: String,
}

impl Door {
    /// The person who creates and decides.
    pub(crate) fn person(&self) -> Result<Who> {
        Who::key(&self.key)
    }

    /// The agent that proposes and waits.
    pub(crate) fn agent(&self) -> Result<Who> {
        Who::key(&self.agent_key)
    }

    /// The runner of a desktop.
    pub(crate) fn runner(&self) -> Result<Who> {
        Who::key(&self.runner_token)
    }

    /// The browser of a person.
    pub(crate) fn browser(&self) -> Result<Who> {
        Who::cookie(&self.cookie)
    }
}
