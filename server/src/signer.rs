//! The key this server signs with: a file in the data directory that only its owner can read. It is not in the database, so
//! that whoever can change rows cannot sign them.

use std::path::Path;

use anyhow::anyhow;
use ring::signature::{Ed25519KeyPair, KeyPair};
use service::Signer;

use crate::key_file;

/// An Ed25519 key from a file.
pub struct FileSigner(Ed25519KeyPair);

impl FileSigner {
    /// Reads the data directory's key, which is made if there is none.
    pub fn open(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("signing.key");
        let seed = key_file::open(&path, || rand::random::<[u8; 32]>().to_vec())?;
        let pair = seed.and_then(|seed| Ed25519KeyPair::from_seed_unchecked(&seed).ok());
        let shown = path.display();
        let damaged = || {
            anyhow!(
                "{shown} is no signing key: it must be 64 hex digits. Put the right one back, or remove it to get a new \
                 key, which nobody knows yet"
            )
        };
        Ok(Self(pair.ok_or_else(damaged)?))
    }
}

impl Signer for FileSigner {
    fn public_key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        // A key of Ed25519 has 32 bytes.
        key.copy_from_slice(self.0.public_key().as_ref());
        key
    }

    fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        signature.copy_from_slice(self.0.sign(bytes).as_ref());
        signature
    }
}

/// Whether the key signed these bytes.
pub fn verify(public_key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, public_key);
    key.verify(bytes, signature).is_ok()
}
