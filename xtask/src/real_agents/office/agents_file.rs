//! The agents file of a trial's runner.

use crate::real_agents::agent::Agent;
use crate::real_agents::llm::{Llm, MODEL};

/// What the agents file says of the agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::real_agents) enum Known {
    /// Their profiles, and where the model is.
    ByProfile,
    /// Only what starts them.
    ByCommand,
}

pub(super) fn text(agents: &[&Agent], llm: &Llm, known: Known) -> String {
    let entry = |agent: &&Agent| {
        let base = format!("{}{}", llm.url(), agent.base);
        let how = match known {
            Known::ByProfile => format!(
                "profile = {:?}\nmodel = {MODEL:?}\nbase_url = {base:?}\nkey_variable = \"TRIAL_KEY\"\n",
                agent.profile
            ),
            Known::ByCommand => format!("command = {:?}\n", agent.command),
        };
        format!("[[agent]]\nname = {:?}\ndriver = \"acp\"\n{how}\n", agent.title)
    };
    agents.iter().map(entry).collect()
}
