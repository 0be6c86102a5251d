//! The key that this server names itself with to push services (VAPID, RFC 8292): they take a message for a browser only from
//! the server that the browser agreed to.

use std::path::Path;

use anyhow::anyhow;
use data_encoding::BASE64URL_NOPAD;
use domain::Timestamp;
use reqwest::Url;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;

use crate::key_file;

/// How long a signed word counts, in seconds. A day is the most that is taken.
const COUNTS: i64 = 12 * 3600;

/// A key of P-256 from a file.
pub(crate) struct PushKey {
    pair: EcdsaKeyPair,
    public: String,
}

impl PushKey {
    /// Reads the data directory's key, which is made if there is none.
    pub(crate) fn open(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("push.key");
        let random = SystemRandom::new();
        let new = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
            .map_err(|_| anyhow!("no random numbers"))?;
        let found = key_file::open(&path, || new.as_ref().to_vec())?;
        let pair = found.and_then(|document| {
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &document, &random).ok()
        });
        let damaged = || {
            anyhow!(
                "{} is no key for notifications. Put the right one back, or remove it to get a new one: then every \
                 device has to be added again",
                path.display()
            )
        };
        let pair = pair.ok_or_else(damaged)?;
        let public = BASE64URL_NOPAD.encode(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }

    /// The public half as a browser takes it: an uncompressed point in Base64url.
    pub(crate) fn public(&self) -> &str {
        &self.public
    }

    /// The header `Authorization` for this push service. `contact` is where its people find ours.
    pub(crate) fn authorization(
        &self,
        service: &Url,
        contact: Option<&str>,
        now: Timestamp,
    ) -> Result<String, String> {
        let mut claims = json!({
            "aud": service.origin().ascii_serialization(),
            "exp": now.plus_seconds(COUNTS).0.div_euclid(1_000_000),
        });
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let header = json!({"typ": "JWT", "alg": "ES256"}).to_string();
        let said = [header, claims.to_string()].map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
        let said = said.join(".");
        let signed = self.pair.sign(&SystemRandom::new(), said.as_bytes());
        let signed = signed.map_err(|_| "It could not be signed.".to_owned())?;
        let signature = BASE64URL_NOPAD.encode(signed.as_ref());
        Ok(format!("vapid t={said}.{signature}, k={}", self.public))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_stays_and_a_damaged_one_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let first = PushKey::open(dir.path()).unwrap();
        let again = PushKey::open(dir.path()).unwrap();
        assert_eq!(first.public(), again.public());
        let other = PushKey::open(tempfile::tempdir().unwrap().path()).unwrap();
        assert_ne!(first.public(), other.public());
        std::fs::write(dir.path().join("push.key"), "abcd").unwrap();
        let error = PushKey::open(dir.path()).err().unwrap().to_string();
        assert!(error.contains("push.key is no key"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        PushKey::open(dir.path()).unwrap();
        let mode = std::fs::metadata(dir.path().join("push.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
