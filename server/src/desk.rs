//! Opens the service on the database that a command names.

use std::sync::Arc;

use anyhow::Context;
use service::MissionControl;

use crate::clock::Machine;
use crate::config::Place;

/// The service on the place's database, which is made or upgraded first. Several may be open beside each other.
pub async fn open(place: &Place) -> anyhow::Result<MissionControl> {
    let file = place.data.join("mission-control.db");
    let (what, name) = match &place.database_url {
        Some(url) => (url.into(), "the database".to_owned()),
        None => (file.clone(), file.display().to_string()),
    };
    let store = store::open(&what).await.with_context(|| format!("cannot open {name}"))?;
    Ok(MissionControl::new(store, Arc::new(Machine), Arc::new(Machine)))
}
