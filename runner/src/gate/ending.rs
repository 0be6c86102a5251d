//! How a held command ended, and the exit code that says so.

use crate::permission::{No, Trouble};

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ran, and this is the exit code of its own; 128 and the signal's number where a signal ended it.
    Ran(u8),
    /// It was let go, and is no program, or none that can be started. 126, or 127 where there is none of this name.
    NotStarted(String, u8),
    /// A person or the policy said no. 77.
    Rejected(String),
    /// Nobody decided in time, or the yes was too old. 75.
    Late(String),
    /// Nobody decided within `--timeout`. 75.
    Undecided,
    /// Somebody took the request, or the yes to it, back. 76.
    TakenBack(String),
    /// The server could not be reached, or went away for too long. 69.
    Away(String),
    /// The server does not take the key, or not this request. 78.
    Refused(String),
    /// What was asked for cannot be asked for. 64.
    Unusable(String),
    /// What was approved is not what would run, or something here does not work. 70.
    Broken(String),
    /// This signal ended the waiting. 128 and its number.
    Stopped(i32),
}

impl Ending {
    /// The exit code. Every one but that of [`Self::Ran`] means that nothing ran.
    pub fn code(&self) -> u8 {
        match self {
            Self::Ran(code) | Self::NotStarted(_, code) => *code,
            Self::Rejected(_) => 77,
            Self::Late(_) | Self::Undecided => 75,
            Self::TakenBack(_) => 76,
            Self::Away(_) => 69,
            Self::Refused(_) => 78,
            Self::Unusable(_) => 64,
            Self::Broken(_) => 70,
            Self::Stopped(signal) => by_signal(*signal),
        }
    }

    /// Why nothing ran. Empty where something did.
    pub fn text(&self) -> String {
        match self {
            Self::Ran(_) => String::new(),
            Self::Undecided => "Nobody decided in time. The request was withdrawn.".to_owned(),
            Self::Stopped(_) => "Called off where it was asked.".to_owned(),
            Self::NotStarted(why, _)
            | Self::Rejected(why)
            | Self::Late(why)
            | Self::TakenBack(why)
            | Self::Away(why)
            | Self::Refused(why)
            | Self::Unusable(why)
            | Self::Broken(why) => why.clone(),
        }
    }
}

impl Ending {
    /// For trouble that came before anybody was asked.
    pub fn from_error(error: &anyhow::Error) -> Self {
        match error.downcast_ref::<Trouble>() {
            Some(Trouble::Away(_)) => Self::Away(format!("{error:#}")),
            _ => Self::Refused(format!("{error:#}")),
        }
    }
}

/// The exit code of what a signal ended, as shells have it.
pub(super) fn by_signal(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

impl From<No> for Ending {
    fn from(no: No) -> Self {
        let text = no.text();
        match no {
            No::Rejected { .. } => Self::Rejected(text),
            No::Expired | No::Lapsed => Self::Late(text),
            No::TakenBack => Self::TakenBack(text),
            No::Used | No::Other => Self::Broken(text),
        }
    }
}

impl From<Trouble> for Ending {
    fn from(trouble: Trouble) -> Self {
        let text = trouble.to_string();
        match trouble.code() {
            None => Self::Away(text),
            Some("blocked" | "already_rejected") => Self::Rejected(text),
            Some("too_large" | "reversed_text" | "invalid_field") => Self::Unusable(text),
            Some(_) => Self::Refused(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_run_nothing_has_a_code_that_scripts_can_tell() {
        let said = |text: &str| text.to_owned();
        let rejected = No::Rejected { by: said("Ada"), feedback: Some(said("not today")) };
        for (ending, code, text) in [
            (Ending::from(rejected), 77, "Ada rejected this: not today"),
            (Ending::from(No::Expired), 75, "Nobody decided in time."),
            (Ending::from(No::TakenBack), 76, "It was taken back before it began."),
            (Ending::from(No::Other), 70, "What was approved is not what was asked."),
            (Ending::from(Trouble::Away(said("x"))), 69, "the server cannot be reached: x"),
            (Ending::Stopped(2), 130, "Called off where it was asked."),
        ] {
            assert_eq!((ending.code(), ending.text().as_str()), (code, text), "{ending:?}");
        }
    }
}
