//! A home for one task's agent: nothing of the account's own settings reaches it, and nothing that switches its questions
//! off.

use super::{
    profile::{HomeFile, When},
    settings::AcpAgent,
};
use crate::{environment, platform};
use domain::wire::TaskWork;
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// What an agent may need of the runner's own environment to reach its model.
const PASSED: [&str; 9] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
];
/// What says where a home is, on one system or another.
const HOMES: [&str; 4] = ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];

/// Makes the home and writes what makes the agent ask.
pub(super) fn furnish(scratch: &Path, agent: &AcpAgent) -> std::io::Result<PathBuf> {
    let home = scratch.join("home");
    platform::private_dir(&home)?;
    let applies = |file: &&HomeFile| file.when == When::Always || agent.has_endpoint();
    // Of two with one path the last counts.
    let files: BTreeMap<_, _> = agent
        .profile
        .iter()
        .flat_map(|profile| profile.files.iter().filter(applies))
        .map(|file| (file.path, file.text))
        .collect();
    for (path, text) in files {
        let path = home.join(path);
        platform::private_dir(path.parent().unwrap_or(&home))?;
        std::fs::write(path, fill(text, agent))?;
    }
    Ok(home)
}

/// Puts the agents file's own values in, as they stand between quotation marks in JSON and TOML.
fn fill(text: &str, agent: &AcpAgent) -> String {
    let quoted = |value: &Option<String>| {
        let value = serde_json::Value::from(value.clone().unwrap_or_default()).to_string();
        value[1..value.len() - 1].to_owned()
    };
    let values = [("{model}", quoted(&agent.model)), ("{base_url}", quoted(&agent.base_url))];
    let mut filled = String::new();
    let mut rest = text;
    // Each place once: what a value holds is not looked at again.
    while let Some((at, (name, value))) = values
        .iter()
        .filter_map(|value| Some((rest.find(value.0)?, value)))
        .min_by_key(|(at, _)| *at)
    {
        filled.push_str(&rest[..at]);
        filled.push_str(value);
        rest = &rest[at + name.len()..];
    }
    filled + rest
}

/// The agent's whole environment. A name that comes twice counts as it comes last.
pub(super) fn environment(
    agent: &AcpAgent,
    work: &TaskWork,
    home: &Path,
    key: Option<(&str, String)>,
) -> Vec<(OsString, OsString)> {
    let mut variables = environment::of(&work.id, work.number, &BTreeMap::new());
    let passed = PASSED.iter().filter_map(|name| Some(((*name).into(), std::env::var_os(name)?)));
    variables.extend(passed);
    let mut add = |name: &str, value: OsString| variables.push((name.into(), value));
    if let Some(profile) = agent.profile {
        let of_endpoint = if agent.has_endpoint() { profile.env_of_endpoint } else { &[] };
        for (name, value) in profile.env.iter().chain(of_endpoint) {
            add(name, value.into());
        }
        for (name, value) in [(profile.model, &agent.model), (profile.base_url, &agent.base_url)] {
            if let (Some(name), Some(value)) = (name, value) {
                add(name, value.into());
            }
        }
    }
    for (name, value) in &agent.env {
        add(name, value.into());
    }
    if let Some((name, key)) = key {
        add(name, key.into());
    }
    for name in HOMES {
        if variables.iter().any(|(known, _)| known == name) {
            variables.push((name.into(), home.into()));
        }
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::{super::settings::Said, *};

    fn agent(profile: &str, endpoint: bool) -> AcpAgent {
        let (model, base_url) = ("a \"{base_url}\"".to_owned(), "http://here/v1".to_owned());
        let said = Said {
            profile: Some(profile.to_owned()),
            model: endpoint.then_some(model),
            base_url: endpoint.then_some(base_url),
            ..Said::default()
        };
        said.agent().unwrap()
    }

    #[test]
    fn the_home_holds_what_makes_the_agent_ask_and_the_file_of_the_endpoint_counts() {
        let read = |profile, endpoint| {
            let scratch = tempfile::tempdir().unwrap();
            let home = furnish(scratch.path(), &agent(profile, endpoint)).unwrap();
            std::fs::read_to_string(home.join(".config/opencode/opencode.json")).unwrap()
        };
        let parse = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let (usual, own) = (parse(read("opencode", false)), parse(read("opencode", true)));
        assert_eq!((&usual["permission"]["bash"], &usual["model"]), (&"ask".into(), &().into()));
        assert_eq!(own["permission"]["bash"], "ask");
        assert_eq!(own["model"], "own/a \"{base_url}\"");
        assert_eq!(own["provider"]["own"]["options"]["baseURL"], "http://here/v1");
    }
}
