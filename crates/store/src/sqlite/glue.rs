//! Several statements in one go. Each call to SQLite crosses to another thread and back, which costs more than most
//! statements do, so a change crosses once.

use super::error::store_error;
use super::reader::{bind, check_count};
use crate::statement::{Arg, placeholders};
use futures::TryStreamExt;
use service::StoreError;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Either, Executor, SqliteConnection};
use std::collections::HashMap;
use std::sync::Arc;

/// How many different sequences are remembered. The verbs of the desk have some dozens.
const REMEMBERED: usize = 128;

/// Statements that are run together.
#[derive(Default)]
pub(super) struct Sequence {
    texts: Vec<&'static str>,
    args: SqliteArguments,
}

impl Sequence {
    /// Adds a statement with its values. Refuses a wrong number of them.
    pub fn add(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<&mut Self, StoreError> {
        check_count(sql, args.len())?;
        self.texts.push(sql);
        for arg in args {
            bind(&mut self.args, arg)?;
        }
        Ok(self)
    }

    /// How many statements it has.
    pub fn len(&self) -> usize {
        self.texts.len()
    }
}

/// What came of each statement, in order, as far as they went.
#[derive(Default)]
pub(super) struct Outcome {
    /// How many rows each statement that was carried out touched or, if it only looked, found.
    pub touched: Vec<u64>,
    /// The rows they found.
    pub rows: Vec<SqliteRow>,
    /// Why the next one was not carried out.
    pub error: Option<sqlx::Error>,
}

impl Outcome {
    /// The outcome of a sequence that is worth nothing in part.
    pub fn whole(self) -> Result<Self, StoreError> {
        match self.error {
            Some(error) => Err(store_error(error)),
            None => Ok(self),
        }
    }
}

/// The texts of sequences, kept because the engine knows a prepared statement by its text.
#[derive(Default)]
pub(super) struct Glue(HashMap<Vec<&'static str>, Arc<str>>);

impl Glue {
    /// Runs the statements until one fails.
    pub async fn run(&mut self, connection: &mut SqliteConnection, sequence: Sequence) -> Outcome {
        let text = self.text(&sequence.texts);
        let mut outcome = Outcome::default();
        let mut found = 0;
        let mut results =
            connection.fetch_many(sqlx::query_with(AssertSqlSafe(text), sequence.args));
        loop {
            match results.try_next().await {
                Ok(Some(Either::Right(row))) => {
                    found += 1;
                    outcome.rows.push(row);
                }
                Ok(Some(Either::Left(done))) => {
                    // One that only looks would repeat the count of the statement before it.
                    let looks = sequence.texts[outcome.touched.len()].starts_with("SELECT");
                    outcome.touched.push(if looks { found } else { done.rows_affected() });
                    found = 0;
                }
                Ok(None) => return outcome,
                Err(error) => {
                    outcome.error = Some(error);
                    return outcome;
                }
            }
        }
    }

    fn text(&mut self, texts: &[&'static str]) -> Arc<str> {
        if let Some(text) = self.0.get(texts) {
            return text.clone();
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let text: Arc<str> = join(texts).into();
        self.0.insert(texts.to_vec(), text.clone());
        text
    }
}

/// One text, in which the placeholders of each statement go on counting where those before it ended.
fn join(texts: &[&str]) -> String {
    let mut joined = String::new();
    let mut before = 0;
    for text in texts {
        let mut pieces = text.split('$');
        joined.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let end = piece.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(piece.len());
            let number: usize = piece[..end].parse().unwrap_or_default();
            joined.push('$');
            joined.push_str(&(number + before).to_string());
            joined.push_str(&piece[end..]);
        }
        joined.push_str(";\n");
        before += placeholders(text);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_go_on_counting() {
        let joined = join(&["UPDATE a SET x = $2 WHERE y = $1", "COMMIT", "SELECT $1, $1"]);
        assert_eq!(joined, "UPDATE a SET x = $2 WHERE y = $1;\nCOMMIT;\nSELECT $3, $3;\n");
    }
}
