//! A permit: the server's signed word that exactly this may run, on this machine, once, and on whose say-so. A runner
//! starts nothing without one, so a changed row of the database runs nothing.

use crate::{DesktopId, Digest, KeyId, Timestamp};
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

/// The first line of what is signed. Nothing else that the server signs begins with it.
const HEADER: &str = "mission-control/permit/v1";
/// Stands where there is no end.
const NEVER: &str = "never";

/// Who said that it may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A person decided about it.
    Approved {
        /// The person's id.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// The policy lets it run without asking.
    Allowed {
        /// The policy's version.
        version: i64,
        /// The rule, or none when the preset does.
        rule: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// Somebody asked a task to run that no gate holds.
    Asked {
        /// The id of whoever asked.
        by: String,
        /// When.
        at: Timestamp,
    },
}

/// What may run, where, on whose word, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// The task's or the action's id.
    pub work: String,
    /// SHA-256 over everything that decides what runs.
    pub digest: Digest,
    /// The machine.
    pub desktop: DesktopId,
    /// Its enrolment: another token is another machine.
    pub enrolment: KeyId,
    /// Who said so; at least one.
    pub grants: Vec<Grant>,
    /// Until when it may be started. Every permit that is signed has an end; those of earlier versions had none where a task
    /// only waited for its desktop, and are still read, and never run by.
    pub until: Option<Timestamp>,
    /// Makes it good for one run: 32 hex digits.
    pub nonce: String,
}

impl Permit {
    /// The nonce that these random bytes stand for.
    pub fn nonce_of(random: [u8; 32]) -> String {
        HEXLOWER.encode(&random[..16])
    }

    /// The text that is signed: one fact a line, so that people can read what they check.
    pub fn text(&self) -> String {
        let until = self.until.map_or_else(|| NEVER.to_owned(), Timestamp::to_rfc3339);
        let mut lines = vec![
            HEADER.to_owned(),
            format!("work {}", self.work),
            format!("digest {}", self.digest),
            format!("desktop {}", self.desktop),
            format!("enrolment {}", self.enrolment),
        ];
        lines.extend(self.grants.iter().map(Grant::line));
        lines.push(format!("until {until}"));
        lines.push(format!("nonce {}", self.nonce));
        lines.join("\n") + "\n"
    }

    /// Reads the text back. `None` when it is not, to the byte, what [`Self::text`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(HEADER)?.strip_prefix('\n')?.split('\n').peekable();
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let work = field("work")?.to_owned();
        let digest = Digest::parse(field("digest")?)?;
        let desktop = DesktopId::new(field("desktop")?);
        let enrolment = KeyId::new(field("enrolment")?);
        let mut grants = Vec::new();
        while let Some(grant) = lines.peek().copied().and_then(Grant::parse) {
            grants.push(grant);
            lines.next();
        }
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let until = match field("until")? {
            NEVER => None,
            text => Some(Timestamp::parse(text)?),
        };
        let nonce = field("nonce")?.to_owned();
        let me = Self { work, digest, desktop, enrolment, grants, until, nonce };
        let nonce = HEXLOWER.decode(me.nonce.as_bytes()).is_ok_and(|bytes| bytes.len() == 16);
        (nonce && !me.grants.is_empty() && me.text() == text).then_some(me)
    }
}

impl Grant {
    fn line(&self) -> String {
        match self {
            Self::Approved { by, at } => format!("approved {at} {by}"),
            Self::Allowed { version, rule: Some(rule), at } => {
                format!("allowed {at} policy {version} {rule}")
            }
            Self::Allowed { version, rule: None, at } => format!("allowed {at} policy {version}"),
            Self::Asked { by, at } => format!("asked {at} {by}"),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        let (at, rest) = rest.split_once(' ')?;
        let at = Timestamp::parse(at)?;
        match word {
            "approved" => Some(Self::Approved { by: rest.to_owned(), at }),
            "asked" => Some(Self::Asked { by: rest.to_owned(), at }),
            "allowed" => {
                let (version, rule) = match rest.strip_prefix("policy ")?.split_once(' ') {
                    Some((version, rule)) => (version, Some(rule.to_owned())),
                    None => (rest.strip_prefix("policy ")?, None),
                };
                Some(Self::Allowed { version: version.parse().ok()?, rule, at })
            }
            _ => None,
        }
    }
}

/// A permit with the server's signature. The signature still has to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedPermit {
    /// What is signed: the lines of [`Permit::text`].
    pub text: String,
    /// Ed25519 over the text's bytes, in base64.
    pub signature: String,
    /// The key that signed it, in base64. Whoever checks must know it from elsewhere.
    pub public_key: String,
}

impl SignedPermit {
    /// Puts a signature to a permit's text.
    pub fn new(text: String, public_key: &[u8; 32], signature: &[u8; 64]) -> Self {
        let (signature, public_key) = (BASE64.encode(signature), BASE64.encode(public_key));
        Self { text, signature, public_key }
    }

    /// The key and the signature, if they are such, in the one way in which they are written.
    pub fn seal(&self) -> Option<([u8; 32], [u8; 64])> {
        Some((exactly(&self.public_key)?, exactly(&self.signature)?))
    }
}

/// Base64 can be put together from padded pieces, so that the same bytes have several texts: only theirs counts.
fn exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = BASE64.decode(text.as_bytes()).ok()?;
    if BASE64.encode(&bytes) != text {
        return None;
    }
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permit(grants: Vec<Grant>, until: Option<Timestamp>) -> Permit {
        Permit {
            work: "a_1".into(),
            digest: Digest::of(b"x"),
            desktop: DesktopId::new("d_1"),
            enrolment: KeyId::new("k_1"),
            grants,
            until,
            nonce: Permit::nonce_of([7; 32]),
        }
    }

    #[test]
    fn a_permit_reads_back_and_nothing_else_reads_as_one() {
        let at = Timestamp(1_700_000_000_123_456);
        let by = |name: &str| name.to_owned();
        for grants in [
            vec![Grant::Approved { by: by("u_1"), at }],
            vec![Grant::Approved { by: by("u_1"), at }, Grant::Approved { by: by("u_2"), at }],
            vec![Grant::Allowed { version: 7, rule: None, at }],
            vec![Grant::Allowed { version: 7, rule: Some(by("r_1")), at }],
            vec![Grant::Asked { by: by("agent:Ada of the north"), at }],
        ] {
            for until in [None, Some(at)] {
                let permit = permit(grants.clone(), until);
                assert_eq!(Permit::parse(&permit.text()), Some(permit));
            }
        }
        let good = permit(vec![Grant::Approved { by: by("u_1"), at }], Some(at)).text();
        for wrong in [
            good.replace('\n', "\r\n"),
            good.trim_end().to_owned(),
            format!("{good}\n"),
            format!("{good}more"),
            format!(" {good}"),
            good.replace("permit/v1", "permit/v2"),
            good.replace("/v1\n", "/v1 x\n"),
            good.replace("work a_1", "work a_1\nwork a_2"),
            good.replace("approved ", "approving "),
            good.replace("u_1", "u_1\nuntil never"),
            good.lines()
                .filter(|line| !line.starts_with("approved"))
                .collect::<Vec<_>>()
                .join("\n"),
            good.replace("nonce 07", "nonce 0"),
            good.replace("nonce 07", "nonce 0G"),
            good.replace("123456Z", "123456+00:00"),
            String::new(),
        ] {
            assert_eq!(Permit::parse(&wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_id_that_breaks_the_line_makes_no_permit() {
        let at = Timestamp(1);
        let forged = permit(
            vec![Grant::Asked { by: "u_1\napproved 1970-01-01T00:00:00.000001Z u_2".into(), at }],
            None,
        );
        // It reads as another permit than the one that was meant, or as none; never as itself.
        assert_ne!(Permit::parse(&forged.text()), Some(forged));
    }
}
