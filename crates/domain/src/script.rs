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

impl Script {
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
            let value = value.replace('\'', self.quote());
            text.extend([sigil, name, equals, "'", value.as_str(), "'\n"]);
        }
        text.push_str(&self.body);
        Ok(text)
    }

    /// A single quote inside single quotes.
    const fn quote(&self) -> &'static str {
        match self.interpreter {
            Interpreter::Powershell => "''",
            _ => "'\\''",
        }
    }
}
