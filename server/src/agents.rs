//! Which agents this machine's runner can start.

use std::path::Path;

use runner::agent::{Agents, load};

/// Those of the file, if one is named, then the one that environment variables describe: see docs/agents.md.
pub(crate) fn of(file: Option<&Path>) -> anyhow::Result<Agents> {
    let agents = match file {
        Some(file) => load(file)?,
        None => Agents::none(),
    };
    agents.with_environment(|name| std::env::var(name).ok())
}
