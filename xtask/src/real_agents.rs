//! The real agents, as their makers publish them, against a scripted model on loopback: do they pause, obey, and end?

mod agent;
mod llm;
mod namespace;
mod office;
mod packages;
mod process;
mod table;
mod trial;

use std::io::Write as _;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;

use crate::build;
use crate::command::seconds;
use agent::Agent;
use llm::Llm;
use office::{Known, Office};
use packages::Packages;
use table::Row;
use trial::{BARE, TRIALS, WAIT, Wait};

/// Which agents, and how long they are tried.
#[derive(clap::Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Install real agents and try them, instead of the other tests: all, or some, such as claude,codex
    #[arg(long, value_name = "AGENTS", num_args = 0..=1, require_equals = true, default_missing_value = "all")]
    pub(crate) real_agents: Option<String>,
    /// Also let each of them wait eleven minutes for an answer
    #[arg(long, requires = "real_agents")]
    long: bool,
    /// Try this binary, without building one
    #[arg(long, requires = "real_agents", value_name = "PATH")]
    binary: Option<PathBuf>,
    /// This is the part of a run that has nothing but loopback
    #[arg(long, requires = "binary", hide = true)]
    inside: bool,
}

/// Tries the agents that `list` names, in a network of only loopback, and writes what was seen into `docs/agents.md`.
pub(crate) fn run(list: &str, options: &Options) -> Result<()> {
    let agents = Agent::chosen(list)?;
    if options.inside {
        ensure!(namespace::is_closed(), "there is more than loopback here");
        return inside(&agents, options);
    }
    Packages::ready(&agents)?;
    let binary = match &options.binary {
        Some(binary) => {
            binary.canonicalize().with_context(|| format!("{} is missing", binary.display()))?
        }
        None => build::build()?,
    };
    ensure!(
        namespace::allowed(),
        "this system allows no network of its own (`unshare --map-root-user --net`), and the agents must not reach \
         another one: allow user namespaces, or run this where they are"
    );
    let mut again: Vec<String> =
        vec!["test".to_owned(), format!("--real-agents={list}"), "--inside".to_owned()];
    again.extend(["--binary".to_owned(), binary.to_string_lossy().into_owned()]);
    again.extend(options.long.then(|| "--long".to_owned()));
    namespace::again(&again)
}

fn inside(agents: &[&Agent], options: &Options) -> Result<()> {
    let binary = options.binary.as_deref().context("no binary to try")?;
    let packages = Packages::ready(agents)?;
    let mut tried = Tried::new(agents, &packages)?;
    let office = Office::open(binary, agents, &packages, Known::ByProfile)?;
    let waits =
        agents.iter().filter(|_| options.long).map(|agent| (*agent, Wait::begin(&office, agent)));
    let waits: Vec<_> = waits.collect();
    for agent in agents {
        for (column, trial) in TRIALS {
            tried.trial(agent, column, || trial(&office, agent));
        }
    }
    for (agent, wait) in waits {
        tried.trial(agent, WAIT, || wait?.end(&office));
    }
    drop(office);
    let office = Office::open(binary, agents, &packages, Known::ByCommand)?;
    for agent in agents {
        tried.trial(agent, BARE, || trial::bare(&office, agent));
    }
    drop(office);
    println!("\n{}\n", table::shown(&tried.rows));
    table::write(&tried.rows)?;
    if !tried.failed.is_empty() {
        bail!("{} trials failed:\n{}", tried.failed.len(), tried.failed.join("\n"));
    }
    println!("every trial of {} agents went well", agents.len());
    Ok(())
}

/// What was seen so far.
struct Tried {
    agents: Vec<&'static str>,
    rows: Vec<Row>,
    failed: Vec<String>,
}

impl Tried {
    fn new(agents: &[&Agent], packages: &Packages) -> Result<Self> {
        let row = |agent: &&Agent| Ok(Row::new(agent.title, &packages.version(agent)?));
        Ok(Self {
            agents: agents.iter().map(|agent| agent.profile).collect(),
            rows: agents.iter().map(row).collect::<Result<_>>()?,
            failed: Vec::new(),
        })
    }

    /// A trial that fails is told and survived: the next one may show why.
    fn trial(&mut self, agent: &Agent, column: &str, trial: impl FnOnce() -> Result<String>) {
        let began = Instant::now();
        let seen = trial();
        let (word, why) = match &seen {
            Ok(word) => (word.as_str(), String::new()),
            Err(error) => ("**no**", format!(": {error:#}")),
        };
        println!("{:<20} {:<22} {:>8}  {word}{why}", agent.title, column, seconds(began.elapsed()));
        if let Some(at) = self.agents.iter().position(|profile| *profile == agent.profile) {
            self.rows[at].put(column, word);
        }
        if seen.is_err() {
            self.failed.push(format!("  {}, {column}{why}", agent.title));
        }
    }
}

/// Starts the scripted model alone and prints what it is asked, a JSON line each, until interrupted: to try an agent by
/// hand.
pub(crate) fn model(port: u16) -> Result<()> {
    let llm = Llm::start(port)?;
    eprintln!("the scripted model listens on {}", llm.url());
    let mut told = 0;
    loop {
        let heard = llm.heard();
        for asked in &heard[told..] {
            println!("{}", json!({"api": asked.api, "tools": asked.tools, "body": asked.body}));
        }
        std::io::stdout().flush()?;
        told = heard.len();
        thread::sleep(Duration::from_millis(200));
    }
}
