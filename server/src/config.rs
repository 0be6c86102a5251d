//! How the server is set up. For every setting: the flag, else the environment (`MISSION_CONTROL_…`), else
//! `mission-control.toml` in the data directory, else the default.

mod address;
mod database;
mod file;
mod front;
mod mail;
mod network;
mod place;

pub(crate) use address::loopback;
pub use address::{listens_at, note_address};
pub use database::DatabaseUrl;
pub use front::Front;
pub use mail::{Mail, MailFlags, MailTls};
pub use network::Network;
pub use place::{Place, PlaceFlags};

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use anyhow::{Context, bail};
use file::File;
use ipnet::IpNet;

/// Flags of `serve`; clap fills in the environment where a flag is absent.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ServeFlags {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "MISSION_CONTROL_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// The local desktop's workspace root [default: workspaces/ in the data directory]
    #[arg(long, env = "MISSION_CONTROL_WORKSPACE", value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// The address people use, when a proxy with TLS stands in front: https://HOST
    #[arg(long, env = "MISSION_CONTROL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Addresses or networks of proxies whose X-Forwarded-For is believed, such as 127.0.0.1 or 10.1.0.0/24
    #[arg(
        long,
        env = "MISSION_CONTROL_TRUSTED_PROXIES",
        value_name = "NET",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<Network>,
    /// Sign with this data directory's keys from now on, in place of those that other servers of the database signed with.
    /// Every desktop has to be enrolled anew, and every device added again
    #[arg(long)]
    pub replace_keys: bool,
    /// Do not make this machine a desktop
    #[arg(long, env = "MISSION_CONTROL_NO_LOCAL_DESKTOP")]
    pub no_local_desktop: bool,
    /// The agents that this machine can start: see docs/agents.md [default: only the Tour agent]
    #[arg(long, env = "MISSION_CONTROL_AGENTS", value_name = "FILE")]
    pub agents: Option<PathBuf>,
    /// The secrets that approved actions on this machine can be given by name: see docs/secrets.md [default: none]
    #[arg(long, env = "MISSION_CONTROL_SECRETS", value_name = "FILE")]
    pub secrets: Option<PathBuf>,
    /// Networks that webhooks and team channels may lead to beside the public ones, such as 10.0.0.0/8
    #[arg(
        long,
        env = "MISSION_CONTROL_WEBHOOK_NETWORKS",
        value_name = "NET",
        value_delimiter = ','
    )]
    pub webhook_networks: Vec<IpNet>,
    /// How mail leaves this machine.
    #[command(flatten)]
    pub mail: MailFlags,
    /// Write the log as text or as JSON lines [default: text on a terminal, else json]
    #[arg(long, env = "MISSION_CONTROL_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// How the log looks.
#[derive(clap::ValueEnum, serde::Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Everything `serve` needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where everything is kept.
    pub place: Place,
    /// The local desktop's workspace root.
    pub workspace: PathBuf,
    /// How the outside reaches it.
    pub front: Front,
    /// Whether this server's keys take the place of those that other servers signed with.
    pub replace_keys: bool,
    /// Whether this machine is a desktop.
    pub local_desktop: bool,
    /// How the log looks; by where it goes when absent.
    pub log_format: Option<LogFormat>,
    /// Networks that webhooks may lead to beside the public ones.
    pub webhook_networks: Vec<IpNet>,
    /// The mail server; none when no mail is sent.
    pub mail: Option<Mail>,
    /// The agents that this machine's runner can start; only the built-in ones when absent.
    pub agents: Option<PathBuf>,
    /// The file of the secrets that this machine's runner can fill in.
    pub secrets: Option<PathBuf>,
}

impl Config {
    /// Puts flags, environment and file together, and refuses what would not be safe.
    pub fn load(place: Place, flags: ServeFlags) -> anyhow::Result<Self> {
        let file = File::read(&place.data)?;
        let place = place.or_database(file.database_url);
        let listen = flags.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:3000".into());
        let listen = listen
            .to_socket_addrs()
            .ok()
            .and_then(|mut found| found.next())
            .with_context(|| format!("--listen {listen}: this is not an address and a port"))?;
        let mut front = match flags.public_url.or(file.public_url) {
            Some(url) => Front::at(&url)?,
            None => Front::loopback(),
        };
        front.trust(if flags.trusted_proxies.is_empty() {
            file.trusted_proxies
        } else {
            flags.trusted_proxies
        });
        if !listen.ip().is_loopback() && !front.secure() {
            bail!(
                "{listen} can be reached from other machines, and this server speaks no TLS. Put a proxy with TLS in \
                 front and name its address with --public-url https://HOST, or listen on 127.0.0.1."
            );
        }
        let workspace =
            flags.workspace.or(file.workspace).unwrap_or_else(|| place.data.join("workspaces"));
        // What runs in the workspace must not reach what decides about it.
        if std::path::absolute(&place.data)?.starts_with(std::path::absolute(&workspace)?) {
            bail!(
                "the data directory {} lies inside the workspace {}: what runs there could change it. Choose another \
                 --workspace or --data.",
                place.data.display(),
                workspace.display()
            );
        }
        Ok(Self {
            listen,
            workspace,
            front,
            replace_keys: flags.replace_keys,
            local_desktop: !flags.no_local_desktop && file.local_desktop.unwrap_or(true),
            log_format: flags.log_format.or(file.log_format),
            webhook_networks: if flags.webhook_networks.is_empty() {
                file.webhook_networks
            } else {
                flags.webhook_networks
            },
            mail: Mail::load(flags.mail, file.smtp)?,
            agents: flags.agents.or(file.agents),
            secrets: flags.secrets.or(file.secrets),
            place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, flags: ServeFlags) -> anyhow::Result<Config> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("mission-control.toml"), file).unwrap();
        Config::load(Place { data: dir.path().to_owned(), database_url: None }, flags)
    }

    fn flags(listen: &str) -> ServeFlags {
        ServeFlags { listen: Some(listen.into()), ..ServeFlags::default() }
    }

    #[test]
    fn a_flag_goes_before_the_file_and_the_file_before_the_default() {
        let file = "listen = \"127.0.0.1:4000\"\nlocal-desktop = false";
        assert_eq!(load("", ServeFlags::default()).unwrap().listen.port(), 3000);
        let config = load(file, ServeFlags::default()).unwrap();
        assert_eq!((config.listen.port(), config.local_desktop), (4000, false));
        assert_eq!(load(file, flags("127.0.0.1:5000")).unwrap().listen.port(), 5000);
    }

    #[test]
    fn data_inside_the_workspace_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place { data: dir.path().join("inside/data"), database_url: None };
        let flags = |workspace: &str| ServeFlags {
            workspace: Some(dir.path().join(workspace)),
            ..ServeFlags::default()
        };
        let error = Config::load(place.clone(), flags("inside")).unwrap_err().to_string();
        assert!(error.contains("lies inside the workspace"), "{error}");
        assert!(Config::load(place.clone(), flags("inside/data/workspaces")).is_ok());
        assert!(Config::load(place, flags("beside")).is_ok());
    }

    #[test]
    fn an_unknown_setting_in_the_file_is_refused_by_name() {
        let error = load("lisen = \"127.0.0.1:1\"", ServeFlags::default()).unwrap_err();
        assert!(format!("{error:#}").contains("lisen"), "{error:#}");
    }

    #[test]
    fn a_public_address_needs_a_declared_proxy_with_tls() {
        let error = load("", flags("0.0.0.0:3000")).unwrap_err().to_string();
        assert!(error.contains("--public-url"), "{error}");
        assert!(load("public-url = \"http://mc.example\"", flags("0.0.0.0:3000")).is_err());
        assert!(load("public-url = \"https://mc.example\"", flags("0.0.0.0:3000")).is_ok());
    }

    #[test]
    fn proxies_are_named_as_addresses_or_networks() {
        let config = load(
            "trusted-proxies = [\"127.0.0.1\", \"10.1.0.0/24\", \"fd00::/8\"]",
            ServeFlags::default(),
        );
        let front = config.unwrap().front;
        for (address, ours) in [
            ("127.0.0.1", true),
            ("::ffff:127.0.0.1", true),
            ("127.0.0.2", false),
            ("10.1.0.200", true),
            ("10.1.1.1", false),
            ("fd12::1", true),
            ("2001:db8::1", false),
        ] {
            assert_eq!(front.trusts(address.parse().unwrap()), ours, "{address}");
        }
        for wrong in ["nowhere", "10.1.0.0/33", "10.1.0.0/24/8", ""] {
            let error = load(&format!("trusted-proxies = [\"{wrong}\"]"), ServeFlags::default());
            assert!(format!("{:#}", error.unwrap_err()).contains("such as 10.0.0.0/8"), "{wrong}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        assert!(load("", flags("nowhere")).is_err());
        assert!(load("public-url = \"mc.example\"", ServeFlags::default()).is_err());
        assert!(load("public-url = \"https://mc.example/path\"", ServeFlags::default()).is_err());
    }
}
