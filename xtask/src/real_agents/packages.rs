//! The agents' npm packages, installed outside the checkout, each exactly as its committed lock file says: version and
//! integrity of every file. None of it is ever committed or passed on.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::agent::Agent;
use crate::command::{self, output, program};
use crate::workspace;

/// The oldest Node.js that all agents run on.
const NODE: u32 = 22;

/// Written when npm has finished: what it left half done is done again.
const WHOLE: &str = "installed-lock.json";

/// The installed agents.
pub(super) struct Packages {
    root: PathBuf,
    /// Where a Node.js is that is new enough, if the machine's own is not.
    node: Option<PathBuf>,
}

impl Packages {
    /// Installs what is missing. Needs the npm registry only for that.
    pub(super) fn ready(agents: &[&Agent]) -> Result<Self> {
        let home =
            std::env::home_dir().context("there is no home directory to install agents in")?;
        let root = home.join(".cache/mission-control/agents");
        ensure!(
            command::answers(program("npm").arg("--version")),
            "npm is missing: install Node.js {NODE} or newer, which brings it"
        );
        let mut packages = Self { root, node: None };
        if major(&output(program("node").arg("--version"))?).is_none_or(|own| own < NODE) {
            packages.node = Some(packages.install("node")?);
        }
        for agent in agents {
            packages.install(agent.profile)?;
        }
        Ok(packages)
    }

    /// A search path with these agents' programs first.
    pub(super) fn path(&self, agents: &[&Agent]) -> Result<OsString> {
        let own = std::env::var_os("PATH").context("PATH is not set")?;
        let dirs = self
            .node
            .iter()
            .cloned()
            .chain(agents.iter().map(|agent| bin(&self.place(agent.profile))));
        Ok(std::env::join_paths(dirs.chain(std::env::split_paths(&own)))?)
    }

    /// The version of an agent's package, as npm installed it.
    pub(super) fn version(&self, agent: &Agent) -> Result<String> {
        let file =
            self.place(agent.profile).join("node_modules").join(agent.package).join("package.json");
        let text =
            fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
        let package: Value = serde_json::from_str(&text)?;
        Ok(package["version"].as_str().context("a package without a version")?.to_owned())
    }

    fn place(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Answers the directory of its programs.
    fn install(&self, name: &str) -> Result<PathBuf> {
        let (from, to) = (workspace::root().join("xtask/agents").join(name), self.place(name));
        let lock = from.join("package-lock.json");
        let wanted = fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
        if fs::read(to.join(WHOLE)).is_ok_and(|have| have == wanted) {
            return Ok(bin(&to));
        }
        fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(from.join(file), to.join(file))?;
        }
        let mut npm = program("npm");
        // Not `ci`: it refuses lock files that leave out packages of other systems, and npm itself writes such.
        npm.current_dir(&to).args(["install", "--no-audit", "--no-fund", "--loglevel", "error"]);
        command::run(&mut npm).with_context(|| {
            format!("npm cannot install {name}: is its registry reachable (`npm ping`)? Nothing else needs the network")
        })?;
        fs::write(to.join(WHOLE), wanted)?;
        Ok(bin(&to))
    }
}

fn bin(place: &Path) -> PathBuf {
    place.join("node_modules/.bin")
}

/// `v22.3.0` is 22.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::major;
    use crate::real_agents::agent::ALL;
    use crate::workspace;

    #[test]
    fn a_version_of_node_is_read() {
        assert_eq!(
            (major("v20.20.2\n"), major("v22.0.0"), major("nightly")),
            (Some(20), Some(22), None)
        );
    }

    #[test]
    fn every_package_is_pinned_with_its_integrity() {
        let mut pinned = 0;
        for name in ALL.iter().map(|agent| agent.profile).chain(["node"]) {
            let file = workspace::root().join("xtask/agents").join(name).join("package-lock.json");
            let lock: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let packages = lock["packages"].as_object().unwrap();
            for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
                let inside = package["inBundle"] == true;
                let integrity = package["integrity"].as_str().unwrap_or_default();
                assert!(inside || integrity.starts_with("sha512-"), "{name}: {path}");
                pinned += 1;
            }
        }
        assert!(pinned > 50, "only {pinned} packages were looked at");
    }
}
