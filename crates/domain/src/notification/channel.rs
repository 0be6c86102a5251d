//! One way to reach somebody, what they want to be told there, and how that went lately.

use super::PushAddress;
use crate::{ChannelId, Party, PersonId, Refusal, Timestamp, Version, approval::Risk};
use serde::{Deserialize, Serialize};

/// When a failed message is tried again, in seconds after each try.
pub const RETRY_AFTER: [i64; 9] = [10, 30, 120, 600, 1_800, 3_600, 7_200, 7_200, 7_200];
/// After how many hours of failing what waits is not tried any more: the sum of [`RETRY_AFTER`], in words.
pub const GIVEN_UP_AFTER: &str = "about eight hours";
/// The longest that the other side is left alone because it asks for it, in seconds.
const LEFT_ALONE: i64 = 6 * 3600;
/// How long a mailed code counts, in seconds.
const CODE_COUNTS: i64 = 15 * 60;
/// How long until another code is mailed, in seconds.
const CODE_AGAIN: i64 = 60;
/// Wrong codes that are taken before another code is needed.
const WRONG_CODES: u32 = 5;

/// One way to reach a person or a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Never changes.
    pub id: ChannelId,
    /// Raised by every write.
    pub version: Version,
    /// What people call it.
    pub name: String,
    /// Whose it is: only what they may decide, and have not put aside, is told. None is a team's: all that waits is told.
    pub person: Option<PersonId>,
    /// Where it leads.
    pub route: Route,
    /// What is told there.
    pub wanted: Wanted,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// Since when nothing is told there.
    pub removed_at: Option<Timestamp>,
    /// When something last arrived.
    pub told_at: Option<Timestamp>,
    /// Why the last try failed; none once something arrived again.
    pub trouble: Option<Trouble>,
}

/// Where a channel leads. Whoever knows an address of the team's can write there, so it is shown to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Route {
    /// A person's mailbox.
    Email {
        /// The address.
        address: String,
        /// Whether they have shown that it is theirs.
        proof: Proof,
    },
    /// An incoming webhook, as Slack takes it.
    Slack {
        /// The address; a secret.
        url: String,
    },
    /// A browser of a person's.
    Push(PushAddress),
}

/// The kind of a [`Route`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RouteKind {
    /// See [`Route::Email`].
    Email,
    /// See [`Route::Slack`].
    Slack,
    /// See [`Route::Push`].
    Push,
}

impl RouteKind {
    /// Its name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Slack => "slack",
            Self::Push => "push",
        }
    }
}

impl Route {
    /// Which kind it is.
    pub const fn kind(&self) -> RouteKind {
        match self {
            Self::Email { .. } => RouteKind::Email,
            Self::Slack { .. } => RouteKind::Slack,
            Self::Push(_) => RouteKind::Push,
        }
    }

    /// The address as people may see it: whoever knows a webhook's whole address can write there.
    pub fn shown(&self) -> String {
        match self {
            Self::Email { address, .. } => address.clone(),
            Self::Slack { url } => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                // What stands before an @ is a password.
                let host = host.rsplit('@').next().unwrap_or_default();
                format!("{scheme}://{host}")
            }
            Self::Push(address) => address.host().to_owned(),
        }
    }

    /// Whether anything may be told there yet.
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Email { proof: Proof::Asked { .. }, .. })
    }
}

/// Whether a mailbox is its person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// A code was mailed there.
    Asked {
        /// SHA-256 of the code, in hex.
        hash: String,
        /// When.
        at: Timestamp,
        /// How many wrong ones were given.
        wrong: u32,
    },
    /// They gave it back.
    Given {
        /// When.
        at: Timestamp,
    },
}

/// What is told on a channel, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Whether anything is.
    pub on: bool,
    /// Nothing of less risk is told.
    pub least: Risk,
    /// Whether it is told what became of a request that was told.
    pub ends: bool,
    /// How long to wait for more before telling, in seconds; high risk waits 10 at most.
    pub gather: u32,
    /// The least time between two messages, in seconds; high risk waits 60 at most.
    pub pause: u32,
}

impl Wanted {
    /// What a new device is told: it shows one notification that is replaced, and fills nothing.
    pub const DEVICE: Self = Self { on: true, least: Risk::Low, ends: true, gather: 10, pause: 60 };

    /// What a new channel is told.
    pub const USUAL: Self =
        Self { on: true, least: Risk::Low, ends: false, gather: 60, pause: 180 };
}

/// Why the last try failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// When.
    pub at: Timestamp,
    /// What the other side, or the way to it, said.
    pub error: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next; none once it was given up.
    pub next_at: Option<Timestamp>,
}

impl Channel {
    /// Whether something may be told here now.
    pub const fn is_open(&self) -> bool {
        self.removed_at.is_none() && self.wanted.on && self.route.is_open()
    }

    /// How many seconds after its end it is told what became of a request that was told here; none where that is not told.
    pub fn follows(&self) -> Option<i64> {
        match self.route {
            // A mail cannot be taken back, and one more would only fill the mailbox.
            Route::Email { .. } => None,
            Route::Slack { .. } => self.wanted.ends.then_some(10),
            // What a device shows must not stay there when it is not so any more. Answers of one moment go together.
            Route::Push(_) => Some(2),
        }
    }

    /// Something arrived.
    #[must_use]
    pub fn told(self, at: Timestamp) -> Self {
        Self { told_at: Some(at), trouble: None, ..self.written() }
    }

    /// Something arrived that does not count as a message about what waits.
    #[must_use]
    pub fn reached(self) -> Self {
        Self { trouble: None, ..self.written() }
    }

    /// What did not arrive does not have to any more.
    #[must_use]
    pub fn settled(self) -> Self {
        let trouble = self.trouble.clone().map(|trouble| Trouble { next_at: None, ..trouble });
        Self { trouble, ..self.written() }
    }

    /// Something did not arrive: it is tried again later, unless there is no use or it was tried long enough.
    #[must_use]
    pub fn failed(self, error: String, again: bool, at: Timestamp) -> Self {
        let before = self.trouble.as_ref().filter(|trouble| trouble.next_at.is_some());
        let tries = before.map_or(0, |trouble| trouble.tries) + 1;
        let after = RETRY_AFTER.get(tries as usize - 1).filter(|_| again);
        let next_at = after.map(|after| at.plus_seconds(*after));
        let error = error.chars().take(crate::limits::TOLD_ERROR).collect();
        Self { trouble: Some(Trouble { at, error, tries, next_at }), ..self.written() }
    }

    /// The other side said how long it wants to be left alone, which is never more than some hours.
    #[must_use]
    pub fn not_before(self, at: Timestamp) -> Self {
        let trouble = self.trouble.map(|trouble| {
            let most = trouble.at.plus_seconds(LEFT_ALONE);
            let next_at = trouble.next_at.map(|next| next.max(at.min(most)));
            Trouble { next_at, ..trouble }
        });
        Self { trouble, ..self }
    }

    /// What is told here from now on. A channel that is switched on again is tried at once.
    #[must_use]
    pub fn change(self, name: String, wanted: Wanted) -> Self {
        let trouble = self.trouble.clone().map(|trouble| match trouble.next_at {
            Some(_) if !self.wanted.on && wanted.on => Trouble { next_at: None, ..trouble },
            _ => trouble,
        });
        Self { name, wanted, trouble, ..self.written() }
    }

    /// Nothing is told here any more. Doing it twice changes nothing.
    #[must_use]
    pub fn remove(self, at: Timestamp) -> Self {
        Self { removed_at: self.removed_at.or(Some(at)), ..self.written() }
    }

    /// Another code is mailed. Refused when the last one is too young, or the mailbox is known to be theirs.
    pub fn ask(self, hash: String, now: Timestamp) -> Result<Self, Refusal> {
        match &self.route {
            Route::Email { address, proof: Proof::Asked { at, .. } } => {
                let wait = CODE_AGAIN - now.seconds_since(*at);
                if wait > 0 {
                    let retry_after = u32::try_from(wait).unwrap_or(1);
                    return Err(Refusal::RateLimited { retry_after });
                }
                let proof = Proof::Asked { hash, at: now, wrong: 0 };
                let route = Route::Email { address: address.clone(), proof };
                Ok(Self { route, ..self.written() })
            }
            _ => Err(Refusal::invalid("id", "No code is needed for this channel.")),
        }
    }

    /// Somebody gives a code: the channel with the proof, or with one wrong code more.
    pub fn confirm(self, hash: &str, now: Timestamp) -> Result<(Self, bool), Refusal> {
        let Route::Email { address, proof: Proof::Asked { hash: wanted, at, wrong } } = &self.route
        else {
            return Err(Refusal::invalid("code", "No code is needed for this channel."));
        };
        if now.seconds_since(*at) >= CODE_COUNTS {
            return Err(Refusal::invalid(
                "code",
                "It counted for 15 minutes. Have another one sent.",
            ));
        }
        if *wrong >= WRONG_CODES {
            return Err(Refusal::invalid("code", "Too many were wrong. Have another one sent."));
        }
        let right = wanted == hash;
        let proof = if right {
            Proof::Given { at: now }
        } else {
            Proof::Asked { hash: wanted.clone(), at: *at, wrong: wrong + 1 }
        };
        let route = Route::Email { address: address.clone(), proof };
        Ok((Self { route, ..self.written() }, right))
    }

    fn written(self) -> Self {
        Self { version: self.version.next(), ..self }
    }
}
