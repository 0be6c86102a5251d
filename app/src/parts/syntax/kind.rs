//! The few things that code is made of, as far as they are told apart by colour.

/// What a piece of code is. Everything else, names and signs above all, has the colour of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Said to people, not to the machine.
    Comment,
    /// A text, with its quotes.
    String,
    /// A number, or another value that stands for itself.
    Number,
    /// A word of the language.
    Keyword,
    /// A type.
    Type,
    /// A function, where it is made or used.
    Function,
    /// The name of a value: a key, an attribute, a tag, a variable of a shell.
    Name,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Comment,
        Self::String,
        Self::Number,
        Self::Keyword,
        Self::Type,
        Self::Function,
        Self::Name,
    ];

    /// Its class in the style sheet. There are no others.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Comment => "syn-comment",
            Self::String => "syn-string",
            Self::Number => "syn-number",
            Self::Keyword => "syn-keyword",
            Self::Type => "syn-type",
            Self::Function => "syn-function",
            Self::Name => "syn-name",
        }
    }
}
