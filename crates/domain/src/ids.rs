//! One newtype per id. An id is opaque text outside; inside it is a short prefix and a UUIDv7 in hex.

use serde::{Deserialize, Serialize};

/// Longest id that is looked at; anything longer cannot exist.
pub const MAX_ID: usize = 64;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What an id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Takes an id as it came from outside or from the store; it need not exist.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A task.
    TaskId, "t_"
);
id!(
    /// One request for a human decision.
    ApprovalId, "ap_"
);
id!(
    /// A machine with a runner on it.
    DesktopId, "d_"
);
id!(
    /// A person who can sign in.
    PersonId, "u_"
);
id!(
    /// An API key or a runner's token.
    KeyId, "k_"
);
id!(
    /// A signed-in browser.
    SessionId, "s_"
);
id!(
    /// A message in a task's thread.
    MessageId, "m_"
);
id!(
    /// A comment on a line of a changed file.
    CommentId, "c_"
);
id!(
    /// One exact change that an agent proposes.
    ActionId, "a_"
);
id!(
    /// A rule of the policy.
    RuleId, "r_"
);
id!(
    /// A saved command.
    ScriptId, "sc_"
);
id!(
    /// An outside address that is told of ended tasks.
    WebhookId, "wh_"
);
id!(
    /// One telling of one ended task.
    DeliveryId, "wd_"
);
id!(
    /// A way to tell somebody that something waits.
    ChannelId, "nc_"
);
id!(
    /// The right to work on a claimed task until it is given up or lost; a fencing token.
    Lease, "l_"
);

/// How often a record was written. A write names the version it read; another version means somebody was faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub i64);

impl Version {
    /// The version of a record that was just made.
    pub const FIRST: Self = Self(1);

    /// The version after one more write.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// The number of an event: given by the writer inside the committing batch, without gaps or disorder.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct EventSeq(pub i64);
