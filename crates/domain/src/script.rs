//! A saved, tested command that a person runs by hand.

use crate::{Party, Refusal, ScriptId, Timestamp, Version, action::Interpreter};
use serde::{Deserialize, Serialize};

/// Something a person fills in before a script runs. The script reads it as a variable of this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// Letters, digits and underscores, not beginning with a digit.
    pub name: String,
    /// What to fill in.
    #[serde(default)]
    pub description: String,
    /// What it is when nothing is filled in; without it something has to be.
    #[serde(default)]
    pub default: Option<String>,
}

/// A saved command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Never changes.
    pub id: ScriptId,
    /// Raised by every change.
    pub version: Version,
    /// Unique without regard to case.
    pub name: String,
    /// What reads it; never `exec`.
    pub interpreter: Interpreter,
    /// The command.
    pub body: String,
    /// What it does and when to use it.
    pub description: String,
    /// What is filled in before it runs.
    pub parameters: Vec<Parameter>,
    /// Who made it.
    pub created_by: Party,
    /// When.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Since when it is no longer offered.
    pub removed_at: Option<Timestamp>,
}

/// What a script was from one change to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptVersion {
    /// Which one.
    pub version: Version,
    /// What read it.
    pub interpreter: Interpreter,
    /// The command.
    pub body: String,
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Party,
}

impl Script {
    /// This version, as the one who made it leaves it.
    pub fn kept(&self, by: Party) -> ScriptVersion {
        ScriptVersion {
            version: self.version,
            interpreter: self.interpreter,
            body: self.body.clone(),
            at: self.updated_at,
            by,
        }
    }

    /// The text that runs: each parameter set as a variable, quoted so that its value is only ever a value, then the body
    /// as it is. This whole text is what the task shows, and what a person approves.
    pub fn with_values<'a>(
        &self,
        value_of: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<String, Refusal> {
        let sigil = if self.interpreter == Interpreter::Powershell { "$" } else { "" };
        let equals = if self.interpreter == Interpreter::Powershell { " = " } else { "=" };
        let mut text = String::new();
        for parameter in &self.parameters {
            let name = parameter.name.as_str();
            let Some(value) = value_of(name).or(parameter.default.as_deref()) else {
                return Err(Refusal::invalid(
                    "parameters",
                    format!("Fill in {name}. It has no default."),
                ));
            };
            let value = self.quoted(value);
            text.extend([sigil, name, equals, "'", value.as_str(), "'\n"]);
        }
        text.push_str(&self.body);
        Ok(text)
    }

    /// A value between single quotes can only end at one of them. PowerShell takes four of typography's for the same.
    fn quoted(&self, value: &str) -> String {
        match self.interpreter {
            Interpreter::Powershell => value.chars().fold(String::new(), |mut all, char| {
                if matches!(char, '\'' | '\u{2018}'..='\u{201b}') {
                    all.push(char);
                }
                all.push(char);
                all
            }),
            _ => value.replace('\'', "'\\''"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PartyKind;

    fn text(interpreter: Interpreter, value: &str) -> String {
        let script = Script {
            id: ScriptId::new("sc_1"),
            version: Version::FIRST,
            name: "A".into(),
            interpreter,
            body: "body\n".into(),
            description: String::new(),
            parameters: vec![Parameter {
                name: "P".into(),
                description: String::new(),
                default: None,
            }],
            created_by: Party { id: "u".into(), name: "Ana".into(), kind: PartyKind::Person },
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            removed_at: None,
        };
        script.with_values(|_| Some(value)).expect("filled in")
    }

    #[test]
    fn a_value_is_only_ever_a_value() {
        assert_eq!(text(Interpreter::Bash, "a'; rm x #"), "P='a'\\''; rm x #'\nbody\n");
        assert_eq!(text(Interpreter::Powershell, "a'; ri x #"), "$P = 'a''; ri x #'\nbody\n");
        for quote in ['\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'] {
            let value = format!("O{quote}Brien");
            let twice = format!("$P = 'O{quote}{quote}Brien'\nbody\n");
            assert_eq!(text(Interpreter::Powershell, &value), twice);
        }
    }
}
