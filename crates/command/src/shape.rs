//! Whether a parse tree tells the whole story. A grammar for editors skips what it does not know; a shell does not.

use std::ops::ControlFlow;

use crate::{reader::Reader, simple::Dialect};
use domain::action::Severity;
use tree_sitter::{Language, Node, ParseOptions, Parser, Tree};

/// How deep a tree may be. Walking it takes a call for each level.
const DEEPEST: usize = 400;
/// How often the parser may ask to go on: ordinary code of 64 KiB asks about 2000 times, a riddle without end.
const PATIENCE: u32 = 2_500;

/// What is said of a riddle.
const TANGLED: &str = "It is too tangled to be read";

/// What is particular to a language.
pub(crate) struct Grammar {
    pub language: Language,
    pub dialect: Dialect,
    /// Nodes whose text is more than their children.
    pub opaque: &'static [&'static str],
}

/// Parses a text and looks at its shape. `None` when the tree is not fit to be walked; why is noted.
pub(crate) fn parse(reader: &mut Reader, grammar: &Grammar, text: &str, line: u32) -> Option<Tree> {
    let mut parser = Parser::new();
    let mut asked = 0;
    let stop = reader.stop.clone();
    let mut go_on = |_: &tree_sitter::ParseState| {
        asked += 1;
        if asked > PATIENCE || stop.called() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let options = ParseOptions::new().progress_callback(&mut go_on);
    let bytes = ascii(text);
    let mut input = |at: usize, _| bytes.get(at..).unwrap_or_default();
    let tree = match parser.set_language(&grammar.language) {
        Ok(()) => parser.parse_with_options(&mut input, None, Some(options)),
        Err(_) => None,
    };
    let Some(tree) = tree else {
        reader.unclear(Severity::High, line, TANGLED);
        return None;
    };
    let (mut broken, mut odd) = (None, None);
    let root = tree.root_node();
    if !blank(grammar.dialect, text, 0, root.start_byte())
        || !blank(grammar.dialect, text, root.end_byte(), text.len())
    {
        odd = Some(line);
    }
    let mut left = vec![(root, 0)];
    while let Some((node, depth)) = left.pop() {
        let here = line + row(node);
        if reader.stop.called() {
            reader.unclear(Severity::High, here, TANGLED);
            return None;
        }
        if depth > DEEPEST {
            reader.unclear(Severity::High, here, "It is nested too deeply to be read");
            return None;
        }
        if node.is_error() || node.is_missing() {
            broken = Some(broken.unwrap_or(here).min(here));
        }
        if !whole(grammar, node, text) {
            odd = Some(odd.unwrap_or(here).min(here));
        }
        let mut cursor = node.walk();
        left.extend(node.children(&mut cursor).map(|child| (child, depth + 1)));
    }
    if let Some(here) = broken {
        reader.unclear(Severity::Note, here, "Our parser cannot make sense of it");
    }
    if let Some(here) = odd {
        let why = "It holds characters that a shell may read in another way than our parser";
        reader.unclear(Severity::Note, here, why);
    }
    Some(tree)
}

/// The text with every byte beyond ASCII made a letter: the bash grammar's scanner looks characters up in C's table of
/// 256 and reads outside of it for any other. To a shell such a byte is part of a word, as a letter is. Places stay the
/// same, so nodes still point into the text as it was handed in.
fn ascii(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| if byte.is_ascii() { byte } else { b'x' }).collect()
}

/// A node's line, from 0.
pub(crate) fn row(node: Node<'_>) -> u32 {
    u32::try_from(node.start_position().row).unwrap_or(u32::MAX / 2)
}

/// A node's text.
pub(crate) fn text<'a>(node: Node<'_>, source: &'a str) -> &'a str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// Whether nothing but blanks lies between a node's children.
fn whole(grammar: &Grammar, node: Node<'_>, source: &str) -> bool {
    let opaque = grammar.opaque.contains(&node.kind());
    if node.child_count() == 0 {
        let sound = match node.kind() {
            "command_argument_sep" => {
                let at = node.start_byte();
                let colon = text(node, source).starts_with(':');
                blank(grammar.dialect, source, at + usize::from(colon), node.end_byte())
            }
            "comment" => sound_comment(node, source),
            kind => grammar.dialect != Dialect::Posix || one_line(kind, text(node, source)),
        };
        return sound && (!opaque || no_expansion(grammar, node, source, node.byte_range()));
    }
    let mut at = node.start_byte();
    let mut cursor = node.walk();
    let mut gaps = Vec::new();
    for child in node.children(&mut cursor) {
        gaps.push(at..child.start_byte());
        if opaque && child.kind().ends_with("_content") {
            gaps.push(child.byte_range());
        }
        at = child.end_byte();
    }
    gaps.push(at..node.end_byte());
    gaps.into_iter().all(|gap| {
        gap.start <= gap.end
            && if opaque {
                no_expansion(grammar, node, source, gap)
            } else {
                blank(grammar.dialect, source, gap.start, gap.end)
            }
    })
}

/// Text inside quotes that the grammar calls plain must not hold what the shell would run.
fn no_expansion(
    grammar: &Grammar,
    node: Node<'_>,
    source: &str,
    gap: std::ops::Range<usize>,
) -> bool {
    if matches!(node.kind(), "heredoc_body") && quoted_delimiter(node, source) {
        return true;
    }
    let escape = if grammar.dialect == Dialect::Powershell { '`' } else { '\\' };
    let mut chars = source.get(gap).unwrap_or_default().chars().peekable();
    while let Some(char) = chars.next() {
        if char == escape {
            chars.next();
        } else if (char == '`' && grammar.dialect != Dialect::Powershell)
            || (char == '$' && matches!(chars.peek(), Some('(' | '{')))
        {
            return false;
        }
    }
    true
}

fn quoted_delimiter(body: Node<'_>, source: &str) -> bool {
    let Some(redirect) = body.parent() else { return false };
    let mut cursor = redirect.walk();
    let start = redirect.children(&mut cursor).find(|node| node.kind() == "heredoc_start");
    start.is_some_and(|start| text(start, source).contains(['\'', '"', '\\']))
}

/// The bash grammar's scanner can take the end of a line into a word, when the next line begins with a backslash: to a
/// shell, `ls⏎\rm x` is two commands. Only what is quoted goes over lines.
fn one_line(kind: &str, leaf: &str) -> bool {
    let quoted = matches!(
        kind,
        "raw_string" | "ansi_c_string" | "string_content" | "heredoc_body" | "heredoc_content"
    );
    quoted || leaf.trim().is_empty() || !leaf.replace("\\\n", "").contains('\n')
}

fn sound_comment(node: Node<'_>, source: &str) -> bool {
    let before = source.get(..node.start_byte()).unwrap_or_default().chars().next_back();
    let begins = before.is_none_or(|char| " \t\n;&|(){}".contains(char));
    let block = text(node, source).starts_with("<#");
    begins && (block || !text(node, source).contains('\n'))
}

/// Whether a stretch of text separates words, and does nothing else, for the shell as for the grammar.
fn blank(dialect: Dialect, source: &str, start: usize, end: usize) -> bool {
    let Some(gap) = source.get(start..end) else { return false };
    let (continued, plain) = match dialect {
        Dialect::Powershell => {
            let gap = gap.replace("\r\n", "\n");
            (gap.contains("`\n"), gap.replace("`\n", ""))
        }
        _ => (gap.contains("\\\n"), gap.replace("\\\n", "")),
    };
    // A continued line joins what stands on both sides, unless a blank parts it.
    let parted = !plain.is_empty()
        || source[..start].ends_with([' ', '\t', '\n'])
        || source[end..].starts_with([' ', '\t', '\n']);
    plain.chars().all(|char| matches!(char, ' ' | '\t' | '\n')) && (parted || !continued)
}
