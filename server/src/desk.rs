//! Opens the service on the database that a command names.

use std::sync::Arc;

use anyhow::Context;
use service::MissionControl;

use crate::clock::Machine;
use crate::config::Place;

/// The service on the place's database, which is made or upgraded first. Several may be open beside each other.
pub async fn open(place: &Place) -> anyhow::Result<MissionControl> {
    let store = match &place.database_url {
        Some(url) => {
            store::open(url).await.with_context(|| "cannot open the database".to_owned())?
        }
        None => {
            let file = place.data.join("mission-control.db");
            store::open(&file).await.with_context(|| format!("cannot open {}", file.display()))?
        }
    };
    Ok(MissionControl::new(store, Arc::new(Machine), Arc::new(Machine)))
}
