//! Decisions per day, drawn: what was approved at the bottom, what was rejected above it. The same numbers stand in a table.

use crate::parts::count::grouped;
use domain::wire::DayView;
use leptos::{prelude::*, svg};

/// The drawing's own measures. It is stretched to its place, so only shares of them mean anything.
const STEP: u32 = 10;
const BAR: u32 = 8;
const HEIGHT: u32 = 100;

/// A bar, from the top of the drawing down: where it begins and how high it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    y: f64,
    height: f64,
}

/// The bars of one day: rejected above approved.
fn bars(day: &DayView, most: u32) -> (Bar, Bar) {
    let scale = f64::from(HEIGHT) / f64::from(most.max(1));
    let (approved, rejected) = (f64::from(day.approved) * scale, f64::from(day.rejected) * scale);
    let floor = f64::from(HEIGHT);
    let above = Bar { y: floor - approved - rejected, height: rejected };
    (above, Bar { y: floor - approved, height: approved })
}

/// The lowest round number that no day exceeds: the top of the drawing.
fn top(days: &[DayView]) -> u32 {
    let most = days.iter().map(|day| day.approved.saturating_add(day.rejected)).max().unwrap_or(0);
    let mut size = 1_u32;
    loop {
        for round in [1, 2, 5] {
            let step = size.saturating_mul(round);
            if step >= most {
                return step;
            }
        }
        size = size.saturating_mul(10);
    }
}

/// The drawing, what its colours mean, and the table.
pub(super) fn chart(days: &[DayView]) -> AnyView {
    let most = top(days);
    let width = u32::try_from(days.len()).unwrap_or(0) * STEP;
    let first = days.first().map(|day| day.date.clone()).unwrap_or_default();
    let last = days.last().map(|day| day.date.clone()).unwrap_or_default();
    let columns: Vec<_> = days.iter().zip(0_u32..).map(|(day, n)| column(day, n, most)).collect();
    let label =
        format!("Decisions per day from {first} to {last}. The table below has the numbers.");
    view! {
        <figure class="chart" aria-labelledby="per-day">
            <figcaption>
                <h2 id="per-day">"Decisions per day"</h2>
                <ul class="chart-key">
                    <li data-of="approved">"Approved"</li>
                    <li data-of="rejected">"Rejected"</li>
                </ul>
            </figcaption>
            <div class="chart-frame">
                <div class="chart-scale" aria-hidden="true">
                    <span>{grouped(most)}</span>
                    <span>"0"</span>
                </div>
                <svg
                    class="chart-drawing"
                    viewBox=format!("0 0 {width} {HEIGHT}")
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=label
                >
                    {columns}
                </svg>
                <div class="chart-days" aria-hidden="true">
                    <span>{first}</span>
                    <span>{last}</span>
                </div>
            </div>
            {table(days)}
        </figure>
    }
    .into_any()
}

/// One day, with its numbers where a pointer rests.
fn column(day: &DayView, place: u32, most: u32) -> AnyView {
    let (rejected, approved) = bars(day, most);
    let x = place * STEP + (STEP - BAR) / 2;
    let words = format!("{}: {} approved, {} rejected", day.date, day.approved, day.rejected);
    let bar = |of: &'static str, bar: Bar| {
        (bar.height > 0.0).then(|| {
            view! {
                <rect
                    class="chart-bar"
                    data-of=of
                    x=x
                    y=format!("{:.2}", bar.y)
                    width=BAR
                    height=format!("{:.2}", bar.height)
                ></rect>
            }
        })
    };
    view! {
        <g class="chart-day">
            {svg::title().child(words)}
            <rect class="chart-hit" x=place * STEP y="0" width=STEP height=HEIGHT></rect>
            {bar("rejected", rejected)}
            {bar("approved", approved)}
        </g>
    }
    .into_any()
}

fn table(days: &[DayView]) -> AnyView {
    let row = |day: &DayView| {
        view! {
            <tr>
                <th scope="row">{day.date.clone()}</th>
                <td>{grouped(day.approved)}</td>
                <td>{grouped(day.rejected)}</td>
                <td>{grouped(day.approved.saturating_add(day.rejected))}</td>
            </tr>
        }
    };
    // The newest first: that is what somebody looks up.
    let rows: Vec<_> = days.iter().rev().map(row).collect();
    view! {
        <details class="chart-table">
            <summary>"The numbers as a table"</summary>
            <table class="table">
                <caption class="hidden-text">"Decisions per day, the newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
                        <th scope="col">"Approved"</th>
                        <th scope="col">"Rejected"</th>
                        <th scope="col">"Together"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(approved: u32, rejected: u32) -> DayView {
        DayView { date: "2026-01-31".into(), approved, rejected }
    }

    #[test]
    fn the_top_is_a_round_number_that_holds_every_day() {
        for (most, round) in [(0, 1), (1, 1), (2, 2), (3, 5), (7, 10), (11, 20), (480, 500)] {
            assert_eq!(top(&[day(most, 0), day(0, most / 2)]), round, "{most}");
        }
        assert_eq!(top(&[day(3, 4)]), 10, "both count");
        assert_eq!(top(&[day(u32::MAX, 9)]), u32::MAX, "it ends");
        assert_eq!(top(&[]), 1);
    }

    #[test]
    fn what_was_rejected_stands_on_what_was_approved() {
        let (rejected, approved) = bars(&day(5, 2), 10);
        assert_eq!(approved, Bar { y: 50.0, height: 50.0 });
        assert_eq!(rejected, Bar { y: 30.0, height: 20.0 });
    }
}
