//! What an agent does itself once it is let go on. Mission Control decides whether it may, and does not run it.

use serde::{Deserialize, Serialize};

/// One change of a file, as an agent disclosed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edit {
    /// The file, as the agent names it.
    pub path: String,
    /// The text that is replaced; null where the file is new.
    #[serde(default)]
    pub old: Option<String>,
    /// The text that takes its place; null where the file goes.
    #[serde(default)]
    pub new: Option<String>,
}

/// What the agent calls the tool that it would use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ToolRef {
    /// Its name, such as `Bash`; at most 200 characters.
    pub name: String,
    /// What kind of tool it is, in the agent's words, such as `execute` or `edit`; at most 200 characters.
    #[serde(default)]
    pub kind: Option<String>,
}

/// What only an agent can do: nothing that a runner could start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It changes files.
    Edits(Vec<Edit>),
    /// It calls a tool of its own with this input, as JSON.
    Input(String),
    /// It asks whether it may do what this text says, as Markdown.
    Question(String),
    /// It did not say what exactly it would do.
    Undisclosed,
}

impl Deed {
    /// How many bytes it is.
    pub fn len(&self) -> usize {
        match self {
            Self::Edits(edits) => edits.iter().map(Edit::bytes).sum(),
            Self::Input(text) | Self::Question(text) => text.len(),
            Self::Undisclosed => 0,
        }
    }

    /// Whether it says nothing, where it should.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Edits(edits) => edits.is_empty(),
            Self::Input(text) | Self::Question(text) => text.trim().is_empty(),
            Self::Undisclosed => false,
        }
    }

    /// It as a person reads it. Of edits: what goes begins with `-`, what comes with `+`.
    pub fn text(&self) -> String {
        match self {
            Self::Edits(edits) => edits.iter().map(edit_text).collect::<Vec<_>>().join("\n"),
            Self::Input(text) | Self::Question(text) => text.clone(),
            Self::Undisclosed => String::new(),
        }
    }
}

impl Edit {
    /// How many bytes it is: its path, and both texts.
    pub fn bytes(&self) -> usize {
        let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.path.len() + of(&self.old) + of(&self.new)
    }
}

fn edit_text(edit: &Edit) -> String {
    let mut text = edit.path.clone();
    for (mark, part) in [('-', &edit.old), ('+', &edit.new)] {
        for line in part.iter().flat_map(|part| part.lines()) {
            text.extend(['\n', mark]);
            text.push_str(line);
        }
    }
    text
}

/// That the agent does it itself, and how it would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Own {
    /// The agent's tool.
    pub tool: ToolRef,
    /// Whether the agent runs what a person changes the command to.
    pub editable: bool,
}
