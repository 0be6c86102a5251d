//! Finds the simple commands in a bash tree, wherever they stand.

use super::unquote;
use crate::{
    reader::Reader,
    shape::{row, text},
    simple::{Dialect, Feed, Send, Simple},
};
use domain::action::{FactKind, Severity, Word};
use tree_sitter::Node;

/// Words that begin a construct; as a program's name they show that the parser lost its way.
const KEYWORDS: [&str; 18] = [
    "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "for", "case", "esac",
    "function", "select", "coproc", "in", "{", "}",
];

/// What stands around a command and belongs to it.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub more: bool,
    pub silent: bool,
    pub piped: Option<String>,
    /// For the last command alone.
    pub tail: Tail,
}

#[derive(Clone, Default)]
/// Redirections, and words that stand after them.
pub(super) struct Tail {
    pub sends: Vec<Send>,
    pub takes: Vec<Word>,
    pub silent: bool,
    pub feed: Feed,
    pub words: Vec<Word>,
}

/// A walk over one script.
pub(super) struct Walk<'a> {
    pub reader: &'a mut Reader,
    pub source: &'a str,
    /// The same, line by line.
    pub lines: Vec<&'a str>,
    /// How many here-documents were met.
    pub heredocs: u32,
    /// The line the script begins on.
    pub base: u32,
}

impl Walk<'_> {
    /// Visits a node and all below it.
    pub(super) fn visit(&mut self, node: Node<'_>, around: &Around) {
        match node.kind() {
            "command" => self.command(node, around),
            "declaration_command" | "unset_command" => self.declaration(node, around),
            "test_command" => self.test(node, around),
            "variable_assignment" => self.assignment(node, around),
            "redirected_statement" => self.redirected(node, around),
            "pipeline" => self.pipeline(node, around),
            "list" | "negated_command" => self.list(node, around),
            "function_definition" => {
                let name =
                    node.child_by_field_name("name").map_or("", |name| text(name, self.source));
                let why = format!("Defines {name}, which may then stand for a program");
                self.reader.unclear(Severity::Note, self.line(node), &why);
                let body =
                    node.child_by_field_name("body").map_or("", |body| text(body, self.source));
                if !name.is_empty()
                    && body.contains(name)
                    && body.contains('|')
                    && body.contains('&')
                {
                    let text =
                        format!("{name} starts itself again and again, until nothing else can run");
                    self.reader.facts.add(FactKind::System, Severity::High, self.line(node), &text);
                }
                self.below(node, &Around::default());
            }
            "for_statement" => {
                if let Some(name) = node.child_by_field_name("variable") {
                    let words = vec![Word::Literal(format!("{}=", text(name, self.source)))];
                    let mut simple = Simple::new(Dialect::Posix, words, self.line(node));
                    simple.more = true;
                    self.reader.simple(simple);
                }
                self.compound(node, around);
            }
            "command_substitution" if text(node, self.source).starts_with('`') => {
                if text(node, self.source).contains('\\') {
                    let why = "Backslashes inside backticks are read twice";
                    self.reader.unclear(Severity::Note, self.line(node), why);
                }
                self.below(node, &Around::default());
            }
            "command_substitution" | "process_substitution" => self.below(node, &Around::default()),
            _ => self.compound(node, around),
        }
    }

    pub(super) fn line(&self, node: Node<'_>) -> u32 {
        self.base + row(node)
    }

    pub(super) fn below(&mut self, node: Node<'_>, around: &Around) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        for child in children {
            self.visit(child, around);
        }
    }

    /// What holds statements: what goes to it as a whole may go to each.
    fn compound(&mut self, node: Node<'_>, around: &Around) {
        let more = around.more || !around.tail.sends.is_empty() || !around.tail.takes.is_empty();
        let silent = around.silent || around.tail.silent;
        if !around.tail.words.is_empty() {
            self.reader.unclear(
                Severity::Note,
                self.line(node),
                "Our parser cannot make sense of it",
            );
        }
        let inside = Around { more, silent, ..Around::default() };
        self.below(node, &inside);
    }

    fn list(&mut self, node: Node<'_>, around: &Around) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let last = children.len().saturating_sub(1);
        for (place, child) in children.into_iter().enumerate() {
            let tail = if place == last { around.tail.clone() } else { Tail::default() };
            self.visit(child, &Around { tail, ..around.clone() });
        }
    }

    fn pipeline(&mut self, node: Node<'_>, around: &Around) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let last = children.len().saturating_sub(1);
        let mut piped = around.piped.clone();
        for (place, child) in children.into_iter().enumerate() {
            let tail = if place == last { around.tail.clone() } else { Tail::default() };
            self.visit(child, &Around { piped, tail, ..around.clone() });
            piped = Some(self.first_word(child));
        }
    }

    /// The name of the program that prints what the next one in the pipeline reads.
    pub(super) fn first_word(&self, node: Node<'_>) -> String {
        let all = text(node, self.source);
        all.split_whitespace().next().unwrap_or("a command").to_owned()
    }

    fn command(&mut self, node: Node<'_>, around: &Around) {
        let mut simple = Simple::new(Dialect::Posix, Vec::new(), self.line(node));
        let mut around = around.clone();
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        for child in &children {
            match child.kind() {
                "variable_assignment" => simple.sets.push(text(*child, self.source).to_owned()),
                "file_redirect" | "herestring_redirect" => {
                    self.redirect(*child, &mut around.tail, &mut Vec::new());
                }
                "comment" => {}
                _ => simple.words.push(unquote(text(*child, self.source))),
            }
        }
        let name = node.child_by_field_name("name").map_or("", |name| text(name, self.source));
        if KEYWORDS.contains(&name) || looks_like_assignment(name) {
            self.reader.unclear(Severity::Note, simple.line, "Our parser cannot make sense of it");
        }
        self.finish(simple, &around);
        for child in children.into_iter().filter(Node::is_named) {
            self.substitutions(child);
        }
    }

    /// Puts what stands around a command to it, and hands it on.
    pub(super) fn finish(&mut self, mut simple: Simple, around: &Around) {
        let tail = around.tail.clone();
        simple.words.extend(tail.words);
        simple.sends.extend(tail.sends);
        // Where the input comes from is known only when it runs, or it is no file.
        let odd = |word: &Word| {
            word.literal().is_none_or(|from| from.starts_with("/dev/") && from != "/dev/null")
        };
        simple.more |= tail.takes.iter().any(odd);
        simple.takes = tail.takes;
        simple.silent = around.silent || tail.silent;
        simple.more |= around.more;
        simple.feed = tail.feed;
        simple.piped.clone_from(&around.piped);
        self.reader.simple(simple);
    }

    /// The commands inside a word. An assignment inside a command is none of its own.
    fn substitutions(&mut self, node: Node<'_>) {
        match node.kind() {
            "command_substitution" | "process_substitution" => self.visit(node, &Around::default()),
            _ => {
                let mut cursor = node.walk();
                let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
                for child in children {
                    self.substitutions(child);
                }
            }
        }
    }

    fn declaration(&mut self, node: Node<'_>, around: &Around) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        let words = children.iter().map(|child| unquote(text(*child, self.source))).collect();
        let mut simple = Simple::new(Dialect::Posix, words, self.line(node));
        simple.more = true;
        self.finish(simple, around);
        self.substitutions(node);
    }

    fn assignment(&mut self, node: Node<'_>, around: &Around) {
        let all = text(node, self.source);
        let (name, value) = all.split_once('=').unwrap_or((all, ""));
        let words = vec![Word::Literal(format!("{name}=")), unquote(value)];
        let mut simple = Simple::new(Dialect::Posix, words, self.line(node));
        simple.more = true;
        simple.sets.push(all.to_owned());
        self.finish(simple, around);
        self.substitutions(node);
    }

    fn test(&mut self, node: Node<'_>, around: &Around) {
        let words = text(node, self.source).split_whitespace().map(unquote).collect();
        self.finish(Simple::new(Dialect::Posix, words, self.line(node)), around);
        self.substitutions(node);
    }
}

fn looks_like_assignment(name: &str) -> bool {
    name.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.chars().all(|char| char.is_ascii_alphanumeric() || "_[]+".contains(char))
    })
}
