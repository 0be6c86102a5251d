//! How often something may be tried: so many at once, and one comes back every so often.

use crate::{Refusal, Timestamp};

/// How many tries there are, and how soon one comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many at once.
    pub tries: u32,
    /// After how many seconds one comes back.
    pub every: u32,
}

/// What is left of a rate, in one number: when all tries are there again. Each missing one is further in the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    /// When none is missing any more.
    pub full_at: Timestamp,
}

impl Tries {
    /// All of them, at this moment.
    pub const fn all(now: Timestamp) -> Self {
        Self { full_at: now }
    }

    /// One fewer. Refuses when there is none, and says after how many seconds there is one.
    pub fn take(self, rate: Rate, now: Timestamp) -> Result<Self, Refusal> {
        let every = i64::from(rate.every);
        let most = now.plus_seconds(every * i64::from(rate.tries));
        // What was taken by a clock that was far ahead is not missing for longer than all of them would be.
        let full_at = self.full_at.clamp(now, most);
        let wait = full_at.micros_since(most.plus_seconds(-every));
        if wait > 0 {
            let retry_after = u32::try_from(wait / 1_000_000 + 1).unwrap_or(u32::MAX);
            return Err(Refusal::RateLimited { retry_after });
        }
        Ok(Self { full_at: full_at.plus_seconds(every) })
    }

    /// One more: it was a good one.
    #[must_use]
    pub fn give_back(self, rate: Rate) -> Self {
        Self { full_at: self.full_at.plus_seconds(-i64::from(rate.every)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Rate = Rate { tries: 10, every: 10 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_780_000_000_000_000).plus_seconds(seconds)
    }

    fn used_up(now: Timestamp) -> Tries {
        let mut tries = Tries::all(now);
        for _ in 0..TEN.tries {
            tries = tries.take(TEN, now).expect("there is one");
        }
        tries
    }

    #[test]
    fn ten_are_there_at_once_and_one_comes_back_every_ten_seconds() {
        let tries = used_up(at(0));
        let none = |seconds| Err(Refusal::RateLimited { retry_after: seconds });
        assert_eq!(tries.take(TEN, at(0)), none(11));
        assert_eq!(tries.take(TEN, at(9)), none(2));
        let one = tries.take(TEN, at(10)).expect("one came back");
        assert_eq!(one.take(TEN, at(10)), none(11));
        assert_eq!(used_up(at(0)).take(TEN, at(1_000)), Tries::all(at(1_000)).take(TEN, at(1_000)));
    }

    #[test]
    fn a_good_one_is_given_back() {
        let mut tries = Tries::all(at(0));
        for _ in 0..100 {
            tries = tries.take(TEN, at(0)).expect("it is always there").give_back(TEN);
        }
        assert_eq!(tries, Tries::all(at(0)));
    }

    #[test]
    fn a_clock_that_was_ahead_locks_nobody_out_for_longer_than_all_tries_take() {
        let ahead = used_up(at(100_000));
        assert_eq!(ahead.take(TEN, at(0)), Err(Refusal::RateLimited { retry_after: 11 }));
    }
}
