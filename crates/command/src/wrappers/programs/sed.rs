//! sed: a few of its commands run programs and write files.

use crate::simple::{Simple, show};
use domain::action::Word;
use std::{iter::Peekable, str::Chars};

/// Whether its script runs or writes, or is not there to read.
pub(in crate::wrappers) fn runs(simple: &Simple) -> bool {
    let (mut code, mut file) = (String::new(), false);
    let mut first = None;
    let mut words = simple.words.iter().skip(1);
    let mut add = |word: Option<&Word>, rest: &str| -> bool {
        code += word.map_or(rest, |word| if rest.is_empty() { show(word) } else { rest });
        code.push('\n');
        word.is_none_or(|word| word.literal().is_some())
    };
    while let Some(word) = words.next() {
        let arg = show(word);
        let known = if let Some(long) = arg.strip_prefix("--").filter(|long| !long.is_empty()) {
            let (name, value) = long.split_once('=').unwrap_or((long, ""));
            if "expression".starts_with(name) {
                if value.is_empty() { add(words.next(), "") } else { add(Some(word), value) }
            } else {
                let from = "file".starts_with(name) && name.len() > 1;
                file |= from;
                !from || super::there(if value.is_empty() { "-" } else { value })
            }
        } else if let Some(cluster) =
            arg.strip_prefix('-').filter(|rest| !rest.is_empty() && *rest != "-")
        {
            match cluster.find(['e', 'f', 'i', 'l']).map(|at| cluster.split_at(at)) {
                Some((_, rest)) if rest.starts_with('e') => {
                    if rest.len() == 1 {
                        add(words.next(), "")
                    } else {
                        add(Some(word), &rest[1..])
                    }
                }
                Some((_, rest)) if rest.starts_with(['f', 'l']) => {
                    let value =
                        if rest.len() == 1 { words.next().map(show) } else { Some(&rest[1..]) };
                    file |= rest.starts_with('f');
                    rest.starts_with('l') || value.is_some_and(super::there)
                }
                _ => true,
            }
        } else {
            first = first.or(Some(word));
            true
        };
        if !known {
            return true;
        }
    }
    if code.is_empty() && !file {
        let Some(Word::Literal(script)) = first else { return first.is_some() };
        code.clone_from(script);
    }
    plain(&code).is_none()
}

/// Some, when every command of a script only changes the text that passes.
fn plain(script: &str) -> Option<()> {
    let mut at = script.chars().peekable();
    loop {
        skip(&mut at, " \t\n;}");
        let Some(first) = at.peek().copied() else { return Some(()) };
        address(&mut at, first)?;
        match at.next()? {
            '{' => {}
            '#' | 'r' => while at.next_if(|char| *char != '\n').is_some() {},
            's' => {
                let mark = at.next()?;
                field(&mut at, mark)?;
                field(&mut at, mark)?;
                while at.next_if(|flag| "gpiImM0123456789".contains(*flag)).is_some() {}
                end(&mut at)?;
            }
            'y' => {
                let mark = at.next()?;
                field(&mut at, mark)?;
                field(&mut at, mark)?;
                end(&mut at)?;
            }
            'd' | 'D' | 'p' | 'P' | 'q' | 'Q' | 'n' | 'N' | 'g' | 'G' | 'h' | 'H' | 'x' | 'l'
            | 'z' | '=' => {
                skip(&mut at, " 0123456789");
                end(&mut at)?;
            }
            'a' | 'i' | 'c' => line(&mut at),
            'b' | 't' | 'T' | ':' => while at.next_if(|char| !"\n;}".contains(*char)).is_some() {},
            _ => return None,
        }
    }
}

/// `/x/,/y/!` and the like, before a command.
fn address(at: &mut Peekable<Chars<'_>>, first: char) -> Option<()> {
    let mut next = first;
    loop {
        match next {
            '/' => {
                at.next();
                field(at, '/')?;
                while at.next_if(|flag| matches!(flag, 'I' | 'M')).is_some() {}
            }
            '\\' => {
                at.next();
                let mark = at.next()?;
                field(at, mark)?;
            }
            '0'..='9' | '$' | ',' | '~' | '+' | '!' | ' ' | '\t' => {
                at.next();
            }
            _ => return Some(()),
        }
        next = *at.peek()?;
    }
}

/// Up to a mark that no backslash stands before.
fn field(at: &mut Peekable<Chars<'_>>, mark: char) -> Option<()> {
    loop {
        match at.next()? {
            '\\' if mark != '\\' => {
                at.next()?;
            }
            char if char == mark => return Some(()),
            _ => {}
        }
    }
}

fn end(at: &mut Peekable<Chars<'_>>) -> Option<()> {
    skip(at, " \t");
    at.peek().is_none_or(|char| "\n;}#".contains(*char)).then_some(())
}

fn line(at: &mut Peekable<Chars<'_>>) {
    let mut escaped = false;
    for char in at.by_ref() {
        if char == '\n' && !escaped {
            return;
        }
        escaped = char == '\\' && !escaped;
    }
}

fn skip(at: &mut Peekable<Chars<'_>>, these: &str) {
    while at.next_if(|char| these.contains(*char)).is_some() {}
}
