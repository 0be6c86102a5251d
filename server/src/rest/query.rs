//! What follows the question mark. A parameter that is unknown or cannot be read is refused, never ignored: a filter
//! that silently does nothing shows the wrong list.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::{Refusal, Timestamp, limits};
use service::Deeds;

use crate::problem::Problem;

/// The parameters, in order.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// Refuses every parameter but these.
    pub fn only(self, names: &[&str]) -> Result<Self, Refusal> {
        match self.0.iter().find(|(name, _)| !names.contains(&name.as_str())) {
            Some((name, _)) => Err(Refusal::UnknownField(name.clone())),
            None => Ok(self),
        }
    }

    /// Every value of a parameter that may be repeated, or given once with commas between.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.0.iter().filter(|(n, _)| n == name);
        values.flat_map(|(_, value)| value.split(',')).filter(|value| !value.is_empty()).collect()
    }

    /// The value of a parameter that may be there once; an empty one is as good as none.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str());
        let first = values.next().filter(|value| !value.is_empty());
        match values.next() {
            Some(_) => Err(Refusal::invalid(name, "It is there twice.")),
            None => Ok(first),
        }
    }

    /// An owned text, for filters that go on as they are.
    pub fn owned(&self, name: &str) -> Result<Option<String>, Refusal> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    /// One of some words. `read` knows them, `words` lists them for the refusal.
    pub fn word<T>(
        &self,
        name: &str,
        words: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        let wrong = || Refusal::invalid(name, format!("It must be {words}."));
        self.text(name)?.map(|text| read(text).ok_or_else(wrong)).transpose()
    }

    /// Some of some words.
    pub fn words<T>(
        &self,
        name: &str,
        words: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Refusal> {
        let wrong = || Refusal::invalid(name, format!("It must be {words}."));
        self.all(name).into_iter().map(|text| read(text).ok_or_else(wrong)).collect()
    }

    /// How many entries at most: 1 to 200.
    pub fn limit(&self) -> Result<Option<u32>, Refusal> {
        let words = format!("a number from 1 to {}", limits::PAGE_MAX);
        let read = |text: &str| text.parse().ok().filter(|n| (1..=limits::PAGE_MAX).contains(n));
        self.word("limit", &words, read)
    }

    /// The number to go on after: `after`, or the `cursor` of the page before, which is the same number.
    pub fn after(&self) -> Result<Option<i64>, Refusal> {
        let read = |text: &str| text.parse().ok().filter(|n| *n >= 0);
        let after = self.word("after", "a number from 0 up", read)?;
        let cursor = self.word("cursor", "the nextCursor of the page before", read)?;
        Ok(cursor.or(after))
    }

    /// By whom and when: `by`, `from` and `to`.
    pub fn deeds(&self) -> Result<Deeds, Refusal> {
        let time = |name| self.word(name, "a time such as 2026-01-31T00:00:00Z", Timestamp::parse);
        Ok(Deeds { by: self.owned("by")?, from: time("from")?, to: time("to")? })
    }

    /// How long to wait for something to happen, in seconds. More than 50 is taken as 50.
    pub fn wait(&self) -> Result<u32, Refusal> {
        let read = |text: &str| text.parse::<u32>().ok();
        let wait = self.word("wait", "a number of seconds", read)?;
        Ok(wait.unwrap_or(0).min(50))
    }
}
