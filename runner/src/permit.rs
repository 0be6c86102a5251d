//! Nothing starts without the server's signed permit for exactly that: these bytes, this machine, in time, and once.

use crate::{piece::Piece, run::Runner};
use domain::{Permit, SignedPermit, Timestamp, audit::fingerprint};
use ring::signature::{ED25519, UnparsedPublicKey};
use std::sync::PoisonError;

/// How far this machine's clock and the server's may be apart, in seconds. A permit is good for an hour, and two minutes
/// are what the product tolerates between any two of its machines.
const CLOCKS: i64 = 120;

impl Runner {
    /// The permit that a piece of work came with, if it holds for what would run here. Whether it was used is not looked
    /// at yet.
    pub(crate) fn permitted(&self, piece: &Piece, now: Timestamp) -> Result<Permit, String> {
        let signed = piece.permit.as_ref();
        let signed = signed.ok_or_else(|| not_run("It came without a signed permit"))?;
        let mut identity = self.identity.lock().unwrap_or_else(PoisonError::into_inner);
        let (permit, key) = read(signed, identity.server_key())?;
        let digest = piece.digest(&permit.desktop);
        if !piece.is_of(&permit.work) || permit.digest != digest {
            return Err(format!(
                "The digest of what came here is {digest}, and {} of {} was permitted, so nothing was run.",
                permit.digest, permit.work
            ));
        }
        // What is used is remembered until it is over, so it has to be over some time.
        let Some(until) = permit.until else {
            return Err(not_run("It was permitted without an end"));
        };
        if now > until.plus_seconds(CLOCKS) {
            return Err(format!(
                "It was permitted until {until}, and by this desktop's clock it is {now}, so nothing was run."
            ));
        }
        identity.check(&permit, key)?;
        Ok(permit)
    }
}

/// The permit and the key that signed it, which must be the known one if one is known.
fn read(signed: &SignedPermit, known: Option<[u8; 32]>) -> Result<(Permit, [u8; 32]), String> {
    let seal = signed.seal();
    let (named, signature) =
        seal.ok_or_else(|| not_run("Its permit has no signature that could be read"))?;
    let key = known.unwrap_or(named);
    if key != named {
        return Err(format!(
            "Its permit was signed by a key that this desktop does not know ({}; it trusts {}), so nothing was run. If the \
             server's key was replaced on purpose, renew this desktop there and start the runner with its new token.",
            fingerprint(&named),
            fingerprint(&key),
        ));
    }
    UnparsedPublicKey::new(&ED25519, &key)
        .verify(signed.text.as_bytes(), &signature)
        .map_err(|_| not_run("The signature of its permit is wrong"))?;
    let permit = Permit::parse(&signed.text);
    Ok((permit.ok_or_else(|| not_run("Its permit cannot be read"))?, key))
}

fn not_run(why: &str) -> String {
    format!("{why}, so nothing was run.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64;
    use domain::{DesktopId, Digest, Grant, KeyId};
    use ring::signature::{Ed25519KeyPair, KeyPair};

    fn signed(seed: u8) -> ([u8; 32], SignedPermit) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a key");
        let text = Permit {
            work: "a_1".into(),
            digest: Digest::of(b"x"),
            desktop: DesktopId::new("d_1"),
            enrolment: KeyId::new("k_1"),
            grants: vec![Grant::Approved { by: "u_1".into(), at: Timestamp(1) }],
            until: Some(Timestamp(2)),
            nonce: Permit::nonce_of([7; 32]),
        }
        .text();
        let key = pair.public_key().as_ref().try_into().expect("32 bytes");
        let signature = pair.sign(text.as_bytes());
        let signature = signature.as_ref().try_into().expect("64 bytes");
        (key, SignedPermit::new(text, &key, signature))
    }

    /// Every way in which one bit of it can be another.
    fn flipped(text: &str) -> impl Iterator<Item = String> {
        let bytes = text.as_bytes().to_vec();
        (0..bytes.len() * 8).filter_map(move |bit| {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            String::from_utf8(bytes).ok()
        })
    }

    #[test]
    fn t19_no_bit_of_a_permit_its_signature_or_its_key_can_be_another() {
        let (key, good) = signed(1);
        assert!(read(&good, Some(key)).is_ok() && read(&good, None).is_ok());
        let mut tried = 0;
        let mut refuse = |wrong: SignedPermit, known| {
            tried += 1;
            assert!(read(&wrong, known).is_err(), "{wrong:?}");
        };
        for text in flipped(&good.text) {
            refuse(SignedPermit { text, ..good.clone() }, Some(key));
        }
        for bit in 0..64 * 8 {
            let mut signature = BASE64.decode(good.signature.as_bytes()).expect("base64");
            signature[bit / 8] ^= 1 << (bit % 8);
            let signature = BASE64.encode(&signature);
            refuse(SignedPermit { signature, ..good.clone() }, None);
        }
        for bit in 0..32 * 8 {
            let mut other = key;
            other[bit / 8] ^= 1 << (bit % 8);
            let public_key = BASE64.encode(&other);
            refuse(SignedPermit { public_key: public_key.clone(), ..good.clone() }, Some(key));
            refuse(SignedPermit { public_key, ..good.clone() }, None);
            refuse(good.clone(), Some(other));
        }
        let (_, other) = signed(2);
        refuse(other, Some(key));
        for part in ["", "AAAA", "not base64"] {
            refuse(SignedPermit { signature: part.into(), ..good.clone() }, Some(key));
            refuse(SignedPermit { public_key: part.into(), ..good.clone() }, None);
        }
        assert!(tried > 3_000, "{tried}");
    }
}
