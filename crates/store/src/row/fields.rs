//! One row of one table, read field by field.

use super::Row;
use domain::{Digest, Timestamp};
use serde::de::DeserializeOwned;
use service::StoreError;
use std::cell::Cell;

/// How a value of one kind is read from its column.
type Read<'r, T> = fn(&Row<'r>, usize) -> Result<Option<T>, String>;

/// The fields of a row that belong to one table; joined tables keep apart by a prefix.
pub(crate) struct Fields<'r> {
    row: Row<'r>,
    table: &'static str,
    prefix: &'static str,
    key: &'static str,
    /// Where the next field is looked for first: they are mostly read in the order in which they were asked for.
    next: Cell<usize>,
}

impl<'r> Fields<'r> {
    /// `key` is the field that names the row in errors.
    pub fn new(row: Row<'r>, table: &'static str, prefix: &'static str, key: &'static str) -> Self {
        Self { row, table, prefix, key, next: Cell::new(0) }
    }

    /// The error for a row that cannot be.
    pub fn wrong(&self, what: impl Into<String>) -> StoreError {
        let number = || self.get(self.key, Row::int).ok().flatten().map(|n| n.to_string());
        let id = self.get(self.key, Row::text).ok().flatten().or_else(number);
        let id = id.unwrap_or_else(|| "?".into());
        StoreError::Inconsistent { table: self.table, id, what: what.into() }
    }

    fn get<T>(&self, name: &str, read: Read<'r, T>) -> Result<Option<T>, String> {
        let at = self.place(name).ok_or("there is no such column")?;
        read(&self.row, at)
    }

    /// Which column has this name.
    fn place(&self, name: &str) -> Option<usize> {
        // The lengths differ mostly, and tell it without looking at the letters.
        let length = self.prefix.len() + name.len();
        let is = |at: &usize| {
            let found = self.row.name(*at);
            found.len() == length && found.ends_with(name) && found.starts_with(self.prefix)
        };
        let from = self.next.get().min(self.row.len());
        let found = (from..self.row.len()).chain(0..from).find(is)?;
        self.next.set(found + 1);
        Some(found)
    }

    fn maybe<T>(&self, name: &str, read: Read<'r, T>) -> Result<Option<T>, StoreError> {
        self.get(name, read).map_err(|error| self.wrong(format!("{name}: {error}")))
    }

    /// What has to be there.
    fn field<T>(&self, name: &str, read: Read<'r, T>) -> Result<T, StoreError> {
        self.maybe(name, read)?.ok_or_else(|| self.wrong(format!("{name} is missing")))
    }

    pub fn text(&self, name: &str) -> Result<String, StoreError> {
        self.field(name, Row::text)
    }

    pub fn maybe_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.maybe(name, Row::text)
    }

    pub fn int(&self, name: &str) -> Result<i64, StoreError> {
        self.field(name, Row::int)
    }

    pub fn maybe_int(&self, name: &str) -> Result<Option<i64>, StoreError> {
        self.maybe(name, Row::int)
    }

    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        self.field(name, Row::bytes)
    }

    /// A count or another number that fits.
    pub fn number(&self, name: &str) -> Result<u32, StoreError> {
        let number = self.int(name)?;
        u32::try_from(number).map_err(|_| self.wrong(format!("{name} is {number}")))
    }

    /// A number that fits, if there is one.
    pub fn maybe_number(&self, name: &str) -> Result<Option<u32>, StoreError> {
        self.maybe_int(name)?
            .map(|number| {
                u32::try_from(number).map_err(|_| self.wrong(format!("{name} is {number}")))
            })
            .transpose()
    }

    /// A count that may be very large.
    pub fn count(&self, name: &str) -> Result<u64, StoreError> {
        let number = self.int(name)?;
        u64::try_from(number).map_err(|_| self.wrong(format!("{name} is {number}")))
    }

    pub fn yes(&self, name: &str) -> Result<bool, StoreError> {
        match self.int(name)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.wrong(format!("{name} is {other}, neither 0 nor 1"))),
        }
    }

    pub fn time(&self, name: &str) -> Result<Timestamp, StoreError> {
        self.int(name).map(Timestamp)
    }

    pub fn maybe_time(&self, name: &str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.maybe_int(name)?.map(Timestamp))
    }

    /// Whether the row is there at all: one that was joined need not be.
    pub fn is_there(&self) -> Result<bool, StoreError> {
        Ok(self.maybe_text(self.key)?.is_some())
    }

    pub fn hash(&self, name: &str) -> Result<[u8; 32], StoreError> {
        self.bytes(name)?.try_into().map_err(|_| self.wrong(format!("{name} is not 32 bytes")))
    }

    pub fn digest(&self, name: &str) -> Result<Digest, StoreError> {
        self.word(name, Digest::parse)
    }

    /// A word of a closed list, or a text with a form of its own.
    pub fn word<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text(name)?;
        parse(&text).ok_or_else(|| self.wrong(format!("{name} is {text:?}")))
    }

    /// The same where there may be none.
    pub fn maybe_word<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.maybe_text(name)? {
            Some(_) => self.word(name, parse).map(Some),
            None => Ok(None),
        }
    }

    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, StoreError> {
        let text = self.text(name)?;
        serde_json::from_str(&text).map_err(|error| self.wrong(format!("{name}: {error}")))
    }

    pub fn maybe_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let text = self.maybe_text(name)?;
        let read = text.map(|text| serde_json::from_str(&text)).transpose();
        read.map_err(|error| self.wrong(format!("{name}: {error}")))
    }

    /// Ids that the query put into one text.
    pub fn list(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let text = self.maybe_text(name)?.unwrap_or_default();
        Ok(text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect())
    }

    /// Fails unless a column says what the object's own state says.
    pub fn agree<T: PartialEq + std::fmt::Debug>(
        &self,
        name: &str,
        column: T,
        state: T,
    ) -> Result<(), StoreError> {
        if column == state {
            return Ok(());
        }
        Err(self.wrong(format!("{name} is {column:?}, its state says {state:?}")))
    }
}
