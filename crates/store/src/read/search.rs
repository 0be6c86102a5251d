//! What somebody typed into the search field.

/// SQLite refuses longer patterns; nobody types one, and nothing is found by one.
const LONGEST: usize = 40_000;

/// A search, ready for `LIKE … ESCAPE '\'` over folded text, and the task number it may mean.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Search {
    pub pattern: Option<String>,
    pub number: Option<i64>,
}

impl Search {
    pub fn of(text: &str) -> Self {
        let folded = text.trim().to_lowercase();
        let digits = folded.strip_prefix("mc-").unwrap_or(&folded);
        let number = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            digits.parse().ok()
        } else {
            None
        };
        let mut pattern = String::with_capacity(folded.len() + 2);
        pattern.push('%');
        for letter in folded.chars() {
            if matches!(letter, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push('%');
        Self { pattern: (pattern.len() <= LONGEST).then_some(pattern), number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_letters() {
        assert_eq!(Search::of(r"50%_\").pattern.as_deref(), Some(r"%50\%\_\\%"));
    }

    #[test]
    fn a_number_is_found_with_and_without_its_prefix() {
        assert_eq!(Search::of("12").number, Some(12));
        assert_eq!(Search::of("MC-12").number, Some(12));
        assert_eq!(Search::of("12a").number, None);
        assert_eq!(Search::of("").number, None);
        assert_eq!(Search::of("99999999999999999999").number, None);
    }

    #[test]
    fn a_pattern_the_engine_would_refuse_is_not_made() {
        assert_eq!(Search::of(&"%".repeat(30_000)).pattern, None);
    }
}
