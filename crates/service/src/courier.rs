//! The port for what leaves the product to reach people. The server implements it; tests and tools that send nothing have
//! [`Nobody`].

use async_trait::async_trait;
use domain::notification::{Channel, Message, RouteKind};

/// One message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Where to.
    pub channel: Channel,
    /// What about.
    pub message: Message,
    /// The same at every try to tell the same: a receiver can recognise what it has.
    pub key: String,
}

/// Why a message did not arrive, in a sentence of the other side's or of the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// It may arrive later.
    Later(String),
    /// It may arrive after so many seconds, as the other side says.
    NotBefore(String, i64),
    /// This message never will; another one may.
    Refused(String),
    /// The channel is no more: it is removed.
    Gone(String),
}

impl Undelivered {
    /// The sentence.
    pub fn why(&self) -> &str {
        let (Self::Later(why) | Self::NotBefore(why, _) | Self::Refused(why) | Self::Gone(why)) =
            self;
        why
    }
}

/// Takes messages to people.
#[async_trait]
pub trait Courier: Send + Sync + 'static {
    /// Whether channels of this kind can be reached from here, or why not and what to do about it.
    fn reaches(&self, kind: RouteKind) -> Result<(), String>;

    /// The public key that a browser has to know to be told by this server.
    fn push_key(&self) -> Option<&str> {
        None
    }

    /// Sends it once, and answers when the other side has taken or refused it: after 30 s at the latest.
    async fn send(&self, letter: &Letter) -> Result<(), Undelivered>;
}

/// Reaches nobody.
pub(crate) struct Nobody;

#[async_trait]
impl Courier for Nobody {
    fn reaches(&self, _: RouteKind) -> Result<(), String> {
        Err("This program sends no messages.".to_owned())
    }

    async fn send(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.reaches(letter.channel.route.kind()).map_err(Undelivered::Refused)
    }
}
