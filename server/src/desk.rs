//! Opens the service on the database that a command names.

use std::sync::Arc;

use anyhow::{Context, bail};
use service::{MissionControl, Standing, Store};

use crate::clock::Machine;
use crate::config::Place;
use crate::signer::FileSigner;

/// The service on the place's database for a command beside the servers: by their clock, and with their key, or not at all.
pub async fn open(place: &Place) -> anyhow::Result<MissionControl> {
    let mission = open_to_serve(place).await?;
    mission.follow_clock().await?;
    // A file has one server, in the same directory: it looks after its key itself.
    if mission.is_shared() && mission.stand_by_signing_key(false).await? == Standing::Other {
        let data = place.data.display();
        bail!(
            "signing.key in {data} is not the key that the servers of this database sign with. Run this on one of their \
             machines, with its data directory, or copy its signing.key to {data}"
        );
    }
    Ok(mission)
}

/// The service on the place's database, which is made or upgraded first. Several may be open beside each other.
pub async fn open_to_serve(place: &Place) -> anyhow::Result<MissionControl> {
    let database = place.database();
    let store = store::open(&database).await;
    on(store.with_context(|| format!("cannot open {}", place.shown()))?, place)
}

/// The service on a store, with the place's key.
pub fn on(store: Arc<dyn Store>, place: &Place) -> anyhow::Result<MissionControl> {
    let signer = Arc::new(FileSigner::open(&place.data)?);
    Ok(MissionControl::new(store, Arc::new(Machine), Arc::new(Machine), signer))
}
