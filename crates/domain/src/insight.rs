//! How people decide, in numbers: how many, how fast, and how often they say no.

use crate::{Gate, Timestamp, Verdict};

/// A decision that came sooner after the request than this was hardly read, in microseconds.
pub const FAST: i64 = 3_000_000;

/// How many days the numbers go back, today among them.
pub const DAYS: i64 = 30;

/// A request that somebody decided, as far as the numbers need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Which gate asked.
    pub gate: Gate,
    /// Yes or no.
    pub verdict: Verdict,
    /// The id of whose answer decided it. Where several had to say yes, that is the last of them.
    pub by: String,
    /// Their name at that moment.
    pub by_name: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it was decided.
    pub at: Timestamp,
}

impl Decided {
    /// How long it waited, in microseconds. Never negative: a clock may have been set back in between.
    pub fn took(&self) -> i64 {
        self.at.micros_since(self.asked_at).max(0)
    }
}

/// Some decisions, summed up. Times are microseconds, and none where there was no decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many there were.
    pub decisions: u32,
    /// How many of them were a no.
    pub rejected: u32,
    /// How many of them came in less than [`FAST`].
    pub fast: u32,
    /// Half of them took no longer.
    pub median: Option<i64>,
    /// Nine of ten took no longer.
    pub p90: Option<i64>,
}

impl Pace {
    /// Sums up these decisions.
    pub fn of<'a>(decisions: impl IntoIterator<Item = &'a Decided>) -> Self {
        let (mut rejected, mut fast, mut times) = (0, 0, Vec::new());
        for decided in decisions {
            let took = decided.took();
            rejected += u32::from(decided.verdict == Verdict::Reject);
            fast += u32::from(took < FAST);
            times.push(took);
        }
        times.sort_unstable();
        Self {
            decisions: u32::try_from(times.len()).unwrap_or(u32::MAX),
            rejected,
            fast,
            median: percentile(&times, 50),
            p90: percentile(&times, 90),
        }
    }
}

/// The smallest of these sorted numbers that at least so many percent do not exceed. It is one of them, never between two.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied()
}

/// A part of a whole in percent, rounded. None is no part of nothing; only all is 100 and only none is 0.
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    let (part, whole) = (u64::from(part), u64::from(whole));
    let rounded = (part * 200 + whole).checked_div(whole * 2)?;
    let rounded = match rounded {
        0 if part > 0 => 1,
        100 if part < whole => 99,
        rounded => rounded,
    };
    u32::try_from(rounded).ok()
}

/// The decisions of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// When it begins, UTC.
    pub start: Timestamp,
    /// How many said yes.
    pub approved: u32,
    /// How many said no.
    pub rejected: u32,
}

/// When the first of the last [`DAYS`] days begins, UTC.
pub fn first_day(now: Timestamp) -> Timestamp {
    now.day_utc().plus_seconds(-(DAYS - 1) * Timestamp::DAY_SECONDS)
}

/// The last [`DAYS`] days, today last; those without a decision too. What was decided on no such day is left out.
pub fn days<'a>(decisions: impl IntoIterator<Item = &'a Decided>, now: Timestamp) -> Vec<Day> {
    let first = first_day(now);
    let start = |day: i64| first.plus_seconds(day * Timestamp::DAY_SECONDS);
    let day = |day| Day { start: start(day), approved: 0, rejected: 0 };
    let mut days: Vec<Day> = (0..DAYS).map(day).collect();
    for decided in decisions {
        let place = decided.at.day_utc().seconds_since(first) / Timestamp::DAY_SECONDS;
        let Some(day) = usize::try_from(place).ok().and_then(|place| days.get_mut(place)) else {
            continue;
        };
        match decided.verdict {
            Verdict::Approve => day.approved += 1,
            Verdict::Reject => day.rejected += 1,
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-31, a quarter past one at night.
    const NOW: Timestamp = Timestamp(1_769_822_100_000_000);

    fn decided(verdict: Verdict, at: Timestamp, took: i64) -> Decided {
        let asked_at = Timestamp(at.0 - took);
        let (by, by_name) = ("u_1".to_owned(), "Ana".to_owned());
        Decided { gate: Gate::Action, verdict, by, by_name, asked_at, at }
    }

    fn taking(times: &[i64]) -> Pace {
        let all: Vec<_> = times.iter().map(|t| decided(Verdict::Approve, NOW, *t)).collect();
        Pace::of(&all)
    }

    #[test]
    fn a_percentile_is_a_time_that_somebody_took() {
        for (times, median, p90) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[9, 1], Some(1), Some(9)),
            (&[3, 1, 2], Some(2), Some(3)),
            (&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(5), Some(9)),
            (&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(6), Some(10)),
        ] {
            let pace = taking(times);
            assert_eq!((pace.median, pace.p90), (median, p90), "{times:?}");
        }
    }

    #[test]
    fn fast_is_less_than_three_seconds() {
        let pace = taking(&[FAST - 1, FAST, FAST + 1, 0, -5]);
        assert_eq!((pace.decisions, pace.fast, pace.median), (5, 3, Some(FAST - 1)));
        assert_eq!(taking(&[-5]).median, Some(0), "a clock that was set back is no negative wait");
    }

    #[test]
    fn a_no_is_counted() {
        let all = [Verdict::Reject, Verdict::Approve, Verdict::Reject];
        let pace = Pace::of(&all.map(|verdict| decided(verdict, NOW, 1)));
        assert_eq!((pace.decisions, pace.rejected), (3, 2));
        assert_eq!(Pace::of(&[]), Pace::default());
    }

    #[test]
    fn only_all_is_all_and_only_none_is_none() {
        for (part, whole, text) in [
            (0, 0, None),
            (0, 9, Some(0)),
            (1, 1000, Some(1)),
            (1, 3, Some(33)),
            (2, 3, Some(67)),
            (999, 1000, Some(99)),
            (u32::MAX, u32::MAX, Some(100)),
        ] {
            assert_eq!(percent(part, whole), text, "{part} of {whole}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight_and_the_last_thirty_are_told() {
        let midnight = Timestamp::parse("2026-01-31T00:00:00Z").expect("a time");
        let first = Timestamp::parse("2026-01-02T00:00:00Z").expect("a time");
        assert_eq!((NOW.day_utc(), first_day(NOW)), (midnight, first));
        let at = |micros: i64| decided(Verdict::Approve, Timestamp(micros), 1);
        let no = decided(Verdict::Reject, midnight, 1);
        let all = [at(midnight.0), no, at(midnight.0 - 1), at(first.0), at(first.0 - 1)];
        let days = days(&all, NOW);
        assert_eq!(days.len(), 30);
        let told = |day: &Day| (day.approved, day.rejected);
        assert_eq!((days[0].start, told(&days[0])), (first, (1, 0)));
        assert_eq!((days[29].start, told(&days[29])), (midnight, (1, 1)));
        assert_eq!(told(&days[28]), (1, 0));
        assert_eq!(days.iter().map(|day| day.approved + day.rejected).sum::<u32>(), 4);
    }
}
