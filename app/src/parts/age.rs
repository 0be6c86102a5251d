//! Times as people read them. What is written here is UTC; the browser turns it into the viewer's own zone.

use domain::Timestamp;
use leptos::prelude::*;

/// How long ago, or how long: `now`, `31 m`, `2 h 10 m`, `3 d 4 h`.
pub fn age_text(seconds: i64) -> String {
    let minutes = seconds.max(0) / 60;
    let (hours, days) = (minutes / 60, minutes / 1440);
    match (days, hours, minutes) {
        (0, 0, 0) => "now".into(),
        (0, 0, minutes) => format!("{minutes} m"),
        (0, hours, minutes) if minutes % 60 == 0 => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {} m", minutes % 60),
        (days, hours, _) if hours % 24 == 0 => format!("{days} d"),
        (days, hours, _) => format!("{days} d {} h", hours % 24),
    }
}

/// How long a run took: `0.4 s`, `31 s`, `1 m 04 s`, `2 h 10 m`.
pub fn duration_text(micros: i64) -> String {
    let micros = micros.max(0);
    let seconds = micros / 1_000_000;
    match seconds {
        0 if micros < 100_000 => format!("{} ms", micros / 1_000),
        0..=9 => format!("{seconds}.{} s", micros / 100_000 % 10),
        10..=59 => format!("{seconds} s"),
        60..=3599 => format!("{} m {:02} s", seconds / 60, seconds % 60),
        _ => age_text(seconds),
    }
}

/// The same length for machines: `PT130M`.
fn iso_minutes(seconds: i64) -> String {
    format!("PT{}M", seconds.max(0) / 60)
}

/// How long ago, in a sentence: `just now`, `31 m ago`.
pub fn ago_text(seconds: i64) -> String {
    match age_text(seconds).as_str() {
        "now" => "just now".into(),
        age => format!("{age} ago"),
    }
}

/// How long ago; ticks each minute.
#[component]
pub fn Age(
    /// Since when.
    since: Timestamp,
    /// When the page was made.
    now: Timestamp,
    /// With the word "ago", for the middle of a sentence.
    #[prop(optional)]
    ago: bool,
) -> impl IntoView {
    let seconds = now.seconds_since(since);
    let text = if ago { ago_text(seconds) } else { age_text(seconds) };
    view! {
        <time
            datetime=iso_minutes(seconds)
            data-age=since.to_rfc3339()
            data-ago=ago.then_some("")
            title=since.date_clock_utc()
        >
            {text}
        </time>
    }
}

/// How long ago, in words: `31 m ago`; `just now` in the first minute.
#[component]
pub fn Ago(
    /// Since when.
    since: Timestamp,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    view! { <Age since now ago=true /> }
}

/// How precisely a moment is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// `09:41` today, `21 Nov, 09:41` on another day.
    #[default]
    Minute,
    /// `09:41:06`, and the day when it is another.
    Second,
}

/// A moment, in the viewer's zone once script runs; UTC in the title.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
    /// When the page was made: decides whether the day is said.
    now: Timestamp,
    /// To the minute, unless said otherwise.
    #[prop(optional)]
    precision: Precision,
) -> impl IntoView {
    let mark = match precision {
        Precision::Minute => "minute",
        Precision::Second => "second",
    };
    view! {
        <time datetime=at.to_rfc3339() data-moment=mark title=at.date_clock_utc()>
            {moment_text(at, now, precision)}
        </time>
    }
}

/// A moment in UTC: the clock alone when it is the same day, else with the day.
pub fn moment_text(at: Timestamp, now: Timestamp, precision: Precision) -> String {
    let full = at.date_clock_utc();
    let clock = at.clock_utc();
    let clock = match precision {
        Precision::Minute => clock.get(..5).unwrap_or_default().to_owned(),
        Precision::Second => clock,
    };
    if full.get(..10) == now.date_clock_utc().get(..10) {
        return clock;
    }
    format!("{}, {clock}", full.get(..10).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_names_its_two_largest_units() {
        for (seconds, text) in [
            (-5, "now"),
            (59, "now"),
            (60, "1 m"),
            (31 * 60 + 59, "31 m"),
            (7200, "2 h"),
            (7800, "2 h 10 m"),
            (86_400, "1 d"),
            (100_800, "1 d 4 h"),
        ] {
            assert_eq!(age_text(seconds), text, "{seconds} s");
        }
        assert_eq!(ago_text(5), "just now");
        assert_eq!(ago_text(7800), "2 h 10 m ago");
    }

    #[test]
    fn a_duration_is_exact_while_it_is_short() {
        for (micros, text) in [
            (0, "0 ms"),
            (41_900, "41 ms"),
            (100_000, "0.1 s"),
            (1_849_000, "1.8 s"),
            (31_400_000, "31 s"),
            (64_000_000, "1 m 04 s"),
            (7_800_000_000, "2 h 10 m"),
        ] {
            assert_eq!(duration_text(micros), text, "{micros} µs");
        }
    }

    #[test]
    fn a_moment_of_another_day_says_the_day() {
        let at = Timestamp::parse("2026-01-02T09:41:06Z").expect("a time");
        let later = at.plus_seconds(3600);
        assert_eq!(moment_text(at, later, Precision::Minute), "09:41");
        assert_eq!(moment_text(at, later, Precision::Second), "09:41:06");
        assert_eq!(
            moment_text(at, at.plus_seconds(86_400), Precision::Minute),
            "2026-01-02, 09:41"
        );
    }
}
