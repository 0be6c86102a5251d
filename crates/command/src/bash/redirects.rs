//! Where input comes from and output goes to.

use super::{
    heredoc, unquote,
    walk::{Around, Tail, Walk},
};
use crate::{
    shape::text,
    simple::{Dialect, Feed, Send, Simple},
};
use domain::action::{Severity, Word};
use tree_sitter::Node;

/// More here-documents than this are not read.
const MOST: u32 = 200;

impl Walk<'_> {
    /// Visits a statement whose input or output goes elsewhere.
    pub(super) fn redirected(&mut self, node: Node<'_>, around: &Around) {
        let mut around = around.clone();
        let body = node.child_by_field_name("body");
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let mut after = Vec::new();
        for child in children.iter().copied().filter(|child| Some(*child) != body) {
            self.redirect(child, &mut around.tail, &mut after);
        }
        let from = body.map(|body| self.first_word(body));
        match body {
            Some(body) => {
                let before = self.reader.count();
                self.visit(body, &around);
                // Such as `((…)) > file`, which runs no program and writes all the same.
                if self.reader.count() == before && !around.tail.sends.is_empty() {
                    let words = vec![Word::Literal(">".into())];
                    self.finish(Simple::new(Dialect::Posix, words, self.line(node)), &around);
                }
            }
            None => self.finish(
                Simple::new(Dialect::Posix, vec![Word::Literal(">".into())], self.line(node)),
                &around,
            ),
        }
        for child in children.into_iter().filter(|child| Some(*child) != body) {
            // Substitutions in its words, and the commands that stand after a here-document's start.
            self.below_redirect(child, &after, from.as_deref());
        }
    }

    fn below_redirect(&mut self, redirect: Node<'_>, after: &[usize], from: Option<&str>) {
        let mut cursor = redirect.walk();
        let children: Vec<Node<'_>> = redirect.named_children(&mut cursor).collect();
        for child in children {
            let piped = child.kind() == "pipeline" && after.contains(&child.id());
            let piped = if piped { from.map(str::to_owned) } else { None };
            if matches!(child.kind(), "file_redirect" | "herestring_redirect") {
                self.below(child, &Around::default());
            } else {
                self.visit(child, &Around { piped, ..Around::default() });
            }
        }
    }

    /// Takes in one redirection. `after` gathers the statements the grammar hangs below a here-document.
    pub(super) fn redirect(&mut self, node: Node<'_>, tail: &mut Tail, after: &mut Vec<usize>) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        match node.kind() {
            "file_redirect" => {
                let mut targets = node.children_by_field_name("destination", &mut cursor);
                let target = targets.next().map(|target| unquote(text(target, self.source)));
                tail.words.extend(targets.map(|word| unquote(text(word, self.source))));
                let operator =
                    children.iter().find(|child| !child.is_named()).map_or("", |it| it.kind());
                let Some(target) = target else { return };
                let null = target.literal() == Some("/dev/null");
                let number = target
                    .literal()
                    .is_some_and(|to| to.chars().all(|char| char.is_ascii_digit() || char == '-'));
                match operator {
                    ">" | ">>" | "&>" | "&>>" | ">|" | ">&" if null => {
                        let descriptor = children[0].kind() == "file_descriptor";
                        tail.silent |= !descriptor || text(children[0], self.source) == "1";
                    }
                    ">&" | "<&" | ">&-" | "<&-" if number => {}
                    "<" => {
                        tail.feed = Feed::Unknown;
                        tail.takes.push(target);
                    }
                    _ => tail.sends.push(Send { to: target, append: operator.ends_with(">>") }),
                }
            }
            "heredoc_redirect" => {
                self.heredocs += 1;
                // Each is looked for to the end of the script.
                let (feed, sound) = if self.heredocs > MOST {
                    (Feed::Unknown, false)
                } else {
                    heredoc::feed(node, self.source, &self.lines)
                };
                tail.feed = feed;
                if !sound {
                    let why = "A here-document may end elsewhere than it seems";
                    self.reader.unclear(Severity::Note, self.line(node), why);
                }
                for child in children.into_iter().filter(Node::is_named) {
                    match child.kind() {
                        "heredoc_start" | "heredoc_body" | "heredoc_end" | "file_descriptor" => {}
                        "file_redirect" | "herestring_redirect" => {
                            self.redirect(child, tail, after);
                        }
                        "pipeline" | "list" | "command" | "redirected_statement" => {
                            after.push(child.id());
                        }
                        _ => tail.words.push(unquote(text(child, self.source))),
                    }
                }
            }
            "herestring_redirect" => {
                let word = children.into_iter().rfind(Node::is_named);
                tail.feed = match word.map(|word| unquote(text(word, self.source))) {
                    Some(Word::Literal(text)) => Feed::Text(text + "\n"),
                    _ => Feed::Unknown,
                };
            }
            _ => {}
        }
    }
}
