//! Which desktop this is. An action is bound to one machine and its enrolment; work for another one is refused, whatever
//! the server says. A runner learns its own from the first action it is given and keeps to it while its token is the same.

use crate::{RunnerConfig, state};
use anyhow::Context as _;
use domain::{DesktopId, KeyId, action::Bound, digest::Digester};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What the runner learned, on its disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Learned {
    /// The digest of the server's address and the token that this was learned with.
    token: domain::Digest,
    desktop: DesktopId,
    enrolment: KeyId,
}

/// Which desktop this is, as far as is known.
#[derive(Debug)]
pub(crate) struct Identity {
    file: PathBuf,
    token: domain::Digest,
    told: Option<DesktopId>,
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
        Ok(Self { file, token, told: config.desktop.clone(), learned })
    }

    /// Refuses what is bound to another desktop. It keeps what it learns before it says yes.
    pub(crate) fn check(&mut self, bound: &Bound) -> Result<(), String> {
        let other =
            || "This action was approved for another desktop, so it is not run here.".to_owned();
        if self.told.as_ref().is_some_and(|told| *told != bound.desktop) {
            return Err(other());
        }
        if let Some(learned) = &self.learned {
            let same = learned.desktop == bound.desktop && learned.enrolment == bound.enrolment;
            return if same { Ok(()) } else { Err(other()) };
        }
        let learned = Learned {
            token: self.token,
            desktop: bound.desktop.clone(),
            enrolment: bound.enrolment.clone(),
        };
        let kept = serde_json::to_vec(&learned).map_err(std::io::Error::from);
        kept.and_then(|bytes| state::replace(&self.file, &bytes)).map_err(|error| {
            format!("Which desktop this is cannot be kept on its disk: {error}.")
        })?;
        self.learned = Some(learned);
        Ok(())
    }
}
