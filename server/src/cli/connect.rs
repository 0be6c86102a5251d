//! `connect`: this account may ask people, with one command. It writes down where the server is, a key that can ask and
//! never decide, and which desktop this is.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use domain::PartyKind;
use domain::key::Scope;
use domain::wire::{CreateKey, DesktopItem};
use runner::permission::{Connection, Desk, Program, Target};
use service::MissionControl;

use super::{connection, named, table};
use crate::config::{PlaceFlags, listens_at};
use crate::desk;
use crate::lock::InUse;

/// How long a server that does not answer is tried again.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(clap::Args, Debug)]
#[group(skip)]
pub(super) struct Flags {
    #[command(flatten)]
    connection: connection::Flags,
    /// What people see as the name of who asks, when a key is made here [default: USER@HOST]
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// The person the new key belongs to [default: the only one who can sign in]
    #[arg(long = "for", value_name = "USER")]
    owner: Option<String>,
    /// Write it again, also where this account is connected
    #[arg(long)]
    again: bool,
}

/// Connects this account: with the key that is given, or on the server's own machine with a new one.
pub(super) async fn run(flags: Flags, place: PlaceFlags) -> anyhow::Result<()> {
    let file = flags.connection.file()?;
    if !flags.again
        && let Some(kept) = Connection::read(&file)?
        && let Ok(me) = Desk::new(&kept, Program::Gate)?.me(PATIENCE).await
    {
        eprintln!(
            "This account is connected to {} as {} already. To connect it anew: --again.",
            table::safe(&kept.server),
            table::safe(&me.name)
        );
        return Ok(());
    }
    let connection = match flags.connection.given_key()? {
        Some(key) => {
            let server = flags.connection.server.clone();
            let server = server.context("name the server that this key is of: --server URL")?;
            Connection { server, key, desktop: flags.connection.desktop.clone() }
        }
        None => here(&flags, place).await?,
    };
    let desk = Desk::new(&connection, Program::Gate)?;
    let me = desk.me(PATIENCE).await?;
    ensure!(
        me.kind == PartyKind::Agent,
        "this key belongs to a person's own name or to a runner. Give one with the scope propose: it can ask, and never \
         decide (`mission-control key add NAME --for USER --scopes propose`)"
    );
    let target = Target::find(&desk, &connection, PATIENCE).await?;
    Connection { desktop: Some(target.0), ..connection }.write(&file)?;
    eprintln!(
        "Connected to {} as {}. {} says so and can be read by this account only.",
        table::safe(desk.server()),
        table::safe(&me.name),
        file.display()
    );
    eprintln!("Try it: mission-control gate -- echo hello");
    Ok(())
}

/// On the server's own machine: a new key, beside the server that runs.
async fn here(flags: &Flags, place: PlaceFlags) -> anyhow::Result<Connection> {
    let place = named(place)?;
    if place.database_url.is_none() && !place.database().exists() {
        bail!(
            "there is no server on this machine (no {}). Start one with `mission-control serve`, or name yours: \
             `mission-control connect --server URL --key KEY`",
            place.database().display()
        );
    }
    let server = match &flags.connection.server {
        Some(server) => server.clone(),
        None => listens_at(&place)?,
    };
    let _using = InUse::with_others(&place.data)?;
    let mission = desk::open(&place).await?;
    let (user, host) = runner::system::who_and_where();
    let desktops = mission.desktops(&mission.console()).await?;
    let desktop = which(&desktops, flags.connection.desktop.as_deref(), &host, &place.data)?;
    let name = flags.name.clone().unwrap_or_else(|| format!("{user}@{host}"));
    let owner = match &flags.owner {
        Some(owner) => owner.clone(),
        None => only_person(&mission).await?,
    };
    let scopes = vec![Scope::Propose];
    let wanted = CreateKey { name, user: Some(owner), scopes, expires_at: None, password: None };
    let made = mission.add_key(&mission.console(), wanted).await?;
    Ok(Connection { server, key: made.secret, desktop: Some(desktop) })
}

/// The id of the desktop that this machine is.
fn which(
    desktops: &[DesktopItem],
    named: Option<&str>,
    host: &str,
    data: &Path,
) -> anyhow::Result<String> {
    let called = |name: &str| {
        let same = |desktop: &&DesktopItem| {
            desktop.id == name || desktop.name.to_lowercase() == name.to_lowercase()
        };
        desktops.iter().find(same)
    };
    let found = match (named, desktops) {
        (Some(name), _) => called(name).with_context(|| format!("there is no desktop {name}"))?,
        (None, [only]) => only,
        (None, []) => bail!(
            "the server in {} has no desktop; add one with `mission-control desktop add NAME`",
            data.display()
        ),
        (None, _) => {
            let host = called(host).or_else(|| called("This machine"));
            let all: Vec<_> = desktops.iter().map(|desktop| desktop.name.as_str()).collect();
            host.with_context(|| format!("say which with --desktop: {}", all.join(", ")))?
        }
    };
    Ok(found.id.clone())
}

/// The one person who can sign in.
async fn only_person(mission: &MissionControl) -> anyhow::Result<String> {
    let people = mission.people(&mission.console()).await?;
    let active: Vec<_> = people.iter().filter(|person| person.disabled_at.is_none()).collect();
    match active[..] {
        [one] => Ok(one.name.clone()),
        [] => bail!(
            "nobody has an account yet; open the setup link that `mission-control serve` printed"
        ),
        _ => {
            let names: Vec<_> = active.iter().map(|person| person.name.as_str()).collect();
            bail!("say whose key it shall be with --for: {}", names.join(", "))
        }
    }
}
