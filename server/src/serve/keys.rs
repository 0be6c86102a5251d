//! Every server of a database signs with the same keys, or does not start: no desktop and no device would believe it.

use anyhow::bail;
use service::{MissionControl, Standing};

use crate::config::Config;

/// Looks whether the signing key is the one that this database was served with before.
pub(super) async fn stand_by_signing(
    mission: &MissionControl,
    config: &Config,
) -> anyhow::Result<()> {
    judge(mission.stand_by_signing_key(config.replace_keys).await?, "signing.key", config)
}

/// The same for the key that devices know.
pub(super) async fn stand_by_push(mission: &MissionControl, config: &Config) -> anyhow::Result<()> {
    judge(mission.stand_by_push_key(config.replace_keys).await?, "push.key", config)
}

fn judge(standing: Standing, file: &str, config: &Config) -> anyhow::Result<()> {
    let data = config.place.data.display();
    match standing {
        Standing::Same => Ok(()),
        Standing::Replaced => {
            tracing::warn!(file, "this is another key than the one before: see docs/scaling.md");
            Ok(())
        }
        Standing::Other => bail!(
            "{file} in {data} is not the key that the other servers of this database sign with. Copy signing.key and \
             push.key from the data directory of one of them to {data}, and start again. If those are lost: stop every \
             server, and start this one with --replace-keys"
        ),
    }
}
