//! Notifications to browsers that no page of ours is open in (Web Push, RFC 8030). What is sent is sealed for that browser, and
//! signed with a key that it knows.

mod key;
mod seal;

use std::sync::Arc;

use domain::Timestamp;
use domain::approval::Risk;
use domain::notification::{Message, PushAddress, Shown};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, StatusCode, Url};
use service::Undelivered;

use super::{client, innermost, networks::Networks};
pub(crate) use key::PushKey;
use seal::{Receiver, seal};

/// How long a push service keeps a message for a browser that is away, in seconds. What waits longer is told of again by a
/// reminder, and what is decided meanwhile takes its place.
const KEPT: i64 = 24 * 3600;
/// Sends to push services.
pub(super) struct Pusher {
    client: Client,
    networks: Arc<Networks>,
    key: PushKey,
    /// Where the people of a push service find ours.
    contact: Option<String>,
}

impl Pusher {
    /// `contact` is the public address of this server, when it has one.
    pub(super) fn new(
        networks: Arc<Networks>,
        key: PushKey,
        contact: Option<String>,
    ) -> reqwest::Result<Self> {
        let contact = contact.filter(|contact| contact.starts_with("https:"));
        Ok(Self { client: client(&networks)?, networks, key, contact })
    }

    pub(super) fn key(&self) -> &str {
        self.key.public()
    }

    pub(super) async fn send(
        &self,
        address: &PushAddress,
        message: &Message,
        now: Timestamp,
    ) -> Result<(), Undelivered> {
        let refused = |why: &str| Undelivered::Refused(why.to_owned());
        let shown = Shown::of(message).ok_or_else(|| refused("This is nothing for a device."))?;
        let text = serde_json::to_vec(&shown).map_err(|error| refused(&error.to_string()))?;
        let (Some(key), Some(secret)) = (address.key(), address.secret()) else {
            return Err(refused("Its key is damaged. Add the device again."));
        };
        let sealed = seal(&Receiver { key: &key, secret: &secret }, &text)
            .map_err(|_| refused("Its key is none. Add the device again."))?;
        let url = self.checked(&address.endpoint).map_err(Undelivered::Refused)?;
        let said = self.key.authorization(&url, self.contact.as_deref(), now);
        let request = self
            .client
            .post(url)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .header("authorization", said.map_err(Undelivered::Refused)?)
            .header("ttl", KEPT.min(left(message, now)).to_string())
            .header("urgency", urgency(message))
            // A browser that was away gets the last one of these alone.
            .header("topic", shown.tag)
            .body(sealed);
        match request.send().await {
            Ok(answer) => came(answer.status(), answer.headers()),
            // The address is as good as a password, and errors name it.
            Err(error) => Err(Undelivered::Later(innermost(&error.without_url()))),
        }
    }

    /// A push service speaks TLS, unless it is on a loopback that the configuration names.
    fn checked(&self, endpoint: &str) -> Result<Url, String> {
        let url = Url::parse(endpoint).map_err(|_| "This is no address.".to_owned())?;
        self.networks.check(&url)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let here = host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if url.scheme() == "https" || here {
            Ok(url)
        } else {
            Err("It is no https address.".to_owned())
        }
    }
}

/// What a push service's answer means (RFC 8030, sections 5 and 8).
fn came(status: StatusCode, headers: &HeaderMap) -> Result<(), Undelivered> {
    let why = format!("It answered {}.", status.as_u16());
    let after = headers.get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.trim().parse().ok());
    match (status, after) {
        (status, _) if status.is_success() => Ok(()),
        (StatusCode::NOT_FOUND | StatusCode::GONE, _) => Err(Undelivered::Gone(why)),
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, Some(after)) => {
            Err(Undelivered::NotBefore(why, i64::max(after, 1)))
        }
        (StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE, _) => {
            Err(Undelivered::Refused(why))
        }
        _ => Err(Undelivered::Later(why)),
    }
}

/// How many seconds it is worth telling.
fn left(message: &Message, now: Timestamp) -> i64 {
    match message {
        Message::Waiting(waiting) => {
            let one = waiting.one.as_ref().and_then(|one| one.decide_by);
            one.map_or(KEPT, |end| end.seconds_since(now).max(0))
        }
        _ => KEPT,
    }
}

/// Whether a phone is woken for it (RFC 8030, section 5.3).
const fn urgency(message: &Message) -> &'static str {
    match message {
        Message::Waiting(waiting) => match waiting.risk {
            Risk::High => "high",
            Risk::Medium => "normal",
            Risk::Low => "low",
        },
        Message::Test => "high",
        Message::Closed(_) | Message::Code(_) => "normal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pusher(allowed: &[&str]) -> Pusher {
        let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect();
        let dir = tempfile::tempdir().unwrap();
        let key = PushKey::open(dir.path()).unwrap();
        Pusher::new(Arc::new(Networks { allowed }), key, None).unwrap()
    }

    #[test]
    fn a_push_service_is_on_a_public_network_with_tls_or_on_a_loopback_that_is_named() {
        let open = pusher(&[]);
        assert!(open.checked("https://push.example/1").is_ok());
        for inside in
            ["https://127.0.0.1/1", "https://10.0.0.1/1", "https://[::1]/1", "http://127.0.0.1:9/1"]
        {
            let error = open.checked(inside).unwrap_err();
            assert!(error.contains("not on a public network"), "{inside}: {error}");
        }
        let named = pusher(&["127.0.0.0/8", "10.0.0.0/8"]);
        assert!(named.checked("http://127.0.0.1:9/1").is_ok());
        assert!(named.checked("https://10.0.0.1/1").is_ok());
        for plain in ["http://10.0.0.1/1", "http://push.example/1"] {
            assert_eq!(named.checked(plain).unwrap_err(), "It is no https address.", "{plain}");
        }
    }

    #[test]
    fn an_answer_says_whether_the_device_is_gone_or_wants_to_be_left_alone() {
        let said = |status: u16, after: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(after) = after {
                headers.insert(RETRY_AFTER, after.parse().unwrap());
            }
            came(StatusCode::from_u16(status).unwrap(), &headers)
        };
        for status in [200, 201, 202, 204] {
            assert_eq!(said(status, None), Ok(()));
        }
        for status in [404, 410] {
            assert!(matches!(said(status, None), Err(Undelivered::Gone(_))), "{status}");
        }
        assert!(matches!(said(429, Some("120")), Err(Undelivered::NotBefore(_, 120))));
        assert!(matches!(said(503, Some("0")), Err(Undelivered::NotBefore(_, 1))));
        for (status, after) in [
            (429, None),
            (429, Some("Fri, 31 Dec 1999 23:59:59 GMT")),
            (500, Some("9")),
            (403, None),
        ] {
            assert!(
                matches!(said(status, after), Err(Undelivered::Later(_))),
                "{status} {after:?}"
            );
        }
        for status in [400, 413] {
            assert!(matches!(said(status, None), Err(Undelivered::Refused(_))), "{status}");
        }
    }
}
