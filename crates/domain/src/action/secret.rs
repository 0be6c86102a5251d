//! References to secrets: a proposal names a secret of its desktop, and only the desktop's runner knows the value.

use super::{Code, Proposal};
use std::collections::{BTreeMap, BTreeSet};

/// What a reference begins with. It ends with `}}`.
const OPENS: &str = "{{secret:";
const CLOSES: &str = "}}";
/// The most characters of a secret's name.
const NAME: usize = 64;

/// Text that begins like a reference and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelt;

enum Part<'a> {
    Text(&'a str),
    Secret(&'a str),
}

/// Whether a secret may be called this: 1 to 64 ASCII letters, digits, `-`, `_` and `.`, a letter or digit first.
pub fn is_secret_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    name.len() <= NAME
        && name.bytes().all(plain)
        && name.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
}

/// How a proposal refers to the secret of this name.
pub fn secret_reference(name: &str) -> String {
    format!("{OPENS}{name}{CLOSES}")
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, Misspelt> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(OPENS) {
        let (before, reference) = rest.split_at(at);
        let (name, after) = reference[OPENS.len()..].split_once(CLOSES).ok_or(Misspelt)?;
        if !is_secret_name(name) {
            return Err(Misspelt);
        }
        parts.extend([Part::Text(before), Part::Secret(name)]);
        rest = after;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

/// The names of the secrets that a text refers to.
pub fn secrets_in(text: &str) -> Result<BTreeSet<&str>, Misspelt> {
    let names = parts(text)?.into_iter().filter_map(|part| match part {
        Part::Text(_) => None,
        Part::Secret(name) => Some(name),
    });
    Ok(names.collect())
}

/// The text with every reference replaced by its value. A value is never read for references again. Text that begins like
/// a reference and is none stays as it is, as no proposal that holds such text is taken.
///
/// Fails with the name of the first secret that has no value.
pub fn fill_secrets<'v>(
    text: &str,
    value: impl Fn(&str) -> Option<&'v str>,
) -> Result<String, String> {
    let Ok(parts) = parts(text) else { return Ok(text.to_owned()) };
    let mut filled = String::with_capacity(text.len());
    for part in parts {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Secret(name) => filled.push_str(value(name).ok_or_else(|| name.to_owned())?),
        }
    }
    Ok(filled)
}

/// The secrets that this would be given: names in the values of variables and in a program's arguments.
pub fn secrets_of<'a>(code: &'a Code, env: &'a BTreeMap<String, String>) -> BTreeSet<&'a str> {
    let arguments: &[String] = match code {
        Code::Argv(argv) => argv.get(1..).unwrap_or_default(),
        Code::Script(_) | Code::Deed(_) => &[],
    };
    let texts = arguments.iter().chain(env.values());
    texts.filter_map(|text| secrets_in(text).ok()).flatten().collect()
}

impl Proposal {
    /// The names of the secrets that it refers to.
    pub fn secrets(&self) -> BTreeSet<&str> {
        secrets_of(&self.code, &self.env)
    }

    /// The names of those that stand in arguments, where other accounts of the machine may read them while it runs.
    pub fn secrets_in_arguments(&self) -> BTreeSet<&str> {
        static NOTHING: BTreeMap<String, String> = BTreeMap::new();
        secrets_of(&self.code, &NOTHING)
    }
}

/// Whether a text refers to a secret, well spelt or not.
pub fn names_secret(text: &str) -> bool {
    text.contains(OPENS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<String, String> {
        let values = BTreeMap::from([("a", "{{secret:b}}"), ("b.c-1_2", "x y'\"$")]);
        fill_secrets(text, |name| values.get(name).copied())
    }

    #[test]
    fn references_are_filled_in_once_and_text_stays() {
        for (text, want) in [
            ("", ""),
            ("none {{secret}} {secret:a}", "none {{secret}} {secret:a}"),
            ("Bearer {{secret:b.c-1_2}}!", "Bearer x y'\"$!"),
            // A value that looks like a reference is only a value.
            ("{{secret:a}}{{secret:a}}", "{{secret:b}}{{secret:b}}"),
        ] {
            assert_eq!(filled(text), Ok(want.to_owned()), "{text}");
        }
        assert_eq!(filled("{{secret:a}} {{secret:zz}}"), Err("zz".to_owned()));
    }

    #[test]
    fn what_begins_like_a_reference_must_be_one() {
        for text in ["{{secret:", "{{secret:}}", "{{secret:a b}}", "{{secret:a}", "{{secret: a}}"] {
            assert_eq!(secrets_in(text), Err(Misspelt), "{text}");
        }
        let long = "a".repeat(NAME + 1);
        assert_eq!(secrets_in(&secret_reference(&long)), Err(Misspelt));
        assert_eq!(secrets_in(&secret_reference(&long[1..])).map(|names| names.len()), Ok(1));
        assert!(!is_secret_name("-a") && !is_secret_name("ä") && is_secret_name("9.a"));
    }

    #[test]
    fn arguments_and_variables_are_given_secrets_and_a_script_and_the_program_are_not() {
        let argv = |texts: &[&str]| Code::Argv(texts.iter().map(|&text| text.into()).collect());
        let env = BTreeMap::from([("T".into(), "{{secret:c}}".into())]);
        let call = argv(&["{{secret:p}}", "-H", "X: {{secret:b}}", "{{secret:a}}"]);
        assert_eq!(secrets_of(&call, &env), BTreeSet::from(["a", "b", "c"]));
        let script = Code::Script("echo {{secret:a}}".into());
        assert_eq!(secrets_of(&script, &env), BTreeSet::from(["c"]));
    }
}
