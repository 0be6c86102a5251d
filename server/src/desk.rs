//! Opens the service on the database that a command names.

use std::sync::Arc;

use anyhow::Context;
use service::{MissionControl, Store};

use crate::clock::Machine;
use crate::config::Place;
use crate::signer::FileSigner;

/// The service on the place's database, which is made or upgraded first. Several may be open beside each other.
pub async fn open(place: &Place) -> anyhow::Result<MissionControl> {
    let database = place.database();
    let store = store::open(&database).await;
    on(store.with_context(|| format!("cannot open {}", place.shown()))?, place)
}

/// The service on a store, with the place's key.
pub fn on(store: Arc<dyn Store>, place: &Place) -> anyhow::Result<MissionControl> {
    let signer = Arc::new(FileSigner::open(&place.data)?);
    Ok(MissionControl::new(store, Arc::new(Machine), Arc::new(Machine), signer))
}
