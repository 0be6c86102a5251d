//! Which desktop a question stands under.

use super::{Connection, Desk, Trouble};
use crate::platform;
use anyhow::{Context as _, bail};
use domain::{DesktopId, wire::DesktopItem};
use std::time::Duration;

/// The desktop that questions stand under, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(pub String);

impl Target {
    /// The desktop that the connection names, by id or name. Where it names none: the only one, or the one that is called as
    /// this machine is. Refuses what is unclear, with the desktops that there are.
    pub async fn find(
        desk: &Desk,
        connection: &Connection,
        patience: Duration,
    ) -> anyhow::Result<Self> {
        let named = connection.desktop.as_deref();
        if let Some(id) = named.filter(|name| name.starts_with(DesktopId::PREFIX)) {
            return Ok(Self(id.to_owned()));
        }
        let desktops = match desk.desktops(patience).await {
            Err(Trouble::Refused(problem)) if problem.code == "insufficient_scope" => bail!(
                "this key may not list desktops, so give the id of one (it begins with {}): `--desktop ID`, or `desktop` in \
                 the connection file. `mission-control desktop list` on the server shows the ids",
                DesktopId::PREFIX
            ),
            other => other?,
        };
        choose(&desktops, named, &platform::hostname()).map(Self)
    }
}

fn choose(desktops: &[DesktopItem], named: Option<&str>, host: &str) -> anyhow::Result<String> {
    let called = |name: &str| {
        desktops.iter().find(|desktop| desktop.name.to_lowercase() == name.to_lowercase())
    };
    let all = || {
        let all: Vec<_> = desktops.iter().map(|desktop| desktop.name.as_str()).collect();
        all.join(", ")
    };
    let found = match (named, desktops) {
        (_, []) => bail!("the server has no desktop; add one: `mission-control desktop add NAME`"),
        (Some(name), _) => {
            let desktop = called(name);
            desktop.with_context(|| format!("there is no desktop {name}. There are: {}", all()))?
        }
        (None, [only]) => only,
        (None, _) => called(host)
            .with_context(|| format!("say which desktop this is with --desktop: {}", all()))?,
    };
    Ok(found.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desktop(id: &str, name: &str) -> DesktopItem {
        let item = serde_json::json!({"id": id, "name": name, "group": null, "online": true, "lastSeenAt": null,
            "system": null, "workspace": null, "agents": [], "secrets": [], "remoteAccessUrl": null});
        serde_json::from_value(item).unwrap()
    }

    #[test]
    fn the_desktop_is_named_or_the_only_one_or_called_as_this_machine() {
        let two = [desktop("d_1", "Desk"), desktop("d_2", "build-7")];
        assert_eq!(choose(&two, Some("desk"), "x").unwrap(), "d_1");
        assert_eq!(choose(&two[..1], None, "x").unwrap(), "d_1");
        assert_eq!(choose(&two, None, "Build-7").unwrap(), "d_2");
        for (desktops, named) in [(&two[..], None), (&two[..], Some("none")), (&two[..0], None)] {
            assert!(choose(desktops, named, "x").is_err(), "{named:?}");
        }
        let unclear = choose(&two, None, "x").unwrap_err().to_string();
        assert!(unclear.contains("Desk, build-7"), "{unclear}");
    }
}
