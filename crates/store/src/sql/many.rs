//! One statement for several new rows.

use crate::statement::{Arg, Step};

/// How many rows one statement takes at most. A verb tells about this many things; the text for each number stays
/// prepared.
const MOST: usize = 8;

/// The texts of an insert, by the number of rows.
pub(crate) struct Many([String; MOST]);

impl Many {
    /// Of an insert up to and without `VALUES`, with this many columns.
    pub fn new(insert: &str, columns: usize) -> Self {
        Self(std::array::from_fn(|before| {
            let row = |row| {
                let values = (1..=columns).map(|column| format!("${}", row * columns + column));
                format!("({})", values.collect::<Vec<_>>().join(", "))
            };
            format!("{insert} VALUES {}", (0..=before).map(row).collect::<Vec<_>>().join(", "))
        }))
    }

    /// The steps that insert these rows, in order.
    pub fn steps(&'static self, rows: Vec<Vec<Arg>>) -> impl Iterator<Item = Step> {
        let mut rows = rows.into_iter();
        std::iter::from_fn(move || {
            let some: Vec<_> = rows.by_ref().take(MOST).collect();
            let text = self.0.get(some.len().checked_sub(1)?)?;
            Some(Step::new(text, some.into_iter().flatten().collect()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::{args, placeholders};
    use std::sync::LazyLock;

    static TWO: LazyLock<Many> = LazyLock::new(|| Many::new("INSERT INTO t (a, b)", 2));

    #[test]
    fn every_row_is_inserted_once_and_in_order() {
        for count in [0, 1, 7, 8, 9, 16, 30] {
            let mut numbers = Vec::new();
            for step in TWO.steps((0..count).map(|n: i64| args![n, "x"]).collect()) {
                assert_eq!(placeholders(step.sql), step.args.len());
                numbers.extend(step.args.iter().step_by(2).cloned());
            }
            assert_eq!(numbers, (0..count).map(Arg::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_text_has_a_place_for_each_value() {
        assert_eq!(TWO.0[0], "INSERT INTO t (a, b) VALUES ($1, $2)");
        assert_eq!(TWO.0[1], "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
    }
}
