//! Whether somebody's last answers were so quick that one more person should look, as far as numbers can tell.
//!
//! The rule: of what a person answered in the last 14 days, the last so many count (50 unless set otherwise). Their attention
//! is low when there are at least 10 of them, none was a no, and at least such a share (half, unless set otherwise) came in
//! less than three seconds after the request was asked. One no, slower answers, or time bring it back. Every answer counts,
//! also a yes that was one of several: otherwise whoever only ever is one of two could not recover.

use crate::{PersonId, Timestamp, Verdict, insight::FAST};

/// How many days an answer counts.
pub const DAYS: i64 = 14;

/// Fewer answers than this say nothing.
pub const ENOUGH: u32 = 10;

/// What an administrator sets about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether, while somebody's attention is low, their yes counts as one of two. Off at first: it is only shown.
    pub second_person: bool,
    /// From which share of quick answers on it is low, in percent, 1 to 100.
    pub share: u32,
    /// How many of the last answers count, 10 to 200.
    pub answers: u32,
}

impl Default for Rule {
    fn default() -> Self {
        Self { second_person: false, share: 50, answers: 50 }
    }
}

impl Rule {
    /// Whether `after` asks for a second person in fewer cases than this. Another number of answers can do that either way.
    pub fn is_loosened_by(&self, after: &Self) -> bool {
        self.second_person
            && (!after.second_person || after.share > self.share || after.answers != self.answers)
    }

    /// From when on answers count.
    pub fn from(now: Timestamp) -> Timestamp {
        now.plus_seconds(-DAYS * Timestamp::DAY_SECONDS)
    }
}

/// An answer that somebody gave, as far as this needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub by: PersonId,
    /// Yes or no.
    pub verdict: Verdict,
    /// When it was asked. When they first saw it is not known.
    pub asked_at: Timestamp,
    /// When they answered.
    pub at: Timestamp,
}

/// Somebody's last answers, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// How many there are.
    pub answers: u32,
    /// How many of them came in less than [`FAST`] after they were asked.
    pub fast: u32,
    /// How many of them were a no.
    pub rejected: u32,
}

impl Attention {
    /// Counts one person's answers, the newest first, as far as the rule goes back.
    pub fn of<'a>(
        newest_first: impl IntoIterator<Item = &'a Given>,
        rule: &Rule,
        now: Timestamp,
    ) -> Self {
        let from = Rule::from(now);
        let counts = newest_first.into_iter().take_while(|given| given.at >= from);
        let mut all = Self::default();
        for given in counts.take(rule.answers as usize) {
            all.answers += 1;
            all.fast += u32::from(given.at.micros_since(given.asked_at) < FAST);
            all.rejected += u32::from(given.verdict == Verdict::Reject);
        }
        all
    }

    /// Whether one more person should look at what they approve.
    pub fn is_low(&self, rule: &Rule) -> bool {
        let quick = u64::from(self.fast) * 100 >= u64::from(rule.share) * u64::from(self.answers);
        self.answers >= ENOUGH && self.rejected == 0 && quick
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_780_000_000_000_000);

    /// Answers a minute apart, the newest first: how long each took in milliseconds, and whether it was a yes.
    fn given(took: &[(i64, bool)]) -> Vec<Given> {
        let one = |(place, (took, yes)): (i64, &(i64, bool))| {
            let at = NOW.plus_seconds(-60 * place);
            let verdict = if *yes { Verdict::Approve } else { Verdict::Reject };
            let asked_at = Timestamp(at.0 - took * 1_000);
            Given { by: PersonId::new("u_1"), verdict, asked_at, at }
        };
        (0..).zip(took).map(one).collect()
    }

    fn low(rule: &Rule, took: &[(i64, bool)]) -> bool {
        Attention::of(&given(took), rule, NOW).is_low(rule)
    }

    #[test]
    fn many_quick_answers_without_a_no_are_low() {
        let rule = Rule::default();
        let (quick, slow, no) = ((2_999, true), (3_000, true), (60_000, false));
        assert!(!low(&rule, &[]));
        assert!(!low(&rule, &[quick; 9]), "nine say nothing");
        assert!(low(&rule, &[quick; 10]));
        assert!(!low(&rule, &[slow; 10]), "three seconds are not quick");
        assert!(low(&rule, &[[quick; 5], [slow; 5]].concat()), "half is enough");
        assert!(!low(&rule, &[&[quick; 5][..], &[slow; 6]].concat()), "less than half is not");
        assert!(!low(&rule, &[&[quick; 49][..], &[no]].concat()), "one no, and it is not");
        assert!(low(&rule, &[&[quick; 50][..], &[no]].concat()), "only the last 50 count");
    }

    #[test]
    fn the_thresholds_are_those_that_are_set() {
        let (quick, slow, no) = ((0, true), (9_000, true), (60_000, false));
        let strict = Rule { share: 20, answers: 10, ..Rule::default() };
        assert!(low(&strict, &[&[quick; 2][..], &[slow; 8]].concat()));
        assert!(!low(&strict, &[&[quick; 1][..], &[slow; 9]].concat()));
        assert!(low(&strict, &[&[quick; 10][..], &[no]].concat()), "the eleventh does not count");
    }

    #[test]
    fn an_answer_counts_for_fourteen_days() {
        let rule = Rule::default();
        let mut all = given(&[(1_000, true); 10]);
        let last = all.last_mut().expect("ten");
        last.at = Rule::from(NOW);
        last.asked_at = last.at;
        assert_eq!(Attention::of(&all, &rule, NOW).answers, 10);
        assert_eq!(Attention::of(&all, &rule, Timestamp(NOW.0 + 1)).answers, 9);
    }

    #[test]
    fn a_clock_that_was_set_back_is_quick() {
        assert!(low(&Rule::default(), &[(-5, true); 10]));
    }

    #[test]
    fn what_asks_fewer_people_is_looser() {
        let on = Rule { second_person: true, ..Rule::default() };
        for (after, looser) in [
            (on, false),
            (Rule { second_person: false, ..on }, true),
            (Rule { share: 51, ..on }, true),
            (Rule { share: 49, ..on }, false),
            (Rule { answers: 51, ..on }, true),
            (Rule { answers: 49, ..on }, true),
        ] {
            assert_eq!(on.is_loosened_by(&after), looser, "{after:?}");
            assert!(!Rule::default().is_loosened_by(&after), "what is off asks nobody");
        }
    }
}
