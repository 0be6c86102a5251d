//! Which desktop this is, and whose word counts here. Work is permitted for one machine and its enrolment, under one
//! server's key; any other is refused, whatever the server says. The token names the key. The rest, and the key where an
//! older token names none, is learned from the first permit and kept to while token and server address are the same.

use crate::{RunnerConfig, state};
use anyhow::Context as _;
use domain::{DesktopId, KeyId, Permit, digest::Digester};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What the runner learned, on its disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Learned {
    /// The digest of the server's address and the token that this was learned with.
    token: domain::Digest,
    desktop: DesktopId,
    enrolment: KeyId,
    /// The server's public key; none where an earlier version learned this.
    #[serde(default)]
    server_key: Option<[u8; 32]>,
}

/// Which desktop this is, as far as is known.
#[derive(Debug)]
pub(crate) struct Identity {
    file: PathBuf,
    token: domain::Digest,
    told: Option<DesktopId>,
    /// The server's key, as the token names it.
    pinned: Option<[u8; 32]>,
    /// The enrolment that the token stands for; none for the server's own machine, whose token is new at every start.
    enrolled: Option<KeyId>,
    learned: Option<Learned>,
}

impl Identity {
    /// What is known at the start. `file` is where it is kept.
    pub(crate) fn load(config: &RunnerConfig, file: PathBuf) -> anyhow::Result<Self> {
        let token = Digester::new("mc-runner-v1").text(&config.server).text(&config.token).finish();
        let learned: Option<Learned> = match std::fs::read(&file) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes).with_context(|| {
                format!(
                    "{} is damaged; remove it to learn anew which desktop this is",
                    file.display()
                )
            })?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).context("which desktop this is cannot be read"),
        };
        let learned = learned.filter(|learned| learned.token == token);
        let pinned = domain::key::pinned(&config.token);
        let told = config.desktop.clone();
        let enrolled =
            pinned.filter(|_| told.is_none()).and_then(|_| domain::key::enrolment(&config.token));
        Ok(Self { file, token, told, pinned, enrolled, learned })
    }

    /// The server's key that counts here. `None` while none is known: the first one is learned.
    pub(crate) fn server_key(&self) -> Option<[u8; 32]> {
        self.pinned.or(self.learned.as_ref().and_then(|learned| learned.server_key))
    }

    /// Refuses what is permitted to another desktop. It keeps what it learns before it says yes; `key` is the one that
    /// signed the permit, which was checked.
    pub(crate) fn check(&mut self, permit: &Permit, key: [u8; 32]) -> Result<(), String> {
        let other = || "This was permitted to another desktop, so it is not run here.".to_owned();
        if self.told.as_ref().is_some_and(|told| *told != permit.desktop) {
            return Err(other());
        }
        if self.enrolled.as_ref().is_some_and(|own| *own != permit.enrolment) {
            return Err(other());
        }
        if let Some(learned) = &self.learned {
            if learned.desktop != permit.desktop || learned.enrolment != permit.enrolment {
                return Err(other());
            }
            if learned.server_key == Some(key) {
                return Ok(());
            }
        }
        let learned = Learned {
            token: self.token,
            desktop: permit.desktop.clone(),
            enrolment: permit.enrolment.clone(),
            server_key: Some(key),
        };
        let kept = serde_json::to_vec(&learned).map_err(std::io::Error::from);
        kept.and_then(|bytes| state::replace(&self.file, &bytes)).map_err(|error| {
            format!("Which desktop this is cannot be kept on its disk: {error}.")
        })?;
        self.learned = Some(learned);
        Ok(())
    }
}
