//! When it is time to tell: soon, together, and not too often.

use super::Wanted;
use crate::{Timestamp, approval::Risk};

/// High risk waits this long for more at most, in seconds.
const GATHER_HIGH: u32 = 10;
/// High risk is told this long after the last message at the latest, in seconds.
const PAUSE_HIGH: u32 = 60;

/// Something that is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// Its risk.
    pub risk: Risk,
    /// Since when it is to be told: when it was asked, or when its reminder was due.
    pub since: Timestamp,
}

/// When these are told, all together; none when there is nothing.
pub fn due_at(
    news: impl IntoIterator<Item = News>,
    wanted: &Wanted,
    told_at: Option<Timestamp>,
) -> Option<Timestamp> {
    let at = |news: News| {
        let (gather, pause) = match news.risk {
            Risk::High => (wanted.gather.min(GATHER_HIGH), wanted.pause.min(PAUSE_HIGH)),
            Risk::Low | Risk::Medium => (wanted.gather, wanted.pause),
        };
        let gathered = news.since.plus_seconds(gather.into());
        let quiet = told_at.map(|told| told.plus_seconds(pause.into()));
        quiet.map_or(gathered, |quiet| quiet.max(gathered))
    };
    news.into_iter().map(at).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(risk: Risk, since: i64) -> News {
        News { risk, since: Timestamp(since * 1_000_000) }
    }

    fn at(news: &[News], told: Option<i64>) -> Option<i64> {
        let told = told.map(|told| Timestamp(told * 1_000_000));
        due_at(news.iter().copied(), &Wanted::USUAL, told).map(|at| at.0 / 1_000_000)
    }

    #[test]
    fn what_comes_together_is_told_together() {
        assert_eq!(at(&[], None), None);
        let low = [news(Risk::Low, 1_000), news(Risk::Medium, 1_050)];
        assert_eq!(at(&low, None), Some(1_060), "a minute after the first");
        let high = [news(Risk::Low, 1_000), news(Risk::High, 1_020)];
        assert_eq!(at(&high, None), Some(1_030), "ten seconds after what is costly");
    }

    #[test]
    fn a_flood_is_told_every_few_minutes() {
        assert_eq!(at(&[news(Risk::Low, 1_000)], Some(990)), Some(1_170));
        assert_eq!(at(&[news(Risk::High, 1_000)], Some(990)), Some(1_050));
        assert_eq!(at(&[news(Risk::Low, 1_000)], Some(100)), Some(1_060));
    }
}
