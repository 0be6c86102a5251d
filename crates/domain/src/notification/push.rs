//! A device that a person is told on: a browser that takes messages from this server while no page of it is open (Web Push).
//! It shows one notification, which the next message replaces.

use super::{Closed, Message, Waiting};
use crate::{Refusal, approval::Risk, display::SafeText, limits};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// Where a browser is told, and what only it can read with (RFC 8030, RFC 8291). Whoever has this can write to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAddress {
    /// The push service's address for this browser.
    pub endpoint: String,
    /// The browser's public key, in Base64url: 65 bytes, an uncompressed point of P-256.
    key: String,
    /// The secret it shares with this server, in Base64url: 16 bytes.
    secret: String,
}

/// Keeps it out of logs.
impl std::fmt::Debug for PushAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PushAddress at {}", self.host())
    }
}

impl PushAddress {
    /// As a browser describes itself. Refused when it could never be written to. Where it leads is looked at again at each
    /// try, by the address it resolves to.
    pub fn new(endpoint: &str, key: &str, secret: &str) -> Result<Self, Refusal> {
        if endpoint.len() > limits::ADDRESS {
            let limit = format!("{} bytes", limits::ADDRESS);
            return Err(Refusal::TooLarge { field: "endpoint", limit });
        }
        // A test, or a push service on this very machine, has no certificate.
        let here = ["http://127.0.0.1:", "http://[::1]:"];
        let begins =
            endpoint.starts_with("https://") || here.iter().any(|at| endpoint.starts_with(at));
        let plain = endpoint.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        // A name before the host reads as the host.
        if !begins || !plain || authority(endpoint).contains('@') {
            return Err(Refusal::invalid(
                "endpoint",
                "It must be the https address of a push service.",
            ));
        }
        let address =
            Self { endpoint: endpoint.to_owned(), key: key.to_owned(), secret: secret.to_owned() };
        match (address.key().filter(|key| key[0] == 4), address.secret()) {
            (None, _) => Err(Refusal::invalid("key", "It must be 65 bytes of P-256 in Base64url.")),
            (_, None) => Err(Refusal::invalid("secret", "It must be 16 bytes in Base64url.")),
            _ => Ok(address),
        }
    }

    /// The browser's public key.
    pub fn key(&self) -> Option<[u8; 65]> {
        bytes(&self.key)
    }

    /// The shared secret.
    pub fn secret(&self) -> Option<[u8; 16]> {
        bytes(&self.secret)
    }

    /// The push service: the rest of the address is as good as a password.
    pub fn host(&self) -> &str {
        authority(&self.endpoint)
    }
}

fn authority(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    // Most browsers leave the padding away, which says nothing.
    let bytes = BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// What a device shows. Texts are one line each, without hidden or order-changing characters, and hold no command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The first line.
    pub title: String,
    /// What more there is to say; empty when there is nothing.
    pub body: String,
    /// The page it opens, on this site.
    pub url: String,
    /// What it takes the place of.
    pub tag: &'static str,
    /// How many requests wait; absent when it is not about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
    /// Whether what is shown is only brought up to date, and nobody has to look up.
    pub silent: bool,
}

impl Shown {
    /// A message as a device shows it; none when it is nothing for a device.
    pub fn of(message: &Message) -> Option<Self> {
        let url = message.path();
        match message {
            Message::Waiting(waiting) => Some(Self {
                title: title(waiting.in_all, waiting.again),
                body: first(waiting),
                url,
                tag: "waiting",
                waiting: Some(waiting.in_all),
                silent: false,
            }),
            Message::Closed(closed) => Some(Self {
                title: title(closed.in_all, false),
                body: over(closed),
                url,
                tag: "waiting",
                waiting: Some(closed.in_all),
                silent: true,
            }),
            Message::Test => Some(Self {
                title: "A test from Mission Control".to_owned(),
                body: "Notifications arrive here.".to_owned(),
                url,
                tag: "test",
                waiting: None,
                silent: false,
            }),
            Message::Code(_) => None,
        }
    }
}

fn title(waiting: u32, again: bool) -> String {
    let still = if again { "still " } else { "" };
    match waiting {
        0 => "Nothing waits any more".to_owned(),
        1 => format!("1 request {still}waits"),
        many => format!("{many} requests {still}wait"),
    }
}

fn first(waiting: &Waiting) -> String {
    let risk = match waiting.risk {
        Risk::Low => "Low risk",
        Risk::Medium => "Medium risk",
        Risk::High => "High risk",
    };
    let (title, desktop) = (line(&waiting.first.title), line(&waiting.first.desktop));
    format!("{risk}: {title} · {desktop}")
}

fn over(closed: &Closed) -> String {
    match closed.ended.len() {
        1 => "One was answered or is over.".to_owned(),
        many => format!("{many} were answered or are over."),
    }
}

/// One safe line, cut where every system that shows it would cut it too.
fn line(text: &str) -> String {
    let line = SafeText::prose(text).to_plain_line();
    match line.char_indices().nth(limits::PUSH_TITLE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::{Ended, Request};
    use crate::{ApprovalId, Gate, Timestamp};

    const KEY: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn waiting(title: &str, in_all: u32, risk: Risk) -> Message {
        let first = Request {
            approval: ApprovalId::new("ap_1"),
            number: 7,
            title: title.into(),
            desktop: "db-staging-1".into(),
            by: "Fern".into(),
            gate: Gate::Action,
            asked_at: Timestamp(0),
            decide_by: None,
        };
        Message::Waiting(Waiting {
            approvals: vec![first.approval.clone()],
            in_all,
            again: false,
            risk,
            gates: Vec::new(),
            desktops: Vec::new(),
            one: (in_all == 1).then(|| first.clone()),
            first: Box::new(first),
        })
    }

    #[test]
    fn a_device_shows_how_many_wait_the_highest_risk_and_one_title() {
        let one = Shown::of(&waiting("Renew the certificate", 1, Risk::High)).unwrap();
        assert_eq!(one.title, "1 request waits");
        assert_eq!(one.body, "High risk: Renew the certificate · db-staging-1");
        assert_eq!((one.url.as_str(), one.silent), ("/approvals/ap_1", false));
        let three = Shown::of(&waiting("Renew the certificate", 3, Risk::Low)).unwrap();
        assert_eq!((three.title.as_str(), three.url.as_str()), ("3 requests wait", "/approvals"));
        assert_eq!((one.tag, one.waiting, three.waiting), (three.tag, Some(1), Some(3)));
    }

    #[test]
    fn what_is_decided_elsewhere_takes_the_place_of_what_was_shown_silently() {
        let ended = Ended {
            approval: ApprovalId::new("ap_1"),
            number: 7,
            desktop: "db-staging-1".into(),
            state: "approved",
            by: Some("Bo".into()),
            at: Timestamp(0),
        };
        for (in_all, title) in
            [(0, "Nothing waits any more"), (1, "1 request waits"), (2, "2 requests wait")]
        {
            let closed = Message::Closed(Closed { ended: vec![ended.clone()], in_all });
            let shown = Shown::of(&closed).unwrap();
            assert_eq!((shown.title.as_str(), shown.silent), (title, true));
            assert_eq!((shown.tag, shown.waiting), ("waiting", Some(in_all)));
        }
    }

    #[test]
    fn a_title_from_outside_is_one_short_line_that_reads_as_it_is() {
        let evil = format!("Safe\u{202e}\nApproved\u{200b} by Ana {}", "x".repeat(200));
        let shown = Shown::of(&waiting(&evil, 1, Risk::High)).unwrap();
        assert!(shown.body.len() < 200, "{}", shown.body);
        let hides = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
        let raw = |c: char| c.is_control() || hides(c);
        assert!(!shown.body.contains(raw), "{:?}", shown.body);
        assert!(shown.body.ends_with("… · db-staging-1"), "{}", shown.body);
        assert_eq!(Shown::of(&Message::Code("12345678".into())), None);
    }

    #[test]
    fn an_address_is_taken_only_when_it_can_be_written_to_and_is_in_no_log() {
        let endpoint = "https://push.example/v1/as-good-as-a-password";
        let address = PushAddress::new(endpoint, KEY, &format!("{SECRET}==")).unwrap();
        assert_eq!(address.host(), "push.example");
        assert!(!format!("{address:?}").contains("password"));
        assert!(PushAddress::new("http://127.0.0.1:9/push", KEY, SECRET).is_ok());
        for (endpoint, key, secret, field) in [
            ("http://push.example/v1", KEY, SECRET, "endpoint"),
            ("http://127.0.0.1.evil.example/", KEY, SECRET, "endpoint"),
            ("ftp://push.example/", KEY, SECRET, "endpoint"),
            ("http://127.0.0.1:9@evil.example/", KEY, SECRET, "endpoint"),
            ("https://push.example@evil.example/", KEY, SECRET, "endpoint"),
            ("https://push.example\\@evil.example/", KEY, SECRET, "endpoint"),
            ("https://push.example/\r\nx: y", KEY, SECRET, "endpoint"),
            ("", KEY, SECRET, "endpoint"),
            (endpoint, SECRET, SECRET, "key"),
            (endpoint, &KEY.replace("BCV", "ACV"), SECRET, "key"),
            (endpoint, KEY, KEY, "secret"),
            (endpoint, KEY, "?", "secret"),
        ] {
            let refusal = PushAddress::new(endpoint, key, secret).unwrap_err();
            assert!(
                matches!(&refusal, Refusal::Invalid { field: f, .. } if f == field),
                "{refusal:?}"
            );
        }
    }
}
