//! What a command itself says it does, by our own rules. A fact can only raise concern; none found promises nothing.

use serde::{Deserialize, Serialize};

/// What kind of thing a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FactKind {
    /// It removes something.
    Deletes,
    /// It writes or overwrites something.
    Writes,
    /// It installs or removes software.
    Installs,
    /// It contacts a host.
    Contacts,
    /// It runs with more rights than its account has.
    Elevated,
    /// What it fetches or decodes is handed to a shell unread.
    PipesToShell,
    /// It decodes something.
    Decodes,
    /// It hides what it does, or its own traces.
    Hides,
    /// It makes programs load or run something else, through a variable.
    Loads,
    /// It runs another program or shell inside.
    Wraps,
    /// It stops, starts or changes services, accounts or the system's settings.
    System,
    /// It reads what is usually secret.
    Secrets,
    /// It is given a secret of its desktop.
    GivenSecret,
    /// It could not be read, so nothing is known.
    Unreadable,
}

impl FactKind {
    /// The kind's name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Deletes => "Deletes",
            Self::Writes => "Writes",
            Self::Installs => "Installs",
            Self::Contacts => "Contacts",
            Self::Elevated => "Elevated",
            Self::PipesToShell => "Pipes to a shell",
            Self::Decodes => "Decodes",
            Self::Hides => "Hides",
            Self::Loads => "Loads",
            Self::Wraps => "Runs inside",
            Self::System => "Changes the system",
            Self::Secrets => "Reads secrets",
            Self::GivenSecret => "Given a secret",
            Self::Unreadable => "Not readable",
        }
    }
}

/// How much a fact weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Severity {
    /// Good to know.
    Info,
    /// It changes something.
    Note,
    /// It is costly to reverse, or it hides something.
    High,
}

/// One thing that the command says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// What kind of thing.
    pub kind: FactKind,
    /// In words, with the command's own words in it: "Deletes /var/log/app, with everything below it".
    pub text: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The line of the code it stands in, from 1.
    pub line: Option<u32>,
    /// The word of the code that it points at, as it is read: quotes taken off. None in what was read before words were
    /// kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}
