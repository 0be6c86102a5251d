//! The numbers that are read first.

use crate::parts::{
    age::duration_text,
    count::{counted, grouped},
};
use domain::wire::PaceView;
use leptos::prelude::*;

/// A time to decide: `1 m 04 s`; a dash where nothing was decided.
pub(super) fn time(ms: Option<i64>) -> String {
    ms.map_or_else(|| "–".to_owned(), |ms| duration_text(ms.saturating_mul(1_000)))
}

/// A share: `33 %`; a dash where nothing was decided.
pub(super) fn share(percent: Option<u32>) -> String {
    percent.map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// Each number with its name and what it means.
pub(super) fn tiles(pace: &PaceView) -> AnyView {
    let decisions = counted(pace.decisions, "decision", "decisions");
    let tiles = [
        ("Decisions", grouped(pace.decisions), "in the last 30 days".to_owned()),
        ("Median time to decide", time(pace.median_ms), "half took no longer".to_owned()),
        ("90th percentile", time(pace.p90_ms), "nine of ten took no longer".to_owned()),
        (
            "Rejected",
            share(pace.rejected_percent),
            format!("{} of {decisions}", grouped(pace.rejected)),
        ),
        (
            "Under 3 seconds",
            share(pace.fast_percent),
            format!("{} of {decisions}, from when it was asked", grouped(pace.fast)),
        ),
    ];
    let tiles = tiles.map(|(name, number, note)| {
        view! {
            <div class="insight">
                <dt>{name}</dt>
                <dd>
                    <b>{number}</b>
                    <span>{note}</span>
                </dd>
            </div>
        }
    });
    view! { <dl class="insight-list">{tiles.collect_view()}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_decided_is_no_zero() {
        assert_eq!((time(None), share(None)), ("–".into(), "–".into()));
        assert_eq!((time(Some(64_000)), share(Some(0))), ("1 m 04 s".into(), "0 %".into()));
    }
}
