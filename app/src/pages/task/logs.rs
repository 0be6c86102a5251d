//! What a run wrote, line by line. A long log is shown in parts; it can be searched whole.

use super::{Desk, View, log_tools};
use crate::parts::{
    empty::Empty,
    icon::Symbol,
    log_view::{self, LogLine, LogView, Marked, Walked},
};
use domain::{
    TaskStatus,
    display::Needle,
    log::{LogChunk, Stream},
};
use leptos::prelude::*;
use service::Error;
use std::ops::{ControlFlow, Range};

/// A page shows two of these parts, so that lines which are read stay on it while the log grows by one.
const PART: usize = 1_000;

/// What the address asks for.
pub(super) struct Asked {
    /// What is looked for.
    pub(super) text: Option<String>,
    /// Only the lines on stderr.
    pub(super) only_errors: bool,
    /// From this line of those that are asked for on, counted from 1.
    pub(super) from: Option<usize>,
    /// Which of the lines that were found is looked at, counted from 1.
    place: usize,
}

impl Asked {
    pub(super) fn of(desk: &Desk) -> Self {
        let number = |name| desk.query(name).and_then(|number| number.parse::<usize>().ok());
        Self {
            text: desk.query("q").filter(|text| !text.is_empty()),
            only_errors: desk.query("stream").as_deref() == Some(Stream::Stderr.as_str()),
            from: number("from"),
            place: number("match").unwrap_or(1),
        }
    }
}

/// The lines of a page, among all that are asked for.
pub(super) struct Part {
    /// How many lines the log has.
    pub(super) all: usize,
    /// How many of them are asked for.
    pub(super) asked: usize,
    /// How many of the log's lines are on stderr.
    pub(super) errors: usize,
    /// Those on this page, by their place among the ones asked for.
    pub(super) shown: Range<usize>,
    /// Of the lines in which something was found: how many there are, and which one is looked at, counted from 1.
    pub(super) found: Option<(usize, usize)>,
    /// What is not on the page although it was printed.
    pub(super) removed: usize,
    /// See [`Walked::overwritten`].
    pub(super) overwritten: usize,
}

pub(super) async fn logs(desk: &Desk, view: &View) -> Result<AnyView, Error> {
    let chunks = desk.mission.whole_task_log(&desk.actor, &view.task.id).await?;
    let asked = Asked::of(desk);
    let (part, lines, marked) = choose(&chunks, &asked);
    if part.all == 0 {
        let text = match view.task.status {
            TaskStatus::Running => "Nothing was written so far.",
            _ => "Nothing was written to stdout or stderr.",
        };
        return Ok(view! { <Empty symbol=Symbol::Command title="No log" text /> }.into_any());
    }
    let body = if lines.is_empty() {
        let text = "No line of this log was written to stderr.";
        view! { <Empty symbol=Symbol::Command title="Nothing on stderr" text /> }.into_any()
    } else {
        view! { <LogView lines marked now=desk.now /> }.into_any()
    };
    let running = view.task.status == TaskStatus::Running;
    Ok(view! {
        {log_tools::tools(&view.task.id, &asked, &part, running)}
        {body}
        {log_tools::further(&view.task.id, &asked, &part)}
    }
    .into_any())
}

/// What a first walk through the log finds. It keeps none of its lines.
#[derive(Default)]
struct Counted {
    walked: Walked,
    asked: usize,
    errors: usize,
    found: usize,
    /// The one that is looked at: its place among those that are asked for, and its number.
    looked_at: Option<(usize, usize)>,
}

impl Asked {
    fn wants(&self, line: &LogLine) -> bool {
        !self.only_errors || line.stream == Stream::Stderr
    }
}

/// The lines of one page, and what is marked in them. A log may have millions of lines: it is walked once to know which are
/// shown, and once more for those.
fn choose(chunks: &[LogChunk], asked: &Asked) -> (Part, Vec<LogLine>, Marked) {
    let needle = asked.text.as_deref().and_then(Needle::new);
    let counted = count(chunks, asked, needle.as_ref());
    let place = needle.as_ref().map(|_| asked.place.clamp(1, counted.found.max(1)));
    let looked_at = counted.looked_at.map(|(place, _)| place);
    let shown = range(counted.asked, asked.from.map(|from| from.saturating_sub(1)), looked_at);
    let lines = keep(chunks, asked, &shown);
    let part = Part {
        all: counted.walked.lines,
        asked: counted.asked,
        errors: counted.errors,
        shown,
        found: place.map(|place| (counted.found, place)),
        removed: counted.walked.removed,
        overwritten: counted.walked.overwritten,
    };
    let places = needle.map(|needle| lines.iter().map(|line| line.row.find(&needle)).collect());
    let looked_at = counted.looked_at.map(|(_, number)| number);
    (part, lines, Marked { places: places.unwrap_or_default(), looked_at })
}

fn count(chunks: &[LogChunk], asked: &Asked, needle: Option<&Needle>) -> Counted {
    let mut counted = Counted::default();
    let walked = log_view::walk(chunks, |line| {
        counted.errors += usize::from(line.stream == Stream::Stderr);
        if asked.wants(&line) {
            if needle.is_some_and(|needle| !line.row.find(needle).is_empty()) {
                counted.found += 1;
                // Whoever asks for one behind the last gets the last.
                if counted.found <= asked.place.max(1) {
                    counted.looked_at = Some((counted.asked, line.number));
                }
            }
            counted.asked += 1;
        }
        ControlFlow::Continue(())
    });
    Counted { walked, ..counted }
}

/// The lines on the page, by their place among those that are asked for.
fn keep(chunks: &[LogChunk], asked: &Asked, shown: &Range<usize>) -> Vec<LogLine> {
    let (mut lines, mut place) = (Vec::new(), 0);
    log_view::walk(chunks, |line| {
        if place >= shown.end {
            return ControlFlow::Break(());
        }
        if asked.wants(&line) {
            if shown.contains(&place) {
                lines.push(line);
            }
            place += 1;
        }
        ControlFlow::Continue(())
    });
    lines
}

/// Which of so many lines are shown: from a line on, around the one that is looked at, or the newest.
fn range(all: usize, from: Option<usize>, looked_at: Option<usize>) -> Range<usize> {
    let part_before = |line: usize| (line / PART).saturating_sub(1) * PART;
    let start = match (looked_at, from) {
        (Some(line), _) => part_before(line),
        (None, Some(from)) => from.min(all.saturating_sub(1)),
        (None, None) => part_before(all.saturating_sub(1)),
    };
    start..all.min(start + 2 * PART)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn asked(text: Option<&str>, place: usize) -> Asked {
        Asked { text: text.map(str::to_owned), only_errors: false, from: None, place }
    }

    fn log(lines: usize) -> Vec<LogChunk> {
        let line = |number: usize| {
            let stream = if number.is_multiple_of(100) { Stream::Stderr } else { Stream::Stdout };
            let bytes = format!("line {number}.\n").into_bytes();
            LogChunk { seq: 1, stream, bytes, at: Timestamp(1) }
        };
        (1..=lines).map(line).collect()
    }

    #[test]
    fn the_newest_lines_stay_on_the_page_until_a_part_is_full() {
        assert_eq!(range(0, None, None), 0..0);
        assert_eq!(range(400, None, None), 0..400);
        assert_eq!(range(2_000, None, None), 0..2_000);
        assert_eq!(range(2_001, None, None), 1_000..2_001);
        assert_eq!(range(3_000, None, None), 1_000..3_000);
        assert_eq!(range(10_000, Some(0), None), 0..2_000);
        assert_eq!(range(10_000, Some(99_999), None), 9_999..10_000);
        for line in [0, 999, 1_000, 5_432, 9_999] {
            assert!(range(10_000, None, Some(line)).contains(&line), "{line}");
        }
    }

    #[test]
    fn what_is_looked_for_is_counted_over_the_whole_log_and_shown_where_it_is() {
        let (part, lines, marked) = choose(&log(10_000), &asked(Some("LINE 77"), 3));
        // 77, 770 to 779, 7700 to 7799.
        assert_eq!(part.found, Some((111, 3)));
        assert_eq!((marked.looked_at, part.all, part.errors), (Some(771), 10_000, 100));
        assert!(lines.iter().any(|line| line.number == 771));
        assert_eq!(marked.places.iter().filter(|places| !places.is_empty()).count(), 11);
        let (part, _, marked) = choose(&log(10_000), &asked(Some("line 77"), 999));
        assert_eq!((part.found, marked.looked_at), (Some((111, 111)), Some(7_799)));
        assert!(part.shown.contains(&7_798));
        let (part, lines, marked) = choose(&log(10), &asked(Some("nowhere"), 1));
        assert_eq!((part.found, marked.looked_at, lines.len()), (Some((0, 1)), None, 10));
        assert_eq!(choose(&log(10), &asked(None, 1)).0.found, None);
    }

    #[test]
    fn only_stderr_keeps_the_numbers_of_the_whole_log() {
        let errors = Asked { only_errors: true, ..asked(Some("00."), 2) };
        let (part, lines, marked) = choose(&log(10_000), &errors);
        assert_eq!((part.asked, part.errors, part.found), (100, 100, Some((100, 2))));
        assert_eq!((lines[0].number, marked.looked_at), (100, Some(200)));
    }

    #[test]
    fn of_a_log_of_nothing_but_line_feeds_only_the_page_is_kept() {
        const BYTES: usize = 10 * 1024 * 1024;
        let chunk = |bytes| LogChunk { seq: 1, stream: Stream::Stdout, bytes, at: Timestamp(1) };
        let log = [chunk(vec![b'\n'; BYTES - 4]), chunk(b"end\n".to_vec())];
        let (part, kept, marked) = choose(&log, &asked(Some("end"), 1));
        assert_eq!((part.all, part.found), (BYTES - 3, Some((1, 1))));
        assert_eq!((kept.len(), marked.looked_at), (part.shown.len(), Some(BYTES - 3)));
        // Room that was made stays, so it tells how many there ever were.
        assert!(kept.capacity() <= 4 * PART, "{}", kept.capacity());
    }
}
