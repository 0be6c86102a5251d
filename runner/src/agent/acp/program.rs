//! Finds an agent's program on this machine, or says what to install. Nothing of the agent runs here.

use super::{profile::Profile, settings::AcpAgent};
use crate::{environment, platform};
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

/// How long Node.js may take to say its version.
const PATIENCE: Duration = Duration::from_secs(20);

/// What starts the agent.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) file: PathBuf,
    pub(super) args: Vec<OsString>,
}

/// Finds it. The reason why it is not there is for people, and says what to do.
pub(super) async fn find(agent: &AcpAgent) -> Result<Program, String> {
    let command: Vec<&str> = match (&agent.command, agent.profile) {
        (Some(command), _) => command.iter().map(String::as_str).collect(),
        (None, Some(profile)) => [&[profile.program], profile.args].concat(),
        (None, None) => Vec::new(),
    };
    let Some((name, args)) = command.split_first() else {
        return Err("The agents file names no program.".to_owned());
    };
    let path = Path::new(name);
    let file = if path.is_absolute() {
        Some(path.to_owned()).filter(|path| path.is_file())
    } else {
        platform::look_up(OsStr::new(name), &environment::path())
    };
    let file = file.ok_or_else(|| missing(name, agent.profile))?;
    // Whoever names a command says as well what it runs on.
    if agent.command.is_none()
        && let Some(profile) = agent.profile
        && let Some(oldest) = profile.node
    {
        check_node(profile, oldest).await?;
    }
    Ok(Program { file, args: args.iter().map(OsString::from).collect() })
}

fn missing(name: &str, profile: Option<&Profile>) -> String {
    let there = if Path::new(name).is_absolute() {
        format!("There is no program {name} on this desktop.")
    } else {
        format!("There is no program {name} in the PATH of this desktop's runner.")
    };
    match profile {
        Some(profile) => format!(
            "{there} Install {} with `{}`, or name the program as `command` in the agents file.",
            profile.title,
            profile.install()
        ),
        None => format!("{there} Set `command` in the agents file to the agent's program."),
    }
}

async fn check_node(profile: &Profile, oldest: u32) -> Result<(), String> {
    let fix = |found: &str| {
        format!(
            "{} needs Node.js {oldest} or newer, and {found}. Install it, and start the runner with it in its PATH.",
            profile.title
        )
    };
    let node = platform::look_up(OsStr::new("node"), &environment::path())
        .ok_or_else(|| fix("there is no node in the PATH of this desktop's runner"))?;
    let mut command = tokio::process::Command::new(&node);
    command.arg("--version").env_clear().stdin(Stdio::null()).kill_on_drop(true);
    let inherited = platform::INHERITED.iter().filter_map(|n| Some((n, std::env::var_os(n)?)));
    command.envs(inherited);
    let output = match tokio::time::timeout(PATIENCE, command.output()).await {
        Ok(Ok(output)) => output,
        Ok(Err(error)) => return Err(fix(&format!("{} cannot be run: {error}", node.display()))),
        Err(_) => return Err(fix(&format!("{} does not answer", node.display()))),
    };
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match numbers(said.trim_start_matches('v')).first() {
        Some(major) if *major >= u64::from(oldest) => Ok(()),
        Some(_) => Err(fix(&format!("{} is {said}", node.display()))),
        None => Err(fix(&format!("{} does not say its version", node.display()))),
    }
}

/// Whether a version is older than another. One that cannot be read counts as older than any.
pub(super) fn is_older(version: &str, oldest: &str) -> bool {
    let (version, oldest) = (numbers(version), numbers(oldest));
    version.is_empty() || version < oldest
}

/// The numbers that a version begins with: what comes after `-` or `+` is left out.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.trim().trim_start_matches('v').split(['-', '+', ' ']).next();
    let parts = release.unwrap_or_default().split('.').map(str::parse);
    parts.map_while(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::is_older;

    #[test]
    fn versions_are_compared_by_number_and_an_unreadable_one_is_too_old() {
        for (version, oldest) in [
            ("0.9.0", "0.61.0"),
            ("1.18.32", "1.18.33"),
            ("", "0.1"),
            ("next", "0.1"),
            ("2", "2.6.0"),
        ] {
            assert!(is_older(version, oldest), "{version} {oldest}");
        }
        for (version, oldest) in [
            ("0.61.0", "0.61.0"),
            ("0.100.0", "0.61.0"),
            ("v2.0.0", "1.9"),
            ("0.62.0-nightly.2", "0.61.0"),
            ("1.18.33+a", "1.18.33"),
        ] {
            assert!(!is_older(version, oldest), "{version} {oldest}");
        }
    }
}
