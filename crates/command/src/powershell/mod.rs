//! PowerShell, by its grammar.

mod statements;
mod walk;
mod words;

pub(crate) use words::unquote;

use crate::{
    reader::Reader,
    shape::{self, Grammar},
    simple::Dialect,
};
use domain::action::Severity;

/// Quotes and dashes of typography, which PowerShell takes for plain ones.
const TYPOGRAPHY: [char; 11] = [
    '\u{2013}', '\u{2014}', '\u{2015}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{201c}',
    '\u{201d}', '\u{201e}', '\0',
];

/// Reads a script that begins on a line.
pub(crate) fn read(reader: &mut Reader, text: &str, line: u32) {
    let grammar = Grammar {
        language: tree_sitter_powershell::LANGUAGE.into(),
        dialect: Dialect::Powershell,
        opaque: &["string_literal", "expandable_string_literal", "expandable_here_string_literal"],
    };
    let why = "It holds characters that PowerShell takes for quotes, dashes or line ends";
    let plain = text.replace("\r\n", "\n");
    let odd = |char| char == '\r' || TYPOGRAPHY.contains(&char);
    reader.unclear_where(|line| line.contains(odd), Severity::Note, (&plain, line), why);
    reader.blanks(text, line);
    if statements::requires(text) {
        reader.unclear(Severity::High, line, "Its #Requires line may load modules, which run code");
    }
    if let Some(tree) = shape::parse(reader, &grammar, text, line) {
        walk::Walk { reader, source: text, base: line }.visit(tree.root_node(), None);
    }
}
