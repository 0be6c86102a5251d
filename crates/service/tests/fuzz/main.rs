//! Fuzz target of what webhooks are signed with: whatever is told, somebody else's verifier accepts it as it was sent, and
//! in no other way.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../../domain/tests/fuzz/changed.rs"]
#[macro_use]
mod changed;
mod verifier;

use data_encoding::BASE64;
use domain::{
    DeliveryId, Party, TaskId, Timestamp, WebhookId,
    webhook::{Delivery, DeliveryState, Webhook},
};
use service::Telling;
use verifier::{Sent, accepts};

/// An input: 24 bytes of the secret, 8 of the time, and the body as text.
fn telling(bytes: &[u8]) -> Option<(Telling, Timestamp)> {
    let (secret, rest) = bytes.split_at_checked(24)?;
    let (at, body) = rest.split_first_chunk::<8>()?;
    let at = Timestamp(i64::from_le_bytes(*at));
    let webhook = Webhook {
        id: WebhookId::new("w_1"),
        name: "Tickets".into(),
        url: "https://tickets.example/hook".into(),
        secret: format!("whsec_{}", BASE64.encode(secret)),
        created_by: Party::system(),
        created_at: Timestamp(0),
        removed_at: None,
    };
    let delivery = Delivery {
        id: DeliveryId::new("del_018f6d1e7c5a7b3e9d2c4a6b8c0d1e2f"),
        webhook: webhook.id.clone(),
        task: TaskId::new("t_1"),
        body: String::from_utf8_lossy(body).into_owned(),
        created_at: Timestamp(0),
        state: DeliveryState::Waiting { tries: 0, next_at: Timestamp(0), error: None },
    };
    Some((Telling { delivery, webhook }, at))
}

#[test]
fn a_signature_holds_for_what_was_sent_and_for_nothing_one_bit_away() {
    fuzz!("webhook", 300, |bytes: &[u8]| {
        let Some((telling, at)) = telling(bytes) else { return };
        let headers = telling.headers(at).unwrap();
        assert_eq!(
            headers.each_ref().map(|(name, _)| *name),
            ["webhook-id", "webhook-timestamp", "webhook-signature"]
        );
        let [id, time, signature] = headers.map(|(_, value)| value.into_bytes());
        let body = telling.delivery.body.clone().into_bytes();
        let sent = Sent([id, time, body, signature]);
        let secret = &telling.webhook.secret;
        assert!(accepts(secret, &sent), "{sent:?}");
        for part in 0..4 {
            // A long body is changed at places all over it.
            let bits = sent.0[part].len() * 8;
            for bit in (0..bits).step_by(1 + bits / 4_096) {
                let mut other = sent.clone();
                other.0[part][bit / 8] ^= 1 << (bit % 8);
                assert!(!accepts(secret, &other), "bit {bit} of part {part} of {sent:?}");
            }
        }
        let mut other = telling.clone();
        other.webhook.secret = format!("whsec_{}", BASE64.encode(&[bytes[0] ^ 1; 24]));
        if other.webhook.secret != *secret {
            assert!(!accepts(&other.webhook.secret, &sent), "another secret");
        }
    });
}

#[test]
fn a_secret_that_is_none_signs_nothing() {
    let (mut telling, at) = telling(&[7; 40]).unwrap();
    telling.webhook.secret = "whsec_not base64".into();
    assert!(telling.headers(at).unwrap_err().contains("could not be signed"));
}
