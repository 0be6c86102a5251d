//! The keys that servers sign with. They stay with the servers; the database knows their public halves, so that a server with
//! another key is noticed before it signs anything that no desktop believes.

use crate::{
    Error, MissionControl,
    change::Draft,
    store::{Purpose, SharedWrite, Write},
};
use data_encoding::HEXLOWER;
use domain::Party;

/// How this server's key stands to the one that its database was served with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the same, or the first one.
    Same,
    /// It is another one, and several servers may work on the database: this one must not.
    Other,
    /// It is another one, and took the place of the one before.
    Replaced,
}

impl MissionControl {
    /// Looks whether this server signs with the key that its database was first served with, and remembers it where none is
    /// known. Where only one server can work on the database, or `instead` is set, another key takes its place.
    pub async fn stand_by_signing_key(&self, instead: bool) -> Result<Standing, Error> {
        let key = HEXLOWER.encode(&self.signer.public_key());
        self.stand_by(Purpose::Signing, key, instead).await
    }

    /// The same for the key that devices know this server by. Where no device is told there is none.
    pub async fn stand_by_push_key(&self, instead: bool) -> Result<Standing, Error> {
        match self.courier.push_key() {
            Some(key) => self.stand_by(Purpose::Push, key.to_owned(), instead).await,
            None => Ok(Standing::Same),
        }
    }

    async fn stand_by(
        &self,
        purpose: Purpose,
        public_key: String,
        instead: bool,
    ) -> Result<Standing, Error> {
        let instead = instead || !self.store.is_shared();
        let known = self.store.server_key(purpose).await?;
        if known.as_ref() == Some(&public_key) {
            return Ok(Standing::Same);
        }
        if known.is_some() && !instead {
            return Ok(Standing::Other);
        }
        let mut draft = Draft::new(Party::system(), self.clock.now());
        let wanted = public_key.clone();
        draft.write(Write::Shared(SharedWrite::PutServerKey { purpose, public_key, instead }));
        self.commit(draft.change).await?;
        // Of two servers that start for the first time at once, one was slower.
        Ok(match self.store.server_key(purpose).await? {
            Some(kept) if kept != wanted => Standing::Other,
            _ if known.is_some() => Standing::Replaced,
            _ => Standing::Same,
        })
    }
}
