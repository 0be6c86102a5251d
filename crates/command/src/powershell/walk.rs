//! Finds the commands in a PowerShell tree, wherever they stand.

use super::{statements, unquote};
use crate::{
    reader::Reader,
    shape::{row, text},
    simple::{Dialect, Send, Simple},
};
use domain::action::{Severity, Word};
use tree_sitter::Node;

/// A walk over one script.
pub(super) struct Walk<'a> {
    pub reader: &'a mut Reader,
    pub source: &'a str,
    /// The line the script begins on.
    pub base: u32,
}

impl Walk<'_> {
    /// Visits a node and all below it. `piped` is what stands before it in a pipeline.
    pub(super) fn visit(&mut self, node: Node<'_>, piped: Option<&str>) {
        match node.kind() {
            "pipeline_chain" => self.chain(node, piped),
            "pipeline" => self.pipeline(node),
            // One among a command's words belongs to that command.
            "redirections" => self.redirections(node),
            "type_literal" => self.kind(node),
            "pre_increment_expression"
            | "pre_decrement_expression"
            | "post_increment_expression"
            | "post_decrement_expression" => self.step(node),
            "command" => self.command(node, piped),
            "function_statement" | "class_statement" => {
                let why = "Defines functions or classes, which may then stand for a program";
                self.reader.unclear(Severity::Note, self.line(node), why);
                self.below(node);
            }
            "assignment_expression" => self.assignment(node),
            "invokation_expression" => self.method(node),
            "data_statement" | "inlinescript_statement" | "stop_parsing" => {
                self.reader.unclear(
                    Severity::Note,
                    self.line(node),
                    "Our parser cannot make sense of it",
                );
                self.below(node);
            }
            _ => self.below(node),
        }
    }

    fn line(&self, node: Node<'_>) -> u32 {
        self.base + row(node)
    }

    fn below(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        for child in children {
            self.visit(child, None);
        }
    }

    fn chain(&mut self, node: Node<'_>, piped: Option<&str>) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let mut piped = piped.map(str::to_owned);
        for child in children {
            self.visit(child, piped.as_deref());
            let first = text(child, self.source).split_whitespace().next().unwrap_or("a command");
            piped = Some(first.to_owned());
        }
    }

    fn command(&mut self, node: Node<'_>, piped: Option<&str>) {
        let name = node.child_by_field_name("command_name");
        let written = name.map_or("", |name| text(name, self.source));
        let mut cursor = node.walk();
        let operator = node
            .named_children(&mut cursor)
            .find(|child| child.kind() == "command_invokation_operator")
            .map(|operator| text(operator, self.source).trim().to_owned());
        if written.starts_with('{') {
            // `& { … }`: the block is walked as what it is, and what it prints may go to a file.
            let elements =
                node.named_children(&mut cursor).find(|child| child.kind() == "command_elements");
            if let Some(elements) = elements {
                let mut simple = self.arrow(node);
                self.elements(elements, &mut simple);
                simple.words.truncate(1);
                self.sent(simple);
            }
            self.below(node);
            return;
        }
        let mut simple = Simple::new(Dialect::Powershell, Vec::new(), self.line(node));
        simple.piped = piped.map(str::to_owned);
        if operator.as_deref() == Some(".") {
            simple.words.push(Word::Literal(".".to_owned()));
        }
        // Without `&` a quoted name would not be a command, and a name in brackets is computed.
        simple.words.push(unquote(written));
        let elements =
            node.named_children(&mut cursor).find(|child| child.kind() == "command_elements");
        if let Some(elements) = elements {
            self.elements(elements, &mut simple);
        }
        self.reader.simple(simple);
        self.below(node);
    }

    fn elements(&mut self, elements: Node<'_>, simple: &mut Simple) {
        let mut cursor = elements.walk();
        let children: Vec<Node<'_>> = elements.children(&mut cursor).collect();
        let mut open: Option<(usize, usize)> = None;
        for child in children {
            match child.kind() {
                "command_argument_sep" if child.start_byte() == child.end_byte() => {}
                "command_argument_sep" => self.close(&mut open, simple),
                "redirection" => {
                    self.close(&mut open, simple);
                    self.redirect(child, simple);
                }
                _ => {
                    let start = open.map_or(child.start_byte(), |(start, _)| start);
                    open = Some((start, child.end_byte()));
                }
            }
        }
        self.close(&mut open, simple);
    }

    fn close(&self, open: &mut Option<(usize, usize)>, simple: &mut Simple) {
        let Some((start, end)) = open.take() else { return };
        let raw = self.source.get(start..end).unwrap_or_default().trim();
        // The grammar takes `2>file` for a word.
        let target = raw.trim_start_matches(|char: char| char.is_ascii_digit() || char == '*');
        match target.strip_prefix('>') {
            Some(target) if !target.starts_with('&') => {
                let target = target.trim_start_matches('>');
                Self::send(raw, target, simple);
            }
            _ => simple.words.push(unquote(raw)),
        }
    }

    fn redirect(&mut self, node: Node<'_>, simple: &mut Simple) {
        let all = text(node, self.source);
        let mut cursor = node.walk();
        let target =
            node.named_children(&mut cursor).find(|it| it.kind() == "redirected_file_name");
        let Some(target) = target else { return };
        Self::send(all, text(target, self.source).trim(), simple);
    }

    fn send(all: &str, target: &str, simple: &mut Simple) {
        if target.eq_ignore_ascii_case("$null") {
            simple.silent |=
                !all.starts_with(|char: char| char.is_ascii_digit()) || all.starts_with('1');
        } else {
            simple.sends.push(Send { to: unquote(target), append: all.contains(">>") });
        }
    }

    /// What has no program of its own, but sends what it prints to a file.
    fn arrow(&self, node: Node<'_>) -> Simple {
        let words = vec![Word::Literal(">".to_owned())];
        Simple::new(Dialect::Powershell, words, self.line(node))
    }

    fn sent(&mut self, mut simple: Simple) {
        if !simple.sends.is_empty() {
            simple.more = true;
            self.reader.simple(simple);
        }
    }

    /// `'x' > file`: the redirections of an expression.
    fn redirections(&mut self, node: Node<'_>) {
        let mut simple = self.arrow(node);
        let mut cursor = node.walk();
        for redirection in node.named_children(&mut cursor) {
            self.redirect(redirection, &mut simple);
        }
        self.sent(simple);
        self.below(node);
    }

    /// A statement. One that leaves no part behind would be covered by whatever covers the others.
    fn pipeline(&mut self, node: Node<'_>) {
        let before = self.reader.count();
        self.below(node);
        if self.reader.count() == before && statements::stands_alone(node) {
            let why = "Has a statement without a program, which our rules do not read";
            self.reader.unclear(Severity::Note, self.line(node), why);
        }
    }

    /// `[adsi]'…'`: making a thing of a type may contact a machine or run code.
    fn kind(&mut self, node: Node<'_>) {
        let name = text(node, self.source);
        if statements::converts(node) && !statements::plain_type(name) {
            let why = format!("Makes something of the type {name}, which may run or contact more");
            self.reader.unclear(Severity::High, self.line(node), &why);
        }
        self.below(node);
    }

    /// `$x++` sets `$x` as `=` does.
    fn step(&mut self, node: Node<'_>) {
        let all = text(node, self.source);
        let words = vec![
            Word::Literal(format!("{}=", all.replace(['+', '-'], ""))),
            Word::Dynamic(all.to_owned()),
        ];
        let mut simple = Simple::new(Dialect::Powershell, words, self.line(node));
        simple.more = true;
        self.reader.simple(simple);
        self.below(node);
    }

    /// `$x = …`: a part of its own, as it may change what later words and programs are.
    fn assignment(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let left = children.first().map_or("", |left| text(*left, self.source)).trim();
        let value = node.child_by_field_name("value").map_or("", |value| text(value, self.source));
        let words = vec![Word::Literal(format!("{left}=")), unquote(value)];
        let mut simple = Simple::new(Dialect::Powershell, words, self.line(node));
        simple.more = true;
        simple.sets.push(format!("{left}={value}"));
        if left.starts_with("${") && left.contains(':')
            || left.to_ascii_lowercase().starts_with("$function:")
        {
            self.reader.unclear(
                Severity::Note,
                simple.line,
                "Sets something that may stand for a program",
            );
        }
        self.reader.simple(simple);
        self.below(node);
    }

    /// `[Type]::Method(…)` or `$x.Method(…)`: a part named so that no rule for a program covers it.
    fn method(&mut self, node: Node<'_>) {
        let all = text(node, self.source);
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.named_children(&mut cursor).collect();
        let of = |kind: &str| children.iter().copied().find(|child| child.kind() == kind);
        let class = of("type_literal").map_or("", |class| text(class, self.source));
        let dots = if class.is_empty() { "." } else { "::" };
        let name = match of("member_name") {
            Some(name) => Word::Literal(format!("{class}{dots}{}", text(name, self.source))),
            None => Word::Dynamic(all.to_owned()),
        };
        let arguments = of("argument_list").map_or("", |list| text(list, self.source));
        let mut words = vec![name];
        if !matches!(arguments, "" | "()") {
            words.push(Word::Dynamic(arguments.to_owned()));
        }
        let dynamic = of("member_name")
            .is_some_and(|name| text(name, self.source).starts_with(['$', '(', '"', '\'']));
        let simple = Simple::new(Dialect::Powershell, words, self.line(node));
        if dynamic {
            self.reader.unclear(
                Severity::High,
                simple.line,
                "Which method it calls is known only when it runs",
            );
        }
        self.reader.simple(simple);
        self.below(node);
    }
}
