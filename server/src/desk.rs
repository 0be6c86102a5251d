//! Opens the service on the database that a command names.

use std::sync::Arc;

use anyhow::Context;
use service::{MissionControl, Store};

use crate::clock::Machine;
use crate::config::Place;

/// The service on the place's database, which is made or upgraded first. Several may be open beside each other.
pub async fn open(place: &Place) -> anyhow::Result<MissionControl> {
    let database = place.database();
    let store = store::open(&database).await;
    Ok(on(store.with_context(|| format!("cannot open {}", place.shown()))?))
}

/// The service on a store.
pub fn on(store: Arc<dyn Store>) -> MissionControl {
    MissionControl::new(store, Arc::new(Machine), Arc::new(Machine))
}
