//! Reads licence expressions such as `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0` and the older `MIT/Apache-2.0`.

/// True when a licence expression can be satisfied with allowed licences alone. An expression that cannot be read is not.
pub(super) fn satisfied(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    reader.any() == Some(true) && reader.words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Reader<'_> {
    /// `a OR b OR c`
    fn any(&mut self) -> Option<bool> {
        let mut value = self.all()?;
        while self.takes("OR") {
            value |= self.all()?;
        }
        Some(value)
    }

    /// `a AND b AND c`, which binds tighter
    fn all(&mut self) -> Option<bool> {
        let mut value = self.one()?;
        while self.takes("AND") {
            value &= self.one()?;
        }
        Some(value)
    }

    /// A licence, a licence `WITH` an exception, or a group.
    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let value = self.any()?;
            return self.takes(")").then_some(value);
        }
        let mut name = self.next()?.to_owned();
        if self.takes("WITH") {
            name = format!("{name} WITH {}", self.next()?);
        }
        Some(self.allowed.contains(&name))
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }

    fn next(&mut self) -> Option<&str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::satisfied;

    #[test]
    fn expressions_mean_what_they_say() {
        let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(GPL-3.0 OR MIT) AND ISC",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 AND ISC OR MIT",
        ] {
            assert!(satisfied(good, &allowed), "{good}");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "Apache-2.0",
            "(MIT OR ISC) AND GPL-3.0",
            "",
            "MIT OR",
            "(MIT",
            "MIT ISC",
        ] {
            assert!(!satisfied(bad, &allowed), "{bad}");
        }
    }
}
