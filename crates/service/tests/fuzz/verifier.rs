//! A receiver's check, written from the text of Standard Webhooks and RFC 2104 and not from the code that signs.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// What a receiver gets: id, timestamp, body, signature.
#[derive(Clone, Debug)]
pub struct Sent(pub [Vec<u8>; 4]);

/// Whether the signature is one over id, timestamp and body with this secret.
pub fn accepts(secret: &str, sent: &Sent) -> bool {
    let [id, time, body, signature] = &sent.0;
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
    let said = [id.as_slice(), b".", time, b".", body].concat();
    let Some(signature) = signature.strip_prefix(b"v1,") else { return false };
    // Decoded strictly: bits that mean nothing have to be zero.
    BASE64.decode(signature).is_ok_and(|signature| signature == hmac(&key, &said))
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let pad = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::digest([&pad(0x36)[..], text].concat());
    Sha256::digest([&pad(0x5c)[..], &inner].concat()).to_vec()
}

#[test]
fn it_accepts_what_the_standard_gives_as_an_example() {
    let sent = |signature: &str| {
        let parts = ["msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"];
        let [id, time, body] = parts.map(|part| part.as_bytes().to_vec());
        Sent([id, time, body, signature.as_bytes().to_vec()])
    };
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert!(accepts(secret, &sent("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));
    assert!(!accepts(secret, &sent("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=")));
}
