//! What the agents file says about an agent that speaks the Agent Client Protocol.

use super::profile::{ALL, Profile};
use crate::environment;
use anyhow::{Context as _, ensure};
use std::{collections::BTreeMap, path::Path};

/// What the file says of it.
#[derive(Debug, Default)]
pub(in crate::agent) struct Said {
    pub(in crate::agent) profile: Option<String>,
    pub(in crate::agent) command: Option<Vec<String>>,
    pub(in crate::agent) mode: Option<String>,
    pub(in crate::agent) env: BTreeMap<String, String>,
    pub(in crate::agent) key_variable: Option<String>,
    pub(in crate::agent) model: Option<String>,
    pub(in crate::agent) base_url: Option<String>,
}

/// One agent as it was configured.
#[derive(Clone, Debug)]
pub(in crate::agent) struct AcpAgent {
    /// What is known about it; nothing about an agent that has only a command.
    pub(in crate::agent) profile: Option<&'static Profile>,
    /// Its program and arguments, where they are not the profile's.
    pub(in crate::agent) command: Option<Vec<String>>,
    /// The mode to hold an agent without a profile in; the one that it starts in when absent.
    pub(in crate::agent) mode: Option<String>,
    /// What is added to its environment.
    pub(in crate::agent) env: BTreeMap<String, String>,
    /// The name of the runner's own variable that holds its key, never the value.
    pub(in crate::agent) key_variable: Option<String>,
    pub(in crate::agent) model: Option<String>,
    pub(in crate::agent) base_url: Option<String>,
}

impl Said {
    /// The agent, or what is wrong with it.
    pub(in crate::agent) fn agent(self) -> anyhow::Result<AcpAgent> {
        let profile = self.profile.as_deref().map(profile).transpose()?;
        let Self { command, mode, env, key_variable, model, base_url, .. } = self;
        if let Some(command) = &command {
            check_command(command)?;
        }
        if let Some(profile) = profile {
            let title = profile.title;
            ensure!(mode.is_none(), "`mode` is the profile's own: {title} is held in it");
            ensure!(
                base_url.is_none() || model.is_some(),
                "`model` is needed with `base_url`, as the endpoint calls it"
            );
        } else {
            let names = ALL.map(|profile| profile.name).join(", ");
            ensure!(
                command.is_some(),
                "`profile` is needed ({names}), or `command` for another agent"
            );
            ensure!(
                model.is_none() && base_url.is_none(),
                "`model` and `base_url` go with a profile; give another agent what it needs as `env`"
            );
        }
        environment::check(&env).map_err(anyhow::Error::msg)?;
        for name in env.keys() {
            let forbidden = profile.map_or(&[][..], |profile| profile.forbidden);
            ensure!(
                !forbidden.contains(&name.as_str()),
                "the variable {name} could make the agent act without asking"
            );
            ensure!(
                !matches!(name.as_str(), "HOME" | "USERPROFILE" | "XDG_CONFIG_HOME"),
                "the variable {name} cannot be set: the agent gets a home of its own for each task"
            );
        }
        Ok(AcpAgent { profile, command, mode, env, key_variable, model, base_url })
    }
}

fn profile(name: &str) -> anyhow::Result<&'static Profile> {
    let names = || ALL.map(|profile| profile.name).join(", ");
    Profile::named(name)
        .with_context(|| format!("there is no profile {name:?}; it can be {}", names()))
}

fn check_command(command: &[String]) -> anyhow::Result<()> {
    let program = command.first().filter(|program| !program.trim().is_empty());
    let program = Path::new(program.context("`command` begins with the agent's program")?);
    let bare = program.components().count() == 1;
    ensure!(
        program.is_absolute() || bare,
        "`command` begins with the name of a program or with its whole path"
    );
    ensure!(
        !command.iter().any(|part| part.contains('\0')),
        "no program can be given a zero byte in `command`"
    );
    Ok(())
}

impl AcpAgent {
    /// As people call it.
    pub(super) fn title(&self) -> &str {
        let program = || self.command.as_ref().and_then(|command| command.first());
        match self.profile {
            Some(profile) => profile.title,
            None => program().map_or("The agent", String::as_str),
        }
    }

    /// Whether the agents file says which model it has, and where.
    pub(super) fn has_endpoint(&self) -> bool {
        self.model.is_some() && self.base_url.is_some()
    }

    /// The agent's key, under the name that it looks for. The reason why there is none is for people.
    pub(super) fn key(&self) -> Result<Option<(&str, String)>, String> {
        let Some(variable) = &self.key_variable else { return Ok(None) };
        let key = std::env::var(variable).ok().map(|key| key.trim().to_owned());
        let key = key.filter(|key| !key.is_empty()).ok_or_else(|| {
            format!(
                "{} needs a key in the variable {variable} of the runner's environment, and it is not set.",
                self.title()
            )
        })?;
        let of_endpoint =
            |profile: &Profile| profile.key_of_endpoint.filter(|_| self.has_endpoint());
        let name = self.profile.and_then(|profile| of_endpoint(profile).or(profile.key));
        let name = name.unwrap_or(variable);
        Ok(Some((name, key)))
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn a_key_for_ones_own_endpoint_does_not_go_under_the_name_of_an_account() {
        let name = |base_url: Option<&str>| {
            let said = Said {
                profile: Some("copilot".to_owned()),
                model: Some("m".to_owned()),
                base_url: base_url.map(str::to_owned),
                // Any variable that is set does.
                key_variable: Some("PATH".to_owned()),
                ..Said::default()
            };
            said.agent().unwrap().key().unwrap().unwrap().0.to_owned()
        };
        assert_eq!(name(None), "GITHUB_TOKEN");
        assert_eq!(name(Some("http://127.0.0.1:1/v1")), "COPILOT_PROVIDER_API_KEY");
    }
}
