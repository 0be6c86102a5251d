//! SQL text with its values, before any engine sees it.

use domain::Timestamp;
use service::StoreError;
use std::borrow::Cow;

/// A value for a placeholder. An absent one still has its type, which PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    Text(Option<String>),
    Int(Option<i64>),
    Blob(Option<Vec<u8>>),
}

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub sql: Cow<'static, str>,
    pub args: Vec<Arg>,
}

/// One statement of a change.
#[derive(Debug)]
pub(crate) struct Step {
    pub sql: &'static str,
    pub args: Vec<Arg>,
    /// What it means when no row was touched or found; `None` when that is fine.
    pub missed: Option<StoreError>,
    /// What it means when a unique name is there already.
    pub taken: Option<StoreError>,
}

impl Query {
    pub fn new(sql: &'static str, args: Vec<Arg>) -> Self {
        Self { sql: Cow::Borrowed(sql), args }
    }
}

impl Step {
    pub fn new(sql: &'static str, args: Vec<Arg>) -> Self {
        Self { sql, args, missed: None, taken: None }
    }

    /// Touching no row means that what was read has changed.
    pub fn guarded(mut self, what: &str, id: &str) -> Self {
        self.missed = Some(StoreError::Stale(format!("{what} {id}")));
        self
    }

    pub fn named(mut self, what: &'static str, name: &str) -> Self {
        self.taken = Some(StoreError::NameTaken { what, name: name.to_owned() });
        self
    }
}

/// The highest `$n` in the text. SQLite takes a missing value for NULL without a word, so it is counted.
pub(crate) fn placeholders(sql: &str) -> usize {
    let mut most = 0;
    let mut rest = sql.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'$') {
        rest = &rest[at + 1..];
        let mut number = 0;
        while let Some(digit) = rest.first().filter(|byte| byte.is_ascii_digit()) {
            number = number * 10 + usize::from(digit - b'0');
            rest = &rest[1..];
        }
        most = most.max(number);
    }
    most
}

/// Refuses a wrong number of values: SQLite would take NULL for a missing one and say nothing.
pub(crate) fn check_count(sql: &str, values: usize) -> Result<(), StoreError> {
    let wanted = placeholders(sql);
    if wanted == values {
        return Ok(());
    }
    Err(StoreError::Broken(format!("{values} values for {wanted} placeholders: {sql}")))
}

/// The same failure for another caller of the batch.
pub(crate) fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Busy(why) => StoreError::Busy(why.clone()),
        other => StoreError::Broken(other.to_string()),
    }
}

/// Builds a question piece by piece; values only ever go in through placeholders.
#[derive(Default)]
pub(crate) struct Builder {
    sql: String,
    args: Vec<Arg>,
}

impl Builder {
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a value and answers its placeholder.
    pub fn arg(&mut self, value: impl Into<Arg>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// Adds how many rows there may be and answers what stands behind `LIMIT`. SQLite plans for a number that stands there by
    /// itself, and so prepares the whole statement anew each time it is bound. A sum is only computed.
    pub fn limit(&mut self, rows: u32) -> String {
        self.arg(rows) + " + 0"
    }

    pub fn finish(self) -> Query {
        Query { sql: Cow::Owned(self.sql), args: self.args }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<&str>> for Arg {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<Option<String>> for Arg {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Int(Some(number.into()))
    }
}

impl From<Option<u32>> for Arg {
    fn from(number: Option<u32>) -> Self {
        Self::Int(number.map(i64::from))
    }
}

impl From<bool> for Arg {
    fn from(yes: bool) -> Self {
        Self::Int(Some(yes.into()))
    }
}

impl From<Timestamp> for Arg {
    fn from(at: Timestamp) -> Self {
        Self::Int(Some(at.0))
    }
}

impl From<Option<Timestamp>> for Arg {
    fn from(at: Option<Timestamp>) -> Self {
        Self::Int(at.map(|at| at.0))
    }
}

impl From<&[u8]> for Arg {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(Some(bytes.to_vec()))
    }
}

impl From<&[u8; 32]> for Arg {
    fn from(hash: &[u8; 32]) -> Self {
        Self::Blob(Some(hash.to_vec()))
    }
}

/// The values of a statement, in the order of its placeholders.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::statement::Arg::from($value)),*] };
}
pub(crate) use args;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_placeholder_counts() {
        assert_eq!(placeholders("SELECT 1"), 0);
        assert_eq!(placeholders("SELECT $1, $12 WHERE x = $2"), 12);
    }
}
