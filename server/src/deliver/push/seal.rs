//! A message that only one browser can read: RFC 8291 with the content encoding `aes128gcm` of RFC 8188, in one record.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::{SecureRandom, SystemRandom};

/// The record size that is announced. The record is the whole message, and every push service takes so much.
const RECORD: u32 = 4096;
/// Texts are filled up to a multiple of this, so that their length says little about them.
const STEP: usize = 256;
/// What follows the last text.
const LAST: u8 = 2;

/// The receiver's half of the keys.
pub(super) struct Receiver<'a> {
    /// The browser's public key: an uncompressed point of P-256.
    pub(super) key: &'a [u8; 65],
    /// The secret it shares with this server.
    pub(super) secret: &'a [u8; 16],
}

/// The sender's half, made anew for each message.
struct Sender<'a> {
    public: &'a [u8],
    salt: [u8; 16],
}

/// Seals a text of at most 3,800 bytes. Fails when the receiver's key is no point of the curve, or the text is longer.
pub(super) fn seal(receiver: &Receiver, text: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let random = SystemRandom::new();
    let private = EphemeralPrivateKey::generate(&ECDH_P256, &random)?;
    let public = private.compute_public_key()?;
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let sender = Sender { public: public.as_ref(), salt };
    let theirs = UnparsedPublicKey::new(&ECDH_P256, receiver.key);
    let filled = (text.len() + 1).next_multiple_of(STEP);
    agree_ephemeral(private, &theirs, |shared| lock(shared, receiver, &sender, text, filled))?
}

/// `filled` is how long the text is with what follows it.
fn lock(
    shared: &[u8],
    receiver: &Receiver,
    sender: &Sender,
    text: &[u8],
    filled: usize,
) -> Result<Vec<u8>, Unspecified> {
    let info = [b"WebPush: info\0", receiver.key.as_slice(), sender.public];
    let key: [u8; 32] = expand(&Salt::new(HKDF_SHA256, receiver.secret).extract(shared), &info)?;
    let both = Salt::new(HKDF_SHA256, &sender.salt).extract(&key);
    let content: [u8; 16] = expand(&both, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = expand(&both, &[b"Content-Encoding: nonce\0"])?;

    let mut record = text.to_vec();
    record.push(LAST);
    record.resize(filled.max(record.len()), 0);
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &content)?);
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher.seal_in_place_append_tag(nonce, Aad::empty(), &mut record)?;

    let mut message = sender.salt.to_vec();
    message.extend(RECORD.to_be_bytes());
    message.push(u8::try_from(sender.public.len()).map_err(|_| Unspecified)?);
    message.extend(sender.public);
    message.extend(record);
    if message.len() > RECORD as usize { Err(Unspecified) } else { Ok(message) }
}

fn expand<const N: usize>(from: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    struct Length(usize);
    impl KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let mut out = [0; N];
    from.expand(info, Length(N))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64URL_NOPAD;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let key = bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        let public: [u8; 65] = bytes(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
        );
        let shared: [u8; 32] = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let receiver = Receiver { key: &key, secret: &bytes("BTBZMqHH6r4Tts7J_aSIgg") };
        let sender = Sender { public: &public, salt: bytes("DGv6ra1nlYgDCS1FRnbzlw") };
        let text = b"When I grow up, I want to be a watermelon";
        let message = lock(&shared, &receiver, &sender, text, 0).unwrap();
        assert_eq!(
            BASE64URL_NOPAD.encode(&message),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr\
             u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_length_tells_little_and_what_is_too_long_or_for_no_key_is_refused() {
        let key = bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        let receiver = Receiver { key: &key, secret: &[7; 16] };
        let length = |text: &[u8]| seal(&receiver, text).map(|message| message.len());
        assert_eq!(length(b"one"), length(&[b'x'; 255]));
        assert_ne!(length(b"one"), length(&[b'x'; 256]));
        assert!(length(&[b'x'; 3_800]).is_ok());
        assert!(length(&[b'x'; 4_096]).is_err());
        let nowhere = Receiver { key: &[4; 65], secret: &[7; 16] };
        assert!(seal(&nowhere, b"one").is_err());
    }
}
