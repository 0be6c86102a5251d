//! bash and sh, by the bash grammar.

mod guard;
mod heredoc;
mod only;
mod redirects;
mod walk;
mod words;

pub(crate) use only::only_bash;
pub(crate) use words::unquote;

use crate::{
    reader::Reader,
    shape::{self, Grammar},
    simple::Dialect,
};
use domain::action::Severity;

/// Reads a script that begins on a line.
pub(crate) fn read(reader: &mut Reader, text: &str, line: u32) {
    let grammar = Grammar {
        language: tree_sitter_bash::LANGUAGE.into(),
        dialect: Dialect::Posix,
        opaque: &["string", "string_content", "heredoc_body", "heredoc_content"],
    };
    let why = "It holds carriage returns or NULs, which a shell reads as part of a word";
    let odd = |char| matches!(char, '\r' | '\0');
    reader.unclear_where(|line| line.contains(odd), Severity::Note, (text, line), why);
    reader.blanks(text, line);
    lone_backslash(reader, text, line);
    if let Some(tree) = shape::parse(reader, &grammar, text, line) {
        if guard::unseen(tree.root_node(), text) {
            let why = "It runs something in a place that our parser does not show";
            reader.unclear(Severity::High, line, why);
        }
        walk::Walk {
            reader,
            source: text,
            lines: text.split('\n').collect(),
            heredocs: 0,
            base: line,
        }
        .visit(tree.root_node(), &walk::Around::default());
    }
}

/// Notes a line that holds nothing but a backslash. To a shell it is empty, and what follows is a command of its own; the
/// grammar takes what follows for words of the command before.
fn lone_backslash(reader: &mut Reader, text: &str, line: u32) {
    let alone = |line: &str| line.trim_matches([' ', '\t']) == "\\";
    let why = "It has a line of a backslash alone, after which a shell may begin another command";
    reader.unclear_where(alone, Severity::High, (text, line), why);
}
