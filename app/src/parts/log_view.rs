//! What a run wrote, line by line: when, on which stream, and what.

use super::{
    age::{Moment, Precision},
    printed,
};
use domain::{
    Timestamp,
    display::{Row, Terminal},
    log::{LogChunk, Stream},
};
use leptos::prelude::*;
use std::ops::{ControlFlow, Range};

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Counted from 1 over the whole log.
    pub number: usize,
    /// Where it came from.
    pub stream: Stream,
    /// When its beginning was read.
    pub at: Timestamp,
    /// What was written.
    pub row: Row,
}

/// What a walk through a log came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// How many lines it has.
    pub lines: usize,
    /// How many terminal sequences were taken out.
    pub removed: usize,
    /// On how many lines something was written over.
    pub overwritten: usize,
}

/// A stream's terminal, and when the line it is in began.
#[derive(Default)]
struct Source {
    terminal: Terminal,
    since: Option<Timestamp>,
}

/// How much of a piece is made lines of at once, in bytes: a log of nothing but line feeds is many lines.
const AT_ONCE: usize = 16 * 1024;

/// Where a walk is.
struct Walk<F> {
    walked: Walked,
    each: F,
}

/// Reads the pieces of a log and hands out its lines, one after the other: the whole of it is never kept. A line that goes on
/// in the next piece of its stream is one line, unless another stream spoke in between. Each stream keeps its own styles. Who
/// breaks it off has not counted the rest.
pub fn walk<'a>(
    chunks: impl IntoIterator<Item = &'a LogChunk>,
    each: impl FnMut(LogLine) -> ControlFlow<()>,
) -> Walked {
    let mut walk = Walk { walked: Walked::default(), each };
    // A break carries nothing: what was counted until then is the answer.
    let _ = walk.read(chunks);
    walk.walked
}

impl<F: FnMut(LogLine) -> ControlFlow<()>> Walk<F> {
    fn read<'a>(&mut self, chunks: impl IntoIterator<Item = &'a LogChunk>) -> ControlFlow<()> {
        let mut sources = [Stream::Stdout, Stream::Stderr, Stream::System].map(|stream| {
            let source = Source::default();
            (stream, source)
        });
        let mut end = Timestamp(0);
        for chunk in chunks {
            end = chunk.at;
            for (stream, source) in &mut sources {
                if *stream != chunk.stream
                    && let Some(row) = source.terminal.break_line()
                {
                    self.push(*stream, source, chunk.at, vec![row])?;
                }
            }
            if let Some((_, source)) =
                sources.iter_mut().find(|(stream, _)| *stream == chunk.stream)
            {
                for bytes in chunk.bytes.chunks(AT_ONCE) {
                    let mut rows = Vec::new();
                    source.terminal.feed(bytes, &mut rows);
                    self.push(chunk.stream, source, chunk.at, rows)?;
                }
            }
        }
        for (stream, source) in &mut sources {
            let mut rows = Vec::new();
            source.terminal.finish(&mut rows);
            self.push(*stream, source, end, rows)?;
            self.walked.removed += source.terminal.removed();
            self.walked.overwritten += source.terminal.overwritten();
        }
        ControlFlow::Continue(())
    }

    /// The first line may have begun before; the others begin now, as does the one that is left open.
    fn push(
        &mut self,
        stream: Stream,
        source: &mut Source,
        now: Timestamp,
        rows: Vec<Row>,
    ) -> ControlFlow<()> {
        for row in rows {
            let at = source.since.take().unwrap_or(now);
            self.walked.lines += 1;
            (self.each)(LogLine { number: self.walked.lines, stream, at, row })?;
        }
        source.since = source.terminal.is_in_line().then(|| source.since.unwrap_or(now));
        ControlFlow::Continue(())
    }
}

/// What was found in a log.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// The places in each line, beside the lines.
    pub places: Vec<Vec<Range<usize>>>,
    /// The number of the line that is looked at.
    pub looked_at: Option<usize>,
}

/// Lines of a log.
#[component]
pub fn LogView(
    /// The lines.
    lines: Vec<LogLine>,
    /// What is marked in them.
    #[prop(optional)]
    marked: Marked,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    view! {
        <div class="log" id="log" data-numbered="" tabindex="0" role="region" aria-label="Log">
            <ol>{numbered(lines, &marked, now)}</ol>
        </div>
    }
}

const fn stream_words(stream: Stream) -> (&'static str, Option<&'static str>) {
    match stream {
        Stream::Stdout => ("out", None),
        Stream::Stderr => ("err", Some("err")),
        Stream::System => ("sys", Some("sys")),
    }
}

/// Lines for a list that has no numbers: those of the end of a log.
pub fn rows(lines: Vec<LogLine>, now: Timestamp) -> AnyView {
    let row = |line: LogLine| {
        let (word, mark) = stream_words(line.stream);
        view! {
            <li data-stream=mark>
                <Moment at=line.at now precision=Precision::Second />
                <span>{word}</span>
                <code>{printed::line(&line.row)}</code>
            </li>
        }
    };
    lines.into_iter().map(row).collect_view().into_any()
}

fn numbered(lines: Vec<LogLine>, marked: &Marked, now: Timestamp) -> AnyView {
    let rows = lines.into_iter().enumerate().map(|(place, line)| {
        let (word, mark) = stream_words(line.stream);
        let looked_at = marked.looked_at == Some(line.number);
        let places = marked.places.get(place).map(Vec::as_slice).unwrap_or_default();
        view! {
            <li
                id=format!("l{}", line.number)
                data-stream=mark
                aria-current=looked_at.then_some("true")
            >
                <b class="log-number">{line.number}</b>
                <Moment at=line.at now precision=Precision::Second />
                <span>{word}</span>
                <code>{printed::found(&line.row, places, looked_at)}</code>
            </li>
        }
    });
    rows.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::display::Segment;

    fn text(row: &Row) -> String {
        let text = |segment| match segment {
            Segment::Text(text) => text,
            Segment::Mark(mark) => mark.shown,
        };
        row.pieces(&[]).into_iter().map(|piece| text(piece.segment)).collect()
    }

    fn log(pieces: &[(Stream, &str)]) -> (Vec<LogLine>, Walked) {
        let chunk = |(seq, (stream, text)): (i64, &(Stream, &str))| LogChunk {
            seq,
            stream: *stream,
            bytes: text.as_bytes().to_vec(),
            at: Timestamp(seq),
        };
        let chunks: Vec<_> = (1..).zip(pieces).map(chunk).collect();
        let mut lines = Vec::new();
        let walked = walk(&chunks, |line| {
            lines.push(line);
            ControlFlow::Continue(())
        });
        assert_eq!(lines.len(), walked.lines);
        (lines, walked)
    }

    fn texts(pieces: &[(Stream, &str)]) -> Vec<(i64, Stream, String)> {
        let (lines, _) = log(pieces);
        assert!((1..).zip(&lines).all(|(number, line)| line.number == number));
        lines.iter().map(|line| (line.at.0, line.stream, text(&line.row))).collect()
    }

    #[test]
    fn a_line_goes_on_in_the_next_piece_of_its_stream() {
        use Stream::{Stderr, Stdout, System};
        let got = texts(&[
            (Stdout, "one\ntw"),
            (Stdout, "o\n\nthr"),
            (Stderr, "oops\n"),
            (Stdout, "ee\r\n"),
            (System, "Stopped.\n"),
            (Stdout, "a\nfi"),
            (Stdout, "ve"),
        ]);
        let want = [
            (1, Stdout, "one"),
            (1, Stdout, "two"),
            (2, Stdout, ""),
            (2, Stdout, "thr"),
            (3, Stderr, "oops"),
            (4, Stdout, "ee"),
            (5, System, "Stopped."),
            (6, Stdout, "a"),
            (6, Stdout, "five"),
        ];
        assert_eq!(got, want.map(|(at, stream, text)| (at, stream, text.to_owned())));
    }

    #[test]
    fn a_sequence_that_another_stream_cuts_in_two_is_still_one() {
        let (all, walked) = log(&[
            (Stream::Stdout, "10%\r20%\u{1B}[3"),
            (Stream::Stderr, "plain\n"),
            (Stream::Stdout, "1mred\u{1B}]0;title\u{7}\n"),
        ]);
        let lines: Vec<_> = all.iter().map(|line| text(&line.row)).collect();
        assert_eq!(lines, ["20%", "plain", "red"]);
        let styles = |line: &LogLine| line.row.pieces(&[])[0].style.ink;
        assert!(styles(&all[1]) == domain::display::Ink::Plain);
        assert!(styles(&all[2]) != domain::display::Ink::Plain);
        assert_eq!((walked.removed, walked.overwritten), (1, 1));
    }

    #[test]
    fn a_walk_that_is_broken_off_has_read_no_further() {
        let feeds = |seq| LogChunk {
            seq,
            stream: Stream::Stdout,
            bytes: vec![b'\n'; 2 * AT_ONCE],
            at: Timestamp(seq),
        };
        let (chunks, mut read) = ([feeds(1), feeds(2), feeds(3)], 0);
        let walked = walk(chunks.iter().inspect(|_| read += 1), |line| match line.number {
            5 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        });
        assert_eq!((walked.lines, read), (5, 1));
    }

    #[test]
    fn nothing_makes_no_line() {
        assert_eq!(texts(&[]), []);
        assert_eq!(texts(&[(Stream::Stdout, "")]), []);
    }
}
